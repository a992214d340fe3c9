"""The nearest centre of every point, exactly, and the sums that a k-means step needs.

Squared distances are |x|^2 - 2 x.c + |c|^2 in float64: one small matrix product a block. Between 8-bit
colours and centres they are whole numbers, so ties and sums are exact; a tie goes to the lowest index.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from kquant.core.parallel import map_blocks
from kquant.core.points import Groups, Points
from kquant.core.types import Float64

Members = NDArray[np.uint16]

SMALL_PRODUCT = 1 << 18
"""Multiplications up to which OpenBLAS stays on the calling thread; ours are enough."""

_BLOCK = 1 << 14


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


def totals(
    labels: NDArray[np.intp], weights: Float64, columns: Sequence[NDArray[Any]], k: int
) -> tuple[Float64, Float64]:
    """(K,) weight and (K, 3) weighted coordinates of each cluster, of n points in three columns."""
    sums = [np.bincount(labels, weights * column, k) for column in columns]
    return np.bincount(labels, weights, k).astype(np.float64), np.stack(sums, axis=1).astype(np.float64)


def means(weights: Float64, sums: Float64, otherwise: Float64) -> Float64:
    """(K, 3) mean of clusters of (K,) weights and (K, 3) sums; `otherwise` for those with no weight."""
    return np.divide(sums, weights[:, None], out=otherwise.copy(), where=weights[:, None] > 0)


def assign(points: Points, centers: Float64, threads: int) -> Step:
    """Assign every point to its nearest centre; (K, 3) float64 centres, K up to 65535."""
    k = len(centers)
    labels = np.empty(len(points), np.uint16)
    nearest = _grouped(points, centers) if points.groups is not None and k > 1 else _plain(points, centers)

    def work(part: slice) -> tuple[Float64, Float64]:
        labels[part] = mine = nearest(part)
        weight = points.weights[part]
        columns = [points.coords[part, axis] for axis in range(3)]
        return totals(mine, weight, columns, k)

    parts = map_blocks(work, len(points), _BLOCK, threads)
    weights = np.sum([part[0] for part in parts], axis=0)
    sums = np.sum([part[1] for part in parts], axis=0)
    return Step(labels, weights, sums, _compactness(points, centers, weights, sums))


def _compactness(points: Points, centers: Float64, weights: Float64, sums: Float64) -> float:
    return points.moment - float(
        (2 * (sums * centers).sum(axis=1) - weights * (centers**2).sum(axis=1)).sum()
    )


def operand(centers: Float64) -> Float64:
    """(4, K): a block's coordinates and one, times this, are the squared distances less |x|^2."""
    return np.ascontiguousarray(np.vstack([-2 * centers.T, (centers * centers).sum(axis=1)]))


def nearest_rows(block: Float64, factor: Float64) -> NDArray[np.intp]:
    """(n,) index of the nearest centre of each row of an (n, 4) block, by `operand` of the centres."""
    rows = max(32, SMALL_PRODUCT // (4 * factor.shape[1]))
    if len(block) <= rows:
        return np.asarray((block @ factor).argmin(axis=1))
    parts = [(block[start : start + rows] @ factor).argmin(axis=1) for start in range(0, len(block), rows)]
    return np.concatenate(parts)


def _plain(points: Points, centers: Float64) -> Callable[[slice], NDArray[np.intp]]:
    factor = operand(centers)
    return lambda part: nearest_rows(points.block(part), factor)


def _grouped(points: Points, centers: Float64) -> Callable[[slice], NDArray[np.intp]]:
    """Nearest centres by way of the few that can be nearest to any point of a group."""
    groups = points.groups
    assert groups is not None
    factor = operand(centers)
    candidates = _candidates(groups, centers, factor)

    def nearest(part: slice) -> NDArray[np.intp]:
        block = points.block(part)
        labels = np.empty(len(block), np.intp)
        group = int(np.searchsorted(groups.starts, part.start, side="right")) - 1
        start = part.start
        while start < part.stop:
            stop = min(int(groups.starts[group + 1]), part.stop)
            rows = slice(start - part.start, stop - part.start)
            near = candidates[group]
            if len(near) == 1:
                labels[rows] = near[0]
            else:
                labels[rows] = near[nearest_rows(block[rows], factor[:, near])]
            start, group = stop, group + 1
        return labels

    return nearest


def _candidates(groups: Groups, centers: Float64, factor: Float64) -> list[NDArray[np.intp]]:
    """For each group the centres, in order, that may be nearest to one of its points.

    A centre farther from the middle of the ball than the nearest one by more than its diameter cannot
    be: the triangle inequality, widened by a hair for rounding.
    """
    middles = np.column_stack([groups.centers, np.ones(len(groups.centers))])
    squared = middles @ factor + (groups.centers**2).sum(axis=1)[:, None]
    distances = np.sqrt(np.maximum(squared, 0))
    reach = distances.min(axis=1) + 2 * groups.radii + 1e-6
    group, center = np.nonzero(distances <= reach[:, None])
    return np.split(center, np.searchsorted(group, np.arange(1, len(groups.centers))))
