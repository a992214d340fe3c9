"""Cells of neighbouring colours: few enough to search on, small where it matters.

An octree over the Z-order of the colours, opened where the colours of a cell differ most (largest
sum of squared distances from their mean), until there are as many cells as wanted.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from kquant.core import morton
from kquant.core.histogram import Histogram
from kquant.core.parallel import map_blocks
from kquant.core.points import Index, Points
from kquant.core.types import Float64

_COARSEST, _FINEST = 3, 7
"""Octree levels: cubes of 32 to 2 values a side."""


@dataclass(frozen=True, slots=True, eq=False)
class _Level:
    """The occupied cells of one octree level: (n,) first colour, (5, n) sums of w, w x and w |x|^2."""

    first: Index
    sums: Float64

    @property
    def spread(self) -> Float64:
        """(n,) sum of squared distances of the members of each cell from their mean."""
        weight, moment = self.sums[0], self.sums[1:4]
        return np.asarray(self.sums[4] - (moment * moment).sum(axis=0) / weight)


def cells(histogram: Histogram, points: Points, limit: int, threads: int) -> Points:
    """At most about `limit` points that stand for the weighted `points` of `histogram`.

    Each is the weighted mean of the colours of one cell. With `limit` colours or fewer the points
    themselves are returned.
    """
    if len(points) <= limit:
        return Points(points.coords.astype(np.float64), points.weights)
    levels = _levels(histogram, points, limit, threads)
    sums = _leaves(levels, _threshold(levels, limit))
    return Points((sums[1:4] / sums[0]).T.copy(), sums[0].copy())


def _levels(histogram: Histogram, points: Points, limit: int, threads: int) -> list[_Level]:
    """From `_COARSEST` to the first level that has several times the cells that are wanted."""
    keys = morton.keys_of(histogram.codes)
    for finest in range(_COARSEST + 1, _FINEST + 1):
        first = morton.run_starts(keys >> np.uint32(3 * (8 - finest)))
        if len(first) > 3 * limit:
            break
    levels = [_Level(first, _sums(points, first, threads))]
    for level in range(finest - 1, _COARSEST - 1, -1):
        finer = levels[0]
        runs = morton.run_starts(keys[finer.first] >> np.uint32(3 * (8 - level)))
        levels.insert(0, _Level(finer.first[runs], np.add.reduceat(finer.sums, runs, axis=1)))
    return levels


def _sums(points: Points, first: Index, threads: int) -> Float64:
    """(5, n) sums of w, w x and w |x|^2 over the runs of points that begin at `first`."""
    sums = np.empty((5, len(first)))

    def fill(rows: slice) -> None:
        row = rows.start
        values = points.weights
        if row:
            values = values * (points.norms if row == 4 else points.coords[:, row - 1])
        np.add.reduceat(values, first, out=sums[row])

    map_blocks(fill, 5, 1, threads)
    return sums


def _threshold(levels: list[_Level], limit: int) -> float:
    """The spread above which cells are opened so that at most about `limit` are left.

    A cell spreads at least as much as any cell inside it, so opening cells from the largest spread
    down never opens one inside a closed one.
    """
    spreads, added = [], []
    for level, finer in pairwise(levels):
        children = np.diff(np.searchsorted(finer.first, level.first), append=len(finer.first))
        spreads.append(level.spread)
        added.append(children - 1)
    spread, extra = np.concatenate(spreads), np.concatenate(added)
    order = np.argsort(-spread, kind="stable")
    total = len(levels[0].first) + np.cumsum(extra[order])
    opened = int(np.searchsorted(total, limit, side="right"))
    return float(spread[order[min(opened, len(order) - 1)]])


def _leaves(levels: list[_Level], threshold: float) -> Float64:
    """The (5, n) sums of the closed cells, in Z-order."""
    first: list[Index] = []
    sums: list[Float64] = []
    within = np.ones(len(levels[0].first), bool)  # cells all of whose ancestors are open
    for level, finer in pairwise(levels):
        opened = within & (level.spread > threshold)
        closed = within & ~opened
        first.append(level.first[closed])
        sums.append(level.sums[:, closed])
        within = opened[np.searchsorted(level.first, finer.first, side="right") - 1]
    first.append(levels[-1].first[within])
    sums.append(levels[-1].sums[:, within])
    order = np.argsort(np.concatenate(first), kind="stable")
    return np.asarray(np.concatenate(sums, axis=1)[:, order])
