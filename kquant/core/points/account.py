"""The account of an assignment: how many pixels each target has, how far they are from it, and their mean."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from kquant.core.model.arrays import Float64, Int64, Weights
from kquant.core.points.assign import Assignment, Members
from kquant.core.points.clusters import means
from kquant.core.points.points import Points
from kquant.core.run.parallel import map_blocks

_BLOCK = 1 << 16


@dataclass(frozen=True, slots=True, eq=False)
class Account:
    """N weighted points given to K targets.

    Attributes:
        points: what is accounted for.
        labels: (N,) uint16.
        counts: (K,) int64, pixels of each target.
        compactness: (K,) float64, of each target.
        centers: (K, D) float64, the means of the clusters.
    """

    points: Points
    labels: Members
    counts: Int64
    compactness: Float64
    centers: Float64

    @property
    def total(self) -> float:
        """The compactness of all clusters."""
        return float(self.compactness.sum())


def account_of(points: Points, counts: Weights, targets: Float64, found: Assignment, threads: int) -> Account:
    """The account of an assignment to (K, D) targets, each the nearest one of its points."""
    held = found.weights
    if counts is not points.weights:
        held = _per_target(lambda part: counts[part], found.labels, len(targets), threads)
    centers = means(found.weights, found.sums, targets)
    return Account(points, found.labels, held.astype(np.int64), found.costs, centers)


def tally(
    points: Points, counts: Weights, targets: Float64, labels: Members, threads: int
) -> tuple[Int64, Float64]:
    """(K,) pixels and compactness of each of (K, D) targets, for labels of any kind."""
    k = len(targets)
    held = _per_target(lambda part: counts[part], labels, k, threads)
    compactness = _per_target(
        lambda part: points.weights[part] * squared(points, targets, labels[part], part), labels, k, threads
    )
    return held.astype(np.int64), compactness


def _per_target(
    values: Callable[[slice], NDArray[np.integer[Any] | np.floating[Any]]],
    labels: Members,
    k: int,
    threads: int,
) -> Float64:
    """(K,) sums of a value of each point by its label."""
    parts = map_blocks(lambda part: np.bincount(labels[part], values(part), k), len(labels), _BLOCK, threads)
    return np.asarray(sum(parts, np.zeros(k)))


def squared(points: Points, targets: Float64, labels: Members, part: slice) -> Float64:
    """(n,) squared distance of some points to their targets, by differences: exact for whole numbers."""
    squared = np.zeros(len(labels))
    for column, target in zip(points.columns[:, part], targets.T, strict=True):
        offset = column - target[labels]
        offset *= offset
        squared += offset
    return squared
