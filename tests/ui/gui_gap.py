"""How long the GUI thread gives no other event a turn, and what it was doing meanwhile.

Reports; judging is for the benchmark, as a loaded machine makes any window slow.
"""

from __future__ import annotations

import faulthandler
import os
import re
import threading
import time
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import TemporaryFile
from types import TracebackType
from typing import TextIO

from PySide6.QtCore import QObject, Qt, QTimer, Slot

_TICK_MILLISECONDS = 1
_LOOK_SECONDS = 0.003
_NOTABLE_SECONDS = 0.008  # gaps from which on it is kept what was going on
_DEPTH = 3
_IDLE = "(idle) Qt or waiting"


@dataclass
class Gap:
    """A time in which the event loop did not come round.

    Attributes:
        start: `time.perf_counter()` at its beginning.
        seconds: wall-clock time.
        cpu: seconds in which the GUI thread computed.
        queued: seconds in which it could have but other threads or programs had the processors (Linux; else
            0). What is then left it spent waiting for Python's lock, or for a file.
        during: how often each thing was seen going on, as "file:line function < file:line function".
        beside: the same of the threads beside it, of which one may have had Python's lock.
    """

    start: float
    seconds: float = 0.0
    cpu: float = 0.0
    queued: float = 0.0
    during: Counter[str] = field(default_factory=Counter)
    beside: Counter[str] = field(default_factory=Counter)


class GapProbe(QObject):
    """A timer that fires as often as it can, with a thread that looks at what keeps it waiting.

    Made and used on the GUI thread, as a context manager:

        with GapProbe() as probe:
            ...  # something that runs the event loop
        print(probe.longest)

    Attributes:
        gaps: those of `_NOTABLE_SECONDS` and more, in order.
        longest: the longest gap of all, notable or not.
        turns: how often the event loop came round.
    """

    def __init__(self, *, look: bool = True) -> None:
        """`look`: also find out what is going on, which takes a little time of its own."""
        super().__init__()
        self.gaps: list[Gap] = []
        self.longest = Gap(0.0)
        self.turns = 0
        self._clock = _ThreadClock()
        self._gap = Gap(time.perf_counter())
        self._timer = QTimer(self)
        self._timer.setTimerType(Qt.TimerType.PreciseTimer)
        self._timer.setInterval(_TICK_MILLISECONDS)
        self._timer.timeout.connect(self._tick)
        self._done = threading.Event()
        self._watcher = threading.Thread(
            target=self._watch, args=(threading.get_ident(),), name="gap watcher", daemon=True
        )
        self._look = look

    def __enter__(self) -> GapProbe:
        self._clock.lap()
        self._gap = Gap(time.perf_counter())
        self._timer.start()
        if self._look:
            self._watcher.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        self._tick()
        self._timer.stop()
        self._done.set()
        if self._look:
            self._watcher.join()
        self._clock.close()

    @Slot()
    def _tick(self) -> None:
        gap, now = self._gap, time.perf_counter()
        gap.seconds = now - gap.start
        gap.cpu, gap.queued = self._clock.lap()
        self._gap = Gap(now)
        self.turns += 1
        if gap.seconds >= _NOTABLE_SECONDS:
            self.gaps.append(gap)
        if gap.seconds > self.longest.seconds:
            self.longest = gap

    def _watch(self, gui: int) -> None:
        with TemporaryFile("w+") as dump:
            while not self._done.wait(_LOOK_SECONDS):
                gap = self._gap
                if time.perf_counter() - gap.start >= _NOTABLE_SECONDS:
                    _look(gap, gui, dump)


def _look(gap: Gap, gui: int, dump: TextIO) -> None:
    """Note what every thread does.

    By way of a file, as frames must not be held: what ends with them, such as a painter or a timer of Qt's,
    would end late and on this thread.
    """
    dump.seek(0)
    dump.truncate()
    faulthandler.dump_traceback(dump)
    dump.seek(0)
    for thread in dump.read().split("\n\n"):
        head, _, calls = thread.partition("\n")
        number = re.search("0x[0-9a-f]+", head)
        if number is None or head.startswith("Current"):
            continue
        if int(number[0], 16) == gui:
            gap.during[_place(calls)] += 1
        elif (place := _place(calls, 1)) != _IDLE:
            gap.beside[place] += 1


class _ThreadClock:
    """Processor time and time in the queue for a processor of the thread that made it."""

    _QUEUE = Path("/proc/thread-self/schedstat")

    def __init__(self) -> None:
        self._file = os.open(self._QUEUE, os.O_RDONLY) if self._QUEUE.exists() else None
        self._last = self._now()

    def lap(self) -> tuple[float, float]:
        """Seconds of both since the last lap."""
        now, last = self._now(), self._last
        self._last = now
        return now[0] - last[0], now[1] - last[1]

    def close(self) -> None:
        if self._file is not None:
            os.close(self._file)
            self._file = None

    def _now(self) -> tuple[float, float]:
        queued = 0.0 if self._file is None else int(os.pread(self._file, 96, 0).split()[1]) / 1e9
        return time.thread_time(), queued


def _place(calls: str, depth: int = _DEPTH) -> str:
    """The innermost places in KQuant of a traceback, innermost first; "(idle)" outside of it."""
    places = [
        f"{path.replace(os.sep, '/')}:{line} {function}"
        for path, line, function in re.findall(r'File ".*[\\/]kquant[\\/](.*)", line (\d+) in (\S+)', calls)
        if not path.startswith("tests")
    ]
    return " < ".join(places[:depth]) or _IDLE
