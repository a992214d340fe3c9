"""How swatches are drawn."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from PySide6.QtCore import QModelIndex, QObject, QPersistentModelIndex, QPoint, QRect, QSize, Qt
from PySide6.QtGui import QColor, QPainter
from PySide6.QtWidgets import QStyledItemDelegate, QStyleOptionViewItem

from kquant.core.model.arrays import Int64, UInt8
from kquant.ui.kit.qimage import to_qimage
from kquant.ui.kit.theme import text_color

MARK_HEIGHT = 5
"""Pixels above a swatch for the mark that it is pointed at."""

TEXT_WIDTH = 18
"""On narrower swatches nothing is written."""

_PADDING = 4
_FRAME = QColor(128, 128, 128, 110)


class SwatchSizes(QStyledItemDelegate):
    """Tells the view how large rows are; `widths` are those of the rows."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.widths: Int64 = np.empty(0, np.int64)
        self.height = 0

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:  # noqa: N802
        """As wide as was worked out for the row."""
        row = index.row()
        return QSize(int(self.widths[row]) if row < len(self.widths) else 0, self.height)


def draw_swatches(painter: QPainter, colors: UInt8, widths: Int64, rect: QRect) -> None:
    """(K, 3) colours side by side from the left of `rect`, all at once: one by one, 256 take a frame."""
    strip = to_qimage(np.repeat(colors, widths, axis=0)[np.newaxis])
    place = QRect(rect.left(), rect.top(), strip.width(), rect.height())
    painter.drawImage(place, strip)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.setPen(_FRAME)  # or one in the colour of the window would look like a gap
    painter.drawRect(place.adjusted(0, 0, -1, -1))


def write(painter: QPainter, rect: QRect, color: QColor, lines: Sequence[str]) -> None:
    """Those lines that fit on a swatch of a colour, in the painter's font: upwards if more do so."""
    painter.setPen(text_color(color))
    level, upright = (_fitting(painter, size, lines) for size in (rect.size(), rect.size().transposed()))
    if len(level) >= len(upright):
        painter.drawText(rect, Qt.AlignmentFlag.AlignCenter, "\n".join(level))
        return
    painter.save()
    painter.translate(rect.left(), rect.bottom() + 1)
    painter.rotate(-90)
    turned = QRect(QPoint(0, 0), rect.size().transposed())
    painter.drawText(turned, Qt.AlignmentFlag.AlignCenter, "\n".join(upright))
    painter.restore()


def _fitting(painter: QPainter, size: QSize, lines: Sequence[str]) -> list[str]:
    metrics, room = painter.fontMetrics(), size.width() - 2 * _PADDING
    fitting = [line for line in lines if line and metrics.horizontalAdvance(line) <= room]
    return fitting[: size.height() // metrics.height()]


def draw_ring(painter: QPainter, rect: QRect) -> None:
    """White, black and white, inside `rect`: one of the two is seen on any colour."""
    for inset, color in enumerate((Qt.GlobalColor.white, Qt.GlobalColor.black, Qt.GlobalColor.white)):
        painter.setPen(color)
        painter.drawRect(rect.adjusted(inset, inset, -1 - inset, -1 - inset))
