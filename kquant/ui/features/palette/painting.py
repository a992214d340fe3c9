"""What is drawn over swatches: padlocks, papers, what is selected, and what is dragged."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRect, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPalette, QPen

from kquant.ui.kit.theme import text_color

PADLOCK = 16
"""Pixels that the place of a padlock is wide and high, in the upper left corner of a swatch."""

_NARROW = 8  # swatches below that have no room for the drawing of a padlock, only for a notch
_TICK_ROOM = 2 * PADLOCK + 4
_LINE = 4
_GHOST = 22


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
