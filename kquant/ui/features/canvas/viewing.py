"""How the canvas shows the picture: chosen by actions, told back to them, and in part preferred."""

from __future__ import annotations

from PySide6.QtCore import QObject, Qt, Slot
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QColorDialog, QWidget

from kquant.session.files.preferences import BACKGROUND, Preferences
from kquant.ui.features.canvas.canvas import Canvas
from kquant.ui.kit.actions.actions import Actions

_OWN_BACKGROUND = "appearance/background_color"


class Viewing(QObject):
    """Keeps canvas, actions and preferences of one mind."""

    def __init__(self, canvas: Canvas, actions: Actions, preferences: Preferences, window: QWidget) -> None:
        super().__init__(window)
        self._canvas, self._actions, self._preferences, self._window = canvas, actions, preferences, window
        canvas.view_changed.connect(self._show_view)
        canvas.split_orientation_changed.connect(self._show_split_orientation)
        preferences.changed.connect(self._follow_preference)
        actions.chosen.connect(self._choose)
        actions["split_horizontal"].triggered.connect(self._turn_split)
        actions["full_screen"].triggered.connect(self._set_full_screen)
        actions.connect_to(
            {
                "zoom_in": canvas.zoom_in,
                "zoom_out": canvas.zoom_out,
                "fit": canvas.fit,
                "actual_size": canvas.actual_size,
            }
        )
        self._show_view(canvas.view)
        self._follow_preference(BACKGROUND.key)

    @Slot(str)
    def _show_view(self, view: str) -> None:
        self._actions.choose("view", view)

    @Slot(object)
    def _show_split_orientation(self, line: Qt.Orientation) -> None:
        self._actions["split_horizontal"].setChecked(line is Qt.Orientation.Horizontal)

    @Slot(str)
    def _follow_preference(self, key: str) -> None:
        if key == BACKGROUND.key:
            background = self._preferences.get(BACKGROUND)
            self._canvas.set_background(self._own_background if background == "custom" else background)
            self._actions.choose("background", background)

    @Slot(str, str)
    def _choose(self, choice: str, value: str) -> None:
        if choice == "view":
            self._canvas.set_view(value)
        elif choice == "background" and value == "custom":
            self._ask_background()
        elif choice == "background":
            self._preferences.set(BACKGROUND, value)

    @property
    def _own_background(self) -> QColor:
        """The colour that was chosen the last time."""
        kept = QColor(str(self._preferences.settings.value(_OWN_BACKGROUND, "")))
        return kept if kept.isValid() else QColor(Qt.GlobalColor.gray)

    def _ask_background(self) -> None:
        dialog = QColorDialog(self._own_background, self._window)
        dialog.setObjectName("background_dialog")
        dialog.setWindowTitle(self.tr("Behind Transparency"))
        dialog.colorSelected.connect(self._take_background)
        dialog.finished.connect(self._show_background)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    @Slot(QColor)
    def _take_background(self, color: QColor) -> None:
        self._preferences.settings.set_value(_OWN_BACKGROUND, color.name())
        self._preferences.set(BACKGROUND, "custom")

    @Slot()
    def _show_background(self) -> None:
        """As preferred: a choice that was not confirmed is none."""
        self._follow_preference(BACKGROUND.key)

    @Slot(bool)
    def _turn_split(self, across: bool) -> None:
        self._canvas.set_split_orientation(Qt.Orientation.Horizontal if across else Qt.Orientation.Vertical)

    @Slot(bool)
    def _set_full_screen(self, full: bool) -> None:
        if full:
            self._window.showFullScreen()
        else:
            self._window.showNormal()
