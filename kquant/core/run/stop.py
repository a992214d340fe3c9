"""Stopping long work: asked for between its steps, and seen by a kernel in the middle of one."""

from __future__ import annotations

from collections.abc import Callable
from threading import Event

from kquant.core.model.errors import Cancelled


class Stop(Event):
    """An event that ends work once it is set, from any thread.

    Attributes:
        flag: one byte, not 0 once the event is set.
    """

    def __init__(self) -> None:
        super().__init__()
        self.flag = bytearray(1)

    def set(self) -> None:
        """End the work; kernels end soon, other steps when they ask next."""
        self.flag[0] = 1
        super().set()

    def __call__(self) -> bool:
        """True once it is set."""
        return self.is_set()


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
