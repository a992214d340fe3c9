"""Memory given back where it holds nobody up: garbage on the GUI thread, large things on one of their own."""

from __future__ import annotations

import gc
import time
from collections.abc import Iterator
from contextlib import contextmanager
from threading import Thread
from typing import Any

from PySide6.QtCore import QObject, QPoint, Qt, QTimer, Slot
from PySide6.QtGui import QCursor, QGuiApplication

from kquant.session.work.process import yield_to_gui

_TICK_MILLISECONDS = 250  # the fewer objects at a time, the less it holds up
_FEW = 20  # objects come and go where nothing happens
_WORTH_A_LOOK = 700  # young objects, as Python has it
_REST, _PATIENCE = 12, 2400  # ticks
_RELEASE_SECONDS = 0.3  # what takes the place of large things is to be seen first


class GarbageCollector(QObject):
    """Collects garbage on the thread that this lives in, the GUI's, instead of on any that allocates.

    On a worker Python would destroy Qt objects that only the collector finds, such as those of closed
    windows: that waits for Python's lock with a mutex of Qt's in its hand, and the GUI thread waits for that
    mutex with Python's lock in its own.

    Young objects are looked at often, and all of them, which takes 50 to 100 ms, after a rest of 3 seconds,
    or if there is none for ten minutes. Python is asked about few events: what a person does shows by the
    objects that it makes and by the mouse.
    """

    def __init__(self) -> None:
        super().__init__()
        self._dirty = True
        self._young, self._mouse = 0, QPoint()
        self._rested = self._waited = 0
        self._timer = QTimer(self, interval=_TICK_MILLISECONDS, timerType=Qt.TimerType.CoarseTimer)
        self._timer.timeout.connect(self._tick)
        self._timer.start()

    def stop(self) -> None:
        """Collect nothing more."""
        self._timer.stop()

    @Slot()
    def _tick(self) -> None:
        young = gc.get_count()[0]
        busy = abs(young - self._young) > _FEW
        self._dirty = self._dirty or busy
        if self._dirty:
            before, self._mouse = self._mouse, QCursor.pos()
            still = self._mouse == before and QGuiApplication.mouseButtons() == Qt.MouseButton.NoButton
            rests = still and not busy
            self._rested = self._rested + 1 if rests else 0
            self._waited += 1
            if self._rested >= _REST or self._waited >= _PATIENCE:
                gc.collect()
                self._dirty, self._rested, self._waited = False, 0, 0
            elif young > _WORTH_A_LOOK or (rests and young > _FEW):
                gc.collect(0)
        self._young = gc.get_count()[0]


@contextmanager
def collected_here() -> Iterator[None]:
    """Have garbage collected on this thread alone, by its event loop, and take what is there for permanent.

    Of the whole process, so it is for a program with windows to ask for.
    """
    automatic = gc.isenabled()
    gc.disable()
    gc.freeze()
    collector = GarbageCollector()
    try:
        yield
    finally:
        collector.stop()
        gc.collect()  # what the windows left, before another thread may
        gc.unfreeze()
        if automatic:
            gc.enable()


def release(things: list[Any]) -> None:
    """Empty a list on a thread that ends with that; the caller should hold none of the things any more.

    Giving back the memory of a picture takes some milliseconds, in which Python's lock is held: one after
    another, and after a while, others have their turn.
    """

    def work() -> None:
        yield_to_gui()
        time.sleep(_RELEASE_SECONDS)
        while things:
            things.pop()

    if things:
        Thread(target=work, name="release", daemon=True).start()
