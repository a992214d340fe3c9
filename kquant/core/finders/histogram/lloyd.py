"""Weighted k-means on points that fit in the cache, with distance bounds that spare most of the work.

Every point keeps the distance to its own centre and a lower bound on the distance to any other; only
points for which the bound no longer decides are compared with all centres (Hamerly, "Making k-means even
faster", 2010). Centres that moved far are compared with every point, so that one of them does not spoil
the bounds of all. Exact: the labels are those of a full comparison.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from kquant.core.model.arrays import Float64
from kquant.core.points.assign import SMALL_PRODUCT, operand
from kquant.core.points.points import Points
from kquant.core.run.parallel import map_blocks

_BLOCK = 4096


class Partition:
    """Points assigned to their nearest centres, kept up to date as the centres move.

    Attributes:
        centers: (K, D) float64.
        labels: (N,) index of the nearest centre.
        own: (N,) squared distance to it.
    """

    def __init__(self, points: Points, centers: Float64, threads: int) -> None:
        self._points = points
        self._columns = points.block(slice(0, len(points)))
        self._rows = np.ascontiguousarray(self._columns.T)
        self._weighted = self._columns * points.weights
        self._norms = points.norms(slice(0, len(points)))
        self._threads = threads
        self.centers = centers
        self.labels = np.zeros(len(points), np.intp)
        self.own = np.zeros(len(points))
        self._other = np.zeros(len(points))  # lower bound on the distance to any other centre
        self.refresh()

    @property
    def compactness(self) -> float:
        """The weighted sum of `own`."""
        return float((self._points.weights * self.own).sum())  # BLAS would add up by threads

    @property
    def second(self) -> Float64:
        """(N,) squared distance to the second nearest centre, exact just after `refresh`."""
        return self._other**2

    def copy(self) -> Partition:
        """A partition that can move on by itself."""
        twin = object.__new__(Partition)
        twin.__dict__.update(self.__dict__)
        twin.labels, twin.own, twin._other = self.labels.copy(), self.own.copy(), self._other.copy()
        return twin

    def refresh(self) -> None:
        """Compare every point with every centre, so that `second` is exact."""
        self._compare(np.arange(len(self._points)))
        self._measure_own()

    def totals(self) -> tuple[Float64, Float64]:
        """(K,) weight and (K, D) weighted coordinates of each cluster."""
        k = len(self.centers)
        *sums, weights = (np.bincount(self.labels, row, k) for row in self._weighted)
        return weights.astype(np.float64), np.stack(sums, axis=1)

    def move(self, centers: Float64) -> None:
        """Assign the points to `centers`, which replace the present ones."""
        shift = np.sqrt(((centers - self.centers) ** 2).sum(axis=1))
        order = np.argsort(-shift, kind="stable")
        far = len(shift) // 4 + 1
        moved = order[:far][shift[order[:far]] > 0]
        self.centers = centers
        self._measure_own()
        if far < len(order):
            self._other -= shift[order[far]]
        if len(moved):
            self._meet(moved)
        doubtful = np.flatnonzero(self._other <= np.sqrt(self.own) + 1e-9)
        if len(doubtful):
            self._compare(doubtful)
            self._measure_own()

    def _measure_own(self) -> None:
        own = np.zeros(len(self.own))
        for column, center in zip(self._columns[:-1], self.centers.T, strict=True):
            offset = column - center[self.labels]
            own += offset * offset
        self.own = own

    def _meet(self, moved: NDArray[np.intp]) -> None:
        """Lower the bounds of the points that a moved centre, not their own, has come near to."""
        factor = np.ascontiguousarray(operand(self.centers[moved]).T)
        place = np.full(len(self.centers), -1)
        place[moved] = np.arange(len(moved))

        def work(part: slice) -> None:
            squared = factor @ self._columns[:, part]
            mine = place[self.labels[part]]
            held = np.flatnonzero(mine >= 0)
            squared[mine[held], held] = np.inf
            nearest = np.sqrt(np.maximum(squared.min(axis=0) + self._norms[part], 0))
            np.minimum(self._other[part], nearest, out=self._other[part])

        map_blocks(work, len(self._points), self._block(len(moved)), self._threads)

    def _compare(self, chosen: NDArray[np.intp]) -> None:
        """Compare the chosen points with all centres."""
        factor = operand(self.centers)

        def work(part: slice) -> None:
            rows = chosen[part]
            squared = self._rows[rows] @ factor
            row = np.arange(len(rows))
            nearest = squared.argmin(axis=1)
            self.labels[rows] = nearest
            squared[row, nearest] = np.inf
            second = squared.min(axis=1) + self._norms[rows]
            self._other[rows] = np.sqrt(np.maximum(second, 0))

        map_blocks(work, len(chosen), self._block(len(self.centers)), self._threads)

    def _block(self, k: int) -> int:
        return max(64, min(_BLOCK, SMALL_PRODUCT // (len(self._columns) * k)))
