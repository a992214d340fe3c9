"""Where something is written to, and what its name says."""

from __future__ import annotations

from pathlib import Path, PurePath
from typing import BinaryIO, TypeAlias

Target: TypeAlias = Path | str | BinaryIO
"""Where bytes go: a file, `"-"` for standard output (but `Path("-")` is a file), or an open stream."""


def file_of(target: Target) -> Path | None:
    """The file that is meant, or None for a stream."""
    if isinstance(target, Path) or (isinstance(target, str) and target != "-"):
        return Path(target)
    return None


def ending_of(name: PurePath | str) -> str:
    """The ending of a file name with its dot, in lower case; an ending by itself, such as `".png"`, too."""
    text = str(name)
    return (text if text.startswith(".") and text.count(".") == 1 else PurePath(text).suffix).lower()
