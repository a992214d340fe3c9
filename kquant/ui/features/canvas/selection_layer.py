"""What is selected, as a layer to be drawn over the picture."""

from __future__ import annotations

import cv2
import numpy as np

from kquant.core.image.masks import Mask
from kquant.core.model.arrays import UInt8
from kquant.core.run.run import ShouldStop
from kquant.ui.features.canvas.argb import Argb, channels
from kquant.ui.features.canvas.layers import Layer, PixelLayer, Window

_WHITE, _BLACK = np.uint32(0xFFFFFFFF), np.uint32(0xFF000000)
_DIMMING = 0.45
_HALF = 128
_DIM = (((255 - np.arange(256)) * _DIMMING).round().astype(np.uint32) << 24).astype(np.uint32)


class SelectionLayer(Layer):
    """Dims what is not selected, and draws a white line inside of the edge and a black one outside.

    The lines are `line` pixels of the screen wide at any zoom: they are found in what is drawn.
    """

    def __init__(self, mask: Mask, line: int) -> None:
        height, width = mask.shape
        super().__init__(width, height, False)
        self._mask = _MaskLayer(mask)
        self._line = line

    def ready(self, scale: float) -> bool:
        """Whether the copy of the mask that is next larger is there."""
        return self._mask.ready(scale)

    def render(self, window: Window, should_stop: ShouldStop) -> Argb:
        """Dimmed by the part of each drawn pixel that is not selected."""
        return self._drawn(self._mask.render(window, should_stop), window)

    def sample(self, window: Window) -> Argb:
        """The same of one pixel for each drawn one."""
        return self._drawn(self._mask.sample(window), window)

    def _drawn(self, image: Argb, window: Window) -> Argb:
        coverage = np.ascontiguousarray(channels(image)[..., 3])
        least = min(_HALF, max(int(coverage.max()), 2) // 2)  # what is smaller than a pixel is still seen
        inside = self._framed((coverage >= least).astype(np.uint8), window)
        square = np.ones((3, 3), np.uint8)
        white = inside - np.asarray(cv2.erode(inside, square, iterations=self._line))
        black = np.asarray(cv2.dilate(inside, square, iterations=self._line)) - inside
        core = slice(self._line, -self._line)
        drawn: Argb = np.take(_DIM, coverage, mode="clip")
        drawn[black[core, core].view(bool)] = _BLACK
        drawn[white[core, core].view(bool)] = _WHITE
        return drawn

    def _framed(self, inside: UInt8, window: Window) -> UInt8:
        """With a margin that goes on like the picture, but is outside where that ends."""
        line = self._line
        replicated = cv2.copyMakeBorder(inside, line, line, line, line, cv2.BORDER_REPLICATE)
        framed = np.asarray(replicated, np.uint8)
        drawn_width, drawn_height = (round(side * window.scale) for side in (self.width, self.height))
        if window.x == 0:
            framed[:, :line] = 0
        if window.y == 0:
            framed[:line] = 0
        if window.x + window.width >= drawn_width:
            framed[:, -line:] = 0
        if window.y + window.height >= drawn_height:
            framed[-line:] = 0
        return framed


class _MaskLayer(PixelLayer):
    """White where there is something, else nothing."""

    def __init__(self, mask: Mask) -> None:
        super().__init__(mask.shape[1], mask.shape[0], False)
        self._bytes = mask.view(np.uint8)
        self._table = np.array([0, _WHITE], np.uint32)

    def paint(self, rows: slice, columns: slice) -> Argb:
        """The pixels of a part."""
        painted: Argb = np.take(self._table, self._bytes[rows, columns], mode="clip")
        return painted
