"""What Qt's own test functions do not do with the mouse as a person does."""

from __future__ import annotations

from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget


def double_click(widget: QWidget, at: QPoint) -> None:
    """With the button up again: Qt leaves it down, and all later moves would be drags, in other tests too."""
    keys = Qt.KeyboardModifier.NoModifier
    QTest.mouseDClick(widget, Qt.MouseButton.LeftButton, keys, at)
    QTest.mouseRelease(widget, Qt.MouseButton.LeftButton, keys, at)
