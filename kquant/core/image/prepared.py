"""A picture whose transparency has been dealt with: what is visible, and its distinct colours."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from kquant.core.image.histogram import Histogram
from kquant.core.model.arrays import UInt8
from kquant.core.model.rgb import Rgb
from kquant.core.run.parallel import map_blocks

_OPAQUE = 255
_BLOCK_PIXELS = 1 << 18


@dataclass(frozen=True, slots=True, eq=False)
class Prepared:
    """A picture under one treatment of its transparency, which may include leaving out some of it.

    Attributes:
        pixels: (H, W, 3 or 4) uint8; a fourth channel is to be ignored.
        visible: (H, W) bool, or None where every pixel is.
        alpha: (H, W) uint8 that the result keeps, or None.
        weights: (H, W) uint8, 255 times how much each visible pixel weighs, or None where all do in full.
        histogram: the distinct colours of the visible pixels.
    """

    pixels: UInt8
    visible: NDArray[np.bool_] | None
    alpha: UInt8 | None
    weights: UInt8 | None
    histogram: Histogram

    @property
    def translucent(self) -> bool:
        """Some pixels are neither opaque nor fully transparent."""
        histogram = self.histogram
        return self.visible is not None and not np.array_equal(histogram.weights, histogram.counts)


def composite(pixels: UInt8, matte: Rgb, threads: int) -> UInt8:
    """(H, W, 4) uint8 pixels over an opaque colour, as (H, W, 3) uint8: sRGB values mixed, rounded."""
    flat = np.empty((*pixels.shape[:2], 3), np.uint8)
    behind = np.array(matte, np.uint16)

    def work(rows: slice) -> None:
        alpha = pixels[rows, :, 3:].astype(np.uint16)
        mixed = pixels[rows, :, :3] * alpha + behind * (_OPAQUE - alpha)
        flat[rows] = (mixed + 127) // _OPAQUE

    map_blocks(work, len(pixels), max(1, _BLOCK_PIXELS // pixels.shape[1]), threads)
    return flat
