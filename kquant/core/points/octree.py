"""The colour cube cut into cells: what is in each of them, added up, at several sizes.

Colours in Z-order are an octree laid out flat: the members of a cell, at any level, stand together.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from kquant.core import kernels
from kquant.core.model.arrays import Float64
from kquant.core.points import morton
from kquant.core.points.points import Points

Index = NDArray[np.intp]

_COARSEST, _FINE, _FINEST = 3, 6, 7
"""Octree levels: cubes of 32, 4 and 2 values a side."""

_MANY = 24_000
"""Cells beyond which a finer level is not worth its keep."""


@dataclass(frozen=True, slots=True, eq=False)
class Level:
    """The n occupied cells of one octree level, in Z-order, of points of D columns.

    Attributes:
        first: (n + 1,) the first colour of each cell, and the number of colours.
        sums: (D + 2, n) float64, the sums of w, of w x for each column, and of w |x|^2 over the members.
        low, high: (D, n) float64, a box that holds the members.
    """

    first: Index
    sums: Float64
    low: Float64
    high: Float64

    def __len__(self) -> int:
        return len(self.first) - 1

    @property
    def means(self) -> Float64:
        """(D, n) the weighted mean of the members of each cell."""
        return np.asarray(self.sums[1:-1] / self.sums[0])

    @property
    def spread(self) -> Float64:
        """(n,) sum of squared distances of the members of each cell from their mean."""
        weight, moment = self.sums[0], self.sums[1:-1]
        return np.asarray(self.sums[-1] - (moment * moment).sum(axis=0) / weight)


@dataclass(frozen=True, eq=False)
class Octree:
    """The distinct colours of a picture as points of a colour space.

    Attributes:
        points: in the order of the histogram.
        levels: their octree, coarsest level first; empty for a few points.
    """

    points: Points
    levels: list[Level]

    @property
    def fine(self) -> Level:
        """The level of cubes of 4 values a side."""
        return self.levels[_FINE - _COARSEST]

    @cached_property
    def cubes(self) -> Octree:
        """For each cell of `fine` the weighted mean of its points: about a tenth of them."""
        fine = self.fine
        levels = [
            replace(level, first=np.searchsorted(fine.first, level.first))
            for level in self.levels
            if len(level) <= len(fine)
        ]
        return Octree(Points(fine.means, fine.sums[0]), levels)


def octree_levels(
    keys: NDArray[np.uint32], points: Points, channels: int = 3, threads: int = 1
) -> list[Level]:
    """The levels, coarsest first, of points with rising Z-order keys, those of the colours they stand for.

    `channels` is how many the keys are made of, 3 or 4, whatever the columns of the points are.
    """
    finest = _FINE
    first = _starts(keys, finest, channels)
    while finest < _FINEST and len(first) <= _MANY:
        finest += 1
        first = _starts(keys, finest, channels)
    ends = np.append(first, len(points))
    sums = kernels.cell_sums(points.columns, points.weights, ends, threads)
    levels = [Level(ends, sums, *_boxes(points, first, 1 << (8 - finest)))]
    for number in range(finest - 1, _COARSEST - 1, -1):
        finer = levels[0]
        levels.insert(0, _coarser(finer, _starts(keys[finer.first[:-1]], number, channels), threads))
    return levels


def _starts(keys: NDArray[np.uint32], level: int, channels: int) -> Index:
    return morton.run_starts(keys >> np.uint32(channels * (8 - level)))


def _boxes(points: Points, first: Index, side: int) -> tuple[Float64, Float64]:
    """(D, n) low and high corners; in sRGB a cell itself is a box, with so many values a side."""
    if points.columns.dtype == np.uint8:
        low = (points.columns[:, first] // side * side).astype(np.float64)
        return low, low + (side - 1)
    return np.minimum.reduceat(points.columns, first, axis=1), np.maximum.reduceat(
        points.columns, first, axis=1
    )


def _coarser(finer: Level, runs: Index, threads: int) -> Level:
    """The level whose cells begin where those of `finer` given by `runs` do."""
    return Level(
        np.append(finer.first[runs], finer.first[-1]),
        kernels.merged_cells(finer.sums, np.append(runs, len(finer)), threads),
        np.minimum.reduceat(finer.low, runs, axis=1),
        np.maximum.reduceat(finer.high, runs, axis=1),
    )
