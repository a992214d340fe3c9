"""Times as ratios of two things measured in turns, so that a loaded or slow machine matters little."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from statistics import median
from typing import Any


@dataclass(frozen=True)
class Comparison:
    """Seconds of a first and a second thing, one pair for each turn."""

    first: Sequence[float]
    second: Sequence[float]

    @property
    def ratio(self) -> float:
        """First / second: the median over the turns."""
        return median(a / b for a, b in zip(self.first, self.second, strict=True))

    @property
    def best_ratio(self) -> float:
        """First / second of the fastest run of each."""
        return min(self.first) / min(self.second)

    def row(self, first: str, second: str) -> dict[str, float]:
        """The figures as cells of a table."""
        return {
            f"{first} s": median(self.first),
            f"{second} s": median(self.second),
            f"{first}/{second}": self.ratio,
            "min/min": self.best_ratio,
        }


def seconds(work: Callable[[], Any]) -> float:
    """The wall-clock time of a call; its result is dropped before the next one."""
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def compare(
    first: Callable[[], Any], second: Callable[[], Any], runs: int, *, repeats: int = 1, warm_up: bool = True
) -> Comparison:
    """Call two things in turns.

    Args:
        first: called once a turn.
        second: called `repeats` times a turn, of which the median counts: for a first that takes minutes.
        runs: turns.
        warm_up: call both once before, untimed.
    """
    if warm_up:
        first()
        second()
    pairs = [(seconds(first), median(seconds(second) for _ in range(repeats))) for _ in range(runs)]
    return Comparison([a for a, _ in pairs], [b for _, b in pairs])
