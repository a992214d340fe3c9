"""Progress, cancelling and timing of a job in stages."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TypeAlias

from kquant.core.model.errors import Cancelled

OnProgress: TypeAlias = Callable[[float, str], None]
"""Called with the fraction done, 0..1 and never falling, and the name of the stage."""

ShouldStop: TypeAlias = Callable[[], bool]
"""Asked often; once it answers True the work ends with `Cancelled`."""


class Progress:
    """Turns progress inside a stage into a fraction of the whole, and measures the stages.

    Attributes:
        seconds: time taken by each stage so far.
    """

    def __init__(self, on_progress: OnProgress | None, should_stop: ShouldStop | None) -> None:
        self._tell = on_progress
        self._should_stop = should_stop
        self._reached = 0.0
        self._name, self._low, self._high = "", 0.0, 0.0
        self.seconds: dict[str, float] = {}

    @contextmanager
    def stage(self, name: str, until: float) -> Iterator[None]:
        """A stage that ends with the fraction `until` of the whole job done."""
        self._name, self._low, self._high = name, self._reached, until
        self.at(0)
        started = time.perf_counter()
        yield
        self.seconds[name] = self.seconds.get(name, 0.0) + time.perf_counter() - started
        self.at(1)

    def check(self) -> None:
        """Raise `Cancelled` if the caller wants to stop."""
        if self._should_stop is not None and self._should_stop():
            raise Cancelled

    def at(self, part: float) -> None:
        """Report that `part`, 0..1, of the stage is done; raise `Cancelled` if the caller wants to stop."""
        self.check()
        self._reached = max(self._reached, self._low + (self._high - self._low) * min(part, 1.0))
        if self._tell is not None:
            self._tell(self._reached, self._name)
