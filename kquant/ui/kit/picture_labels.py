"""Small labels over a picture, to be read on any colour."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import QPoint, QPointF, QRect, Qt
from PySide6.QtGui import QColor, QFontMetrics, QPainter

TEXT = QColor(240, 240, 240)
MARGIN = 8
PADDING = 6
_BACK = QColor(24, 24, 24, 170)


def draw_captions(painter: QPainter, captions: Iterable[tuple[str, Qt.AlignmentFlag]], within: QRect) -> None:
    """Labels in corners of `within`; left out where there is no room for them."""
    painter.save()
    metrics = small_font(painter)
    room = within.adjusted(MARGIN, MARGIN, -MARGIN, -MARGIN)
    for text, corner in captions:
        box = QRect(0, 0, metrics.horizontalAdvance(text) + 2 * PADDING, metrics.height() + 4)
        if box.width() <= room.width() and box.height() <= room.height():
            box.moveTopLeft(room.topLeft())
            if corner & Qt.AlignmentFlag.AlignRight:
                box.moveRight(room.right())
            if corner & Qt.AlignmentFlag.AlignBottom:
                box.moveBottom(room.bottom())
            draw_plate(painter, box)
            painter.drawText(box, Qt.AlignmentFlag.AlignCenter, text)
    painter.restore()


def draw_label_beside(painter: QPainter, text: str, corner: QPointF, within: QRect) -> None:
    """A label beside the corner of something."""
    painter.save()
    metrics = small_font(painter)
    box = QRect(0, 0, metrics.horizontalAdvance(text) + 2 * PADDING, metrics.height() + 4)
    box.moveTopLeft(corner.toPoint() + QPoint(MARGIN, MARGIN))
    box.moveRight(min(box.right(), within.right() - 2))
    box.moveBottom(min(box.bottom(), within.bottom() - 2))
    draw_plate(painter, box)
    painter.drawText(box, Qt.AlignmentFlag.AlignCenter, text)
    painter.restore()


def small_font(painter: QPainter) -> QFontMetrics:
    """Write smaller from now on."""
    font = painter.font()
    font.setPointSizeF(max(font.pointSizeF() * 0.85, 7))
    painter.setFont(font)
    return QFontMetrics(font)


def draw_plate(painter: QPainter, box: QRect) -> None:
    """The ground of a label; what is drawn next has the colour of its text."""
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(_BACK)
    painter.drawRoundedRect(box, 4, 4)
    painter.setPen(TEXT)
