"""The `histogram` engine: `cv2.kmeans` on a sample, then exact weighted k-means on the distinct colours.

`cv2.kmeans` takes neither weights nor a million samples in a blink, and sums in float32. So its attempts
run on a sample in which every colour has its share; the best one is carried on over cells of the colour
cube in float64 by Lloyd's iteration and swaps, and then over all distinct colours.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from kquant.core.color.spaces import to_space
from kquant.core.finders.histogram.lloyd import Partition
from kquant.core.finders.histogram.swaps import Descent, Journal, Plan, swap
from kquant.core.model.arrays import Float32, Float64, UInt8
from kquant.core.model.result import KMeansOutput
from kquant.core.model.settings import Effort, Init, Settings
from kquant.core.points.assign import assign, means
from kquant.core.points.cells import cells
from kquant.core.points.octree import Level
from kquant.core.points.points import Points
from kquant.core.run import kmeans


@dataclass(frozen=True, slots=True)
class Search:
    """A search on cells: so many for each centre, at least `least` in all, with a plan of swaps."""

    per_center: int
    least: int
    plan: Plan | None


@dataclass(frozen=True, slots=True)
class Budget:
    """What an effort spends.

    Attributes:
        searches: one after the other, on ever smaller cells.
        warm: Lloyd iterations before the swaps.
        exact: at most so many iterations over all distinct colours.
        polish: roundings that are tried at the end.
        sample: colours of the sample that the attempts run on for each centre, and for 256 at least.
    """

    searches: tuple[Search, ...]
    warm: int
    exact: int
    polish: int
    sample: int = 16


BUDGETS = {
    Effort.FAST: Budget((Search(16, 4096, None),), 0, 1, 0),
    Effort.BALANCED: Budget((Search(32, 4096, Plan(64, 160, 0.35, 20, 1)),), 5, 2, 1),
    Effort.BEST: Budget(
        (Search(128, 4096, Plan(2000, 200, 0.3, 100, 10)), Search(256, 32_768, Plan(100, 200, 0.25, 12, 2))),
        10,
        20,
        8,
    ),
}

_LEAST_CENTERS = 256
_LARGEST_SAMPLE = 16_384
_SAMPLE_ITERATIONS = 10


@dataclass(frozen=True, slots=True, eq=False)
class Clustering:
    """Centres found, and how.

    Attributes:
        centers: (K, 3) float64 in the colour space; locked ones first.
        start: (K, 3) float64, where the best attempt began to be refined.
        attempts: compactness of each attempt, scaled to the picture.
        trace: compactness after each iteration, never rising.
    """

    centers: Float64
    start: Float64
    attempts: tuple[float, ...]
    trace: tuple[float, ...]


def cluster_histogram(
    points: Points,
    levels: list[Level],
    settings: Settings,
    at: Callable[[float], None],
    threads: int,
    budget: Budget | None = None,
) -> Clustering:
    """Cluster the distinct colours; `at` is told the part done and may raise `Cancelled`.

    `budget` is that of the effort asked for, unless another is given.
    """
    budget = budget or BUDGETS[settings.effort]
    locked = to_space(np.array(settings.locked, np.uint8).reshape(-1, 3), settings.space)
    start, attempts = _start(points, settings, locked, budget.sample, at)
    free = np.arange(settings.colors) >= len(locked)
    journal = Journal(lambda part: at(0.3 + 0.4 * part))
    centers = start
    for search in budget.searches:
        coarse = cells(levels, points, max(search.least, search.per_center * settings.colors))
        journal.within = points.moment - coarse.moment
        centers = _search(coarse, centers, free, settings, budget.warm, search.plan, journal, threads)
        if len(coarse) == len(points):
            break
    for number in range(min(budget.exact, settings.max_iter)):
        at(0.7 + 0.3 * number / budget.exact)
        step = assign(points, centers, levels, threads)
        journal.trace.append(step.compactness)
        moved = np.where(free[:, None], means(step.weights, step.sums, centers), centers)
        shift = float(((moved - centers) ** 2).sum(axis=1).max())
        centers = moved
        if shift <= settings.epsilon**2:
            break
    return Clustering(centers, start, attempts, tuple(journal.trace))


def _search(
    coarse: Points,
    centers: Float64,
    free: NDArray[np.bool_],
    settings: Settings,
    warm: int,
    plan: Plan | None,
    journal: Journal,
    threads: int,
) -> Float64:
    """Swaps, if there is a plan, and Lloyd's iteration to its end on the points of one size of cell."""
    partition = Partition(coarse, centers, threads)
    journal.keep(partition.compactness)
    descent = Descent(coarse, free, settings.epsilon)
    if plan is not None:
        descent.run(partition, min(warm, settings.max_iter), journal)
        partition = swap(partition, descent, plan, settings.seed, journal)
    descent.run(partition, settings.max_iter, journal)
    return partition.centers


def _start(
    points: Points, settings: Settings, locked: Float64, per_center: int, at: Callable[[float], None]
) -> tuple[Float64, tuple[float, ...]]:
    """The centres of the best attempt on a sample, and the compactness of all."""
    size = min(per_center * max(settings.colors, _LEAST_CENTERS), _LARGEST_SAMPLE)
    sample = _sample(points, size, settings.seed)
    criteria = kmeans.Criteria(min(settings.max_iter, _SAMPLE_ITERATIONS), settings.epsilon)
    scale = float(points.weights.sum()) / len(sample)
    found = []
    for number in range(settings.attempts):
        at(0.3 * number / settings.attempts)
        found.append(_attempt(sample, settings, criteria, kmeans.attempt_seed(settings.seed, number)))
    best = min(found, key=lambda output: output.compactness)
    centers = best.centers.astype(np.float64)
    if len(locked):
        centers = with_locked(centers, locked)
    return centers, tuple(output.compactness * scale for output in found)


def _attempt(sample: Float32, settings: Settings, criteria: kmeans.Criteria, seed: int) -> KMeansOutput:
    if settings.init is not Init.GIVEN:
        return kmeans.attempt(sample, settings.colors, settings.init, criteria, seed)
    return kmeans.resume(sample, settings.colors, given_labels(sample, settings), criteria)


def given_labels(data: Float32, settings: Settings) -> NDArray[np.int32]:
    """(N, 1) labels of the given initial centres, by one exact assignment."""
    colors: UInt8 = np.array(settings.init_colors, np.uint8).reshape(-1, 3)
    samples = data.astype(np.float64)
    centers = kmeans.plus_plus(samples, to_space(colors, settings.space), settings.colors, settings.seed)
    labels = assign(Points(samples.T, np.ones(len(samples))), centers, [], 1).labels
    return labels.astype(np.int32).reshape(-1, 1)


def with_locked(centers: Float64, locked: Float64) -> Float64:
    """Put the (L, 3) locked centres first; each takes the place of the nearest of the (K, 3) others."""
    rest = centers
    for center in locked:
        rest = np.delete(rest, ((rest - center) ** 2).sum(axis=1).argmin(), axis=0)
    return np.concatenate([locked, rest])


def _sample(points: Points, size: int, seed: int) -> Float32:
    """(size, 3) float32 rows, each colour as often as its weight asks: one draw, then equal steps."""
    ends = np.cumsum(points.weights)
    first = np.random.default_rng(seed).random()
    positions = (np.arange(size) + first) * (ends[-1] / size)
    rows = np.minimum(np.searchsorted(ends, positions, side="right"), len(points) - 1)
    return np.ascontiguousarray(points.columns[:, rows].T, np.float32)
