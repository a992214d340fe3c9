"""The initial centres of `cv2.kmeans`, which it does not tell: its random numbers, drawn again.

Source: `RNG` in OpenCV's core/operations.hpp; `generateRandomCenter`, `generateCentersPP` in core/kmeans.cpp.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import reduce

import numpy as np
from numpy.typing import ArrayLike, NDArray

from kquant.core.model.arrays import Float32, Float64
from kquant.core.model.choices import Init
from kquant.core.run.kmeans import plus_plus
from kquant.lab.core.points import PointSet
from kquant.lab.core.settings import LabSettings

_TRIALS = 3
_MASK = (1 << 32) - 1


class OpenCvRandom:
    """OpenCV's multiply-with-carry generator, as `cv2.setRNGSeed(seed)` leaves it."""

    def __init__(self, seed: int) -> None:
        self._state = seed or _MASK

    def whole(self) -> int:
        """The next 32 bits."""
        self._state = (self._state & _MASK) * 4164903690 + (self._state >> 32)
        return self._state & _MASK

    def single(self) -> np.float32:
        """A float32 in 0..1."""
        return np.float32(self.whole()) * np.float32(2.0**-32)

    def double(self) -> float:
        """A float64 in 0..1."""
        high = self.whole() << 32
        return float(high | self.whole()) * 2.0**-64


def starting_centers(points: PointSet, settings: LabSettings, attempt: int = 0) -> Float32:
    """The (K, 2) float32 initial centres of one attempt of `cv2.kmeans`.

    `settings` are resolved. With `Init.GIVEN` those of the first attempt are the given ones.
    """
    if settings.init is Init.GIVEN and attempt == 0:
        return np.array(settings.centers, np.float32)
    random = OpenCvRandom(settings.seed)
    draw: Callable[[Float32, int, OpenCvRandom], Float32] = (
        _plus_plus_centers if settings.init is Init.PP else _random_centers
    )
    for _ in range(attempt - (settings.init is Init.GIVEN)):
        draw(points.samples, settings.k, random)
    return draw(points.samples, settings.k, random)


def squared_distances(samples: Float32, center: Float32) -> Float32:
    """(N,) float32, calculated in the order in which OpenCV does."""
    x, y = samples[:, 0] - center[0], samples[:, 1] - center[1]
    return np.asarray(x * x + y * y, np.float32)


def nearest(samples: Float32, centers: Float32) -> tuple[NDArray[np.int32], Float32]:
    """(N,) index of the nearest of the (K, 2) centres, the first of equals, and squared distance to it."""
    labels = np.zeros(len(samples), np.int32)
    least = squared_distances(samples, centers[0])
    for number, center in enumerate(centers[1:], 1):
        distances = squared_distances(samples, center)
        labels[distances < least] = number
        np.minimum(least, distances, out=least)
    return labels, least


def _random_centers(samples: Float32, k: int, random: OpenCvRandom) -> Float32:
    """Uniform in the bounding box, made larger by half its size on every side."""
    low, high = samples.min(axis=0), samples.max(axis=0)
    margin = np.float32(1 / 2)
    parts = np.array([[random.single() for _ in range(2)] for _ in range(k)], np.float32)
    return np.asarray((parts * (1 + 2 * margin) - margin) * (high - low) + low, np.float32)


def _plus_plus_centers(samples: Float32, k: int, random: OpenCvRandom) -> Float32:
    """k-means++ that draws each centre three times and keeps the one that leaves the least."""
    chosen = [random.whole() % len(samples)]
    least = squared_distances(samples, samples[chosen[0]])
    total = float(least.sum(dtype=np.float64))
    for _ in range(1, k):
        trials = [_draw(least, total, random) for _ in range(_TRIALS)]
        left = [np.minimum(squared_distances(samples, samples[trial]), least) for trial in trials]
        totals = [_total(one) for one in left]
        best = int(np.argmin(totals))
        chosen.append(trials[best])
        least, total = left[best], totals[best]
    return samples[chosen]


def _draw(distances: Float32, total: float, random: OpenCvRandom) -> int:
    """An index with a chance proportional to its distance."""
    running: Float64 = np.cumsum(distances, dtype=np.float64)
    return min(int(np.searchsorted(running, random.double() * total)), len(distances) - 1)


def _total(distances: Float32) -> float:
    """Eight at a time in float32, as OpenCV does: trials are often equal but for that."""
    eights = len(distances) // 8 * 8
    columns = distances[:eights].reshape(-1, 8).T
    return sum(map(float, distances[eights:]), float(reduce(np.add, columns).sum(dtype=np.float64)))


def placed(settings: LabSettings, centers: ArrayLike) -> LabSettings:
    """Start from these (K, 2) centres."""
    rows = np.asarray(centers, np.float64).reshape(-1, 2).tolist()
    return replace(settings, init=Init.GIVEN, k=len(rows), centers=tuple((x, y) for x, y in rows))


def with_k_centers(settings: LabSettings, points: PointSet) -> LabSettings:
    """Keep the first K of the given centres, or add points drawn as by k-means++; other starts stay."""
    if settings.init is not Init.GIVEN or len(settings.centers) == settings.k:
        return settings
    given = np.array(settings.centers, np.float64).reshape(-1, 2)
    if settings.k > len(given) and len(points):
        given = plus_plus(points.points, given, settings.k, settings.seed)
    return placed(settings, given[: settings.k])
