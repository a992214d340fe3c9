"""The nearest centre of every point, exactly, and the sums that a k-means step needs."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from kquant.core import kernels
from kquant.core.model.arrays import Float64, Weights
from kquant.core.points.octree import Index
from kquant.core.points.points import Points
from kquant.core.run.parallel import Check

Members = NDArray[np.uint16]
Floats = NDArray[np.floating[Any]]

SMALL_PRODUCT = 1 << 18
"""Multiplications up to which OpenBLAS stays on the calling thread; ours are enough."""


@dataclass(frozen=True, slots=True, eq=False)
class Assignment:
    """One assignment of N points to the nearest of K centres.

    Attributes:
        labels: (N,) uint16.
        weights: (K,) float64, the weight of each cluster.
        sums: (K, D) float64, the weighted coordinates of each cluster.
        costs: (K,) float64, the weighted sum of squared distances of each cluster.
    """

    labels: Members
    weights: Float64
    sums: Float64
    costs: Float64

    @property
    def compactness(self) -> float:
        """The costs of all clusters."""
        return float(self.costs.sum())


def assign(points: Points, centers: Float64, threads: int, check: Check = None) -> Assignment:
    """Assign every point to its nearest of (K, D) float64 centres, K up to 65535, the first of equals."""
    return Assignment(*kernels.assign(points.columns, points.weights, centers, threads, check)[:4])


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
