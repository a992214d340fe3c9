"""How swatches are drawn: colours and texts, padlocks, what is selected, and what is dragged."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from PySide6.QtCore import (
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QPoint,
    QPointF,
    QRect,
    QRectF,
    QSize,
    Qt,
)
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPalette, QPen
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

PADLOCK = 16
"""Pixels that the place of a padlock is wide and high, in the upper left corner of a swatch."""

_NARROW = 8  # swatches below that have no room for the drawing of a padlock, only for a notch
_TICK_ROOM = 2 * PADLOCK + 4
_LINE = 4
_GHOST = 22


class SwatchSizes(QStyledItemDelegate):
    """Tells the view how large rows are; `widths` are those of the rows."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.widths: Int64 = np.empty(0, np.int64)
        self.height = 0

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
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


def padlock_place(rect: QRect) -> QRect:
    """Where the padlock of a swatch in `rect` is; empty if the swatch is too narrow for one to be hit."""
    roomy = rect.width() > PADLOCK
    return QRect(rect.left(), rect.top(), PADLOCK, PADLOCK) if roomy else QRect()


def draw_padlock(painter: QPainter, rect: QRect, color: QColor, closed: bool) -> None:
    """In the upper left corner of a swatch; on very narrow ones a locked colour has a notch instead."""
    ink = text_color(color)
    if rect.width() < _NARROW:
        if closed:
            painter.fillRect(QRect(rect.left(), rect.top(), max(rect.width() - 1, 1), _LINE), ink)
        return
    _begin_mark(painter, rect)
    body = QRectF(0, 5, 8, 6)
    shackle = QPainterPath(QPointF(1.5, 5))
    shackle.lineTo(1.5, 3.2)
    shackle.cubicTo(1.5, -0.6, 6.5, -0.6, 6.5, 3.2)
    if closed:
        shackle.lineTo(6.5, 5)
    painter.setPen(QPen(ink, 1.3))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawPath(shackle)
    if closed:
        painter.setBrush(ink)
    painter.drawRoundedRect(body, 1, 1)
    painter.restore()


def draw_paper(painter: QPainter, rect: QRect, color: QColor) -> None:
    """A sheet with a folded corner, where others have a padlock; two lines on very narrow swatches."""
    ink = text_color(color)
    if rect.width() < _NARROW:
        for line in (0, 3):
            painter.fillRect(QRect(rect.left(), rect.top() + line, max(rect.width() - 1, 1), 1), ink)
        return
    _begin_mark(painter, rect)
    painter.setPen(QPen(ink, 1.3))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    corner = QPointF(4.5, 0.5), QPointF(4.5, 4), QPointF(8, 4)
    painter.drawPolygon([QPointF(0.5, 0.5), corner[0], corner[2], QPointF(8, 11), QPointF(0.5, 11)])
    painter.drawPolyline(corner)
    painter.restore()


def _begin_mark(painter: QPainter, rect: QRect) -> None:
    """Go to the place of a mark 8 pixels wide, until the painter is restored."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.translate(rect.left() + min(4.0, (rect.width() - _NARROW) / 2), rect.top() + 3.0)


def draw_selected(painter: QPainter, rect: QRect, color: QColor) -> None:
    """A frame that is seen on any colour, and a tick where there is room."""
    painter.setPen(Qt.GlobalColor.black)
    painter.drawRect(rect.adjusted(0, 0, -1, -1))
    painter.setPen(Qt.GlobalColor.white)
    painter.drawRect(rect.adjusted(1, 1, -2, -2))
    if rect.width() < _TICK_ROOM:
        return
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(text_color(color), 1.8, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap))
    corner = QPointF(rect.right() - 14, rect.top() + 9)
    painter.drawPolyline([corner, corner + QPointF(3, 3), corner + QPointF(9, -4)])
    painter.restore()


def draw_gap(painter: QPainter, x: int, height: int, palette: QPalette) -> None:
    """A line where dragged swatches would be put."""
    line = QRect(x - _LINE // 2, 0, _LINE, height)
    painter.fillRect(line.adjusted(-1, 0, 1, 0), palette.color(QPalette.ColorRole.Window))
    painter.fillRect(line, palette.color(QPalette.ColorRole.WindowText))


def draw_union(painter: QPainter, rect: QRect, words: str, palette: QPalette) -> None:
    """What would happen to the swatch in `rect`, in place of what is written on it."""
    painter.setPen(QPen(palette.color(QPalette.ColorRole.WindowText), 3))
    painter.drawRect(rect.adjusted(1, 1, -2, -2))
    metrics = painter.fontMetrics()
    width = max(metrics.horizontalAdvance(words) + 12, rect.width() - 6)
    box = QRect(0, 0, width, 2 * metrics.height() + 4)
    box.moveCenter(rect.center())
    painter.fillRect(box, palette.color(QPalette.ColorRole.ToolTipBase))
    painter.setPen(palette.color(QPalette.ColorRole.ToolTipText))
    painter.drawText(box, Qt.AlignmentFlag.AlignCenter, words)


def draw_ghost(painter: QPainter, at: QPointF, color: QColor, count: int) -> None:
    """A dragged swatch beside the mouse, and how many there are."""
    place = QRectF(at.x() + 10, at.y() + 2, _GHOST, _GHOST)
    painter.setPen(text_color(color))
    painter.setBrush(color)
    painter.drawRect(place)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    if count > 1:
        painter.drawText(place, Qt.AlignmentFlag.AlignCenter, str(count))
