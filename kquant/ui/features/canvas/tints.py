"""The colours that layers are painted in: of a palette, as a deficiency shows them, and of differences."""

from __future__ import annotations

from functools import cache

import cv2
import numpy as np

from kquant.core.color.vision import Deficiency, simulated, vision_table
from kquant.core.model.arrays import UInt8
from kquant.ui.features.canvas.argb import Argb, channels, pack

DIFFERENCE_LIMIT = 64
"""The distance in sRGB, 0..441, from which on the difference is drawn in the last colour of the scale."""

_LUMA = np.array([0.299, 0.587, 0.114])  # ITU-R BT.601
_DARK = 110


def heat(first: Argb, second: Argb) -> Argb:
    """The distances of two images in sRGB on the scale of `heat_scale`."""
    squares = cv2.LUT(cv2.absdiff(channels(first), channels(second)), _SQUARES)
    at_once = np.asarray(squares, np.uint16).view(np.uint64)[..., 0]  # twice as fast as cv2.transform
    sums = (at_once + (at_once >> np.uint64(16)) + (at_once >> np.uint64(32))) & np.uint64(0xFFFF)
    drawn: Argb = np.take(_HEAT, sums.astype(np.intp), mode="clip")
    return drawn


def heat_scale(steps: int) -> UInt8:
    """(steps, 3) uint8 colours for distances from 0 to `DIFFERENCE_LIMIT`, from dark to bright."""
    grey = np.linspace(0, 255, steps).round().astype(np.uint8)[:, None]
    return np.asarray(cv2.applyColorMap(grey, cv2.COLORMAP_INFERNO), np.uint8)[:, 0, ::-1]


def _heat_by_square() -> Argb:
    distances = np.sqrt(np.arange(DIFFERENCE_LIMIT**2 + 1)) / DIFFERENCE_LIMIT
    return pack(heat_scale(256)[(distances * 255).round().astype(np.intp)])


_HEAT = _heat_by_square()
_SQUARES = np.minimum(np.arange(256, dtype=np.uint16), DIFFERENCE_LIMIT) ** 2


@cache
def seen_cube(deficiency: Deficiency) -> Argb:
    """The table of what it is seen as, made when first needed, which is off the GUI thread."""
    return pack(vision_table(deficiency))


def palette_table(palette: UInt8, highlight: int | None = None, vision: Deficiency | None = None) -> Argb:
    """The pixel of each colour of a palette; after the last a transparent one."""
    seen_palette = palette if vision is None else simulated(palette, vision)
    return np.append(pack(dimmed(seen_palette, highlight)), np.uint32(0))


def dimmed(palette: UInt8, highlight: int | None) -> UInt8:
    """The palette with all colours but one as greys far from that one's lightness."""
    if highlight is None or not 0 <= highlight < len(palette):
        return palette
    luma = palette @ _LUMA
    bottom = 190 if luma[highlight] < _DARK else 12
    greys = np.repeat((bottom + luma * 0.22)[:, None], 3, axis=1).astype(np.uint8)
    greys[highlight] = palette[highlight]
    return greys
