"""The nearest centre of every point, exactly, and the sums that a k-means step needs."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from kquant.core import kernels
from kquant.core.model.arrays import Float64
from kquant.core.points.octree import Index
from kquant.core.points.points import Points
from kquant.core.run.parallel import Check
from kquant.core.twins.products import SMALL_PRODUCT, operand

Members = NDArray[np.uint16]
Floats = NDArray[np.floating[Any]]


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
