"""What the dialogs of this package have in common."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QSize
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPalette
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QLabel, QSizePolicy, QVBoxLayout, QWidget

from kquant.core.model.rgb import Rgb
from kquant.ui.kit.dialogs import without_icons

GAP = 8
_CELL = 16
_WIDTH = 420


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

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """Sixteen colours wide."""
        return QSize(16 * _CELL, 6 * _CELL)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
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
