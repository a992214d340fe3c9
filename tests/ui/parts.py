"""Parts of a window by their names, and colours of what is shown."""

from __future__ import annotations

from typing import TypeVar

from PySide6.QtCore import QObject
from PySide6.QtGui import QColor

from kquant.core.model.rgb import Rgb

Found = TypeVar("Found", bound=QObject)


def find(parent: QObject, kind: type[Found], name: str) -> Found:
    """The part of a name; a test fails where there is none."""
    found = parent.findChild(kind, name)
    assert found is not None, name
    return found


def rgb_of(color: QColor) -> Rgb:
    return color.red(), color.green(), color.blue()
