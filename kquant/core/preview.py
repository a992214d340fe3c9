"""A quick guess at a result, to be shown while the exact one is being found."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from kquant.core.assign import assign
from kquant.core.color import from_space
from kquant.core.errors import Cancelled
from kquant.core.histogram import Histogram
from kquant.core.octree import Level
from kquant.core.parallel import default_threads
from kquant.core.picture import Picture
from kquant.core.points import Points
from kquant.core.refine import Budget, Search, cluster_histogram
from kquant.core.resolve import resolve
from kquant.core.types import Engine, Float64, Settings, ShouldStop, UInt8

_BUDGET = Budget((Search(4, 1024, None),), warm=0, exact=0, polish=0)
_ITERATIONS = 6
_MOST_COLORS = 256

_LEVEL = 3
"""The octree level of cubes of 4 values a side, counted from the coarsest."""


@dataclass(frozen=True, slots=True, eq=False)
class Preview:
    """A palette that is about right, and which of its colours each small cube of colours goes to.

    Attributes:
        palette: (K, 3) uint8.
        table: (2**18,) label by `cube_codes`; any label for cubes that hold no colour of the picture.
    """

    palette: UInt8
    table: NDArray[np.uint16]

    def paint(self, pixels: UInt8) -> UInt8:
        """(h, w, 3) uint8 guess at the result of (h, w, 3 or 4) uint8 pixels."""
        return np.take(self.palette, np.take(self.table, cube_codes(pixels)), axis=0)


def cube_codes(pixels: UInt8) -> NDArray[np.int32]:
    """(...,) int32 number of the cube of 4 values a side that holds each (..., 3 or 4) uint8 pixel."""
    wide = pixels[..., :3].astype(np.int32) >> 2
    return (wide[..., 0] << 12) | (wide[..., 1] << 6) | wide[..., 2]


def preview(
    picture: Picture, settings: Settings, threads: int | None = None, should_stop: ShouldStop | None = None
) -> Preview | None:
    """One attempt and Lloyd's iteration on cells; None for a picture with so few colours that the exact
    result is as quick, and for so many asked for that the guess would not be.

    Raises:
        Cancelled: `should_stop` answered True.
    """
    threads = threads or default_threads()
    prepared = picture.prepared(settings.alpha, settings.matte, threads)
    settings = resolve(settings, len(prepared.histogram)).settings
    cloud = picture.cloud(prepared, settings.space, threads)
    if not cloud.levels or settings.colors > _MOST_COLORS or settings.colors >= len(prepared.histogram):
        return None

    def at(_: float) -> None:
        if should_stop is not None and should_stop():
            raise Cancelled

    quick = replace(settings, engine=Engine.HISTOGRAM, attempts=1, max_iter=_ITERATIONS)
    found = cluster_histogram(cloud.points, cloud.levels, quick, at, threads, _BUDGET)
    palette = from_space(found.centers, settings.space)
    return Preview(palette, _table(prepared.histogram, cloud.levels[_LEVEL], found.centers, threads))


def _table(histogram: Histogram, level: Level, centers: Float64, threads: int) -> NDArray[np.uint16]:
    """The nearest centre of the mean of each cube."""
    means = Points(level.sums[1:4] / level.sums[0], level.sums[0])
    labels = assign(means, centers, [], threads).labels
    table = np.zeros(1 << 18, np.uint16)
    table[cube_codes(histogram.colors[level.first[:-1]])] = labels
    return table
