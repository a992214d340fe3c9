"""Work off the GUI thread, of which only the latest counts."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any, TypeAlias

from PySide6.QtCore import QObject, QThread, QThreadPool, Signal, Slot

from kquant.core.model.errors import Cancelled
from kquant.core.run.stop import Stop
from kquant.session.work.event_queue import Turns
from kquant.session.work.process import yield_to_gui
from kquant.session.work.urgency import URGENCY

_PROGRESS_SECONDS = 0.08
_CLOSE_MILLISECONDS = 5000


class _ShouldStop:
    """Answers whether the work is no longer wanted. Lets urgent work go first, unless this is.

    Attributes:
        flag: what kernels look at.
        is_urgent: a person waits for this work.
    """

    def __init__(self, stop: Stop) -> None:
        self.flag = stop.flag
        self.is_urgent = False
        self._stop = stop

    def __call__(self) -> bool:
        if not self.is_urgent and not self._stop.is_set():
            URGENCY.give_way()
        return self._stop.is_set()


class Control:
    """What work is given to report by and to be stopped by; used on the worker's thread.

    Attributes:
        should_stop: whether the work is no longer wanted.
        deliver: hand over something that is ready; the last call need not be the only one.
    """

    def __init__(self, send: Callable[[str, object], None], stop: Stop) -> None:
        self._send = send
        self._stop = stop
        self._told = 0.0
        self.should_stop = _ShouldStop(stop)

    def linger(self, seconds: float) -> None:
        """Wait a while before going on.

        Raises:
            Cancelled: the work is no longer wanted.
        """
        if self._stop.wait(seconds):
            raise Cancelled

    @contextmanager
    def urgently(self) -> Iterator[None]:
        """Do something that a person waits for: other work pauses."""
        with URGENCY.urgently():
            self.should_stop.is_urgent = True
            try:
                yield
            finally:
                self.should_stop.is_urgent = False

    def on_progress(self, fraction: float, stage: str) -> None:
        """Report the part done, 0..1, and the stage; passed on some twelve times a second."""
        now = time.monotonic()
        if now - self._told >= _PROGRESS_SECONDS:
            self._told = now
            self._send("progress", (fraction, stage))

    def deliver(self, outcome: object) -> None:
        """Hand over something that is ready, such as a preview or the result."""
        self._send("outcome", outcome)


Work: TypeAlias = Callable[[Control], None]


class JobRunner(QObject):
    """Runs one piece of work at a time; a new one takes the place of the one before.

    Signals, all on the thread that the runner lives in, and only of the latest work; what comes from a worker
    comes in a turn of its own:
        began(): work has been started.
        progressed(float, str): part done and stage.
        delivered(object): what the work handed over.
        failed(object): the exception that ended it.
        ended(): it is over, well or not, or was stopped.
    """

    began = Signal()
    progressed = Signal(float, str)
    delivered = Signal(object)
    failed = Signal(object)
    ended = Signal()
    _sent = Signal(int, str, object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._pool = QThreadPool(self)
        self._pool.setMaxThreadCount(1)
        self._pool.setThreadPriority(QThread.Priority.LowPriority)
        self._generation = 0
        self._stop = Stop()
        self._busy = False
        self._turns = Turns.of_application()
        self._sent.connect(self._queue)

    @property
    def busy(self) -> bool:
        """Whether there is work that has not ended."""
        return self._busy

    def start(self, work: Work) -> None:
        """Do `work` instead of whatever is being done."""
        self._abandon()
        self._busy = True
        self._pool.start(_Job(work, self._generation, self._stop, self._sent.emit).run)
        self.began.emit()

    def stop(self) -> None:
        """Stop the present work, if any; nothing more will be heard of it but `ended`."""
        if self._busy:
            self._abandon()
            self._busy = False
            self.ended.emit()

    def close(self) -> bool:
        """Stop, and wait for the thread; True if it is gone."""
        self._abandon()
        self._busy = False
        return self._pool.waitForDone(_CLOSE_MILLISECONDS)

    def _abandon(self) -> None:
        self._stop.set()
        self._stop = Stop()
        self._generation += 1

    @Slot(int, str, object)
    def _queue(self, generation: int, kind: str, content: object) -> None:
        self._turns.queue(self, lambda: self._receive(generation, kind, content))

    def _receive(self, generation: int, kind: str, content: Any) -> None:
        if generation != self._generation:  # the one place where what is out of date is dropped
            return
        if kind == "progress":
            self.progressed.emit(*content)
        elif kind == "outcome":
            self.delivered.emit(content)
        else:
            self._busy = False
            if content is not None:
                self.failed.emit(content)
            self.ended.emit()


class _Job:
    """Holds a snapshot and a bound emit; touches nothing else.

    No QRunnable: PySide sometimes keeps one for good after it ran, and with it all that its work holds. For
    the same reason work that has not begun is not cleared from the pool but ends as soon as it begins.
    """

    def __init__(
        self, work: Work, generation: int, stop: Stop, emit: Callable[[int, str, object], None]
    ) -> None:
        self._work = work
        self._generation = generation
        self._stop = stop
        self._emit = emit

    def run(self) -> None:
        """Do the work; whatever it raises travels as data."""
        if self._stop.is_set():
            return
        yield_to_gui()
        failure: BaseException | None = None
        try:
            self._work(Control(self._send, self._stop))
        except Cancelled:
            pass
        except BaseException as error:
            failure = error
        self._send("end", failure)
        del failure  # its traceback holds this frame: a circle, with all that the work was made of

    def _send(self, kind: str, content: object) -> None:
        try:
            self._emit(self._generation, kind, content)
        except RuntimeError:  # the runner is gone: the program is closing
            self._stop.set()
