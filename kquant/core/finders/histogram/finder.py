"""The `histogram` finder: `cv2.kmeans` on a sample, then exact weighted k-means on the distinct colours.

`cv2.kmeans` takes neither weights nor a million samples in a blink, and sums in float32. So its attempts
run on a sample in which every colour has its share; the best one is carried on over cells of the colour
cube in float64 by Lloyd's iteration and swaps, and then over all distinct colours.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from kquant.core import kernels
from kquant.core.color.spaces import to_space
from kquant.core.finders.histogram.budgets import BUDGETS, Attempt
from kquant.core.finders.histogram.lloyd import Partition
from kquant.core.finders.histogram.swaps import Descent, Plan, Trace, swap
from kquant.core.finders.initial import given_labels, locked_centers, with_locked
from kquant.core.image.points import octree_of, sketch_of
from kquant.core.image.source import Source
from kquant.core.model.arrays import Float32, Float64
from kquant.core.model.choices import Init
from kquant.core.model.clustering import Clustering, KMeansOutput
from kquant.core.model.specification import Specification
from kquant.core.points.cells import cells
from kquant.core.points.clusters import means
from kquant.core.points.points import Points
from kquant.core.run import kmeans
from kquant.core.run.run import Run

_LARGEST_SAMPLE = 16_384
_SAMPLE_WORK = 1 << 17
"""Distances in an iteration of `cv2.kmeans` that are little."""


@dataclass(frozen=True, slots=True)
class HistogramFinder:
    """Clusters the distinct colours by their weights, as long as the effort allows."""

    needs_pixels: bool = False

    def find(self, source: Source, spec: Specification, run: Run) -> Clustering:
        """K centres, K at most the number of distinct colours."""
        budget = BUDGETS[spec.effort]
        octree = octree_of(source.histogram, spec.space, run)
        points, levels = (sketch_of(octree, run), []) if budget.sketch else (octree.points, octree.levels)
        locked = locked_centers(spec)
        start, attempts = _start(points, spec, locked, budget.attempt, run)
        held = np.arange(spec.colors) < len(locked)
        trace = Trace(lambda part: run.at(0.3 + 0.4 * part))
        centers = start
        for search in budget.searches:
            coarse = cells(levels, points, max(search.least, search.per_center * spec.colors))
            trace.within = coarse.within
            centers = _search(coarse, centers, ~held, spec, budget.warm, search.plan, trace, run)
            if len(coarse) == len(points):
                break
        for number in range(min(budget.exact, spec.max_iter)):
            run.at(0.7 + 0.3 * number / budget.exact)
            step = octree.assigned(centers, run.threads, run.check)
            trace.values.append(step.compactness)
            moved = np.where(held[:, None], centers, means(step.weights, step.sums, centers))
            shift = float(((moved - centers) ** 2).sum(axis=1).max())
            centers = moved
            if shift <= spec.epsilon**2:
                break
        return Clustering(
            centers,
            held,
            alternatives=_given_centers(spec, start[: len(locked)]),
            polish=budget.polish,
            attempts=attempts,
            iterations=len(trace.values),
            trace=tuple(trace.values),
            start=start,
        )


FINDER = HistogramFinder()


def _given_centers(spec: Specification, locked: Float64) -> tuple[Float64, ...]:
    """The initial centres themselves, if all are given: what is found must not be worse."""
    if len(spec.init_colors) != spec.colors:
        return ()
    return (with_locked(to_space(np.array(spec.init_colors, np.uint8), spec.space), locked),)


def _search(
    coarse: Points,
    centers: Float64,
    free: NDArray[np.bool_],
    spec: Specification,
    warm: int,
    plan: Plan | None,
    trace: Trace,
    run: Run,
) -> Float64:
    """Swaps, if there is a plan, and Lloyd's iteration to its end on the points of one size of cell."""
    partition = Partition(coarse, centers, run.threads)
    trace.keep(partition.compactness)
    descent = Descent(free, spec.epsilon, run.check)
    if plan is not None:
        descent.run(partition, min(warm, spec.max_iter), trace)
        partition = swap(partition, descent, plan, spec.seed, trace)
    descent.run(partition, spec.max_iter, trace)
    return partition.centers


def _start(
    points: Points, spec: Specification, locked: Float64, how: Attempt, run: Run
) -> tuple[Float64, tuple[float, ...]]:
    """The centres of the best attempt on a sample, and the compactness of all."""
    size = max(how.per_center * spec.colors, min(how.least, _SAMPLE_WORK // spec.colors))
    size = min(size, _LARGEST_SAMPLE)
    sample = _sample(points, size, spec.seed)
    criteria = kmeans.Criteria(min(spec.max_iter, how.iterations), spec.epsilon)
    scale = float(points.weights.sum()) / len(sample)
    found = []
    for number in range(spec.attempts):
        run.at(0.3 * number / spec.attempts)
        found.append(_attempt(sample, spec, criteria, kmeans.attempt_seed(spec.seed, number)))
    best = min(found, key=lambda output: output.compactness)
    centers = best.centers.astype(np.float64)
    if len(locked):
        centers = with_locked(centers, locked)
    return centers, tuple(output.compactness * scale for output in found)


def _attempt(sample: Float32, spec: Specification, criteria: kmeans.Criteria, seed: int) -> KMeansOutput:
    if spec.init is not Init.GIVEN:
        return kmeans.attempt(sample, spec.colors, spec.init, criteria, seed)
    return kmeans.resume(sample, spec.colors, given_labels(sample, spec), criteria)


def _sample(points: Points, size: int, seed: int) -> Float32:
    """(size, D) float32 rows, each colour as often as its weight asks: one draw, then equal steps."""
    rows = kernels.sample(points.weights, size, np.random.default_rng(seed).random())
    return np.ascontiguousarray(points.columns[:, rows].T, np.float32)
