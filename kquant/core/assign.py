"""The nearest centre of every point, exactly, and the sums that a k-means step needs.

Squared distances are |x|^2 - 2 x.c + |c|^2 in float64: one small matrix product a block. Between 8-bit
colours and centres they are whole numbers, so ties and sums are exact; a tie goes to the lowest index.

Most points need none: a cell of which every point must have the same nearest centre is taken whole
(Kanungo et al., "An efficient k-means clustering algorithm: analysis and implementation", 2002).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from kquant.core.octree import Index, Level
from kquant.core.parallel import map_blocks
from kquant.core.points import Points
from kquant.core.types import Float64

Members = NDArray[np.uint16]

SMALL_PRODUCT = 1 << 18
"""Multiplications up to which OpenBLAS stays on the calling thread; ours are enough."""

_BLOCK = 1 << 14
_GROUP_BLOCK = 64
_FEW_CENTERS = 24
"""Up to here comparing with all centres is cheaper than choosing some for each cell."""


@dataclass(frozen=True, slots=True, eq=False)
class Step:
    """One assignment of N points to the nearest of K centres.

    Attributes:
        labels: (N,) uint16.
        weights: (K,) float64, the weight of each cluster.
        sums: (K, 3) float64, the weighted coordinates of each cluster.
        compactness: the weighted sum of squared distances.
    """

    labels: Members
    weights: Float64
    sums: Float64
    compactness: float


def assign(points: Points, centers: Float64, levels: list[Level], threads: int) -> Step:
    """Assign every point to its nearest of (K, 3) float64 centres, K up to 65535.

    `levels` is the octree of the points, or empty.
    """
    k = len(centers)
    if not levels or k == 1:
        labels, parts = _all(points, centers, threads)
    elif k <= _FEW_CENTERS:
        labels, parts = _by_cells(points, centers, levels[2], threads)
    else:
        labels, parts = _by_groups(points, centers, levels[1], threads)
    weights = np.sum([part[0] for part in parts], axis=0)
    sums = np.sum([part[1] for part in parts], axis=0)
    by_cluster = 2 * (sums * centers).sum(axis=1) - weights * (centers * centers).sum(axis=1)
    return Step(labels, weights, sums, points.moment - float(by_cluster.sum()))


_Totals = tuple[Float64, Float64]


def totals(labels: Index, weights: Float64, columns: Sequence[NDArray[Any]], k: int) -> _Totals:
    """(K,) weight and (K, 3) weighted coordinates of each cluster, of n points in three columns."""
    sums = [np.bincount(labels, weights * column, k) for column in columns]
    return np.bincount(labels, weights, k).astype(np.float64), np.stack(sums, axis=1).astype(np.float64)


def means(weights: Float64, sums: Float64, otherwise: Float64) -> Float64:
    """(K, 3) mean of clusters of (K,) weights and (K, 3) sums; `otherwise` for those with no weight."""
    return np.divide(sums, weights[:, None], out=otherwise.copy(), where=weights[:, None] > 0)


def operand(centers: Float64) -> Float64:
    """(4, K): a block's rows, times this, are the squared distances less |x|^2."""
    return np.ascontiguousarray(np.vstack([-2 * centers.T, (centers * centers).sum(axis=1)]))


def _nearest(block: Float64, factor: Float64) -> Index:
    """(n,) index of the nearest centre of each column of a (4, n) block, by `operand` of the centres."""
    size = block.shape[1]
    rows = max(32, SMALL_PRODUCT // (4 * factor.shape[1]))
    if size <= rows:
        return np.asarray((block.T @ factor).argmin(axis=1))
    parts = [(block[:, at : at + rows].T @ factor).argmin(axis=1) for at in range(0, size, rows)]
    return np.concatenate(parts)


def _all(points: Points, centers: Float64, threads: int) -> tuple[Members, list[_Totals]]:
    """Every point compared with every centre."""
    labels = np.empty(len(points), np.uint16)
    factor = operand(centers)

    def work(part: slice) -> _Totals:
        block = points.block(part)
        labels[part] = nearest = _nearest(block, factor)
        return totals(nearest, points.weights[part], list(block[:3]), len(centers))

    return labels, map_blocks(work, len(points), _BLOCK, threads)


def _by_cells(points: Points, centers: Float64, level: Level, threads: int) -> tuple[Members, list[_Totals]]:
    """Cells with one candidate whole; the members of all others compared with every centre."""
    k, factor = len(centers), operand(centers)
    possible = _candidates(level, centers)
    sure = possible.sum(axis=1) == 1
    nearest = possible.argmax(axis=1)
    of_sure = totals(nearest[sure], np.ones(int(sure.sum())), list(level.sums[1:4, sure]), k)[1]
    weight_of_sure = np.bincount(nearest[sure], level.sums[0, sure], k).astype(np.float64)
    sizes = np.diff(level.first)
    labels = np.repeat(nearest.astype(np.uint16), sizes)
    open_points = np.flatnonzero(np.repeat(~sure, sizes))

    def work(part: slice) -> _Totals:
        chosen = open_points[part]
        block = points.block(chosen)
        labels[chosen] = found = _nearest(block, factor)
        return totals(found, points.weights[chosen], list(block[:3]), k)

    return labels, [(weight_of_sure, of_sure), *map_blocks(work, len(open_points), _BLOCK, threads)]


def _by_groups(points: Points, centers: Float64, level: Level, threads: int) -> tuple[Members, list[_Totals]]:
    """The members of each cell compared with the few centres that can be nearest to any of them."""
    k, factor = len(centers), operand(centers)
    group, center = np.nonzero(_candidates(level, centers))
    of_group = np.searchsorted(group, np.arange(len(level) + 1)).tolist()
    first = level.first.tolist()
    labels = np.empty(len(points), np.uint16)

    def work(part: slice) -> _Totals:
        start = first[part.start]
        members = slice(start, first[part.stop])
        block = points.block(members)
        found = np.empty(block.shape[1], np.intp)
        for number in range(part.start, part.stop):
            rows = slice(first[number] - start, first[number + 1] - start)
            near = center[of_group[number] : of_group[number + 1]]
            found[rows] = near[0] if len(near) == 1 else near[_nearest(block[:, rows], factor[:, near])]
        labels[members] = found
        return totals(found, points.weights[members], list(block[:3]), k)

    return labels, map_blocks(work, len(level), _GROUP_BLOCK, threads)


def _candidates(level: Level, centers: Float64) -> NDArray[np.bool_]:
    """(n, K) whether a centre may be the nearest one of some member of a cell.

    A centre farther from the middle of the cell's box than the nearest one by more than its diagonal
    cannot be: the triangle inequality, widened by a hair for rounding.
    """
    middles, diagonals = (level.low + level.high) / 2, level.high - level.low
    middles = np.vstack([middles, np.ones(len(level))])
    possible = np.empty((len(level), len(centers)), bool)
    factor = operand(centers)
    rows = max(32, SMALL_PRODUCT // (4 * len(centers)))
    for at in range(0, len(level), rows):
        part = middles[:, at : at + rows]
        squared = part.T @ factor + (part[:3] ** 2).sum(axis=0)[:, None]
        distances = np.sqrt(np.maximum(squared, 0, out=squared), out=squared)
        reach = distances.min(axis=1) + np.sqrt((diagonals[:, at : at + rows] ** 2).sum(axis=0)) + 1e-6
        possible[at : at + rows] = distances <= reach[:, None]
    return possible
