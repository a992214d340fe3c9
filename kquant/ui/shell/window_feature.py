"""What can be done with the window itself, and its dialogs."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Signal, Slot

from kquant.translation import QT_TRANSLATE_NOOP
from kquant.ui.context import Context
from kquant.ui.kit.actions.menus import Section, Tree
from kquant.ui.kit.actions.spec import ActionSpec, Group
from kquant.ui.kit.command_palette import CommandPalette
from kquant.ui.kit.dialogs import open_dialog
from kquant.ui.kit.feature import Feature
from kquant.ui.shell.preferences_dialog import PreferencesDialog

_early, _action, _help = (partial(ActionSpec, rank=rank) for rank in (13, 55, 57))


class WindowFeature(Feature):
    """Signals:
    quit_wanted(): all windows are to be closed.
    lab_wanted(): the clustering lab is to be shown.
    reset_wanted(): all panels are to be put back to where they were at first.
    """

    actions = (
        _early(
            "close",
            QT_TRANSLATE_NOOP("Actions", "&Close"),
            QT_TRANSLATE_NOOP("Actions", "Close this window."),
            ("Ctrl+W",),
        ),
        _early(
            "quit",
            QT_TRANSLATE_NOOP("Actions", "&Quit"),
            QT_TRANSLATE_NOOP("Actions", "Close all windows."),
            ("Ctrl+Q",),
        ),
        _early(
            "undo",
            QT_TRANSLATE_NOOP("Actions", "&Undo"),
            QT_TRANSLATE_NOOP("Actions", "Take the last change back."),
            ("Ctrl+Z",),
            "undo",
            group=Group.UNDO,
        ),
        _early(
            "redo",
            QT_TRANSLATE_NOOP("Actions", "&Redo"),
            QT_TRANSLATE_NOOP("Actions", "Make the change again."),
            ("Ctrl+Y", "Ctrl+Shift+Z"),
            "redo",
            group=Group.REDO,
        ),
        _action(
            "find_command",
            QT_TRANSLATE_NOOP("Actions", "&Find a Command…"),
            QT_TRANSLATE_NOOP("Actions", "Search everything KQuant can do, with its shortcut."),
            ("Ctrl+Shift+P",),
            "search",
        ),
        ActionSpec(
            "about",
            QT_TRANSLATE_NOOP("Actions", "&About KQuant"),
            QT_TRANSLATE_NOOP("Actions", "Which version this is, and of what it is made."),
            icon="info",
            rank=59,
        ),
        ActionSpec(
            "preferences",
            QT_TRANSLATE_NOOP("Actions", "Pre&ferences…"),
            QT_TRANSLATE_NOOP("Actions", "Theme, what new pictures start with, and what is asked."),
            ("Ctrl+,",),
            "preferences",
            rank=16,
        ),
        ActionSpec(
            "stop",
            QT_TRANSLATE_NOOP("Actions", "S&top"),
            QT_TRANSLATE_NOOP("Actions", "Stop what is being worked on."),
            ("Esc",),
            "stop",
            group=Group.WORKING,
            rank=51,
        ),
        ActionSpec(
            "lab",
            QT_TRANSLATE_NOOP("Actions", "Clustering &Lab"),
            QT_TRANSLATE_NOOP("Actions", "Watch k-means at work on points in a plane, step by step."),
            ("Ctrl+L",),
            "lab",
            rank=54,
        ),
        _action(
            "new_window",
            QT_TRANSLATE_NOOP("Actions", "&New Window"),
            QT_TRANSLATE_NOOP("Actions", "Open another window, for another picture."),
            ("Ctrl+N",),
            "window-new",
        ),
        _help(
            "reset_layout",
            QT_TRANSLATE_NOOP("Actions", "&Reset Layout"),
            QT_TRANSLATE_NOOP("Actions", "Put all panels back to where they were at first."),
            icon="layout",
        ),
        _help(
            "report",
            QT_TRANSLATE_NOOP("Actions", "Report a &Problem…"),
            QT_TRANSLATE_NOOP("Actions", "Gather what a report of a problem should say."),
            icon="bug",
        ),
    )
    sections = (
        Section("file", 3, ("close", "quit")),
        Section("edit", 1, ("undo", "redo")),
        Section("edit", 4, ("preferences",)),
        Section("image", 2, ("stop",), 1),
        Section("tools", 2, ("lab",)),
        Section("tools", 3, ("find_command",)),
        Section("window", 1, ("new_window", Tree("windows", QT_TRANSLATE_NOOP("Menus", "S&witch To")))),
        Section("window", 2, (Tree("panels", QT_TRANSLATE_NOOP("Menus", "&Panels")),)),
        Section("window", 2, ("reset_layout",), 2),
        Section("help", 1, ("find_command",)),
        Section("help", 2, ("report", "about")),
        Section("toolbar", 2, ("undo", "redo")),
    )
    late_modules = ("kquant.ui.shell.about", "kquant.lab.ui.window")
    quit_wanted = Signal()
    lab_wanted = Signal()
    reset_wanted = Signal()

    def __init__(self, context: Context) -> None:
        super().__init__(context.window)
        self._context = context
        stack = context.document.undo_stack
        self.handlers = {
            "close": context.window.close,
            "quit": self.quit_wanted.emit,
            "undo": stack.undo,
            "redo": stack.redo,
            "preferences": self._show_preferences,
            "stop": self._stop,
            "lab": self.lab_wanted.emit,
            "find_command": self._find_command,
            "new_window": self._open_window,
            "reset_layout": self.reset_wanted.emit,
            "report": self._show_report,
            "about": self._show_about,
        }

    @Slot()
    def _stop(self) -> None:
        self._context.document.stop_opening()
        self._context.document.stop()

    @Slot()
    def _open_window(self) -> None:
        self._context.events.windows_wanted.emit([])

    @Slot()
    def _show_preferences(self) -> None:
        open_dialog(PreferencesDialog(self._context.services.preferences, self._context.window))

    @Slot()
    def _find_command(self) -> None:
        open_dialog(CommandPalette(self._context.actions, self._context.window))

    @Slot()
    def _show_report(self) -> None:
        from kquant.ui.shell.about import report_dialog

        open_dialog(report_dialog(self._context.services.log, self._context.window))

    @Slot()
    def _show_about(self) -> None:
        from kquant.ui.shell.about import about_dialog

        open_dialog(about_dialog(self._context.window))
