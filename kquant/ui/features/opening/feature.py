"""Opening pictures in the window, from files, the clipboard and the list of those that were open before."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QMimeData, Slot
from PySide6.QtWidgets import QMenu

from kquant.translation import QT_TRANSLATE_NOOP
from kquant.ui.context import Context
from kquant.ui.features.opening.opening import Opening, can_open
from kquant.ui.kit.actions.menus import Section, Tree, fill_with_paths
from kquant.ui.kit.actions.spec import ActionSpec, Group
from kquant.ui.kit.feature import Feature

_action = partial(ActionSpec, rank=10)


class OpeningFeature(Feature):
    """Attributes:
    opening: what does it.
    """

    actions = (
        _action(
            "open",
            QT_TRANSLATE_NOOP("Actions", "&Open…"),
            QT_TRANSLATE_NOOP("Actions", "Open a picture."),
            ("Ctrl+O",),
            "open",
        ),
        _action(
            "clear_recent",
            QT_TRANSLATE_NOOP("Actions", "&Clear List"),
            QT_TRANSLATE_NOOP("Actions", "Forget which pictures were opened."),
            group=Group.RECENT,
        ),
        _action(
            "reload",
            QT_TRANSLATE_NOOP("Actions", "Re&load"),
            QT_TRANSLATE_NOOP("Actions", "Read the file again."),
            ("Ctrl+R",),
            "reload",
            group=Group.FILE,
        ),
        ActionSpec(
            "paste",
            QT_TRANSLATE_NOOP("Actions", "&Paste"),
            QT_TRANSLATE_NOOP("Actions", "Open the picture, or the file, that was copied."),
            ("Ctrl+V",),
            "paste",
            rank=15,
        ),
    )
    sections = (
        Section("file", 1, ("open", Tree("recent", QT_TRANSLATE_NOOP("Menus", "Open &Recent")))),
        Section("file", 1, ("reload",), 2),
        Section("edit", 2, ("paste",), 1),
        Section("toolbar", 1, ("open", "paste")),
    )
    late_modules = ("kquant.io.read", "kquant.io.settings_json")

    def __init__(self, context: Context) -> None:
        super().__init__(context.window)
        services, events = context.services, context.events
        self._recent, self._actions = services.recent, context.actions
        self.opening = opening = Opening(
            context.document,
            services.preferences,
            services.recent,
            context.messages,
            context.window,
            context.unless_lost,
        )
        self.handlers = {
            "open": opening.ask,
            "clear_recent": services.recent.clear,
            "paste": opening.paste,
            "reload": opening.reload,
        }
        self.menus = {"recent": self._fill_recent}
        opening.more_wanted.connect(events.windows_wanted)
        events.open_wanted.connect(opening.open)
        events.file_written.connect(opening.expect_change)
        services.recent.changed.connect(self._follow_recent)
        self._follow_recent()

    def can_take(self, data: QMimeData) -> bool:
        """Whether something that is dragged is worth a try."""
        return can_open(data)

    def take(self, data: QMimeData) -> bool:
        """Open what was dropped; False if there is nothing to open in it."""
        return self.opening.take(data)

    def close(self) -> None:
        """Leave no thread behind."""
        self.opening.close()

    @Slot()
    def _follow_recent(self) -> None:
        self._actions.enable(Group.RECENT, bool(self._recent.paths))

    def _fill_recent(self, menu: QMenu) -> None:
        fill_with_paths(menu, self._recent.paths, self.opening.open, self._recent.thumbnail)
        menu.addSeparator()
        menu.addAction(self._actions["clear_recent"])
