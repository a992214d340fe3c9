"""Which actions make sense at the moment."""

from __future__ import annotations

from PySide6.QtCore import QObject, Slot

from kquant.session.document.document import Document
from kquant.session.files.recent import RecentFiles
from kquant.ui.kit.actions.actions import Actions
from kquant.ui.kit.actions.spec import Group
from kquant.ui.kit.actions.undo import UndoNames


class Enabling(QObject):
    """Enables groups of actions as the document changes."""

    def __init__(self, actions: Actions, document: Document, recent: RecentFiles, parent: QObject) -> None:
        super().__init__(parent)
        self._actions, self._document, self._recent = actions, document, recent
        self._repeatable = False
        self._undo = UndoNames(actions, document.undo_stack, self)
        document.source_changed.connect(self._follow_source)
        for signal in (document.source_changed, document.preview_changed, document.result_changed):
            signal.connect(self._follow_result)
        for signal in (
            document.opening_began,
            document.opening_ended,
            document.clustering_began,
            document.clustering_ended,
        ):
            signal.connect(self._follow_work)
        recent.changed.connect(self._follow_recent)
        self._follow_recent()

    @Slot(bool)
    def set_repeatable(self, repeatable: bool) -> None:
        """Whether there is an export to repeat."""
        self._repeatable = repeatable
        self._follow_result()

    @Slot()
    def _follow_source(self) -> None:
        source = self._document.source
        self._actions.enable(Group.PICTURE, source is not None)
        self._actions.enable(Group.FILE, source is not None and source.path is not None)

    @Slot()
    def _follow_result(self) -> None:
        """A preview is as good as its result: what needs that one waits for it."""
        document = self._document
        found = document.result is not None or (document.preview is not None and document.clustering)
        self._actions.enable(Group.RESULT, found)
        self._actions.enable(Group.EXPORTED, found and self._repeatable)

    @Slot()
    def _follow_work(self) -> None:
        self._actions.enable(Group.WORKING, self._document.opening or self._document.clustering)
        self._follow_result()

    @Slot()
    def _follow_recent(self) -> None:
        self._actions.enable(Group.RECENT, bool(self._recent.paths))
