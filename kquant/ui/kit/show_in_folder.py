"""A file, pointed out in the system's own file manager."""

from __future__ import annotations

import sys
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QProcess, QUrl
from PySide6.QtGui import QDesktopServices

from kquant.ui.kit.message_bar import MessageBar, MessageKind, NextStep


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
