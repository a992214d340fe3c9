"""Cells of neighbouring colours to search on: few, and small where it matters.

The octree is opened where the colours of a cell differ most (largest sum of squared distances from
their mean), until there are as many cells as wanted.
"""

from __future__ import annotations

from itertools import pairwise

import numpy as np

from kquant.core.model.arrays import Float64
from kquant.core.points.octree import Index, Level
from kquant.core.points.points import Points


def cells(levels: list[Level], points: Points, limit: int) -> Points:
    """At most about `limit` points that stand for the weighted `points` that the octree was made of.

    Each is the weighted mean of the colours of one cell. With `limit` points or fewer they themselves
    are returned.
    """
    if len(points) <= limit:
        return Points(points.columns.astype(np.float64), points.weights.astype(np.float64))
    sums = _leaves(levels, _threshold(levels, limit))
    return Points(sums[1:-1] / sums[0], sums[0].copy())


def _threshold(levels: list[Level], limit: int) -> float:
    """The spread above which cells are opened so that at most about `limit` are left.

    A cell spreads at least as much as any cell inside it, so opening cells from the largest spread
    down never opens one inside a closed one.
    """
    spreads, added = [], []
    for level, finer in pairwise(levels):
        spreads.append(level.spread)
        added.append(np.diff(np.searchsorted(finer.first, level.first)) - 1)
    spread, extra = np.concatenate(spreads), np.concatenate(added)
    order = np.argsort(-spread, kind="stable")
    total = len(levels[0]) + np.cumsum(extra[order])
    opened = int(np.searchsorted(total, limit, side="right"))
    return float(spread[order[min(opened, len(order) - 1)]])


def _leaves(levels: list[Level], threshold: float) -> Float64:
    """The (D + 2, n) sums of the closed cells, in Z-order."""
    first: list[Index] = []
    sums: list[Float64] = []
    within = np.ones(len(levels[0]), bool)  # cells all of whose ancestors are open
    for level, finer in pairwise(levels):
        opened = within & (level.spread > threshold)
        closed = within & ~opened
        first.append(level.first[:-1][closed])
        sums.append(level.sums[:, closed])
        within = np.repeat(opened, np.diff(np.searchsorted(finer.first, level.first)))
    first.append(levels[-1].first[:-1][within])
    sums.append(levels[-1].sums[:, within])
    order = np.argsort(np.concatenate(first), kind="stable")
    return np.asarray(np.concatenate(sums, axis=1)[:, order])
