"""When Python looks for garbage that reference counts do not find."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager

_SELDOM = 1_000_000  # collections of young objects before one of all


@contextmanager
def collected_seldom() -> Iterator[None]:
    """Take what is there for permanent, and leave it to the application to collect all garbage.

    That takes 30 to 80 ms of the thread that happens to make one more object, mostly the window's. There is
    hardly anything to find but windows that were closed: pictures and results are let go as soon as nothing
    refers to them. Young garbage is collected as ever. Of the whole process, so it is for the application to
    ask for; it is to call `gc.collect` where nobody waits.
    """
    thresholds = gc.get_threshold()
    gc.freeze()
    gc.set_threshold(*thresholds[:2], _SELDOM)
    try:
        yield
    finally:
        gc.set_threshold(*thresholds)
        gc.unfreeze()
