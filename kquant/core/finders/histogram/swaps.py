"""Lower the compactness of a partition: Lloyd's iteration, and swaps that carry it out of local minima.

A swap takes away the centre that is missed least and splits the cluster that gains most (the idea of
Patanè and Russo, "The enhanced LBG algorithm", 2001, and of Fränti's random swaps). Several are made at
once; what does not pay after a few iterations is taken back and fewer are tried.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from kquant.core.finders.histogram.lloyd import Partition
from kquant.core.model.arrays import Float64
from kquant.core.run.parallel import Check


class Trace:
    """What a search has come to.

    Attributes:
        values: compactness after every iteration that was kept.
        within: what the cells of the present search hide: the compactness inside of them.
    """

    def __init__(self, at: Callable[[float], None]) -> None:
        """`at` is told about how much is done, 0..1, and may raise `Cancelled`."""
        self.values: list[float] = []
        self.within = 0.0
        self._at = at
        self._ticks = 0

    def keep(self, compactness: float) -> None:
        """Note the compactness of cells after an iteration."""
        self.values.append(compactness + self.within)
        self.tick()

    def tick(self) -> None:
        """An iteration is over. How many there will be is not known, so progress slows down."""
        self._ticks += 1
        self._at(1 - 1 / (1 + self._ticks / 40))


_LEAST_ITERATIONS = 2
_PATIENCE = 4
"""Lloyd's iteration gains less every time; so many times the last gain is about what is left."""


class Plan(NamedTuple):
    """How hard to search.

    Attributes:
        rounds: at most so many rounds of swaps.
        moves: centres that may be moved by Lloyd's iteration after each; few centres need more iterations
            to settle, and theirs are cheap.
        optimism: a swap is tried when its gain is over this part of its cost. Both are estimates from
            before the neighbours have moved, so the real balance is better.
        dice: random swaps in a row that may fail before giving up,
        dice_per_center: and so many for each centre: few centres can be swapped in few ways.
    """

    rounds: int
    moves: int
    optimism: float
    dice: int
    dice_per_center: int


class _Prospects(NamedTuple):
    """What the centres of a partition are worth.

    Attributes:
        costs: (K,) how much the compactness grows if a centre goes; infinite for locked ones.
        gains: (K,) how much it falls if its cluster is cut in two; 0 for locked ones.
        halves: (K, 2, D) the means of the two.
        promise: (K,) for how likely a cluster is split by chance, of those up to it.
        ease: (K,) for how likely a centre goes then.
    """

    costs: Float64
    gains: Float64
    halves: Float64
    promise: Float64
    ease: Float64


class Descent(NamedTuple):
    """Lloyd's iteration in which only the `free` centres ((K,) bool) move.

    It ends once no centre moves by more than `epsilon`.
    """

    free: NDArray[np.bool_]
    epsilon: float
    check: Check = None

    def run(self, partition: Partition, max_iter: int, trace: Trace) -> None:
        """At most `max_iter` iterations, kept in the trace."""
        for compactness in partition.descend(self.free, max_iter, epsilon=self.epsilon, check=self.check):
            trace.keep(compactness)

    def succeeds(self, trial: Partition, max_iter: int, best: float, trace: Trace) -> bool:
        """Whether at most `max_iter` iterations bring the compactness of a trial below `best`.

        Gives up once even several times what the last iteration gained would not.
        """
        reached = trial.descend(self.free, max_iter, best=best, patience=_PATIENCE, check=self.check)
        for _ in reached:
            trace.tick()
        return trial.compactness < best * (1 - 1e-6)


def swap(partition: Partition, descent: Descent, plan: Plan, seed: int, trace: Trace) -> Partition:
    """The best partition found from `partition` on by swaps, never a worse one."""
    random = np.random.default_rng(seed)
    free = int(descent.free.sum())
    best, at_once, failed = partition, max(1, free // 4), 0
    settle = max(_LEAST_ITERATIONS, plan.moves // max(free, 1))
    prospects = _prospects(best, descent.free)
    for _ in range(plan.rounds if free > 1 else 0):
        pairs = [] if failed else _worthwhile(prospects, plan.optimism, at_once)
        pairs = pairs or _drawn(prospects, random)
        if failed > min(plan.dice, plan.dice_per_center * free) or not pairs:
            break
        trial = best.copy()
        trial.move(_swapped(best.centers, prospects, pairs))
        if descent.succeeds(trial, settle, best.compactness, trace):
            best, failed = trial, 0
            trace.keep(best.compactness)
            prospects = _prospects(best, descent.free)
        else:
            failed += len(pairs) == 1
            at_once = max(1, min(at_once, len(pairs)) // 2)
    return best


def _prospects(partition: Partition, free: NDArray[np.bool_]) -> _Prospects:
    costs, gains, halves = partition.prospects()
    costs, gains = np.where(free, costs, np.inf), np.where(free, gains, 0)
    easily = costs + float(np.cumsum(gains)[-1]) / len(gains) / 10
    ease = np.divide(1, easily * easily, out=np.zeros(len(gains)), where=easily > 0)
    return _Prospects(costs, gains, halves, np.cumsum(gains * gains), ease)


_Pair = tuple[int, int]
"""A centre to take away, a cluster to split."""


def _worthwhile(prospects: _Prospects, optimism: float, most: int) -> list[_Pair]:
    """Up to `most` pairs, least missed and most gained first, that may pay; no centre in two of them."""
    pairs: list[_Pair] = []
    taken: set[int] = set()
    removals = iter(np.argsort(prospects.costs, kind="stable").tolist())
    for split in np.argsort(-prospects.gains, kind="stable").tolist():
        if len(pairs) == most or split in taken:
            continue
        removed = next((one for one in removals if one not in taken and one != split), None)
        if removed is None or prospects.gains[split] <= optimism * prospects.costs[removed]:
            break
        pairs.append((removed, split))
        taken.update(pairs[-1])
    return pairs


def _drawn(prospects: _Prospects, random: np.random.Generator) -> list[_Pair]:
    """One pair at random: the more a split gains, and the less a centre is missed, the likelier."""
    if not prospects.promise[-1] > 0:
        return []
    split = _at_random(prospects.promise, random)
    ease = prospects.ease.copy()
    ease[split] = 0
    easier = np.cumsum(ease)
    return [(_at_random(easier, random), split)] if easier[-1] > 0 else []


def _at_random(ends: Float64, random: np.random.Generator) -> int:
    """An index, as likely as its number in the cumulative sums `ends` is large."""
    return int(np.searchsorted(ends, random.random() * ends[-1], side="right"))


def _swapped(centers: Float64, prospects: _Prospects, pairs: list[_Pair]) -> Float64:
    """(K, D) centres after the swaps."""
    swapped = centers.copy()
    for removed, split in pairs:
        swapped[removed], swapped[split] = prospects.halves[split]
    return swapped
