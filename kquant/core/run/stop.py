"""Stopping long work: asked for between its steps, and seen by a kernel in the middle of one."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from functools import partial
from threading import Event

from kquant.core.model.errors import Cancelled


@dataclass(frozen=True, slots=True, eq=False)
class Stop:
    """Ends work once it is set, from any thread; asked as a function, whether it is.

    Attributes:
        flag: one byte, not 0 once it is set.
    """

    flag: bytearray = field(default_factory=partial(bytearray, 1))
    _event: Event = field(default_factory=Event)

    def set(self) -> None:
        """End the work; kernels end soon, other steps when they ask next."""
        self.flag[0] = 1
        self._event.set()

    def wait(self, seconds: float) -> bool:
        """Wait until it is set, but for no longer; True if it is."""
        return self._event.wait(seconds)

    def __call__(self) -> bool:
        """True once it is set."""
        return self.flag[0] != 0


class StopCheck:
    """Raises `Cancelled` if the caller wants to stop.

    Attributes:
        flag: one byte that is not 0 once it does, for kernels; None if the caller has only an answer.
    """

    def __init__(self, should_stop: Callable[[], bool] | None) -> None:
        self._should_stop = should_stop
        self.flag: bytearray | None = getattr(should_stop, "flag", None)

    def __call__(self) -> None:
        """Ask.

        Raises:
            Cancelled: the caller wants to stop.
        """
        if self._should_stop is not None and self._should_stop():
            raise Cancelled
