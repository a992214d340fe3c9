"""Discs with rings as small images: drawn from those, hundreds of centres take a few milliseconds."""

from __future__ import annotations

import math
from functools import lru_cache

import numpy as np
from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QPainter

from kquant.core.model.arrays import Float32, UInt8
from kquant.ui.kit.plots.raster import UInt32
from kquant.ui.kit.qimage import wrap_bgra

BLACK_RING, WHITE_RING = 2.5, 1.5
"""How far they reach beyond the disc, in logical pixels: a ring that is seen on any ground."""

_REMEMBERED = 16  # sizes of discs


class Discs:
    """One disc for each of (K, 3) colours, of a radius in logical pixels on a screen of a pixel ratio."""

    def __init__(self, colors: UInt8, radius: float, ratio: float) -> None:
        self._side = 2 * math.ceil((radius + BLACK_RING) * ratio) + 1
        self._ratio = ratio
        self._pixels = _packed(colors, radius, ratio, self._side)
        self._image = wrap_bgra(self._pixels, opaque=False)
        self._image.setDevicePixelRatio(ratio)

    def draw(self, painter: QPainter, index: int, x: float, y: float) -> None:
        """Draw the disc of a colour around a place."""
        side, half = self._side, self._side / 2 / self._ratio
        painter.drawImage(QPointF(x - half, y - half), self._image, QRectF(index * side, 0, side, side))


def _packed(colors: UInt8, radius: float, ratio: float, side: int) -> UInt32:
    """(side, K * side) premultiplied pixels of discs side by side."""
    black, ring, inside = _covered(radius, ratio, side)
    parts = np.empty((side, len(colors), side, 4), np.uint8)
    parts[..., :3] = ring[:, None, :, None] + inside[:, None, :, None] * colors[:, None, ::-1]
    parts[..., 3] = black[:, None, :]
    return parts.reshape(side, -1).view(np.uint32)


@lru_cache(_REMEMBERED)
def _covered(radius: float, ratio: float, side: int) -> tuple[Float32, Float32, Float32]:
    """(side, side) of what is covered at all, 0..255, of the white ring, so too, and of the disc, 0..1.

    A half is added to the ring, so that the sum of what is in a pixel is rounded as it is cut off.
    """
    away = np.abs(np.arange(side) - side // 2)
    distances = np.hypot(away[:, None], away)
    black, white, inside = (
        np.clip((radius + beyond) * ratio + 0.5 - distances, 0, 1).astype(np.float32)
        for beyond in (BLACK_RING, WHITE_RING, 0.0)
    )
    return np.rint(255 * black), 255 * (white - inside) + np.float32(0.5), inside
