"""Files that are written whole or not at all: a kill at any moment leaves the old file or the new one."""

from __future__ import annotations

import contextlib
import errno
import os
import secrets
import stat
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO

from kquant.core.model.errors import KQuantError
from kquant.io.target import Target, file_of


class WriteError(KQuantError):
    """Something cannot be written. The sentence leaves out the file's name, which the caller puts first."""


_EXISTS = "it exists already (--force overwrites it)"
_CAUSES = {
    errno.ENOENT: "its folder does not exist",
    errno.ENOTDIR: "its folder does not exist",
    errno.EACCES: "no permission to write there",
    errno.EPERM: "no permission to write there",
    errno.EROFS: "it lies on a disk that can only be read",
    errno.ENOSPC: "the disk is full",
    errno.EDQUOT: "the disk quota is used up",
    errno.EFBIG: "it would be larger than the disk allows",
    errno.EISDIR: "it is a folder",
    errno.ENAMETOOLONG: "its name is too long for this system",
    errno.EINVAL: "this system does not allow such a name",
    errno.ELOOP: "it is a link that leads nowhere",
    errno.EBADF: "it cannot be written to",
    errno.EPIPE: "the program that reads it has gone",
}

_WRITABLE = stat.S_IWUSR | stat.S_IWGRP | stat.S_IWOTH


def check_target(target: Target, *, source: Path | None = None, force: bool = False) -> None:
    """Raises the `WriteError` that writing `target` would end with, as far as it can be told before the work.

    Args:
        source: the file that is being worked on, under any of its names.
        force: an existing file, be it the source, may be overwritten.
    """
    with _as_write_errors():
        if (path := file_of(target)) is not None:
            _check_file(_real_path(path), source, force)
        elif isinstance(target, str):
            _standard_output()


def write_bytes(target: Target, data: bytes, *, source: Path | None = None, force: bool = False) -> None:
    """Writes `data`, in full or not at all, with the arguments of `check_target`.

    What a symbolic link points to is replaced, not the link. The file keeps the mode of the one it replaces,
    which `force` does not replace if it may not be written to.

    Raises:
        WriteError: with the cause; what was there before is then as it was.
    """
    with _as_write_errors():
        if isinstance(target, (str, Path)):
            path = file_of(target)
            if path is None:
                _write_stream(_standard_output(), data)
            else:
                _write_file(_real_path(path), data, source, force)
        else:
            _write_stream(target, data)


@contextlib.contextmanager
def _as_write_errors() -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise WriteError(_CAUSES.get(error.errno or 0) or error.strerror or "it cannot be written") from error
    except ValueError as error:  # a NUL in the name
        raise WriteError(_CAUSES[errno.EINVAL]) from error


def _standard_output() -> BinaryIO:
    if sys.stdout is None:
        raise WriteError("it is closed")
    return sys.stdout.buffer


def _write_stream(stream: BinaryIO, data: bytes) -> None:
    rest = memoryview(data)
    while rest:  # an unbuffered stream takes a part at a time
        rest = rest[stream.write(rest) :]
    stream.flush()


def _real_path(path: Path) -> Path:
    """The file that links lead to. A pipe has no other name: /dev/fd/63 is a link to "pipe:[123]"."""
    return path if _is_special(path) else Path(os.path.realpath(path))


def _check_file(path: Path, source: Path | None, force: bool) -> None:
    if path.is_dir():
        raise WriteError(_CAUSES[errno.EISDIR])
    if not path.parent.is_dir():
        raise WriteError(_CAUSES[errno.ENOENT])
    if _is_special(path):
        return
    _check_permissions(path)
    if force or not path.exists():
        return
    if source is not None and source.exists() and source.samefile(path):
        raise WriteError("it is the file that was read (--force overwrites it)")
    raise WriteError(_EXISTS)


def _check_permissions(path: Path) -> None:
    """Replacing a file takes no permission but its folder's; yet who protects a file means what is in it."""
    if path.exists():
        # Looked at by itself, as the superuser may all the same. On Windows it is the read-only attribute.
        if not path.stat().st_mode & _WRITABLE:
            raise WriteError("it is write-protected")
        _check_access(path, "no permission to write to it")
    _check_access(path.parent, "no permission to write in its folder")


def _check_access(path: Path, refusal: str) -> None:
    if not os.access(path, os.W_OK):
        read_only = hasattr(os, "statvfs") and os.statvfs(path).f_flag & os.ST_RDONLY
        raise WriteError(_CAUSES[errno.EROFS] if read_only else refusal)


def _is_special(path: Path) -> bool:
    """Whether it is a device, a pipe or the like, which is written to and must never be replaced."""
    return path.exists() and not path.is_file()


def _write_file(path: Path, data: bytes, source: Path | None, force: bool) -> None:
    _check_file(path, source, force)
    if _is_special(path):
        with path.open("wb") as stream:
            _write_stream(stream, data)
        return
    # Not made from the name of the file, which may be as long as the system allows.
    temporary = path.with_name(f".kquant-{secrets.token_hex(8)}.tmp")
    try:
        _write_synced(temporary, data, _mode_of(path))
        if force:
            temporary.replace(path)
        else:
            _publish_new(temporary, path)
    except BaseException:
        with contextlib.suppress(OSError):
            temporary.unlink()
        raise
    _sync_folder(path.parent)


def _mode_of(path: Path) -> int | None:
    with contextlib.suppress(FileNotFoundError):
        return stat.S_IMODE(path.stat().st_mode)
    return None


def _write_synced(path: Path, data: bytes, mode: int | None) -> None:
    with path.open("xb") as stream:
        if mode is not None:
            with contextlib.suppress(OSError):  # a disk without modes
                path.chmod(mode)
        _write_stream(stream, data)
        os.fsync(stream.fileno())


def _publish_new(temporary: Path, path: Path) -> None:
    """Gives the file its name unless another program has taken it meanwhile."""
    try:
        os.link(temporary, path)
    except FileExistsError:
        raise WriteError(_EXISTS) from None
    except OSError:  # a file system without hard links, such as FAT
        if path.exists():
            raise WriteError(_EXISTS) from None
        temporary.rename(path)
    else:
        temporary.unlink()


def _sync_folder(folder: Path) -> None:
    """Makes the new name last through a power cut, where folders can be opened at all (not on Windows)."""
    with contextlib.suppress(OSError):
        descriptor = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)
