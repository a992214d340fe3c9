"""What KQuant runs on, as text for a report."""

from __future__ import annotations

import importlib.metadata
import platform
import sys

from PySide6.QtCore import qVersion
from PySide6.QtGui import QGuiApplication

from kquant import __version__
from kquant.kernels import description

_PACKAGES = ("numpy", "opencv-python-headless", "Pillow", "pyqtgraph", "PySide6-Essentials")
_EXTRAS = ("pillow-heif", "pi-heif", "pillow-jxl-plugin")


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
