"""Budgets of the efforts in the search for a lower compactness."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final, NamedTuple

from kquant.core.finders.histogram.swaps import Plan
from kquant.core.model.choices import Effort
from kquant.core.model.specification import QUICK


class Search(NamedTuple):
    """A search on cells: so many for each centre, at least `least` in all, with a plan of swaps."""

    per_center: int
    least: int
    plan: Plan | None


class Attempt(NamedTuple):
    """The budget of one attempt of `cv2.kmeans`.

    Attributes:
        iterations: at most; it makes two at least.
        per_center: colours of the sample for each centre.
        least: colours of the sample in all, if the centres are few.
    """

    iterations: int
    per_center: int
    least: int = 4096


class Budget(NamedTuple):
    """The budget of an effort.

    Attributes:
        attempt: each of those asked for; where swaps follow, more than a start would be pointless.
        searches: one after the other, on ever smaller cells.
        warm: Lloyd iterations before the swaps.
        exact: at most so many iterations over all distinct colours.
        polish: roundings that are tried at the end.
        sketch: work on some thousand points that stand for the colours.
    """

    attempt: Attempt
    searches: tuple[Search, ...]
    warm: int
    exact: int
    polish: int
    sketch: bool = False


BUDGETS: Final[Mapping[str, Budget]] = {
    QUICK: Budget(Attempt(10, 4, 1024), (Search(4, 1024, None),), 0, 0, 0, sketch=True),
    Effort.FAST: Budget(Attempt(2, 8, 2048), (Search(32, 4096, Plan(24, 160, 0.35, 2, 1)),), 3, 1, 1),
    Effort.BALANCED: Budget(Attempt(2, 8), (Search(40, 5120, Plan(64, 160, 0.35, 30, 2)),), 3, 3, 1),
    Effort.BEST: Budget(
        Attempt(10, 16),
        (Search(128, 4096, Plan(2000, 200, 0.3, 200, 20)), Search(256, 32_768, Plan(100, 400, 0.25, 50, 4))),
        10,
        20,
        8,
    ),
}
"""By effort."""
