"""Questions about files, answered whatever a path looks like, and the file manager that shows one.

pathlib raises for a name that is too long, a NUL in it, and a folder that nobody may look into.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from functools import partial
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QProcess, QSysInfo, QUrl
from PySide6.QtGui import QDesktopServices

from kquant.ui.kit.message_bar import MessageBar, MessageKind, NextStep


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


def step_to_folder(messages: MessageBar, path: Path) -> NextStep:
    """A button that shows where a file is, and says so in words where no file manager answers."""

    def show() -> None:
        if not _show_in_folder(path):
            words = QCoreApplication.translate("ShowInFolder", "No file manager was found for {path}.")
            messages.tell(MessageKind.NOTE, words.format(path=path))

    return QCoreApplication.translate("ShowInFolder", "Show in Folder"), show


def _show_in_folder(path: Path) -> bool:
    """Open the folder, with the file selected where the system can do that; False if nothing did it."""
    if sys.platform == "win32":
        return bool(QProcess.startDetached("explorer", [f"/select,{path}"])[0])
    if sys.platform == "darwin":
        return bool(QProcess.startDetached("open", ["-R", str(path)])[0])
    return QDesktopServices.openUrl(QUrl.fromLocalFile(str(path.parent)))
