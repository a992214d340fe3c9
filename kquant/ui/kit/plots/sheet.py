"""Thousands of points as one image over a view."""

from __future__ import annotations

import numpy as np
from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QPainter

from kquant.core.model.arrays import Float64
from kquant.ui.kit.plots.raster import UInt32, draw_squares
from kquant.ui.kit.qimage import wrap_bgra


class Sheet:
    """Transparent at first; `area` is in logical pixels, on a screen of a pixel ratio."""

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
