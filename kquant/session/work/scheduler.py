"""Work off the GUI thread on channels of which the latest counts, and the queue that it comes back on."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QObject, QThread, QThreadPool, QTimer, Signal, SignalInstance, Slot
from shiboken6 import isValid

from kquant.core.model.errors import KQuantError
from kquant.core.run.stop import Stop
from kquant.session.work.job import Job, JobLine, Lane, Send, Timing, Work

_PATIENCE_SECONDS = 0.05
_CLOSE_SECONDS = 5.0
_MOST_THREADS = 64  # more than there are channels at work at once: most of them wait most of the time


class Scheduler(QObject):
    """All work of the windows of a program; made where these are put together.

    Attributes:
        events: what is to be done on the GUI thread, one thing in a turn.
    """

    def __init__(
        self,
        parent: QObject | None = None,
        *,
        delay_factor: float = 1.0,
        patience: float = _PATIENCE_SECONDS,
    ) -> None:
        """
        Args:
            delay_factor: all delays are so many times as long; tests set it to 0.
            patience: seconds that work waits for other lanes each time it asks, so that all gets on.
        """
        super().__init__(parent)
        self.events = EventQueue(self)
        self.serial = 0
        self.pool = QThreadPool(self)
        self.pool.setMaxThreadCount(_MOST_THREADS)
        self.pool.setThreadPriority(QThread.Priority.LowPriority)
        self.timing = Timing(patience, delay_factor)

    def channel(self, owner: QObject, lane: Lane) -> Channel:
        """A channel that ends with its owner."""
        return Channel(self, owner, lane)

    def debounce(self, owner: QObject, call: Callable[[], object], seconds: float) -> QTimer:
        """A timer: `call` is made once it was not started again for so long."""
        timer = QTimer(owner, singleShot=True, interval=round(1000 * seconds * self.timing.factor))
        timer.timeout.connect(call)
        return timer

    def close(self) -> bool:
        """Wait for what is going on, which its owners have stopped; True once no thread is left."""
        return self.pool.waitForDone(round(1000 * _CLOSE_SECONDS))


class Channel(QObject):
    """Does one piece of work at a time; a new one takes the place of the one before.

    Attributes:
        busy: whether there is work that has not ended; read only.

    Signals, all on the GUI thread, and only of the latest work; what comes from a worker comes in a turn of
    its own:
        began(): work has been started.
        progressed(float, str): part done and stage.
        delivered(object): what the work handed over.
        failed(object): the exception that ended it; see `report`.
        ended(): it is over, well or not, or was stopped.
    """

    began = Signal()
    progressed = Signal(float, str)
    delivered = Signal(object)
    failed = Signal(object)
    ended = Signal()

    def __init__(self, scheduler: Scheduler, owner: QObject, lane: Lane) -> None:
        super().__init__(owner)
        self.busy = False
        self._scheduler, self._lane = scheduler, lane
        self._job = 0
        self._stop = Stop()
        self._line = JobLine()

    def start(self, work: Work, after: float = 0.0) -> None:
        """Do `work` instead of whatever is being done, once some seconds are over."""
        scheduler, latest = self._scheduler, self._scheduler.events.latest
        if latest.pop(self._job, None) is not None:
            self._stop.set()
        stop = self._stop = Stop()
        scheduler.serial += 1
        self._job = scheduler.serial
        latest[self._job] = self
        self.busy = True
        send, timing = scheduler.events.send, scheduler.timing
        job = Job(work, self._job, stop, send, timing, self._lane, after)
        line = self._line
        with line.lock:
            if line.is_empty.is_set():
                line.is_empty.clear()
                line.job = job
                scheduler.pool.start(line.work, -self._lane)
            else:
                line.job = job  # after the one that is being stopped, so that two never share the memory
        self.began.emit()

    def stop(self) -> None:
        """Stop the present work, if any; nothing more will be heard of it but `ended`."""
        if self.busy:
            self._abandon()
            self.ended.emit()

    def close(self) -> bool:
        """Stop, and wait for the thread; True if it has ended."""
        self._abandon()
        return self._line.is_empty.wait(_CLOSE_SECONDS)

    def _abandon(self) -> None:
        self._stop.set()
        self._scheduler.events.latest.pop(self._job, None)
        self.busy = False


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


def report(error: BaseException, failed: SignalInstance, broke: SignalInstance, name: str = "") -> None:
    """Make a message of what ended some work: a sentence about `name`, or a fault if it was not expected."""
    if not isinstance(error, KQuantError):
        broke.emit(error)
    elif name:
        failed.emit(f"{name}: {error}")
    else:
        failed.emit(str(error))
