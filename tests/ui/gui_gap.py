"""How long the GUI thread gives no other event a turn, and what it was doing meanwhile.

Reports; judging is for the benchmark, as a loaded machine makes any window slow.
"""

from __future__ import annotations

import os
import signal
import time
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path
from types import FrameType, TracebackType

from PySide6.QtCore import QObject, Qt, QTimer, Slot

_TICK_MILLISECONDS = 1
_LOOK_SECONDS = 0.003
_NOTABLE_SECONDS = 0.008  # gaps from which on it is kept what was going on
_DEPTH = 3
_PACKAGE = f"{os.sep}kquant{os.sep}"


@dataclass
class Gap:
    """A time in which the event loop did not come round.

    Attributes:
        start: `time.perf_counter()` at its beginning.
        seconds: wall-clock time.
        cpu: seconds in which the GUI thread computed.
        queued: seconds in which it could have but other threads or programs had the processors (Linux; else
            0). What is then left it spent waiting for Python's lock, or for a file.
        withheld: seconds, to a hundredth, that the host of a virtual machine kept back meanwhile, of all its
            processors together (Linux; else 0). They are in none of the other times.
        during: how often each thing was seen going on, as "file:line function < file:line function".
    """

    start: float
    seconds: float = 0.0
    cpu: float = 0.0
    queued: float = 0.0
    withheld: float = 0.0
    during: Counter[str] = field(default_factory=Counter)


class GapProbe(QObject):
    """A timer that fires as often as it can, and a look now and then at what keeps it waiting.

    Made and used on the GUI thread, which is to be the main one, as a context manager:

        with GapProbe() as probe:
            ...  # something that runs the event loop
        print(probe.longest)

    Attributes:
        gaps: those of `_NOTABLE_SECONDS` and more, in order.
        longest: the longest gap of all, notable or not.
        turns: how often the event loop came round.
    """

    def __init__(self, *, look: bool = True) -> None:
        """`look`: also find out what is going on, where the system has a timer for that.

        The GUI thread looks at itself, as Python code of it goes on. Another thread could not: until Python
        3.12 the list of threads must not be read while one of them begins, which Qt's do at any time.
        """
        super().__init__()
        self.gaps: list[Gap] = []
        self.longest = Gap(0.0)
        self.turns = 0
        self._clock = _Clock()
        self._gap = Gap(time.perf_counter())
        self._timer = QTimer(self)
        self._timer.setTimerType(Qt.TimerType.PreciseTimer)
        self._timer.setInterval(_TICK_MILLISECONDS)
        self._timer.timeout.connect(self._tick)
        self._look = look and hasattr(signal, "SIGPROF")

    def __enter__(self) -> GapProbe:
        self._clock.lap()
        self._gap = Gap(time.perf_counter())
        self._timer.start()
        if self._look:
            signal.signal(signal.SIGPROF, self._note)
            signal.setitimer(signal.ITIMER_PROF, _LOOK_SECONDS, _LOOK_SECONDS)
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        self._tick()
        self._timer.stop()
        if self._look:
            signal.setitimer(signal.ITIMER_PROF, 0)
            signal.signal(signal.SIGPROF, _too_late)
        self._clock.close()

    @Slot()
    def _tick(self) -> None:
        gap, now = self._gap, time.perf_counter()
        gap.seconds = now - gap.start
        gap.cpu, gap.queued, gap.withheld = self._clock.lap()
        self._gap = Gap(now)
        self.turns += 1
        if gap.seconds >= _NOTABLE_SECONDS:
            self.gaps.append(gap)
        if gap.seconds > self.longest.seconds:
            self.longest = gap

    def _note(self, _: int, frame: FrameType | None) -> None:
        if time.perf_counter() - self._gap.start >= _NOTABLE_SECONDS:
            self._gap.during[_place(frame)] += 1


class _Clock:
    """Processor time and time in the queue for a processor of the thread that made it, and time withheld."""

    _QUEUE, _PROCESSORS = Path("/proc/thread-self/schedstat"), Path("/proc/stat")
    _STOLEN = 8  # the place of what proc(5) calls so
    _TICKS_PER_SECOND = 100

    def __init__(self) -> None:
        here = self._QUEUE.exists() and self._PROCESSORS.exists()
        self._files = [os.open(path, os.O_RDONLY) for path in (self._QUEUE, self._PROCESSORS) if here]
        self._last = self._now()

    def lap(self) -> tuple[float, float, float]:
        """Seconds of each since the last lap."""
        now, last = self._now(), self._last
        self._last = now
        return now[0] - last[0], now[1] - last[1], now[2] - last[2]

    def close(self) -> None:
        for file in self._files:
            os.close(file)
        self._files = []

    def _now(self) -> tuple[float, float, float]:
        if not self._files:
            return time.thread_time(), 0.0, 0.0
        queue, processors = (os.pread(file, 128, 0).split() for file in self._files)
        withheld = int(processors[self._STOLEN]) / self._TICKS_PER_SECOND
        return time.thread_time(), int(queue[1]) / 1e9, withheld


def _too_late(_: int, __: FrameType | None) -> None:
    """What handles the signal when no probe looks: one still on its way would end the program by default."""


def _place(frame: FrameType | None) -> str:
    """The innermost places in KQuant, innermost first; "(idle)" outside of it."""
    places: list[str] = []
    while frame is not None and len(places) < _DEPTH:
        name = frame.f_code.co_filename
        if _PACKAGE in name and f"{os.sep}tests{os.sep}" not in name:
            short = name.rsplit(_PACKAGE, 1)[1].replace(os.sep, "/")
            places.append(f"{short}:{frame.f_lineno} {frame.f_code.co_name}")
        frame = frame.f_back
    return " < ".join(places) or "(idle) Qt or waiting"
