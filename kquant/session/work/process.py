"""Letting the GUI thread go before the threads that work for it."""

from __future__ import annotations

import contextlib
import os
import sys
import threading
from collections.abc import Iterator

from kquant.core.run.parallel import default_threads

_NICENESS = 10
_SWITCH_SECONDS = 0.0005


def yield_to_gui() -> None:
    """Let the calling thread, and those it will start, have a processor only where the GUI thread needs none.

    Qt's own thread priorities do nothing on Linux, where on the other hand niceness is a thread's own; there
    is nothing to do elsewhere. Without it, as many computing threads as processors hold up an event loop for
    a time slice or two, which is longer than a frame.
    """
    if sys.platform == "linux":
        with contextlib.suppress(OSError):
            of_the_gui = os.getpriority(os.PRIO_PROCESS, os.getpid())  # on Linux that is the main thread's
            os.setpriority(os.PRIO_PROCESS, threading.get_native_id(), min(of_the_gui + _NICENESS, 19))


def spare_threads() -> int:
    """How many to compute with beside a window: all processors but one, which is for the window.

    With as many computing threads as processors Python's lock often lies with one that waits for a processor,
    and the window waits with it.
    """
    return max(1, default_threads() - 1)


@contextlib.contextmanager
def quick_switches() -> Iterator[None]:
    """Let threads hand over Python's lock after half a millisecond instead of five.

    A thread that computes in numpy asks for the lock at every call, and whoever holds it may keep it for an
    interval: with several workers the GUI thread would wait for one after another. Of the whole process, so
    it is for the application to ask for.
    """
    before = sys.getswitchinterval()
    sys.setswitchinterval(_SWITCH_SECONDS)
    try:
        yield
    finally:
        sys.setswitchinterval(before)
