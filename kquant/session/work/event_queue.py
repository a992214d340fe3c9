"""One thing in one turn of the event loop: calls, and what workers hand over."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable
from typing import TYPE_CHECKING, Any, TypeAlias

from PySide6.QtCore import QObject, QTimer, Signal, Slot
from shiboken6 import isValid

if TYPE_CHECKING:
    from kquant.session.work.scheduler import Channel

Send: TypeAlias = Callable[[int, str, object], None]
"""Hands over what a worker has: the number of its job, the kind of message, the content."""


class EventQueue(QObject):
    """Makes calls in their order, each in a turn of the event loop of its own.

    Qt handles all that has come meanwhile in one turn, and then paints all that it changed: a window is held
    up by the sum. Between these calls it paints, and takes what the mouse and the keys do.

    Attributes:
        latest: the channel of each job whose messages still count; what others send is dropped.
        send: has a message of a job passed on to its channel; for any thread.
    """

    _woken = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.latest: dict[int, Channel] = {}
        self._calls: deque[tuple[Any, Any, Any]] = deque()
        self._timer = QTimer(self, interval=0)
        self._timer.timeout.connect(self.run_next)
        self._woken.connect(self._timer.start)  # Qt's own slot: no Python runs for it
        self.send = _sender(self._calls, self._woken.emit)

    def post(self, owner: QObject, call: Callable[[], object]) -> None:
        """Call in a turn to come, unless `owner` is gone by then; from the thread that this lives in."""
        self._calls.append((owner, call, None))
        self._timer.start()

    @Slot()
    def run_next(self) -> None:
        """Make the next call, or pass the next message on."""
        calls = self._calls
        if not calls:
            self._timer.stop()
            return
        first, second, content = calls.popleft()
        if not calls:
            self._timer.stop()
        if not isinstance(first, int):
            if isValid(first):
                second()
            return
        channel = self.latest.get(first)  # the one place where what is out of date is dropped
        if channel is None:
            return
        if not isValid(channel):
            del self.latest[first]
            return
        if second == "outcome":
            channel.delivered.emit(content)
        elif second == "progress":
            channel.progressed.emit(*content)
        else:
            del self.latest[first]
            channel.busy = False
            if content is not None:
                channel.failed.emit(content)
            channel.ended.emit()


def _sender(calls: deque[tuple[Any, Any, Any]], wake: Callable[[], None]) -> Send:
    """A function that holds no QObject: a worker may be the last to let go of it."""

    def send(job: int, kind: str, content: object) -> None:
        calls.append((job, kind, content))
        wake()

    return send
