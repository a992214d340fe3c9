"""What decoders write on the process's standard error, past Python."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def caught_messages() -> Iterator[list[str]]:
    """Catch everything written to file descriptor 2 in this block.

    Pillow's libtiff prints its warnings there and offers no way to have them otherwise. The list
    that is yielded is filled with the lines at the end of the block. Affects all threads.
    """
    from tempfile import TemporaryFile  # only where a file is one of TIFF

    lines: list[str] = []
    try:
        saved = os.dup(2)
    except OSError:  # there is no standard error, so nothing can reach it
        yield lines
        return
    try:
        with TemporaryFile() as sink:
            os.dup2(sink.fileno(), 2)
            try:
                yield lines
            finally:
                os.dup2(saved, 2)
                sink.seek(0)
                lines.extend(sink.read(1 << 16).decode("utf-8", "replace").splitlines())
    finally:
        os.close(saved)
