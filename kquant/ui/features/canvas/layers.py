"""What can be looked at: pictures that are painted piece by piece, at any scale, off the GUI thread."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Callable
from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from kquant.core.model.errors import Cancelled
from kquant.core.run.parallel import map_blocks
from kquant.core.run.run import ShouldStop
from kquant.session.work.process import spare_threads
from kquant.ui.features.canvas.argb import Argb, channels, halved, joined

_STRIP_PIXELS = 1 << 18  # a strip and its halves stay in the cache

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
