"""Work on the threads of a pool: its lanes, and what it reports by and is stopped by.

Nothing here knows a QObject.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from enum import IntEnum
from threading import Condition, Event, Lock
from typing import TypeAlias

from kquant.core.model.errors import Cancelled
from kquant.core.run.stop import Stop
from kquant.session.work.process import yield_to_gui

_PROGRESS_SECONDS = 0.08


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


Send: TypeAlias = Callable[[int, str, object], None]
"""Hands over what a worker has: the number of its job, the kind of message, the content."""


class Control:
    """What work is given to report by and to be stopped by; used on the worker's thread.

    Attributes:
        should_stop: whether the work is no longer wanted. To ask lets the lanes before this one go first.
    """

    def __init__(self, job: Job) -> None:
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

    def __init__(self, job: Job) -> None:
        self.flag = job.stop.flag
        self.lane = job.lane
        self._stop, self._timing = job.stop, job.timing

    def __call__(self) -> bool:
        if not self._stop():
            self._timing.give_way(self.lane)
        return self._stop()


class Timing:
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


class JobLine:
    """Jobs of one channel, one after another on a thread of the pool; knows no QObject."""

    def __init__(self) -> None:
        self.lock = Lock()
        self.is_empty = Event()
        self.is_empty.set()
        self.job: Job | None = None

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
class Job:
    """Holds a snapshot and a bound emit; touches nothing else.

    No QRunnable: PySide sometimes keeps one for good after it ran, and with it all that its work holds.
    """

    work: Work
    number: int
    stop: Stop
    send: Send
    timing: Timing
    lane: Lane
    after: float

    def run(self) -> None:
        """Do the work; whatever it raises travels as data."""
        if self.stop():
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
