"""How many functions of KQuant's own run on the GUI thread, and in how many files."""

from __future__ import annotations

import os
import sys
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType, TracebackType

_PACKAGE = f"{os.sep}kquant{os.sep}"
_TESTS = f"{os.sep}tests{os.sep}"
_GARBAGE = f"{_PACKAGE}session{os.sep}work{os.sep}memory.py"  # a clock's ticks, whatever is done meanwhile


class CallCount:
    """Counts the calls of Python functions of KQuant on the thread it is entered on, as a context manager.

    Attributes:
        calls: by file and function, as "ui/features/canvas/canvas.py paintEvent".
        moves: calls from one file of KQuant's into another.
    """

    def __init__(self) -> None:
        self.calls: Counter[str] = Counter()
        self.moves = 0

    @contextmanager
    def paused(self) -> Iterator[None]:
        """Count nothing for a moment, as of what a test asks."""
        sys.setprofile(None)
        yield
        sys.setprofile(self._note)

    @property
    def files(self) -> set[str]:
        """Those with a function that was called."""
        return {name.partition(" ")[0] for name in self.calls}

    def __enter__(self) -> CallCount:
        sys.setprofile(self._note)
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        sys.setprofile(None)

    def _note(self, frame: FrameType, event: str, _: object) -> None:
        if event != "call" or not (name := _own(frame.f_code.co_filename)):
            return
        self.calls[f"{name} {frame.f_code.co_name}"] += 1
        caller = frame.f_back
        before = _own(caller.f_code.co_filename) if caller else ""
        self.moves += bool(before) and before != name


def _own(path: str) -> str:
    """The place of one of KQuant's own files in the package; "" for another file."""
    if _PACKAGE not in path or _TESTS in path or path.endswith(_GARBAGE):
        return ""
    return path.rsplit(_PACKAGE, 1)[1].replace(os.sep, "/")
