"""Lower the compactness of a partition: Lloyd's iteration, and swaps that carry it out of local minima.

A swap takes away the centre that is missed least and splits the cluster that gains most (the idea of
Patanè and Russo, "The enhanced LBG algorithm", 2001, and of Fränti's random swaps). Several are made at
once; what does not pay after a few iterations is taken back and fewer are tried.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from kquant.core.assign import means, totals
from kquant.core.lloyd import Partition
from kquant.core.points import Points
from kquant.core.types import Float64

Note = Callable[[float], None]
"""Told the compactness after every iteration that is kept; may raise `Cancelled`."""


@dataclass(frozen=True, slots=True)
class Plan:
    """How hard to search.

    Attributes:
        rounds: at most so many rounds of swaps.
        settle: Lloyd iterations after each.
        optimism: a swap is tried when its gain is over this part of its cost. Both are estimates from
            before the neighbours have moved, so the real balance is better.
        single: failed rounds of one swap, each with another pair, before giving up.
    """

    rounds: int
    settle: int
    optimism: float
    single: int


def descend(
    partition: Partition, points: Points, free: NDArray[np.bool_], max_iter: int, epsilon: float, note: Note
) -> None:
    """Lloyd's iteration until no centre moves by more than `epsilon`, at most `max_iter` times.

    Only `free` centres move. A cluster with no member takes the point that costs most.
    """
    for _ in range(max_iter):
        weights, sums = partition.totals()
        centers = np.where(free[:, None], means(weights, sums, partition.centers), partition.centers)
        empty = np.flatnonzero(free & (weights == 0))
        if len(empty):
            costly = np.argsort(-points.weights * partition.own, kind="stable")[: len(empty)]
            centers[empty[: len(costly)]] = points.columns[:, costly].T
        shift = float(((centers - partition.centers) ** 2).sum(axis=1).max())
        partition.move(centers)
        note(partition.compactness)
        if shift <= epsilon * epsilon:
            return


def swap(
    partition: Partition, points: Points, free: NDArray[np.bool_], plan: Plan, epsilon: float, note: Note
) -> Partition:
    """The best partition found from `partition` on by swaps, never a worse one."""
    best, at_once, failed = partition, max(1, int(free.sum()) // 4), 0
    for _ in range(plan.rounds):
        best.refresh()
        centers, made = _swapped(best, points, free, plan.optimism, at_once, failed)
        if not made:
            break
        trial = best.copy()
        trial.move(centers)
        descend(trial, points, free, plan.settle, epsilon, _quiet)
        if trial.compactness < best.compactness * (1 - 1e-6):
            best, failed = trial, 0
            note(best.compactness)
            continue
        if made == 1:
            failed += 1
            if failed > plan.single:
                break
        at_once = max(1, min(at_once, made) // 2)
    return best


def _quiet(_: float) -> None:
    """A trial's iterations do not count until it is kept."""


def _swapped(
    partition: Partition, points: Points, free: NDArray[np.bool_], optimism: float, most: int, skip: int
) -> tuple[Float64, int]:
    """The centres after up to `most` swaps, and how many were made; the first `skip` pairs are left out."""
    costs = _removal_costs(partition, points, free)
    gains, halves = _splits(partition, points)
    gains = np.where(free, gains, 0)
    worst_first, missed_least = np.argsort(-gains, kind="stable"), np.argsort(costs, kind="stable")
    centers, taken, made = partition.centers.copy(), np.zeros(len(costs), bool), 0
    removals = iter(missed_least)
    for split in worst_first:
        if made == most or taken[split]:
            continue
        removed = next((r for r in removals if not taken[r] and r != split), None)
        if removed is None or gains[split] <= optimism * costs[removed]:
            break
        if skip:
            skip -= 1
            removals = iter([removed, *removals])  # the next cluster to split may still take it
            continue
        centers[removed], centers[split] = halves[split]
        taken[[removed, split]] = True
        made += 1
    return centers, made


def _removal_costs(partition: Partition, points: Points, free: NDArray[np.bool_]) -> Float64:
    """(K,) how much the compactness grows if a centre goes and its points fall to their second nearest."""
    growth = points.weights * (partition.second - partition.own)
    costs = np.bincount(partition.labels, growth, len(free))
    return np.where(free, costs, np.inf)


def _splits(partition: Partition, points: Points) -> tuple[Float64, Float64]:
    """(K,) how much the compactness falls if a cluster is cut in two, and (K, 2, 3) the two means.

    The cut goes through the mean, across the direction in which the cluster is longest.
    """
    k, labels, weights = len(partition.centers), partition.labels, points.weights
    held, sums = partition.totals()
    middles = means(held, sums, partition.centers)
    offsets = points.columns - middles.T[:, labels]
    side = (offsets * _longest(offsets, labels, weights, k).T[:, labels]).sum(axis=0) > 0
    half = labels * 2 + side
    weight, shifts = totals(half, weights, list(offsets), 2 * k)
    pairs = means(weight, shifts, np.zeros_like(shifts)).reshape(k, 2, 3)
    weight = weight.reshape(k, 2)
    apart = ((pairs[:, 0] - pairs[:, 1]) ** 2).sum(axis=1)
    both = weight.prod(axis=1)
    gains = np.divide(both * apart, held, out=np.zeros(k), where=both > 0)
    return gains, middles[:, None] + pairs


def _longest(offsets: Float64, labels: NDArray[np.intp], weights: Float64, k: int) -> Float64:
    """(K, 3) the unit vector along which each cluster varies most."""
    scatter = np.empty((k, 3, 3))
    for i in range(3):
        weighted = weights * offsets[i]
        for j in range(i, 3):
            scatter[:, i, j] = scatter[:, j, i] = np.bincount(labels, weighted * offsets[j], k)
    return np.asarray(np.linalg.eigh(scatter)[1][:, :, 2])
