"""Bytes from wherever they may come, as a file that can be sought in."""

from __future__ import annotations

import errno
import io
import os
import stat
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

from kquant.io.source import ReadError

_MAX_STREAM_BYTES = 1 << 31


@contextmanager
def opened(source: Path | str | bytes | BinaryIO) -> Iterator[BinaryIO]:
    """A seekable file, whatever the source; "-" is standard input.

    Raises:
        ReadError: it cannot be opened.
    """
    if isinstance(source, Path):
        try:
            with source.open("rb") as file:
                mode = os.fstat(file.fileno()).st_mode
                if stat.S_ISCHR(mode) and source != Path(os.devnull):
                    raise ReadError("this is a device, not a file")
                yield _seekable(file)
        except (OSError, ValueError) as error:
            raise ReadError(_cannot_open(source, error)) from error
    elif isinstance(source, bytes):
        yield io.BytesIO(source)
    else:
        yield _seekable(standard_input() if isinstance(source, str) else source)


def standard_input() -> BinaryIO:
    """As bytes.

    Raises:
        ReadError: it is closed, or there is none, as in a program with windows.
    """
    if sys.stdin is None:
        raise ReadError("it is closed")
    return sys.stdin.buffer


def _seekable(file: BinaryIO) -> BinaryIO:
    if file.seekable():
        return file
    data = file.read(_MAX_STREAM_BYTES + 1)
    if len(data) > _MAX_STREAM_BYTES:
        raise ReadError("more than 2 GiB came in")
    return io.BytesIO(data)


def _cannot_open(path: Path, error: OSError | ValueError) -> str:
    if (
        isinstance(error, OSError)
        and error.errno in (errno.EISDIR, errno.EACCES, errno.EPERM)
        and path.is_dir()
    ):
        return "this is a folder, not a picture"
    if isinstance(error, FileNotFoundError):
        return "there is no such file"
    if isinstance(error, PermissionError):
        return "you have no permission to read this file"
    if isinstance(error, OSError) and error.strerror:
        return f"the file cannot be read: {error.strerror.lower()}"
    return "this is not a valid file name"
