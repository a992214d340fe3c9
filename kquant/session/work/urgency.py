"""What a person waits for before what can wait: other work pauses meanwhile, where it looks whether to stop.

Processors are few, and Python's lock is one: beside other work, urgent work and the window itself would take
several times as long.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from threading import Condition

_PATIENCE_SECONDS = 0.05


class Urgency:
    """How much urgent work is being done, on whichever threads."""

    def __init__(self) -> None:
        self._count = 0
        self._changed = Condition()

    @contextmanager
    def urgently(self) -> Iterator[None]:
        """Do something urgent."""
        with self._changed:
            self._count += 1
        try:
            yield
        finally:
            with self._changed:
                self._count -= 1
                self._changed.notify_all()

    def give_way(self) -> None:
        """Wait while anything urgent is done, though never for long, so that all work gets on."""
        if self._count:
            with self._changed:
                self._changed.wait_for(lambda: not self._count, _PATIENCE_SECONDS)


URGENCY = Urgency()
"""Of the whole process, like its processors."""
