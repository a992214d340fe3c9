"""Work off the GUI thread: lanes by what a person waits for, and channels of which only the latest counts."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from enum import IntEnum
from threading import Condition, Event, Lock
from typing import TypeAlias

from PySide6.QtCore import QObject, QThread, QThreadPool, QTimer, Signal, SignalInstance

from kquant.core.model.errors import Cancelled, KQuantError
from kquant.core.run.stop import Stop
from kquant.session.work.event_queue import EventQueue, Send
from kquant.session.work.process import yield_to_gui

_PROGRESS_SECONDS = 0.08
_PATIENCE_SECONDS = 0.05
_CLOSE_SECONDS = 5.0
_MOST_THREADS = 64  # more than there are channels at work at once: most of them wait most of the time


class Lane(IntEnum):
    """Kinds of work, by what a person waits for most: work of one lane pauses while a lane before it has any.

    Processors are few, and Python's lock is one: beside other work, what is in sight and the window itself
    would take several times as long.
    """

    SIGHT = 0
    PREVIEW = 1
    EXACT = 2
    FILES = 3
    METRICS = 4
    PLOTS = 5
    THUMBNAILS = 6


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
        self.timing = _Timing(patience, delay_factor)

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
        self._line = _Line()

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
        job = _Job(work, self._job, stop, send, timing, self._lane, after)
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


def report(error: BaseException, failed: SignalInstance, broke: SignalInstance, name: str = "") -> None:
    """Make a message of what ended some work: a sentence about `name`, or a fault if it was not expected."""
    if not isinstance(error, KQuantError):
        broke.emit(error)
    elif name:
        failed.emit(f"{name}: {error}")
    else:
        failed.emit(str(error))


class Control:
    """What work is given to report by and to be stopped by; used on the worker's thread.

    Attributes:
        should_stop: whether the work is no longer wanted. To ask lets the lanes before this one go first.
    """

    def __init__(self, job: _Job) -> None:
        self._job = job
        self._told = 0.0
        self.should_stop = _ShouldStop(job)

    def wait(self, seconds: float) -> None:
        """Wait a while before going on.

        Raises:
            Cancelled: the work is no longer wanted.
        """
        job = self._job
        with job.timing.as_nothing(self.should_stop.lane):
            stopped = job.stop.wait(seconds * job.timing.factor)
        if stopped:
            raise Cancelled

    @contextmanager
    def in_lane(self, lane: Lane) -> Iterator[None]:
        """Do a part of the work in another lane."""
        timing, before = self._job.timing, self.should_stop.lane
        with timing.as_nothing(before), timing.at_work(lane):
            self.should_stop.lane = lane
            try:
                yield
            finally:
                self.should_stop.lane = before

    def on_progress(self, fraction: float, stage: str) -> None:
        """Report the part done, 0..1, and the stage; passed on some twelve times a second."""
        now = time.monotonic()
        if now - self._told >= _PROGRESS_SECONDS:
            self._told = now
            self._job.tell("progress", (fraction, stage))

    def deliver(self, outcome: object) -> None:
        """Hand over something that is ready, such as a preview or the result; there may be more to come."""
        self._job.tell("outcome", outcome)


Work: TypeAlias = Callable[[Control], None]


class _ShouldStop:
    """Answers whether the work is no longer wanted; `flag` is what kernels look at."""

    def __init__(self, job: _Job) -> None:
        self.flag = job.stop.flag
        self.lane = job.lane
        self._stop, self._timing = job.stop, job.timing

    def __call__(self) -> bool:
        if not self._stop.is_set():
            self._timing.give_way(self.lane)
        return self._stop.is_set()


class _Timing:
    """Lanes at work, on whichever threads, and how long to wait for them and for other things."""

    def __init__(self, patience: float, factor: float) -> None:
        self.factor = factor
        self._patience = patience
        self._counts = [0] * len(Lane)
        self._changed = Condition()

    @contextmanager
    def at_work(self, lane: Lane) -> Iterator[None]:
        self._add(lane, 1)
        try:
            yield
        finally:
            self._add(lane, -1)

    @contextmanager
    def as_nothing(self, lane: Lane) -> Iterator[None]:
        """The opposite: work of the lane waits."""
        self._add(lane, -1)
        try:
            yield
        finally:
            self._add(lane, 1)

    def give_way(self, lane: Lane) -> None:
        """Wait while lanes before this one are at work, though never for long."""
        if any(self._counts[:lane]):
            with self._changed:
                self._changed.wait_for(lambda: not any(self._counts[:lane]), self._patience)

    def _add(self, lane: Lane, more: int) -> None:
        with self._changed:
            self._counts[lane] += more
            if more < 0:
                self._changed.notify_all()


class _Line:
    """Jobs of one channel, one after another on a thread of the pool; knows no QObject."""

    def __init__(self) -> None:
        self.lock = Lock()
        self.is_empty = Event()
        self.is_empty.set()
        self.job: _Job | None = None

    def work(self) -> None:
        """Do what there is, and what comes meanwhile."""
        yield_to_gui()
        while True:
            with self.lock:
                job, self.job = self.job, None
                if job is None:
                    self.is_empty.set()
                    return
            job.run()
            del job


@dataclass(frozen=True, slots=True, eq=False)
class _Job:
    """Holds a snapshot and a bound emit; touches nothing else.

    No QRunnable: PySide sometimes keeps one for good after it ran, and with it all that its work holds.
    """

    work: Work
    number: int
    stop: Stop
    send: Send
    timing: _Timing
    lane: Lane
    after: float

    def run(self) -> None:
        """Do the work; whatever it raises travels as data."""
        if self.stop.is_set():
            return
        failure: BaseException | None = None
        try:
            with self.timing.at_work(self.lane):
                control = Control(self)
                if self.after:
                    control.wait(self.after)
                self.work(control)
        except Cancelled:
            pass
        except BaseException as error:
            failure = error
        self.tell("end", failure)
        del failure  # its traceback holds this frame: a circle, with all that the work was made of

    def tell(self, kind: str, content: object) -> None:
        try:
            self.send(self.number, kind, content)
        except RuntimeError:  # the event queue is gone: the program is closing
            self.stop.set()
