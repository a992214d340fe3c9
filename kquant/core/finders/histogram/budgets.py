"""What each effort spends on the search for a lower compactness."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from kquant.core.finders.histogram.swaps import Plan
from kquant.core.model.choices import Effort
from kquant.core.model.specification import QUICK


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
        sketch: work on some thousand points that stand for the colours.
    """

    searches: tuple[Search, ...]
    warm: int
    exact: int
    polish: int
    sample: int = 16
    sketch: bool = False


BUDGETS: Final[Mapping[str, Budget]] = {
    QUICK: Budget((Search(4, 1024, None),), 0, 0, 0, sample=4, sketch=True),
    Effort.FAST: Budget((Search(16, 4096, None),), 0, 1, 0),
    Effort.BALANCED: Budget((Search(32, 4096, Plan(64, 160, 0.35, 20, 1)),), 5, 2, 1),
    Effort.BEST: Budget(
        (Search(128, 4096, Plan(2000, 200, 0.3, 100, 10)), Search(256, 32_768, Plan(100, 200, 0.25, 12, 2))),
        10,
        20,
        8,
    ),
}
