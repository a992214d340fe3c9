"""Letting go of large things where nobody waits for it."""

from __future__ import annotations

import time
from threading import Thread
from typing import Any

from kquant.session.work.process import yield_to_gui

_CALM_SECONDS = 0.3  # what takes their place is to be seen first


def discard(things: list[Any]) -> None:
    """Empty a list on a thread that ends with that; the caller should hold none of the things any more.

    Giving back the memory of a picture takes some milliseconds, in which Python's lock is held: one after
    another, and after a while, others have their turn.
    """

    def work() -> None:
        yield_to_gui()
        time.sleep(_CALM_SECONDS)
        while things:
            things.pop()

    if things:
        Thread(target=work, name="discard", daemon=True).start()
