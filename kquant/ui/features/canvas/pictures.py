"""The layers of a document: its source, its result, the preview of that, and their difference."""

from __future__ import annotations

from functools import cache

import cv2
import numpy as np
from numpy.typing import NDArray

from kquant.core.color.vision import Deficiency, simulated, vision_table
from kquant.core.image.prepared import composite
from kquant.core.model.arrays import UInt8
from kquant.core.model.choices import AlphaMode
from kquant.core.model.indexed import Indexed
from kquant.core.model.rgb import Rgb
from kquant.core.model.settings import Settings
from kquant.core.preview import Preview
from kquant.core.run.run import ShouldStop
from kquant.ui.features.canvas.argb import (
    Argb,
    channels,
    cube_codes,
    from_pixels,
    opaque_alpha,
    pack,
    premultiplied,
    straight,
)
from kquant.ui.features.canvas.layers import Layer, MappedLayer, PixelLayer, Window

DIFFERENCE_LIMIT = 64
"""The distance in sRGB, 0..441, from which on the difference is drawn in the last colour of the scale."""

_LUMA = np.array([0.299, 0.587, 0.114])  # ITU-R BT.601
_DARK = 110
_THRESHOLD = 128


class SourceLayer(PixelLayer):
    """The picture as it was read, or composited on `matte`."""

    def __init__(self, pixels: UInt8, matte: Rgb | None = None) -> None:
        height, width, count = pixels.shape
        super().__init__(width, height, count == 3 or matte is not None)
        self._pixels = pixels
        self._matte = matte if count == 4 else None
        self._last: tuple[Window, Argb] | None = None
        self._codes: tuple[Argb, NDArray[np.intp]] | None = None

    def paint(self, rows: slice, columns: slice) -> Argb:
        """The pixels of a part."""
        part = self._pixels[rows, columns]
        return from_pixels(part if self._matte is None else composite(part, self._matte, 1))

    def render(self, window: Window, should_stop: ShouldStop) -> Argb:
        """The last one is kept, because one preview after another is mapped from it."""
        if self._last is None or self._last[0] != window:
            self._last = (window, super().render(window, should_stop))
        return self._last[1]

    def cube_codes(self, image: Argb) -> NDArray[np.intp]:
        """Those of a rendered image; kept like it."""
        if self._codes is None or self._codes[0] is not image:
            self._codes = (image, cube_codes(image, self.opaque))
        return self._codes[1]


class ResultLayer(PixelLayer):
    """The exact result: `Result.image`, with all but one colour dimmed if `highlight` is its index.

    With a `vision`, in the colours that people with this deficiency see.
    """

    def __init__(
        self, indexed: Indexed, highlight: int | None = None, vision: Deficiency | None = None
    ) -> None:
        height, width = indexed.labels.shape
        super().__init__(width, height, indexed.alpha is None and indexed.transparent_index is None)
        self._labels = indexed.labels
        self._alpha = indexed.alpha
        self._shown = (indexed.palette, highlight, vision)
        self._table: Argb | None = None

    def paint(self, rows: slice, columns: slice) -> Argb:
        """The pixels of a part."""
        if self._table is None:  # first by a worker
            self._table = _table(*self._shown)
        image = np.take(self._table, self._labels[rows, columns], mode="clip")
        if self._alpha is None:
            return image
        channels(image)[..., 3] = self._alpha[rows, columns]
        return premultiplied(image)


class DifferenceLayer(PixelLayer):
    """How far each pixel of the result is from its source, as a heat map."""

    def __init__(self, source: SourceLayer, result: ResultLayer) -> None:
        super().__init__(source.width, source.height, True)
        self._source = source
        self._result = result

    def paint(self, rows: slice, columns: slice) -> Argb:
        """The pixels of a part."""
        return heat(self._source.paint(rows, columns), self._result.paint(rows, columns))


def preview_layer(
    source: SourceLayer,
    preview: Preview,
    settings: Settings,
    highlight: int | None = None,
    vision: Deficiency | None = None,
) -> MappedLayer:
    """The preview's colours for what is drawn of `source`; `highlight` and `vision` as of a `ResultLayer`."""
    matte = settings.alpha is AlphaMode.MATTE

    @cache
    def table() -> Argb:
        return _table(preview.palette, highlight, vision)[preview.table]

    def mapping(image: Argb) -> Argb:
        mapped: Argb = np.take(table(), source.cube_codes(image), mode="clip")
        if source.opaque:
            return mapped
        alpha = np.where(mapped == 0, np.uint8(0), channels(image)[..., 3])
        if settings.alpha is AlphaMode.THRESHOLD:
            alpha = np.where(alpha >= _THRESHOLD, np.uint8(255), np.uint8(0))
        channels(mapped)[..., 3] = alpha
        return premultiplied(mapped)

    return MappedLayer(source, (source.opaque or matte) and not preview.some_clear, mapping)


def preview_difference(source: SourceLayer, preview: Preview, settings: Settings) -> MappedLayer:
    """How far the preview is from what is drawn of `source`."""

    @cache
    def table() -> Argb:
        return _table(preview.palette)[preview.table]

    def mapping(image: Argb) -> Argb:
        colors = image if source.opaque else straight(image)
        return heat(opaque_alpha(colors), np.take(table(), source.cube_codes(image), mode="clip"))

    return MappedLayer(source, True, mapping)


def seen(layer: Layer, deficiency: Deficiency) -> MappedLayer:
    """Another layer as people with a deficiency see it, each drawn pixel to 6 bits a channel."""

    def mapping(image: Argb) -> Argb:
        mapped: Argb = np.take(_vision_table(deficiency), cube_codes(image, layer.opaque), mode="clip")
        if layer.opaque:
            return mapped
        channels(mapped)[..., 3] = channels(image)[..., 3]
        return premultiplied(mapped)

    return MappedLayer(layer, layer.opaque, mapping)


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
def _vision_table(deficiency: Deficiency) -> Argb:
    """Made when it is first needed, which is off the GUI thread."""
    return pack(vision_table(deficiency))


def _table(palette: UInt8, highlight: int | None = None, vision: Deficiency | None = None) -> Argb:
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
