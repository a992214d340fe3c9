"""Cells of neighbouring colours to search on: few, and small where it matters.

The octree is opened where the colours of a cell differ most (largest sum of squared distances from
their mean), until there are as many cells as wanted.
"""

from __future__ import annotations

import numpy as np

from kquant.core.model.arrays import Float64
from kquant.core.points.octree import Index, Level, spread_of
from kquant.core.points.points import Points


def cells(levels: list[Level], points: Points, limit: int) -> Points:
    """At most about `limit` points that stand for the weighted `points` that the octree was made of.

    Each is the weighted mean of the colours of one cell. With `limit` points or fewer they themselves
    are returned.
    """
    if len(points) <= limit:
        return Points(points.columns.astype(np.float64), points.weights.astype(np.float64))
    spreads = [level.spread for level in levels[:-1]]
    sums = _leaves(levels, spreads, _threshold(levels, spreads, limit))
    return Points(sums[1:-1] / sums[0], sums[0].copy(), float(np.cumsum(spread_of(sums))[-1]))


def _threshold(levels: list[Level], spreads: list[Float64], limit: int) -> float:
    """The spread above which cells are opened so that at most about `limit` are left.

    A cell spreads at least as much as any cell inside it, so opening cells from the largest spread
    down never opens one inside a closed one.
    """
    extra = np.concatenate([np.diff(level.parts) for level in levels[:-1]]) - 1
    spread = np.concatenate(spreads)
    several = np.flatnonzero(extra)  # to open a cell that has one in it changes nothing
    if len(several) > limit:  # each adds one at least
        least = np.partition(spread[several], -limit - 1)[-limit - 1]
        several = several[spread[several] >= least]
    order = several[np.argsort(-spread[several])]
    total = len(levels[0]) + np.cumsum(extra[order])
    opened = int(np.searchsorted(total, limit, side="right"))
    return float(spread[order[opened]]) if opened < len(order) else -np.inf


def _leaves(levels: list[Level], spreads: list[Float64], threshold: float) -> Float64:
    """The (D + 2, n) sums of the closed cells, in Z-order."""
    first: list[Index] = []
    sums: list[Float64] = []
    inside = np.arange(len(levels[0]))  # cells all of whose ancestors are open
    for level, spread in zip(levels, spreads, strict=False):
        is_open = spread[inside] > threshold
        closed, opened = inside[~is_open], inside[is_open]
        first.append(level.first[closed])
        sums.append(level.sums[:, closed])
        inside = _ranges(level.parts[opened], level.parts[opened + 1])
    first.append(levels[-1].first[inside])
    sums.append(levels[-1].sums[:, inside])
    order = np.argsort(np.concatenate(first), kind="stable")
    return np.asarray(np.concatenate(sums, axis=1)[:, order])


def _ranges(begins: Index, ends: Index) -> Index:
    """The numbers of several ranges, one range after another."""
    sizes = ends - begins
    return np.repeat(ends - np.cumsum(sizes), sizes) + np.arange(sizes.sum())
