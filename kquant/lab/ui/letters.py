"""Letters are for a box that has the keyboard, not shortcuts."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractSpinBox, QComboBox, QLineEdit, QWidget

_BOXES = QComboBox, QAbstractSpinBox, QLineEdit
_COMMANDING = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier


def is_for_box(event: QEvent, focused: QWidget | None) -> bool:
    """Whether a key that may be a shortcut is to be left to what has the focus.

    A list of choices finds entries by their letters, and other than a line of text it does not say so to Qt.
    """
    if event.type() != QEvent.Type.ShortcutOverride or not isinstance(event, QKeyEvent):
        return False
    typed = bool(event.text()) and event.text().isprintable() and not event.modifiers() & _COMMANDING
    return typed and isinstance(focused, _BOXES)
