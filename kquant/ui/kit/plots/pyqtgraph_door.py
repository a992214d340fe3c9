"""The one place where pyqtgraph is imported, after PySide6, so that it takes no other binding of Qt."""

from __future__ import annotations

import os

from PySide6 import QtWidgets  # noqa: F401 - pyqtgraph takes the binding that is there first

os.environ["PYQTGRAPH_QT_LIB"] = "PySide6"

import pyqtgraph

__all__ = ["pyqtgraph"]
