"""The loupe of the eyedropper."""

from __future__ import annotations

import numpy as np
from PySide6.QtCore import QPoint, QPointF, QRect, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QPainter, QPainterPath, QPen

from kquant.core.color.vision import Deficiency, simulated
from kquant.core.model.arrays import UInt8
from kquant.ui.kit.picture_labels import TEXT
from kquant.ui.kit.qimage import to_qimage

_REACH = 5  # pixels of the picture on each side of the middle one
_ZOOM = 11
_SIDE = (2 * _REACH + 1) * _ZOOM
_LINE = 26
_AWAY = 22
_SWATCH = 14
_BACK = QColor(36, 36, 36)
_BEYOND = (96, 96, 96)


def draw_loupe(
    painter: QPainter, pixels: UInt8, probe: QPoint, at: QPointF, within: QRect, vision: Deficiency | None
) -> None:
    """The pixels around one, enlarged, and its hex; beside the point `at`, on a side where there is room."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    box = _placed(at, QRectF(within))
    frame = QPainterPath()
    frame.addRoundedRect(box, 6, 6)
    painter.fillPath(frame, _BACK)
    top = QRectF(box.topLeft(), box.topLeft() + QPointF(_SIDE, _SIDE))
    painter.setClipPath(frame)
    painter.drawImage(top, to_qimage(_around(pixels, probe, vision)))
    painter.setClipping(False)
    _draw_middle(painter, top)
    for color, width in ((QColor(255, 255, 255), 3.0), (QColor(30, 30, 30), 1.0)):
        painter.setPen(QPen(color, width))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawPath(frame)
    _write(painter, QRectF(top.bottomLeft(), box.bottomRight()), pixels[probe.y(), probe.x()], vision)
    painter.restore()
    if not within.isEmpty():
        _draw_cross(painter, at)


def _placed(at: QPointF, within: QRectF) -> QRectF:
    """To the lower right, unless there is no room."""
    width, height = _SIDE, _SIDE + _LINE
    x = at.x() + _AWAY if at.x() + _AWAY + width < within.right() else at.x() - _AWAY - width
    y = at.y() + _AWAY if at.y() + _AWAY + height < within.bottom() else at.y() - _AWAY - height
    x = min(max(x, within.left() + 2), max(within.right() - width - 2, within.left() + 2))
    y = min(max(y, within.top() + 2), max(within.bottom() - height - 2, within.top() + 2))
    return QRectF(round(x), round(y), width, height)


def _around(pixels: UInt8, probe: QPoint, vision: Deficiency | None) -> UInt8:
    """Grey beyond the edges of the picture."""
    height, width = pixels.shape[:2]
    side = 2 * _REACH + 1
    shown = np.empty((side, side, 3), np.uint8)
    shown[:] = _BEYOND
    left, top = probe.x() - _REACH, probe.y() - _REACH
    rows = slice(max(top, 0), min(top + side, height))
    columns = slice(max(left, 0), min(left + side, width))
    target = shown[rows.start - top : rows.stop - top, columns.start - left : columns.stop - left]
    part = pixels[rows, columns, :3]
    target[:] = part if vision is None else simulated(np.ascontiguousarray(part), vision)
    return shown


def _draw_middle(painter: QPainter, top: QRectF) -> None:
    middle = QRectF(0, 0, _ZOOM, _ZOOM)
    middle.moveCenter(top.center())
    for color, outset in ((QColor(0, 0, 0), 1.5), (QColor(255, 255, 255), 0.5)):
        painter.setPen(QPen(color, 1))
        painter.drawRect(middle.adjusted(-outset, -outset, outset, outset))


def _write(painter: QPainter, line: QRectF, pixel: UInt8, vision: Deficiency | None) -> None:
    """The true code, also where the colour is shown as it is seen."""
    color = pixel[None, :3]
    shown = color if vision is None else simulated(np.ascontiguousarray(color), vision)
    swatch = QRectF(line.left() + 8, line.center().y() - _SWATCH / 2, _SWATCH, _SWATCH)
    painter.setPen(QPen(TEXT, 1))
    painter.setBrush(QColor(*shown[0].tolist()))
    painter.drawRect(swatch)
    font = QFont(painter.font())
    font.setFeature(QFont.Tag("tnum"), 1)
    painter.setFont(font)
    painter.setPen(TEXT)
    text = "#" + bytes(pixel[:3]).hex().upper()
    place = line.adjusted(2 * 8 + _SWATCH, 0, -4, 0)
    painter.drawText(place, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, text)


def _draw_cross(painter: QPainter, at: QPointF) -> None:
    """Where the probe is, which by keys no cursor shows."""
    for color, width in ((QColor(0, 0, 0, 170), 3.0), (QColor(255, 255, 255), 1.0)):
        painter.setPen(QPen(color, width))
        for way in (QPointF(1, 0), QPointF(-1, 0), QPointF(0, 1), QPointF(0, -1)):
            painter.drawLine(at + way * 4, at + way * 9)
