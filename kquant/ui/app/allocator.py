"""How the C library hands memory out."""

from __future__ import annotations

import contextlib
import ctypes
import sys

_M_ARENA_MAX = -8  # of mallopt(3), in glibc's malloc.h
_ARENAS = 2


def limit_arenas() -> None:
    """Let all threads share two of glibc's arenas, of the eight a processor that there may be.

    Threads of workers come and go, and memory that is free in the arena of one that is gone stays with the
    process: some 8 MB for each window that was opened and closed, while each had threads of its own.
    """
    if sys.platform == "linux":
        with contextlib.suppress(OSError, AttributeError):  # other C libraries have no such thing
            ctypes.CDLL(None).mallopt(_M_ARENA_MAX, _ARENAS)
