"""Which actions make sense at the moment, as far as that depends on the document alone."""

from __future__ import annotations

from PySide6.QtCore import QObject, Slot

from kquant.session.document.document import Document
from kquant.ui.kit.actions.actions import Actions, UndoNames
from kquant.ui.kit.actions.spec import Group


class ActionStates(QObject):
    """Enables groups of actions as the document changes."""

    def __init__(self, actions: Actions, document: Document, parent: QObject) -> None:
        super().__init__(parent)
        self._actions, self._document = actions, document
        self._undo = UndoNames(actions, document.undo_stack, self)
        self._enabled: dict[Group, bool] = {}
        self._repeatable = False
        document.bind(self, self._follow, "source", "preview", "result", "opening", "clustering")

    @Slot(bool)
    def set_repeatable(self, repeatable: bool) -> None:
        """Whether there is an export to repeat."""
        self._repeatable = repeatable
        self._follow()

    def _follow(self) -> None:
        """A preview is as good as its result: what needs that one waits for it."""
        now = self._document.now
        found = now.result is not None or (now.preview is not None and now.clustering)
        states = {
            Group.PICTURE: now.source is not None,
            Group.FILE: now.source is not None and now.source.path is not None,
            Group.RESULT: found,
            Group.EXPORTED: found and self._repeatable,
            Group.WORKING: now.opening or now.clustering,
        }
        for group, enabled in states.items():
            if enabled != self._enabled.get(group):
                self._actions.enable(group, enabled)
        self._enabled = states
