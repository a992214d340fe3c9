"""The standard streams, each of which may be closed, as under cron or in a program with windows."""

from __future__ import annotations

import os
import sys

TYPE_CHECKING = False  # as in `kquant.cli`
if TYPE_CHECKING:
    from typing import TextIO


def hold_places() -> None:
    """Open the null device in place of each stream that is closed.

    Otherwise the next file that is opened would take its number, and what anything prints would end up in
    that file. Messages without a standard error go nowhere: to `print` a `sys.stderr` of None is standard
    output. `sys.stdin` and `sys.stdout` stay None, so that what needs them can say that they are missing.
    """
    for number in range(3):
        try:
            os.fstat(number)
        except OSError:
            # The lowest free number is taken: this one. Child processes are to find it open too.
            os.set_inheritable(os.open(os.devnull, os.O_RDWR), True)
    if sys.stderr is None:
        sys.stderr = os.fdopen(os.open(os.devnull, os.O_WRONLY), "w", encoding="utf-8")


def tell(text: str) -> None:
    """Print a message on standard error; one that cannot be told is no failure of what was asked for."""
    try:
        print(text, end="", file=sys.stderr, flush=True)
    except OSError:
        forget_unwritten(sys.stderr)


def forget_unwritten(stream: TextIO | None) -> None:
    """Keep the interpreter from failing once more over a broken or full stream as it ends."""
    if stream is None:
        return
    try:
        stream.flush()
    except OSError:
        try:
            null = os.open(os.devnull, os.O_WRONLY)
            os.dup2(null, stream.fileno())
        except OSError:
            pass
