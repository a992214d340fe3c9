"""The nearest centre of every point, exactly, and the sums that a k-means step needs."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from kquant.core import kernels
from kquant.core.model.arrays import Float64
from kquant.core.points.points import Points
from kquant.core.run.parallel import Check, blocks
from kquant.core.twins.products import SMALL_PRODUCT, operand

Members = NDArray[np.uint16]


class Assignment(NamedTuple):
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


def assign(
    points: Points,
    centers: Float64,
    threads: int,
    check: Check = None,
    order: Members | None = None,
    cells: kernels.Cells = (),
) -> Assignment:
    """Assign points to the nearest of (K, D) centres, K up to 65535, of equals to the first in order."""
    found = kernels.assign(points.columns, points.weights, centers, threads, check, order=order, cells=cells)
    return Assignment(*found[:4])


def roughly_nearest(points: Points, centers: Float64) -> Members:
    """(N,) the nearest of (K, D) centres of every point, but for those about halfway between two.

    In single precision on one thread, and in less time than `assign` where kernels are not compiled.
    """
    rows = np.ones((centers.shape[1] + 1, len(points)), np.float32)
    rows[:-1] = points.columns
    factor, labels = operand(centers).astype(np.float32), np.empty(len(points), np.uint16)
    for part in blocks(len(points), max(32, SMALL_PRODUCT // factor.size)):
        labels[part] = (rows[:, part].T @ factor).argmin(axis=1)
    return labels
