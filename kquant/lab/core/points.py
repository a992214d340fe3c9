"""Points in a plane, and what is known of them."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property

import numpy as np
from numpy.typing import ArrayLike, NDArray

from kquant.core.model.arrays import Float32, Float64, Int64
from kquant.core.model.errors import KQuantError
from kquant.lab.core.recipe import Recipe

MAX_POINTS = 100_000
LARGEST = 1e18
"""Squares of larger numbers, added up, could leave the range of float32."""

UNKNOWN = -1


@dataclass(frozen=True, eq=False)
class PointSet:
    """N points in a plane.

    Attributes:
        points: (N, 2) float64, finite, at most `LARGEST` in size; N from 0 to `MAX_POINTS`.
        truth: (N,) int64, the cluster each point was made in, from 0, or `UNKNOWN`; None if all are.
        axes: names of the two coordinates.
        source: where the points come from, in a few words.
        recipe: what made exactly these points, if anything did.
    """

    points: Float64
    truth: Int64 | None = None
    axes: tuple[str, str] = ("x", "y")
    source: str = ""
    recipe: Recipe | None = field(default=None, kw_only=True)

    def __post_init__(self) -> None:
        """Keep copies that nothing writes to.

        Raises:
            KQuantError: there are too many points, or some are no finite numbers, or too large.
        """
        points = np.array(self.points, np.float64).reshape(-1, 2)
        _check(points)
        points.setflags(write=False)
        object.__setattr__(self, "points", points)
        if self.truth is not None:
            truth = np.array(self.truth, np.int64).reshape(len(points))
            truth.setflags(write=False)
            object.__setattr__(self, "truth", truth)

    def __len__(self) -> int:
        return len(self.points)

    @cached_property
    def samples(self) -> Float32:
        """(N, 2) float32, what `cv2.kmeans` is given."""
        samples = self.points.astype(np.float32)
        samples.setflags(write=False)
        return samples

    @cached_property
    def distinct(self) -> int:
        """How many points differ, as `cv2.kmeans` sees them."""
        return len(np.unique(np.ascontiguousarray(self.samples + 0.0).view(np.uint64)))

    def bounds(self) -> tuple[float, float, float, float]:
        """Lowest x and y, highest x and y; zeros and ones for no points."""
        if not len(self):
            return 0.0, 0.0, 1.0, 1.0
        x, y = self.points.T
        return float(x.min()), float(y.min()), float(x.max()), float(y.max())

    def added(self, points: ArrayLike) -> PointSet:
        """With more points, (M, 2), of unknown truth, at the end."""
        more = np.asarray(points, np.float64).reshape(-1, 2)
        truth = None
        if self.truth is not None:
            truth = np.concatenate([self.truth, np.full(len(more), UNKNOWN)])
        return self._edited(np.concatenate([self.points, more]), truth)

    def removed(self, indices: NDArray[np.intp] | list[int]) -> PointSet:
        """Without the points of these indices."""
        truth = None if self.truth is None else np.delete(self.truth, indices)
        return self._edited(np.delete(self.points, indices, axis=0), truth)

    def moved(self, index: int, to: tuple[float, float]) -> PointSet:
        """With one point elsewhere."""
        points = self.points.copy()
        points[index] = to
        return self._edited(points, self.truth)

    def _edited(self, points: Float64, truth: Int64 | None) -> PointSet:
        return PointSet(points, truth, self.axes, self.source)


def _check(points: Float64) -> None:
    if len(points) > MAX_POINTS:
        raise KQuantError(f"{len(points):,} points are too many: the lab takes at most {MAX_POINTS:,}")
    if not np.isfinite(points).all():
        bad = int((~np.isfinite(points).all(axis=1)).sum())
        raise KQuantError(f"{bad:,} of the points have no place: a coordinate is not a finite number")
    if len(points) and np.abs(points).max() > LARGEST:
        raise KQuantError(f"coordinates beyond {LARGEST:.0e} are too large for cv2.kmeans, which has float32")
