"""What lies over the pictures: the split line, small labels, the focus; in the widget's coordinates."""

from __future__ import annotations

from PySide6.QtCore import QLine, QPoint, QPointF, QRect, Qt
from PySide6.QtGui import QColor, QFontMetrics, QPainter, QPalette, QPen

from kquant.ui.features.canvas.pictures import heat_scale
from kquant.ui.kit.qimage import to_qimage

_LABEL_BACK = QColor(24, 24, 24, 170)
TEXT = QColor(240, 240, 240)
_SHADOW = QColor(0, 0, 0, 120)
_MARGIN = 8
_PADDING = 6
_BAR = 96


def draw_split_line(painter: QPainter, line: QLine) -> None:
    """The line between two pictures, to be seen on any colour, and the handle to drag it by."""
    whole = QRect(line.p1(), line.p2())
    for color, beside in ((_SHADOW, 1), (QColor(255, 255, 255), 0)):
        across = (0, beside) if line.dx() else (beside, 0)
        painter.fillRect(whole.adjusted(-across[0], -across[1], *across), color)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    handle = QPointF(line.center()) + QPointF(0.5, 0.5)
    painter.setPen(QPen(_SHADOW, 1))
    painter.setBrush(QColor(255, 255, 255))
    painter.drawEllipse(handle, 9, 9)
    painter.setPen(QPen(QColor(70, 70, 70), 1.5))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    for way in (-1, 1):
        arrow = [QPointF(2.5 * way, -2.5), QPointF(5 * way, 0), QPointF(2.5 * way, 2.5)]
        if line.dx():
            arrow = [point.transposed() for point in arrow]
        painter.drawPolyline([handle + point for point in arrow])


def draw_caption(painter: QPainter, text: str, within: QRect, corner: Qt.AlignmentFlag) -> None:
    """A small label in a corner of `within`; left out where there is no room for it."""
    painter.save()
    _draw_caption(painter, text, within, corner)
    painter.restore()


def _draw_caption(painter: QPainter, text: str, within: QRect, corner: Qt.AlignmentFlag) -> None:
    metrics = _small_font(painter)
    box = QRect(0, 0, metrics.horizontalAdvance(text) + 2 * _PADDING, metrics.height() + 4)
    room = within.adjusted(_MARGIN, _MARGIN, -_MARGIN, -_MARGIN)
    if box.width() > room.width() or box.height() > room.height():
        return
    box.moveTopLeft(room.topLeft())
    if corner & Qt.AlignmentFlag.AlignRight:
        box.moveRight(room.right())
    if corner & Qt.AlignmentFlag.AlignBottom:
        box.moveBottom(room.bottom())
    _draw_plate(painter, box)
    painter.drawText(box, Qt.AlignmentFlag.AlignCenter, text)


def draw_heat_legend(painter: QPainter, least: str, most: str, within: QRect) -> None:
    """The scale of the difference view with what its ends mean, in the lower left corner."""
    painter.save()
    _draw_heat_legend(painter, least, most, within)
    painter.restore()


def _draw_heat_legend(painter: QPainter, least: str, most: str, within: QRect) -> None:
    metrics = _small_font(painter)
    left, right = metrics.horizontalAdvance(least), metrics.horizontalAdvance(most)
    box = QRect(0, 0, left + _BAR + right + 4 * _PADDING, metrics.height() + 8)
    if box.width() + 2 * _MARGIN > within.width():
        return
    box.moveBottomLeft(within.bottomLeft() + QPoint(_MARGIN, -_MARGIN))
    _draw_plate(painter, box)
    row = box.adjusted(_PADDING, 0, -_PADDING, 0)
    painter.drawText(row, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, least)
    painter.drawText(row, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, most)
    bar = QRect(row.left() + left + _PADDING, box.center().y() - 3, _BAR, 8)
    painter.drawImage(bar, to_qimage(heat_scale(_BAR)[None]))


def draw_badge(painter: QPainter, text: str, within: QRect) -> None:
    """A label in the lower right corner that tells of something that is only shown so."""
    painter.save()
    metrics = _small_font(painter)
    box = QRect(0, 0, metrics.horizontalAdvance(text) + 4 * _PADDING, metrics.height() + 8)
    box.moveBottomRight(within.bottomRight() - QPoint(_MARGIN, _MARGIN))
    _draw_plate(painter, box)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawRoundedRect(box, 4, 4)
    painter.drawText(box, Qt.AlignmentFlag.AlignCenter, text)
    painter.restore()


def draw_size(painter: QPainter, text: str, corner: QPointF, within: QRect) -> None:
    """A small label beside the corner of what is being drawn."""
    painter.save()
    metrics = _small_font(painter)
    box = QRect(0, 0, metrics.horizontalAdvance(text) + 2 * _PADDING, metrics.height() + 4)
    box.moveTopLeft(corner.toPoint() + QPoint(_MARGIN, _MARGIN))
    box.moveRight(min(box.right(), within.right() - 2))
    box.moveBottom(min(box.bottom(), within.bottom() - 2))
    _draw_plate(painter, box)
    painter.drawText(box, Qt.AlignmentFlag.AlignCenter, text)
    painter.restore()


def _small_font(painter: QPainter) -> QFontMetrics:
    font = painter.font()
    font.setPointSizeF(max(font.pointSizeF() * 0.85, 7))
    painter.setFont(font)
    return QFontMetrics(font)


def _draw_plate(painter: QPainter, box: QRect) -> None:
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(_LABEL_BACK)
    painter.drawRoundedRect(box, 4, 4)
    painter.setPen(TEXT)


def draw_focus(painter: QPainter, rect: QRect, palette: QPalette) -> None:
    """A frame that tells that keys go here."""
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.setPen(QPen(palette.color(QPalette.ColorRole.Highlight), 2))
    painter.drawRect(rect.adjusted(1, 1, -1, -1))
