"""From centres to a palette: 8-bit colours, none twice, each the nearest colour of some pixel."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from kquant.core.color.spaces import from_space, to_space
from kquant.core.image.histogram import Histogram
from kquant.core.model.arrays import Float64, Int64, UInt8
from kquant.core.model.settings import Space
from kquant.core.points.assign import Members, Step, assign, means
from kquant.core.points.octree import Level
from kquant.core.points.points import Points
from kquant.core.run.parallel import map_blocks

_BLOCK = 1 << 16

_POLISHED = 750.0
"""Mean squared error above which polishing is left out: rounding costs at most 3/4, a thousandth of it."""


@dataclass(frozen=True, slots=True, eq=False)
class Settled:
    """A palette and the exact assignment of the distinct colours to it.

    Attributes:
        palette: (K, 3) uint8.
        labels: (M,) uint16.
        counts: (K,) int64, pixels of each palette colour.
        compactness: (K,) float64, of each palette colour.
        centers: (K, 3) float64, the means of the clusters.
        locked: (K,) bool.
    """

    palette: UInt8
    labels: Members
    counts: Int64
    compactness: Float64
    centers: Float64
    locked: NDArray[np.bool_]

    @property
    def total(self) -> float:
        """The compactness of all clusters."""
        return float(self.compactness.sum())

    def reordered(self, order: NDArray[np.intp]) -> Settled:
        """The same with the palette in another order."""
        place = np.empty(len(order), np.uint16)
        place[order] = np.arange(len(order), dtype=np.uint16)
        return Settled(
            self.palette[order],
            place[self.labels],
            self.counts[order],
            self.compactness[order],
            self.centers[order],
            self.locked[order],
        )


def settle(
    histogram: Histogram,
    points: Points,
    levels: list[Level],
    centers: Float64,
    locked: NDArray[np.bool_],
    space: Space,
    polish: int,
    threads: int,
) -> Settled:
    """Round (K, 3) centres, K at most the number of distinct colours, and assign every colour exactly.

    Then up to `polish` times round the means of the clusters and keep them if that is better.
    `locked` centres must be 8-bit colours; they stay, even where no pixel is nearest to them.
    """
    best = _fill(histogram, points, levels, from_space(centers, space), locked, space, threads)
    if best.total > _POLISHED * float(points.weights.sum()):
        return best
    for _ in range(polish):
        rounded = from_space(best.centers, space)
        rounded[locked] = best.palette[locked]
        if np.array_equal(rounded, best.palette):
            break
        trial = _fill(histogram, points, levels, rounded, locked, space, threads)
        if trial.total >= best.total:
            break
        best = trial
    return best


def _fill(
    histogram: Histogram,
    points: Points,
    levels: list[Level],
    palette: UInt8,
    locked: NDArray[np.bool_],
    space: Space,
    threads: int,
) -> Settled:
    """Assign to `palette`; colours that stand twice or serve no pixel give way to ones that are missed.

    A colour of the picture serves at least itself, so the replacing comes to an end.
    """
    palette = palette.copy()
    while True:
        targets = to_space(palette, space)
        step = assign(points, targets, levels, threads)
        # a repeated colour loses every tie to its first occurrence, so it serves no pixel
        spare = np.flatnonzero((step.weights == 0) & ~locked)
        if not len(spare):
            return _settled(histogram, points, palette, targets, locked, step, threads)
        cost = points.weights * _squared(points, targets, step.labels, slice(0, len(points)))
        missed = _most_missed(cost, step.labels, len(spare))
        palette[spare[: len(missed)]] = histogram.colors[missed]
        # with locked colours that are not in the picture there may be nothing left to take
        palette, locked = np.delete(palette, spare[len(missed) :], 0), np.delete(locked, spare[len(missed) :])


def spread(
    histogram: Histogram,
    points: Points,
    levels: list[Level],
    palette: UInt8,
    locked: NDArray[np.bool_],
    space: Space,
    threads: int,
) -> Settled:
    """Assign every colour exactly to a palette, of which nothing is changed."""
    targets = to_space(palette, space)
    step = assign(points, targets, levels, threads)
    return _settled(histogram, points, palette, targets, locked, step, threads)


def account(
    histogram: Histogram, points: Points, targets: Float64, labels: Members, threads: int
) -> tuple[Int64, Float64]:
    """(K,) pixels and compactness of each of (K, 3) targets, for labels of any kind."""
    k = len(targets)
    counts = _per_color(lambda part: histogram.counts[part], labels, k, threads)
    compactness = _per_color(
        lambda part: points.weights[part] * _squared(points, targets, labels[part], part), labels, k, threads
    )
    return counts.astype(np.int64), compactness


def _settled(
    histogram: Histogram,
    points: Points,
    palette: UInt8,
    targets: Float64,
    locked: NDArray[np.bool_],
    step: Step,
    threads: int,
) -> Settled:
    counts, compactness = _account(histogram, points, targets, step, threads)
    centers = means(step.weights, step.sums, targets)
    return Settled(palette, step.labels, counts, compactness, centers, locked)


def _account(
    histogram: Histogram, points: Points, targets: Float64, step: Step, threads: int
) -> tuple[Int64, Float64]:
    """(K,) pixels and compactness of each palette colour."""
    if histogram.weights is histogram.counts and points.columns.dtype == np.uint8:
        # sums of whole numbers below 2**53: no digit is lost by taking the square apart
        moments = _per_color(
            lambda part: points.weights[part] * points.norms(part), step.labels, len(targets), threads
        )
        between = step.weights * (targets * targets).sum(axis=1) - 2 * (step.sums * targets).sum(axis=1)
        return step.weights.astype(np.int64), moments + between
    return account(histogram, points, targets, step.labels, threads)


def _per_color(
    values: Callable[[slice], NDArray[np.integer[Any] | np.floating[Any]]],
    labels: Members,
    k: int,
    threads: int,
) -> Float64:
    """(K,) sums of a value of each point by its label."""
    parts = map_blocks(lambda part: np.bincount(labels[part], values(part), k), len(labels), _BLOCK, threads)
    return np.asarray(sum(parts, np.zeros(k)))


def _squared(points: Points, targets: Float64, labels: Members, part: slice) -> Float64:
    """Squared distance of some points to their targets, by plain differences: exact for whole numbers."""
    squared = np.zeros(len(labels))
    for column, target in zip(points.columns[:, part], targets.T, strict=True):
        offset = column - target[labels]
        offset *= offset
        squared += offset
    return squared


def _most_missed(cost: Float64, labels: Members, count: int) -> NDArray[np.intp]:
    """Up to `count` points with a positive cost, the costliest first, from different clusters if possible."""
    order = np.argsort(-cost, kind="stable")
    order = order[cost[order] > 0]
    _, first = np.unique(labels[order], return_index=True)
    rank = np.ones(len(order), bool)
    rank[first] = False  # the costliest of each cluster comes before all others
    return np.asarray(order[np.argsort(rank, kind="stable")][:count])
