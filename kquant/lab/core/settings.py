"""How the lab calls `cv2.kmeans`, and what of it can be done with some points."""

from __future__ import annotations

import math
from dataclasses import dataclass, replace

import numpy as np

from kquant.core.model.choices import Init
from kquant.core.model.errors import KQuantError
from kquant.core.run.kmeans import Criteria
from kquant.lab.core.points import LARGEST, PointSet

MAX_K = 50
MAX_ATTEMPTS = 1000
ITERATIONS = (2, 100)
"""What `cv2.kmeans` knows of MAX_ITER."""

_SETTLED = 1.1920929e-07
"""The epsilon of `cv2.kmeans` where EPS is off: FLT_EPSILON."""

_COARSE = 1e-3
"""Points that differ by no more than this many times their step in float32 do not keep their places."""


@dataclass(frozen=True, slots=True)
class LabSettings:
    """The arguments of `cv2.kmeans`; the defaults are the opening example's.

    Attributes:
        k: clusters, 1..50.
        max_iter: the MAX_ITER criterion, 2..100; None leaves it out.
        epsilon: the EPS criterion, from 0, in the unit of the points; None leaves it out.
        attempts: 1..1000.
        seed: of the random numbers, 0..2**31 - 1.
        centers: initial centres, for `Init.GIVEN`; one for each cluster.
    """

    k: int = 5
    init: Init = Init.RANDOM
    max_iter: int | None = 10
    epsilon: float | None = 1.0
    attempts: int = 10
    seed: int = 0
    centers: tuple[tuple[float, float], ...] = ()

    @property
    def criteria(self) -> Criteria:
        """Both criteria as OpenCV fills them in: 100 iterations, and an epsilon of all but nothing."""
        max_iter = ITERATIONS[1] if self.max_iter is None else self.max_iter
        return Criteria(max_iter, _SETTLED if self.epsilon is None else self.epsilon)


@dataclass(frozen=True, slots=True)
class Resolved:
    """Settings that will run as they stand, and a sentence for each thing to know about them."""

    settings: LabSettings
    notes: tuple[str, ...] = ()


def resolved(settings: LabSettings, points: PointSet) -> Resolved:
    """What can be done of `settings` with these points.

    Raises:
        KQuantError: there are no points, or an initial centre has no place.
    """
    if not len(points):
        raise KQuantError("there are no points yet: click into the plot, or take an example")
    notes: list[str] = []
    possible = _with_possible_k(settings, points, notes)
    possible = replace(possible, attempts=min(max(possible.attempts, 1), MAX_ATTEMPTS))
    if possible.epsilon is not None and not (math.isfinite(possible.epsilon) and possible.epsilon >= 0):
        raise KQuantError("epsilon is a distance: a finite number from 0 on")
    possible = _with_possible_iterations(possible, notes)
    _tell_of_points(points, possible.k, notes)
    return Resolved(possible, tuple(notes))


def _with_possible_k(settings: LabSettings, points: PointSet, notes: list[str]) -> LabSettings:
    given = settings.init is Init.GIVEN
    if given:
        _check_centers(settings.centers)
    wanted = len(settings.centers) if given else settings.k
    k = min(max(wanted, 1), MAX_K, len(points))
    if k < wanted and k == len(points):
        notes.append(f"K is {k}: there cannot be more clusters than points")
    elif k != wanted:
        notes.append(f"K is {k}: the lab goes from 1 to {MAX_K}")
    return replace(settings, k=k, centers=settings.centers[:k] if given else ())


def _check_centers(centers: tuple[tuple[float, float], ...]) -> None:
    if not centers:
        raise KQuantError("there are no initial centres yet: place one, or choose random ones")
    if not all(abs(value) <= LARGEST for center in centers for value in center):
        raise KQuantError("an initial centre has no place: its coordinates are not finite, or too large")


def _with_possible_iterations(settings: LabSettings, notes: list[str]) -> LabSettings:
    if settings.max_iter is None:
        return settings
    low, high = ITERATIONS
    max_iter = min(max(settings.max_iter, low), high)
    if max_iter != settings.max_iter:
        notes.append(f"MAX_ITER is {max_iter}: cv2.kmeans makes {low} to {high} iterations")
    return replace(settings, max_iter=max_iter)


def _tell_of_points(points: PointSet, k: int, notes: list[str]) -> None:
    if len(points) == 1:
        notes.append("one point is its own centre")
    elif k > points.distinct:
        places = "place" if points.distinct == 1 else "different places"
        notes.append(f"{k} clusters of points at {points.distinct} {places}: some centres coincide")
    left, low, right, high = points.bounds()
    extent = max(right - left, high - low)
    step = float(np.spacing(np.float32(max(map(abs, (left, low, right, high))))))
    if extent and step > _COARSE * extent:
        notes.append(
            "the points are close together but far from 0, where float32 is too coarse: subtract their mean"
        )
