"""About KQuant, and the text of a report of a problem."""

from __future__ import annotations

import importlib.metadata
import platform
import sys
from pathlib import Path

from PySide6.QtCore import QCoreApplication, qVersion
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QWidget

from kquant import __version__
from kquant.kernels import description
from kquant.ui.kit.dialogs import TextDialog
from kquant.ui.kit.icons import application_icon

_ICON_SIDE = 64
_LOG_LINES = 80
_LOG_BYTES = 1 << 16
_PACKAGES = ("numpy", "opencv-python-headless", "Pillow", "pyqtgraph", "PySide6-Essentials")
_EXTRAS = ("pillow-heif", "pi-heif", "pillow-jxl-plugin")


def about_dialog(parent: QWidget | None = None) -> TextDialog:
    """What KQuant is, with the versions of everything it is made of."""
    words = QCoreApplication.translate(
        "About",
        "<b>KQuant {version}</b><br>Reduces pictures to a few colours with k-means clustering by OpenCV."
        "<br>Free software under the MIT licence.",
    ).format(version=__version__)
    title = QCoreApplication.translate("About", "About KQuant")
    picture = application_icon().pixmap(_ICON_SIDE, _ICON_SIDE)
    return TextDialog(title, words, versions(), picture, parent)


def report_dialog(log: Path | None, parent: QWidget | None = None) -> TextDialog:
    """What a report should say: versions and the end of the log."""
    words = QCoreApplication.translate(
        "About",
        "Please say what you did, what you expected and what happened, and add the text below."
        " It holds names of files you opened; take out what nobody should see.",
    )
    title = QCoreApplication.translate("About", "Report a Problem")
    return TextDialog(title, words, report_text(log), parent=parent)


def report_text(log: Path | None) -> str:
    """Versions and the last lines of the log."""
    return f"{versions()}\n\n{_end_of(log)}".rstrip()


def _end_of(log: Path | None) -> str:
    if log is None or not log.is_file():
        return ""
    with log.open("rb") as file:
        file.seek(max(0, log.stat().st_size - _LOG_BYTES))
        text = file.read().decode("utf-8", "replace")
    return "\n".join(text.splitlines()[-_LOG_LINES:])


def versions() -> str:
    """One thing and its version a line."""
    lines = [
        f"KQuant {__version__}",
        f"kernels: {description()}",
        f"Python {platform.python_version()}",
        f"Qt {qVersion()} ({QGuiApplication.platformName()})",
    ]
    lines += [f"{name} {_version(name)}" for name in (*_PACKAGES, *_EXTRAS)]
    lines.append(f"{platform.system()} {platform.release()} ({platform.machine()})")
    if getattr(sys, "frozen", False):
        lines.append("bundled application")
    return "\n".join(lines)


def _version(package: str) -> str:
    try:
        return importlib.metadata.version(package)
    except importlib.metadata.PackageNotFoundError:
        return "-"
