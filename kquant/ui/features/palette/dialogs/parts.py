"""What the dialogs have in common, and the controls that they are made of."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QSignalBlocker, QSize, Qt, Signal, Slot
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPalette
from PySide6.QtWidgets import (
    QButtonGroup,
    QDialog,
    QDialogButtonBox,
    QDoubleSpinBox,
    QHBoxLayout,
    QLabel,
    QRadioButton,
    QSizePolicy,
    QSlider,
    QVBoxLayout,
    QWidget,
)

from kquant.core.model.choices import PaletteUse
from kquant.core.model.rgb import Rgb
from kquant.session.document.setting_texts import translated_setting
from kquant.ui.kit.accessibility import describe
from kquant.ui.kit.dialogs import without_icons

GAP = 8
_CELL = 16
_WIDTH = 420
_STEPS = 4  # for each unit


def lay_out(dialog: QDialog, ok: str, *parts: QWidget, grows: int = 0) -> QDialogButtonBox:
    """Parts one under the other, and under them a button `ok` and one to cancel.

    `grows` is the place of the part that gets what room is left.
    """
    buttons = QDialogButtonBox(
        QDialogButtonBox.StandardButton.Ok | QDialogButtonBox.StandardButton.Cancel, dialog
    )
    buttons.button(QDialogButtonBox.StandardButton.Ok).setText(ok)
    without_icons(buttons)
    buttons.accepted.connect(dialog.accept)
    buttons.rejected.connect(dialog.reject)
    column = QVBoxLayout(dialog)
    column.setContentsMargins(2 * GAP, 2 * GAP, 2 * GAP, 2 * GAP)
    column.setSpacing(GAP)
    for place, part in enumerate(parts):
        column.addWidget(part, 1 if place == grows else 0)
    column.addSpacing(GAP)
    column.addWidget(buttons)
    dialog.resize(_WIDTH, column.totalHeightForWidth(_WIDTH))
    return buttons


def caption(text: str, parent: QWidget) -> QLabel:
    """Words that explain, over as many lines as they take."""
    label = QLabel(text, parent)
    label.setWordWrap(True)
    return label


class SwatchGrid(QWidget):
    """Colours in rows; groups of them are parted by a gap."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._groups: list[list[Rgb]] = []
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)

    def show_groups(self, groups: Sequence[Sequence[Rgb]]) -> None:
        """Show these."""
        self._groups = [list(group) for group in groups]
        self.update()

    def sizeHint(self) -> QSize:
        """Sixteen colours wide."""
        return QSize(16 * _CELL, 6 * _CELL)

    def paintEvent(self, event: QPaintEvent) -> None:
        """As large as there is room for."""
        painter = QPainter(self)
        painter.setPen(self.palette().color(QPalette.ColorRole.Mid))
        side = self._side()
        columns = max(1, self.width() // side)
        place = 0
        for group in self._groups:
            for color in group:
                painter.setBrush(QColor(*color))
                painter.drawRect(place % columns * side, place // columns * side, side - 1, side - 1)
                place += 1
            place += len(self._groups) > 1

    def _side(self) -> int:
        """The largest side with which all fit, at least 4 pixels."""
        count = sum(len(group) + (len(self._groups) > 1) for group in self._groups)
        for side in range(2 * _CELL, 4, -1):
            if (self.width() // side) * (self.height() // side) >= count:
                return side
        return 4


class DeltaESlider(QWidget):
    """CIEDE2000 from 0 on.

    Signals:
        value_changed(float): a person chose another difference.
    """

    value_changed = Signal(float)

    def __init__(
        self, label: str, teaching: str, value: float, maximum: int, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._slider = QSlider(Qt.Orientation.Horizontal, self)
        self._slider.setRange(0, maximum * _STEPS)
        self._slider.setPageStep(_STEPS)
        self._box = QDoubleSpinBox(self)
        self._box.setRange(0, maximum)
        self._box.setDecimals(2)
        self._box.setSingleStep(1 / _STEPS)
        plain = label.replace("&", "")
        describe(self._slider, "delta_e_slider", plain, teaching)
        describe(self._box, "delta_e", plain, teaching)
        words = QLabel(label, self)
        words.setBuddy(self._slider)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        row.addWidget(words)
        row.addWidget(self._slider, 1)
        row.addWidget(self._box)
        self._slider.setValue(round(value * _STEPS))
        self._box.setValue(value)
        self._slider.valueChanged.connect(self._slide)
        self._box.valueChanged.connect(self._take)
        self.setFocusProxy(self._slider)

    @property
    def value(self) -> float:
        """The difference."""
        return self._box.value()

    @Slot(int)
    def _slide(self, place: int) -> None:
        self._box.setValue(place / _STEPS)

    @Slot(float)
    def _take(self, value: float) -> None:
        with QSignalBlocker(self._slider):
            self._slider.setValue(round(value * _STEPS))
        self.value_changed.emit(value)


class UseChoice(QWidget):
    """One of four."""

    def __init__(self, use: PaletteUse, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._group = QButtonGroup(self)
        self._choices = translated_setting("palette_use").choices
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        for place, choice in enumerate(self._choices):
            button = QRadioButton(choice.label, self)
            describe(button, f"use_{choice.value}", choice.label.replace("&", ""), choice.help)
            button.setChecked(choice.value is use)
            self._group.addButton(button, place)
            column.addWidget(button)

    @property
    def use(self) -> PaletteUse:
        """The one that is chosen."""
        return PaletteUse(self._choices[self._group.checkedId()].value)
