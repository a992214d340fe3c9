"""What can be looked at, painted piece by piece at any scale, off the GUI thread.

A document's layers are its source, its result, the preview of that, and their difference.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache

import cv2
import numpy as np
from numpy.typing import NDArray

from kquant.core.color.vision import Deficiency
from kquant.core.image.prepared import composite
from kquant.core.model.arrays import UInt8
from kquant.core.model.choices import AlphaMode
from kquant.core.model.errors import Cancelled
from kquant.core.model.indexed import Indexed
from kquant.core.model.rgb import Rgb
from kquant.core.model.settings import Settings
from kquant.core.preview import Preview
from kquant.core.run.parallel import map_blocks
from kquant.core.run.run import ShouldStop
from kquant.session.work.process import spare_threads
from kquant.ui.features.canvas.argb import (
    Argb,
    channels,
    cube_codes,
    from_pixels,
    halved,
    joined,
    opaque_alpha,
    premultiplied,
    straight,
)
from kquant.ui.features.canvas.tints import heat, palette_table, seen_cube

_STRIP_PIXELS = 1 << 18  # a strip and its halves stay in the cache
_THRESHOLD = 128

Indices = NDArray[np.intp]


@dataclass(frozen=True, slots=True)
class Window:
    """A rectangle of a picture drawn at `scale`, in drawn pixels from the picture's top left corner."""

    scale: float
    x: int
    y: int
    width: int
    height: int

    def contains(self, other: Window) -> bool:
        """Whether `other` is a part of it, at the same scale."""
        return (
            self.scale == other.scale
            and self.x <= other.x
            and self.y <= other.y
            and self.x + self.width >= other.x + other.width
            and self.y + self.height >= other.y + other.height
        )

    def source_rows(self, height: int) -> Indices:
        """The row of the picture that each drawn row shows the middle of."""
        return _middles(self.y, self.height, self.scale, height)

    def source_columns(self, width: int) -> Indices:
        """The column of the picture that each drawn column shows the middle of."""
        return _middles(self.x, self.width, self.scale, width)


class Layer(ABC):
    """A picture of `width` x `height` pixels, `opaque` or not. Rendering is for one thread at a time.

    Attributes:
        nbytes: memory of what was made while rendering, and is kept.
    """

    def __init__(self, width: int, height: int, opaque: bool) -> None:
        self.width = width
        self.height = height
        self.opaque = opaque
        self.nbytes = 0

    @abstractmethod
    def ready(self, scale: float) -> bool:
        """Whether `render` has nothing to prepare at this scale."""

    @abstractmethod
    def render(self, window: Window, should_stop: ShouldStop) -> Argb:
        """The window as it should be seen: pixels when large, means of pixels when small.

        Raises:
            Cancelled: `should_stop` answered True.
        """

    @abstractmethod
    def sample(self, window: Window) -> Argb:
        """The window quickly: for each drawn pixel one about its middle."""


class PixelLayer(Layer):
    """A picture whose every pixel is known; its smaller copies are made when they are needed, and kept."""

    def __init__(self, width: int, height: int, opaque: bool) -> None:
        super().__init__(width, height, opaque)
        self._levels: dict[int, Argb] = {}

    @abstractmethod
    def paint(self, rows: slice, columns: slice) -> Argb:
        """The pixels of a part, or every n-th of them; called from several threads at a time."""

    def ready(self, scale: float) -> bool:
        """Whether the copy that is next larger than `scale` is there."""
        level = _level_for(scale)
        return level == 0 or level in self._levels

    def render(self, window: Window, should_stop: ShouldStop) -> Argb:
        """Bit for bit from 100 % on; below by bilinear interpolation of the copy that is next larger."""
        if window.scale >= 1:
            return self.sample(window)
        level = _level_for(window.scale)
        if level and level not in self._levels:
            self._reduce(level, should_stop)
        return self._interpolated(level, window)

    def sample(self, window: Window) -> Argb:
        """One pixel for each drawn one."""
        step = max(1, int(1 / window.scale))
        rows, columns = window.source_rows(self.height), window.source_columns(self.width)
        part = self.paint(_span(rows, step), _span(columns, step))
        if part.shape == (window.height, window.width):
            return part
        rows, columns = (rows - rows[0]) // step, (columns - columns[0]) // step
        drawn: Argb = np.take(np.take(part, columns, axis=1), rows, axis=0)
        return drawn

    def _reduce(self, level: int, should_stop: ShouldStop) -> None:
        """Means of squares of 2**level pixels a side, from the next larger copy there is.

        On the way, all but the copy of half size are kept: that one alone would take as much memory as many
        pictures, and is made when it is needed.
        """
        nearest = max((kept for kept in self._levels if kept < level), default=0)
        height, width = self._size(nearest)
        times = level - nearest
        made = {
            kept: np.empty(self._size(kept), np.uint32)
            for kept in range(nearest + 1, level + 1)
            if kept > 1 or kept == level
        }

        def work(rows: slice) -> None:
            if should_stop():
                raise Cancelled
            whole = slice(0, width)
            strip = self._levels[nearest][rows] if nearest else self.paint(rows, whole)
            for halvings in range(1, times + 1):
                strip = halved(strip)
                if nearest + halvings in made:
                    start = rows.start >> halvings
                    made[nearest + halvings][start : start + len(strip)] = strip

        strip_rows = max(1, (_STRIP_PIXELS // width) >> times) << times
        map_blocks(work, height, strip_rows, spare_threads())
        self._levels.update(made)
        self.nbytes = sum(level.nbytes for level in self._levels.values())

    def _size(self, level: int) -> tuple[int, int]:
        """Rows and columns after so many halvings, rounded up."""
        return -(-self.height >> level), -(-self.width >> level)

    def _interpolated(self, level: int, window: Window) -> Argb:
        scale = window.scale * 2**level  # of the level; from 1/2 to 1
        height, width = self._size(level)
        rows = _reach(window.y, window.height, scale, height)
        columns = _reach(window.x, window.width, scale, width)
        part = self._levels[level][rows, columns] if level else self.paint(rows, columns)
        zoom = 1 / scale
        matrix = np.array(
            [
                [zoom, 0, (window.x + 0.5) * zoom - 0.5 - columns.start],
                [0, zoom, (window.y + 0.5) * zoom - 0.5 - rows.start],
            ]
        )
        drawn = cv2.warpAffine(
            channels(np.ascontiguousarray(part)),
            matrix,
            (window.width, window.height),
            flags=cv2.INTER_LINEAR | cv2.WARP_INVERSE_MAP,
            borderMode=cv2.BORDER_REPLICATE,
        )
        return joined(np.asarray(drawn, np.uint8))


class MappedLayer(Layer):
    """Another layer with each drawn pixel mapped to another colour: quick, and never anything to prepare."""

    def __init__(self, base: Layer, opaque: bool, mapping: Callable[[Argb], Argb]) -> None:
        super().__init__(base.width, base.height, opaque)
        self._base = base
        self._mapping = mapping

    def ready(self, scale: float) -> bool:
        """Whether the layer beneath is."""
        return self._base.ready(scale)

    def render(self, window: Window, should_stop: ShouldStop) -> Argb:
        """The layer beneath, mapped."""
        return self._mapping(self._base.render(window, should_stop))

    def sample(self, window: Window) -> Argb:
        """The layer beneath, mapped."""
        return self._mapping(self._base.sample(window))


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
            self._table = palette_table(*self._shown)
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
        return palette_table(preview.palette, highlight, vision)[preview.table]

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
        return palette_table(preview.palette)[preview.table]

    def mapping(image: Argb) -> Argb:
        colors = image if source.opaque else straight(image)
        return heat(opaque_alpha(colors), np.take(table(), source.cube_codes(image), mode="clip"))

    return MappedLayer(source, True, mapping)


def seen(layer: Layer, deficiency: Deficiency) -> MappedLayer:
    """Another layer as people with a deficiency see it, each drawn pixel to 6 bits a channel."""

    def mapping(image: Argb) -> Argb:
        mapped: Argb = np.take(seen_cube(deficiency), cube_codes(image, layer.opaque), mode="clip")
        if layer.opaque:
            return mapped
        channels(mapped)[..., 3] = channels(image)[..., 3]
        return premultiplied(mapped)

    return MappedLayer(layer, layer.opaque, mapping)


def _level_for(scale: float) -> int:
    """The number of halvings after which the picture is just not smaller than it is drawn."""
    level = 0
    while scale * 2 ** (level + 1) <= 1:
        level += 1
    return level


def _middles(start: int, count: int, scale: float, side: int) -> Indices:
    middles = ((np.arange(start, start + count) + 0.5) / scale).astype(np.intp)
    return np.clip(middles, 0, side - 1)


def _span(indices: Indices, step: int) -> slice:
    return slice(int(indices[0]), int(indices[-1]) + 1, step)


def _reach(start: int, count: int, scale: float, side: int) -> slice:
    """What interpolation of `count` drawn pixels from `start` on reads of `side` pixels."""
    first = min(max(int(start / scale) - 1, 0), side - 1)
    return slice(first, max(min(int((start + count) / scale) + 2, side), first + 1))
