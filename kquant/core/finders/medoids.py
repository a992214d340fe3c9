"""The best K of many candidates: k-medoids, whose medoids are colours of a palette rather than points.

Swaps as in FasterPAM (Schubert and Rousseeuw, "Fast and eager k-medoids clustering by caching nearest
medoids", 2021): candidate after candidate takes the place of the medoid that is missed least for it, as soon
as that pays. What a swap gains is known from the nearest and the second nearest medoid of each point.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from kquant.core.model.arrays import Float64
from kquant.core.points.points import Points

_AT_ONCE = 2
"""Medoids that are swapped at random before it is seen whether that leads to better ones."""

_WORTH = 1e-9
"""The part of the cost that a swap has to gain: less may be rounding, and would never come to an end."""


@dataclass(frozen=True, slots=True)
class Patience:
    """How long to look for a better choice.

    Attributes:
        cells: points to work on, at most about.
        passes: over all candidates, at most.
        work: distances that may be looked at to begin greedily too, and again by random swaps.
        dice: random swaps, at most.
    """

    cells: int
    passes: int
    work: int = 0
    dice: int = 0


def best_candidates(
    points: Points,
    candidates: Float64,
    start: NDArray[np.intp],
    count: int,
    held: int,
    patience: Patience,
    seed: int,
    check: Callable[[], None],
) -> NDArray[np.intp]:
    """(count,) which of (M, D) candidates are best for the points, the first `held` of `start` among them.

    `start` may be fewer, and may be empty.
    """
    random = np.random.default_rng(seed)
    best = Medoids(points, candidates, held)
    best.choose(best.filled(start, count))
    best.improve(patience.passes, check)
    size = best.size
    if size * count <= patience.work:
        best.try_from(best.filled(start[:held], count), patience.passes, check)
    for _ in range(min(patience.dice, patience.work // size) if held < count < len(candidates) else 0):
        chosen = best.chosen.copy()
        others = np.setdiff1d(np.arange(len(candidates)), chosen)
        swaps = min(_AT_ONCE, count - held, len(others))
        chosen[held + random.permutation(count - held)[:swaps]] = random.permutation(others)[:swaps]
        best.try_from(chosen, patience.passes, check)
    return best.chosen


class Medoids:
    """K of M candidates, each point at the nearest of them.

    Attributes:
        chosen: (K,) which candidates; the first `held` of them stay.
    """

    def __init__(self, points: Points, candidates: Float64, held: int) -> None:
        self.chosen, self._held = np.empty(0, np.intp), held
        self._weights = points.weights.astype(np.float64)
        self._distances = _squared(candidates, points)
        self._is_chosen = np.zeros(len(candidates), bool)
        self._growth = np.empty(0)  # of the cost without each medoid
        self._worth = 0.0  # what a swap has to gain
        shape = len(points)
        self._near, self._second = np.zeros(shape, np.intp), np.zeros(shape, np.intp)
        self._own, self._other = np.zeros(shape), np.zeros(shape)  # squared distances to those two

    @property
    def size(self) -> int:
        """How many distances there are."""
        return self._distances.size

    @property
    def cost(self) -> float:
        """The weighted sum of squared distances to the nearest medoid."""
        return float((self._weights * self._own).sum())

    def choose(self, chosen: NDArray[np.intp]) -> None:
        """Take (K,) candidates, the held ones first."""
        self.chosen = chosen.copy()
        self._is_chosen[:] = False
        self._is_chosen[chosen] = True
        self._compare(np.arange(len(self._own)))

    def filled(self, chosen: NDArray[np.intp], count: int) -> NDArray[np.intp]:
        """So many candidates: one after another, that which lowers the cost most."""
        found = chosen.tolist()
        own = self._distances[chosen].min(axis=0, initial=np.inf)
        while len(found) < count:
            costs = (np.minimum(self._distances, own) * self._weights).sum(axis=1)
            costs[found] = np.inf
            found.append(int(costs.argmin()))
            own = np.minimum(own, self._distances[found[-1]])
        return np.array(found, np.intp)

    def try_from(self, chosen: NDArray[np.intp], passes: int, check: Callable[[], None]) -> None:
        """Improve others, and go back to the present ones unless that is better."""
        before, cost = self.chosen, self.cost
        self.choose(chosen)
        self.improve(passes, check)
        if self.cost >= cost:
            self.choose(before)

    def improve(self, passes: int, check: Callable[[], None]) -> None:
        """Swap until none pays, or all candidates were tried so many times."""
        last, free = 0, len(self.chosen) > self._held
        for number in range(passes * len(self._distances) if free else 0):
            candidate = number % len(self._distances)
            if number - last > len(self._distances):
                return
            check()
            if not self._is_chosen[candidate] and self._try(candidate):
                last = number

    def _try(self, candidate: int) -> bool:
        """Put a candidate in the place of the medoid for which that pays most, if it does.

        Only points to which it is nearer than their second nearest medoid make it differ from the others.
        """
        row = self._distances[candidate]
        some = (row < self._other).nonzero()[0]
        weights, to_it, own = self._weights[some], row[some], self._own[some]
        nearer = np.minimum(to_it, own)
        saved = weights * ((self._other[some] - own) - (to_it - nearer))
        less = np.bincount(self._near[some], saved, len(self.chosen))
        growth = self._growth - less
        place = self._held + int(growth[self._held :].argmin())
        gain = float((weights * (own - nearer)).sum()) - float(growth[place])
        if gain <= self._worth:
            return False
        self._swap(place, candidate)
        return True

    def _swap(self, place: int, candidate: int) -> None:
        self._is_chosen[self.chosen[place]], self._is_chosen[candidate] = False, True
        self.chosen[place] = candidate
        row = self._distances[candidate]
        lost = np.flatnonzero((self._near == place) | (self._second == place))
        first, then = row < self._own, (row >= self._own) & (row < self._other)
        self._second[first], self._other[first] = self._near[first], self._own[first]
        self._near[first], self._own[first] = place, row[first]
        self._second[then], self._other[then] = place, row[then]
        self._compare(lost)

    def _compare(self, some: NDArray[np.intp]) -> None:
        """Compare some of the points with all medoids."""
        squared = self._distances[self.chosen[:, None], some]
        at = np.arange(len(some))
        self._near[some] = nearest = squared.argmin(axis=0)
        self._own[some] = squared[nearest, at]
        squared[nearest, at] = np.inf
        self._second[some] = second = squared.argmin(axis=0)
        self._other[some] = squared[second, at]
        if len(self.chosen) == 1:  # no candidate is farther, and differences stay finite
            self._other[some] = self._distances[:, some].max(axis=0)
        missed = self._weights * (self._other - self._own)
        self._growth = np.bincount(self._near, missed, len(self.chosen)).astype(np.float64)
        self._worth = _WORTH * self.cost


def _squared(candidates: Float64, points: Points) -> Float64:
    """(M, N) squared distances, by differences: exact for whole numbers."""
    squared = np.zeros((len(candidates), len(points)))
    for column, values in zip(points.columns, candidates.T, strict=True):
        offset = values[:, None] - column
        offset *= offset
        squared += offset
    return squared
