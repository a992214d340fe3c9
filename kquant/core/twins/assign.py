"""The nearest centre of every point by matrix products, and where they leave doubt by plain differences.

A product gives the squared distances less |x|^2 of all points to all centres. It is rounded otherwise than
the sum of squared differences that defines a label, so points that are about as near to another centre are
compared by that. Before, a box around each run of points leaves most centres out.
"""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from kquant.core.model.arrays import Float64, UInt8, Weights
from kquant.core.run.parallel import Check, blocks, map_blocks
from kquant.core.twins.products import SMALL_PRODUCT

Index = NDArray[np.intp]

_BLOCK = 1 << 16
"""Points whose sums are added up together: a part of what the sums are."""

_SHORTEST_RUN = 512
_ROUNDING = 1e-13
"""No product of coordinates whose squares add up to 1 is off by more."""


def assign(
    columns: Float64 | UInt8,
    weights: Weights,
    centers: Float64,
    threads: int,
    check: Check = None,
    with_second: bool = False,
) -> tuple[NDArray[np.uint16], Float64, Float64, Float64, Float64 | None]:
    """See `kquant.core.kernels.assign`."""
    n, (k, d) = len(weights), centers.shape
    labels = np.empty(n, np.uint16)
    second = np.empty(n) if with_second else None
    size = max(_SHORTEST_RUN, SMALL_PRODUCT // max(1, centers.size))

    def work(part: slice) -> Float64:
        block = np.ascontiguousarray(columns[:, part], np.float64)
        found = np.empty(block.shape[1], np.intp)
        runs = blocks(len(found), size)
        possible = _possible(block, [run.start for run in runs], centers, with_second)
        margin = _ROUNDING * float((centers * centers).sum(axis=1).max() + (block * block).sum(axis=0).max())
        for run, candidates in zip(runs, possible, strict=True):
            near = np.flatnonzero(candidates)
            if second is None:
                found[run] = near[_nearest(block[:, run], centers[near], margin)]
            else:
                nearest, second[part][run] = _two_nearest(block[:, run], centers[near])
                found[run] = near[nearest]
        labels[part] = found
        return _totals(block, weights[part].astype(np.float64), found, centers)

    totals = sum(map_blocks(work, n, _BLOCK, threads, check), np.zeros((d + 2, k)))
    return labels, totals[0], np.ascontiguousarray(totals[1:-1].T), totals[-1], second


def _nearest(points: Float64, centers: Float64, margin: float) -> Index:
    """(n,) the nearest of (K, D) centres to each of (D, n) points, the first of equals."""
    if len(centers) == 1:
        return np.zeros(points.shape[1], np.intp)
    rows = max(32, SMALL_PRODUCT // centers.size)
    if points.shape[1] > rows:
        parts = blocks(points.shape[1], rows)
        return np.concatenate([_nearest(points[:, part], centers, margin) for part in parts])
    products = points.T @ (-2 * centers.T)
    products += (centers * centers).sum(axis=1)
    nearest = np.asarray(products.argmin(axis=1))
    close = products <= products[np.arange(len(nearest)), nearest, None] + margin
    if np.count_nonzero(close) > len(nearest):
        doubtful = np.flatnonzero(np.count_nonzero(close, axis=1) > 1)
        nearest[doubtful] = _distances(points[:, doubtful], centers).argmin(axis=1)
    return nearest


def _two_nearest(points: Float64, centers: Float64) -> tuple[Index, Float64]:
    """The nearest of the centres to each point, and its squared distance to the second nearest."""
    squared = _distances(points, centers)
    nearest = squared.argmin(axis=1)
    squared[np.arange(len(squared)), nearest] = np.inf
    return nearest, squared.min(axis=1)


def _distances(points: Float64, centers: Float64) -> Float64:
    """(n, K) squared distances."""
    return _squares(x[:, None] - c for x, c in zip(points, centers.T, strict=True))


def _squares(offsets: Any) -> Float64:
    """The squares of the offsets along each axis, added one after another."""
    added: Any = 0.0
    for offset in offsets:
        offset *= offset
        added = added + offset
    return np.asarray(added)


def _possible(block: Float64, first: list[int], centers: Float64, with_second: bool) -> NDArray[np.bool_]:
    """(runs, K) whether a centre may be the nearest, or second nearest, of some point of a run.

    It is not if another one is nearer to the farthest place of the box than it is to the nearest one.
    Rounding keeps the order of numbers, so bounds that are computed as distances are need no margin.
    """
    low, high = np.minimum.reduceat(block, first, axis=1), np.maximum.reduceat(block, first, axis=1)
    sides = [(c - a[:, None], b[:, None] - c) for a, b, c in zip(low, high, centers.T, strict=True)]
    farthest = _squares(np.maximum(above, below) for above, below in sides)
    nearest = _squares(np.minimum(np.minimum(above, below), 0) for above, below in sides)
    if with_second and len(centers) > 1:
        reach = np.partition(farthest, 1, axis=1)[:, 1:2]
    else:
        reach = farthest.min(axis=1, keepdims=True)
    return np.asarray(nearest <= reach)


def _totals(block: Float64, weights: Float64, labels: Index, centers: Float64) -> Float64:
    """(D + 2, K) the weight, the weighted coordinates and the cost of each cluster, point after point."""
    squared = _squares(x - c[labels] for x, c in zip(block, np.ascontiguousarray(centers.T), strict=True))
    values = [weights, *(weights * x for x in block), weights * squared]
    return np.stack([np.bincount(labels, value, len(centers)) for value in values])
