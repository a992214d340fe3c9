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
from kquant.core.points.assign import Assignment, Members, assign
from kquant.core.points.points import Points
from kquant.core.run.parallel import Check

Index = NDArray[np.intp]

_COARSEST, _FINE, _FINEST = 3, 6, 7
"""Octree levels: cubes of 32, 4 and 2 values a side."""

_MOST_WEIGHT = 2**53 / (3 * 255**2)
"""Of colours whose sums of w |x|^2 are whole numbers in float64."""

_MANY = 24_000
"""Cells beyond which a finer level is not worth its keep."""


@dataclass(frozen=True, slots=True, eq=False)
class Level:
    """The n occupied cells of one octree level, in Z-order, of points of D columns.

    Attributes:
        first: (n + 1,) the first colour of each cell, and the number of colours.
        parts: (n + 1,) the first of the cells of the next level in each, and their number; at the finest
            level the same as `first`.
        sums: (D + 2, n) float64, the sums of w, of w x for each column, and of w |x|^2 over the members.
    """

    first: Index
    parts: Index
    sums: Float64

    def __len__(self) -> int:
        return len(self.first) - 1

    @property
    def means(self) -> Float64:
        """(D, n) the weighted mean of the members of each cell."""
        return np.asarray(self.sums[1:-1] / self.sums[0])

    @property
    def spread(self) -> Float64:
        """(n,) sum of squared distances of the members of each cell from their mean."""
        return spread_of(self.sums)


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

    def assigned(
        self, centers: Float64, threads: int, check: Check = None, order: Members | None = None
    ) -> Assignment:
        """`assign` of the points: in less time by what is known of the levels, if all are whole numbers."""
        return assign(self.points, centers, threads, check, order, self._whole_levels)

    @cached_property
    def _whole_levels(self) -> list[tuple[Index, Index, Float64]]:
        """The levels, if their sums are exact and stay so as they are added up."""
        points = self.points
        is_whole = points.columns.dtype == np.uint8 and points.weights.dtype == np.int64
        if not is_whole or not self.levels or self.levels[0].sums[0].sum() > _MOST_WEIGHT:
            return []
        return [(level.first, level.parts, level.sums) for level in self.levels]


def spread_of(sums: Float64) -> Float64:
    """(n,) sum of squared distances from their mean, of what has the (D + 2, n) sums of a level."""
    moment = sums[1:-1]
    return np.asarray(sums[-1] - (moment * moment).sum(axis=0) / sums[0])


def octree_levels(
    keys: NDArray[np.uint32], points: Points, channels: int = 3, threads: int = 1
) -> list[Level]:
    """The levels, coarsest first, of points with rising Z-order keys, those of the colours they stand for.

    `channels` is how many the keys are made of, 3 or 4, whatever the columns of the points are.
    """
    finest = _FINE
    first = _starts(keys, finest, channels)
    while finest < _FINEST and len(first) - 1 <= _MANY:
        finest += 1
        first = _starts(keys, finest, channels)
    levels = [Level(first, first, kernels.cell_sums(points.columns, points.weights, first, threads))]
    for number in range(finest - 1, _COARSEST - 1, -1):
        finer = levels[0]
        parts = _starts(keys[finer.first[:-1]], number, channels)
        levels.insert(0, Level(finer.first[parts], parts, kernels.merged_cells(finer.sums, parts, threads)))
    return levels


def _starts(keys: NDArray[np.uint32], level: int, channels: int) -> Index:
    return kernels.cube_starts(keys, channels * (8 - level))
