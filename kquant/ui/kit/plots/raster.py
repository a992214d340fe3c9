"""Many small squares in one image: the time it takes hardly depends on how many colours they have."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QPainter

from kquant.core.model.arrays import Float64, UInt8
from kquant.ui.kit.qimage import wrap_bgra

UInt32 = NDArray[np.uint32]


def packed(colors: UInt8, alpha: int = 255) -> UInt32:
    """(N,) uint32 0xAARRGGBB, premultiplied, of (N, 3) uint8 colours."""
    wide = colors.astype(np.uint32) * alpha // 255
    return np.asarray(
        np.uint32(alpha << 24) | (wide[:, 0] << np.uint32(16)) | (wide[:, 1] << np.uint32(8)) | wide[:, 2]
    )


def draw_squares(canvas: UInt32, places: Float64, colors: UInt32, side: int) -> None:
    """Fill squares of `side` pixels around (N, 2) places x, y on an (H, W) canvas, later ones on top.

    Squares that would cross the border are left out.
    """
    height, width = canvas.shape
    # Column by column: numpy takes five times as long for tests along rows of two.
    x, y = np.floor(places.T - (side - 1) / 2).astype(np.int64)
    inside = (x >= 0) & (x <= width - side) & (y >= 0) & (y <= height - side)
    first = y[inside] * width + x[inside]
    shown = colors[inside]
    flat = canvas.reshape(-1)
    for row in range(side):
        for column in range(side):
            flat[first + (row * width + column)] = shown


class PointsImage:
    """Thousands of points over a view, transparent at first.

    Args:
        area: the view, in logical pixels.
        ratio: of the screen's pixels to those.
    """

    def __init__(self, area: QRectF, ratio: float) -> None:
        self._left, self._top = float(np.floor(area.left())), float(np.floor(area.top()))
        self._ratio = ratio
        size = int(np.ceil(area.height() * ratio)) + 2, int(np.ceil(area.width() * ratio)) + 2
        self._pixels = np.zeros(size, np.uint32)

    def draw(self, places: Float64, colors: UInt32, side: float) -> None:
        """Add squares of a side in logical pixels around (N, 2) places in (N,) packed colours."""
        pixels = (places - [self._left, self._top]) * self._ratio
        draw_squares(self._pixels, pixels, colors, max(1, round(side * self._ratio)))

    def paint(self, painter: QPainter) -> None:
        """Paint what was drawn."""
        image = wrap_bgra(self._pixels, opaque=False)
        image.setDevicePixelRatio(self._ratio)
        painter.drawImage(QPointF(self._left, self._top), image)
