"""Weighted k-means on points that fit in the cache, from one set of centres to the next."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from kquant.core import kernels
from kquant.core.model.arrays import Float64
from kquant.core.points.points import Points
from kquant.core.run.parallel import Check


class Partition:
    """Points assigned to their nearest centres, kept up to date as the centres move.

    Attributes:
        clusters: the arrays of it.
    """

    def __init__(self, points: Points, centers: Float64, threads: int) -> None:
        columns, weights = points.columns.astype(np.float64), points.weights.astype(np.float64)
        self.clusters = kernels.begin_clusters(columns, weights, centers, threads)
        self._threads = threads

    @property
    def centers(self) -> Float64:
        """(K, D) float64."""
        return self.clusters.centers

    @property
    def compactness(self) -> float:
        """The weighted sum of squared distances."""
        return self.clusters.compactness

    def copy(self) -> Partition:
        """A partition that can move on by itself."""
        twin = object.__new__(Partition)
        twin.clusters, twin._threads = self.clusters.copy(), self._threads
        return twin

    def move(self, centers: Float64) -> None:
        """Assign the points to `centers`, which replace the present ones."""
        kernels.move(self.clusters, centers, self._threads)

    def descend(
        self,
        free: NDArray[np.bool_],
        max_iter: int,
        *,
        epsilon: float | None = None,
        best: float = np.inf,
        patience: float = 0,
        check: Check = None,
    ) -> list[float]:
        """Lloyd's iteration: the compactness after each; see `kquant.core.kernels.descend`."""
        return kernels.descend(self.clusters, free, max_iter, epsilon, best, patience, self._threads, check)

    def prospects(self) -> tuple[Float64, Float64, Float64]:
        """The worth of each centre; see `kquant.core.kernels.prospects`."""
        return kernels.prospects(self.clusters, self._threads)
