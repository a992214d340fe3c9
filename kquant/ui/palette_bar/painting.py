"""How a swatch is drawn."""

from __future__ import annotations

import numpy as np
from PySide6.QtCore import QModelIndex, QObject, QPersistentModelIndex, QRect, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter
from PySide6.QtWidgets import QStyledItemDelegate, QStyleOptionViewItem

from kquant.core.types import Int64
from kquant.ui.contrast import text_color
from kquant.ui.palette_bar.swatches import Role

MARK_HEIGHT = 5
"""Pixels above a swatch for the mark that it is pointed at."""

_PADDING = 4
_TEXT_WIDTH = 24  # no text is narrower than that


def draw_ring(painter: QPainter, rect: QRect) -> None:
    """White, black and white, inside `rect`: one of the two is seen on any colour."""
    for inset, color in enumerate((Qt.GlobalColor.white, Qt.GlobalColor.black, Qt.GlobalColor.white)):
        painter.setPen(color)
        painter.drawRect(rect.adjusted(inset, inset, -1 - inset, -1 - inset))


class SwatchDelegate(QStyledItemDelegate):
    """A rectangle of the colour, with hex and share where they fit; `widths` are those of the rows."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.widths: Int64 = np.empty(0, np.int64)
        self.height = 0

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:  # noqa: N802
        """As wide as was worked out for the row."""
        row = index.row()
        return QSize(int(self.widths[row]) if row < len(self.widths) else 0, self.height)

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        """The colour, and what fits of its text."""
        rect: QRect = option.rect.adjusted(0, MARK_HEIGHT, 0, 0)
        color: QColor = index.data(Role.COLOR)
        painter.fillRect(rect, color)
        if rect.width() >= _TEXT_WIDTH:
            font: QFont = option.font
            self._write(painter, rect, font, text_color(color), index)

    def _write(
        self,
        painter: QPainter,
        rect: QRect,
        font: QFont,
        color: QColor,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        metrics = QFontMetrics(font)
        room = rect.width() - 2 * _PADDING
        lines = [index.data(), index.data(Role.SHARE_TEXT)]
        fitting = [line for line in lines if line and metrics.horizontalAdvance(line) <= room]
        if not fitting:
            return
        painter.setPen(color)
        painter.setFont(font)
        painter.drawText(rect, Qt.AlignmentFlag.AlignCenter, "\n".join(fitting))
