"""Weighted k-means on points that fit in the cache, from one set of centres to the next."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from kquant.core import kernels
from kquant.core.model.arrays import Float64
from kquant.core.points.points import Points
from kquant.core.run.parallel import Check


class Partition:
    """Points assigned to their nearest centres, kept up to date as the centres move."""

    def __init__(self, points: Points, centers: Float64, threads: int) -> None:
        columns, weights = points.columns.astype(np.float64), points.weights.astype(np.float64)
        self._clusters = kernels.begin_clusters(columns, weights, centers, threads)
        self._threads = threads

    @property
    def centers(self) -> Float64:
        """(K, D) float64."""
        return self._clusters.centers

    @property
    def labels(self) -> NDArray[np.int32]:
        """(N,) index of the nearest centre."""
        return self._clusters.labels

    @property
    def own(self) -> Float64:
        """(N,) squared distance to it."""
        return self._clusters.own

    @property
    def compactness(self) -> float:
        """The weighted sum of `own`."""
        return self._clusters.compactness

    def copy(self) -> Partition:
        """A partition that can move on by itself."""
        twin = object.__new__(Partition)
        twin._clusters, twin._threads = self._clusters.copy(), self._threads
        return twin

    def totals(self) -> tuple[Float64, Float64]:
        """(K,) weight and (K, D) weighted coordinates of each cluster."""
        return self._clusters.totals[:, 0], self._clusters.totals[:, 1:-1]

    def move(self, centers: Float64) -> None:
        """Assign the points to `centers`, which replace the present ones."""
        kernels.move(self._clusters, centers, self._threads)

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
        return kernels.descend(self._clusters, free, max_iter, epsilon, best, patience, self._threads, check)

    def prospects(self) -> tuple[Float64, Float64, Float64]:
        """What each centre is worth; see `kquant.core.kernels.prospects`."""
        return kernels.prospects(self._clusters, self._threads)
