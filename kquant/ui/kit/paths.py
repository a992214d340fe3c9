"""Questions about files, answered whatever a path looks like.

pathlib raises for a name that is too long, a NUL in it, and a folder that nobody may look into.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path

from PySide6.QtCore import QSysInfo, QUrl


def is_file(path: Path) -> bool:
    """Whether there is a file, as far as can be seen."""
    return _answer(path.is_file)


def is_folder(path: Path) -> bool:
    """Whether there is a folder, as far as can be seen."""
    return _answer(path.is_dir)


def is_there(path: Path) -> bool:
    """Whether there is anything, as far as can be seen."""
    return _answer(path.exists)


def is_same_file(path: Path, other: Path | None) -> bool:
    """Whether two paths lead to one file that is there."""
    return other is not None and _answer(partial(path.samefile, other))


def local_file(url: QUrl) -> Path | None:
    """The file of this computer that a link leads to, also one such as `file://localhost/a.png`."""
    if not url.isLocalFile():
        return None
    own = QSysInfo.machineHostName().lower()
    if url.host() in ("localhost", own, own.partition(".")[0]):
        url = QUrl(url)
        url.setHost("")
    return Path(url.toLocalFile())


def _answer(question: Callable[[], bool]) -> bool:
    try:
        return question()
    except (OSError, ValueError):
        return False
