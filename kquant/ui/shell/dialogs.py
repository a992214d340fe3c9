"""The dialogs that every window can open."""

from __future__ import annotations

from PySide6.QtCore import QObject, Slot
from PySide6.QtWidgets import QWidget

from kquant.ui.app.services import Shared
from kquant.ui.kit.actions.actions import Actions
from kquant.ui.kit.command_palette import CommandPalette
from kquant.ui.kit.dialogs import open_dialog
from kquant.ui.shell.preferences_dialog import PreferencesDialog


class Dialogs(QObject):
    """Opens one at a time, without holding up anything else."""

    def __init__(self, shared: Shared, actions: Actions, window: QWidget) -> None:
        super().__init__(window)
        self._shared, self._actions, self._window = shared, actions, window

    @Slot()
    def show_about(self) -> None:
        """What KQuant is."""
        from kquant.ui.shell.about import about_dialog

        open_dialog(about_dialog(self._window))

    @Slot()
    def show_report(self) -> None:
        """What a report of a problem should say."""
        from kquant.ui.shell.about import report_dialog

        open_dialog(report_dialog(self._shared.log, self._window))

    @Slot()
    def show_preferences(self) -> None:
        """Everything there is to prefer."""
        open_dialog(PreferencesDialog(self._shared.preferences, self._window))

    @Slot()
    def find_command(self) -> None:
        """Everything there is to do."""
        open_dialog(CommandPalette(self._actions, self._window))
