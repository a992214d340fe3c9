"""The signals that ask a program to end: Ctrl+C, a polite kill, the end of its terminal."""

from __future__ import annotations

import os
import signal
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import socket

INTERRUPTED = 130
"""The exit code of what was asked to end."""


def ending_signals() -> list[signal.Signals]:
    """Those of this system; SIGHUP not where it is ignored, which is what `nohup` is for."""
    names = ("SIGINT", "SIGTERM", "SIGHUP")
    found = [signal.Signals[name] for name in names if name in signal.Signals.__members__]
    return [each for each in found if each.name != "SIGHUP" or signal.getsignal(each) is not signal.SIG_IGN]


@contextmanager
def watched_interrupts(ask_to_end: Callable[[], None]) -> Iterator[None]:
    """Call `ask_to_end` on a thread of its own at the first such signal, and end at once at the second.

    For programs whose main thread is in an event loop: Python's own handlers run only when that gets a turn.
    """
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    import socket  # only where there is an event loop

    inbox, outbox = socket.socketpair()
    with inbox, outbox:
        outbox.setblocking(False)
        wakeup = signal.set_wakeup_fd(outbox.fileno(), warn_on_full_buffer=False)
        before = {each: signal.signal(each, lambda *_: None) for each in ending_signals()}
        watcher = threading.Thread(target=_watch, args=(inbox, ask_to_end), daemon=True)
        watcher.start()
        try:
            yield
        finally:
            for each, handler in before.items():
                signal.signal(each, handler)
            signal.set_wakeup_fd(wakeup)
            outbox.shutdown(socket.SHUT_WR)
            watcher.join()


def _watch(inbox: socket.socket, ask_to_end: Callable[[], None]) -> None:
    if inbox.recv(1):
        ask_to_end()
        if inbox.recv(1):
            os._exit(INTERRUPTED)
