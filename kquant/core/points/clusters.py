"""Weighted points in clusters, as arrays that kernels change in place; and means of clusters."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from kquant.core.model.arrays import Float64


@dataclass(frozen=True, slots=True, eq=False)
class Tree:
    """The points as kernels lay them out.

    Attributes:
        order: (N,) int32, the points by block.
        points: (blocks, D, 16) their coordinates; in numpy (N, D + 1), with a one.
        balls: (nodes, D + 1) middle and radius; in numpy (N,) squared norms.
    """

    order: NDArray[np.int32]
    points: Float64
    balls: Float64


@dataclass(slots=True, eq=False)
class Clusters:
    """N weighted points of D columns, each assigned to the nearest of K centres, the lowest of several.

    Attributes:
        columns: (D, N), one coordinate a row.
        weights: (N,) positive.
        centers: (K, D).
        labels: (N,) int32, the index of the nearest centre.
        own: (N,) squared distance to it.
        totals: (K, D + 2) of each cluster: weight, weighted coordinates, weighted squared distances.
        tree: of the points; copies share it.
        bounds: how far from points other centres are at least; kernels alone know what is in it.
    """

    columns: Float64
    weights: Float64
    centers: Float64
    labels: NDArray[np.int32]
    own: Float64
    totals: Float64
    tree: Tree
    bounds: Float64

    @classmethod
    def blank(cls, columns: Float64, weights: Float64, centers: Float64, tree: Tree, bounds: int) -> Clusters:
        """Points and centres as they are given, and room for all else, which kernels fill in."""
        n, (k, d) = len(weights), centers.shape
        return cls(
            np.ascontiguousarray(columns),
            np.ascontiguousarray(weights),
            np.array(centers, np.float64, order="C"),
            np.zeros(n, np.int32),
            np.empty(n),
            np.empty((k, d + 2)),
            tree,
            np.empty(bounds),
        )

    @property
    def compactness(self) -> float:
        """The weighted sum of squared distances, added up cluster by cluster."""
        return float(np.cumsum(self.totals[:, -1])[-1])

    def copy(self) -> Clusters:
        """Clusters of the same points that can change by themselves."""
        return replace(
            self,
            centers=self.centers.copy(),
            labels=self.labels.copy(),
            own=self.own.copy(),
            totals=self.totals.copy(),
            bounds=self.bounds.copy(),
        )


def means(weights: Float64, sums: Float64, otherwise: Float64) -> Float64:
    """(K, D) mean of clusters of (K,) weights and (K, D) sums; `otherwise` for those with no weight."""
    return np.divide(sums, weights[:, None], out=otherwise.copy(), where=weights[:, None] > 0)
