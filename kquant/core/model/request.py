"""What will run."""

from __future__ import annotations

from dataclasses import dataclass

from kquant.core.model.changes import Change
from kquant.core.model.settings import Settings


@dataclass(frozen=True, slots=True)
class Request:
    """Settings that will run as they stand, and what had to be changed to get there.

    Attributes:
        settings: every value in range, `colors` at most the image's distinct colours.
        changes: each difference from what was asked; `str()` of it is a plain sentence.
    """

    settings: Settings
    changes: tuple[Change, ...] = ()
