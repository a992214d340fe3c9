"""Ctrl+C, a polite kill and the end of the terminal end the work in an orderly way."""

from __future__ import annotations

import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType

from kquant.session.work.interrupts import ending_signals


@contextmanager
def interruptible() -> Iterator[None]:
    """Let the first such signal raise KeyboardInterrupt, and no second one disturb the tidying up."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return

    came = threading.Event()

    def interrupt(_number: int, _frame: FrameType | None) -> None:
        came.set()
        for each in before:
            signal.signal(each, signal.SIG_IGN)
        raise KeyboardInterrupt

    before = {each: signal.getsignal(each) for each in ending_signals()}
    try:
        for each in before:
            signal.signal(each, interrupt)
        yield
    except Exception as error:
        if came.is_set():  # numpy, as it is imported, makes an ImportError of any exception
            raise KeyboardInterrupt from error
        raise
    finally:
        for each, handler in before.items():
            signal.signal(each, handler)
