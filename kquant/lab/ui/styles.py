"""How clusters are told apart: by colour and by shape, neither of which is needed for the other."""

from __future__ import annotations

import math

import numpy as np
from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QIcon, QPainter, QPainterPath, QPixmap, QPolygonF

from kquant.core.model.arrays import UInt8

CENTER = QColor("#e02020")
"""Centres are red, as in OpenCV's tutorial; no cluster is."""

UNLABELLED = QColor("#8a8a8a")

# Of middle lightness, so that they are seen on light and on dark ground, and told apart by colour-blind eyes.
_COLORS = (
    "#2f7fd0",
    "#e39a00",
    "#12946a",
    "#a067dc",
    "#35b3cf",
    "#a5773a",
    "#db75b5",
    "#788390",
    "#93a71b",
    "#5a5fcb",
)
_ICON_SIDE = 16
_SHAPES = 7  # no divisor of the number of colours, so that 70 clusters differ


def cluster_color(index: int) -> QColor:
    """The colour of the points of a cluster."""
    return QColor(_COLORS[index % len(_COLORS)])


def cluster_colors(count: int) -> UInt8:
    """(count + 1, 3) colours of as many clusters, and of points without one, found there as -1."""
    colors = [*(cluster_color(index) for index in range(count)), UNLABELLED]
    return np.array([(color.red(), color.green(), color.blue()) for color in colors], np.uint8)


def marker(index: int, radius: float) -> QPainterPath:
    """The shape of the points of a cluster, around 0, 0; every shape has about the same area."""
    path = QPainterPath()
    shape = index % _SHAPES
    if shape == 0:
        path.addEllipse(QPointF(), radius, radius)
    elif shape == 1:
        side = radius * 0.9
        path.addRect(QRectF(-side, -side, 2 * side, 2 * side))
    elif shape == 6:
        path.addPolygon(_cross(radius))
        path.closeSubpath()
    else:
        corners, turn = {2: (3, 0.0), 3: (4, 0.0), 4: (3, math.pi), 5: (5, 0.0)}[shape]
        path.addPolygon(_regular(corners, turn, radius * (1.35 if corners < 5 else 1.15)))
        path.closeSubpath()
    return path


def marker_icon(index: int) -> QIcon:
    """The marker of a cluster in its colour."""
    ratio = 2
    pixmap = QPixmap(QSize(_ICON_SIDE, _ICON_SIDE) * ratio)
    pixmap.setDevicePixelRatio(ratio)
    pixmap.fill(Qt.GlobalColor.transparent)
    with QPainter(pixmap) as painter:
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.translate(_ICON_SIDE / 2, _ICON_SIDE / 2)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(cluster_color(index))
        painter.drawPath(marker(index, 5.0))
    return QIcon(pixmap)


def _regular(corners: int, turn: float, radius: float) -> QPolygonF:
    angles = [turn + 2 * math.pi * corner / corners for corner in range(corners)]
    return QPolygonF([QPointF(radius * math.sin(a), -radius * math.cos(a)) for a in angles])


def _cross(radius: float) -> QPolygonF:
    far, near = radius * 1.2, radius * 0.42
    corners = [(-near, -far), (near, -far), (near, -near), (far, -near), (far, near), (near, near)]
    return QPolygonF([QPointF(x, y) for x, y in corners] + [QPointF(-x, -y) for x, y in corners])
