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

from kquant.core.model.arrays import Float64, Weights
from kquant.core.points.octree import Index, Level
from kquant.core.points.points import Points
from kquant.core.run.parallel import map_blocks

Members = NDArray[np.uint16]
Floats = NDArray[np.floating[Any]]

SMALL_PRODUCT = 1 << 18
"""Multiplications up to which OpenBLAS stays on the calling thread; ours are enough."""

_BLOCK = 1 << 14
_GROUP_BLOCK = 128
_SMALL_WORK = 1 << 20
"""Distances up to which choosing costs more than it saves."""
_MANY_CENTERS = 128


@dataclass(frozen=True, slots=True, eq=False)
class Assignment:
    """One assignment of N points to the nearest of K centres.

    Attributes:
        labels: (N,) uint16.
        weights: (K,) float64, the weight of each cluster.
        sums: (K, D) float64, the weighted coordinates of each cluster.
        compactness: the weighted sum of squared distances.
    """

    labels: Members
    weights: Float64
    sums: Float64
    compactness: float


def assign(points: Points, centers: Float64, levels: list[Level], threads: int) -> Assignment:
    """Assign every point to its nearest of (K, D) float64 centres, K up to 65535.

    `levels` is the octree of the points, or empty.
    """
    if not levels or len(points) * len(centers) < _SMALL_WORK:
        labels, parts = _all(points, centers, threads)
    else:
        labels, parts = _pruned(points, centers, levels, threads)
    weights = sum((part[0] for part in parts), np.zeros(len(centers)))
    sums = sum((part[1] for part in parts), np.zeros(centers.shape))
    by_cluster = 2 * (sums * centers).sum(axis=1) - weights * (centers * centers).sum(axis=1)
    return Assignment(labels, weights, sums, points.moment - float(by_cluster.sum()))


_Totals = tuple[Float64, Float64]


def totals(labels: Index, weights: Weights, columns: Sequence[NDArray[Any]], k: int) -> _Totals:
    """(K,) weight and (K, D) weighted coordinates of each cluster, of n points in D columns."""
    sums = [np.bincount(labels, weights * column, k) for column in columns]
    return np.bincount(labels, weights, k).astype(np.float64), np.stack(sums, axis=1).astype(np.float64)


def means(weights: Float64, sums: Float64, otherwise: Float64) -> Float64:
    """(K, D) mean of clusters of (K,) weights and (K, D) sums; `otherwise` for those with no weight."""
    return np.divide(sums, weights[:, None], out=otherwise.copy(), where=weights[:, None] > 0)


def operand(centers: Float64) -> Float64:
    """(D + 1, K): a block's rows, times this, are the squared distances less |x|^2."""
    return np.ascontiguousarray(np.vstack([-2 * centers.T, (centers * centers).sum(axis=1)]))


def _nearest(block: Floats, factor: Floats) -> Index:
    """(n,) index of the nearest centre of each column of a (D + 1, n) block, by `operand` of the centres."""
    size = block.shape[1]
    rows = max(32, SMALL_PRODUCT // factor.size)
    if size <= rows:
        return np.asarray((block.T @ factor).argmin(axis=1))
    parts = [(block[:, at : at + rows].T @ factor).argmin(axis=1) for at in range(0, size, rows)]
    return np.concatenate(parts)


def roughly_nearest(points: Points, centers: Float64) -> Members:
    """(N,) the nearest of (K, D) centres of every point, but for those about halfway between two.

    In single precision on one thread: for tens of thousands of points sooner than any pruning.
    """
    block = points.block(slice(None)).astype(np.float32)
    return _nearest(block, operand(centers).astype(np.float32)).astype(np.uint16)


def _all(points: Points, centers: Float64, threads: int) -> tuple[Members, list[_Totals]]:
    """Every point compared with every centre."""
    labels = np.empty(len(points), np.uint16)
    factor = operand(centers)

    def work(part: slice) -> _Totals:
        block = points.block(part)
        labels[part] = nearest = _nearest(block, factor)
        return totals(nearest, points.weights[part], list(block[:-1]), len(centers))

    return labels, map_blocks(work, len(points), _BLOCK, threads)


def _pruned(
    points: Points, centers: Float64, levels: list[Level], threads: int
) -> tuple[Members, list[_Totals]]:
    """Small cells with one candidate whole; the members of all others compared with their large cell's."""
    k, factor, large = len(centers), operand(centers), levels[0]
    labels = np.empty(len(points), np.uint16)
    whole, is_open = _whole_cells(points, centers, levels[2], labels)
    group, center = np.nonzero(_candidates(large, centers))
    of_group = np.searchsorted(group, np.arange(len(large) + 1)).tolist()

    def work(part: slice) -> _Totals:
        first = large.first[part.start : part.stop + 1]
        opened = np.flatnonzero(is_open[first[0] : first[-1]])
        ends = np.searchsorted(opened, first - first[0]).tolist()
        every = len(opened) == first[-1] - first[0]
        chosen = slice(first[0], first[-1]) if every else opened + first[0]
        block = points.block(chosen)
        found = np.empty(len(opened), np.intp)
        for number in range(part.stop - part.start):
            rows = slice(ends[number], ends[number + 1])
            near = center[of_group[part.start + number] : of_group[part.start + number + 1]]
            if rows.start < rows.stop:
                found[rows] = near[_nearest(block[:, rows], factor[:, near])]
        labels[chosen] = found
        return totals(found, points.weights[chosen], list(block[:-1]), k)

    return labels, [whole, *map_blocks(work, len(large), _GROUP_BLOCK, threads)]


def _whole_cells(
    points: Points, centers: Float64, level: Level, labels: Members
) -> tuple[_Totals, NDArray[np.bool_]]:
    """The totals of the cells that have one candidate, and which points are in none of them.

    Fills in `labels` of the points that are. With many centres there are too few such cells to look.
    """
    k = len(centers)
    if k > _MANY_CENTERS:
        return (np.zeros(k), np.zeros(centers.shape)), np.ones(len(points), bool)
    possible = _candidates(level, centers)
    whole = np.count_nonzero(possible, axis=1) == 1
    nearest, sizes = possible.argmax(axis=1), np.diff(level.first)
    labels[:] = np.repeat(nearest.astype(np.uint16), sizes)
    weights, *sums = (np.bincount(nearest[whole], row, k) for row in level.sums[:-1, whole])
    return (weights.astype(np.float64), np.stack(sums, axis=1)), np.repeat(~whole, sizes)


def _candidates(level: Level, centers: Float64) -> NDArray[np.bool_]:
    """(n, K) whether a centre may be the nearest one of some member of a cell.

    A centre farther from the middle of the cell's box than the nearest one by more than its diagonal
    cannot be: the triangle inequality, widened by a hair for rounding.
    """
    middles = np.vstack([(level.low + level.high) / 2, np.ones(len(level))])
    norms = (middles[:-1] ** 2).sum(axis=0)
    diagonals = np.sqrt(((level.high - level.low) ** 2).sum(axis=0))
    possible = np.empty((len(level), len(centers)), bool)
    factor = operand(centers)
    rows = max(32, SMALL_PRODUCT // factor.size)
    for at in range(0, len(level), rows):
        part = slice(at, at + rows)
        squared = middles[:, part].T @ factor  # less the norms
        nearest = np.sqrt(np.maximum(squared.min(axis=1) + norms[part], 0))
        reach = (nearest + diagonals[part] + 1e-6) ** 2 - norms[part]
        np.less_equal(squared, reach[:, None], out=possible[part])
    return possible
