"""PySide's types, made on the GUI thread before a worker needs them."""

from __future__ import annotations

import time

from PySide6 import QtCore, QtGui, QtWidgets

_LEFT = (getattr(module, name) for module in (QtCore, QtGui, QtWidgets) for name in dir(module))
"""Of the whole process, as the types are."""


def make_qt_types(seconds: float = float("inf")) -> bool:
    """Go on for so long, on the GUI thread; True once all are made.

    PySide makes a type when it is asked for, and pyqtgraph asks for all as it is imported, which a worker
    does. It enters them in a table that the GUI thread reads without Python's lock whenever Qt casts a
    widget: while a worker enlarged the table, about one start in a hundred crashed.
    """
    end = time.monotonic() + seconds
    return all(time.monotonic() <= end for _ in _LEFT)
