"""Keys that a box for a number has no use for."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import QDoubleSpinBox, QSpinBox

_OF_DECIMALS = ".,+-eE"
_PLAIN = Qt.KeyboardModifier.ShiftModifier | Qt.KeyboardModifier.KeypadModifier
_STEPS = (QKeySequence.StandardKey.Undo, QKeySequence.StandardKey.Redo)


class NumberKeys(QObject):
    """Lets the window have the characters that are in no number, and undo and redo, after what was typed.

    A box would take them all, though it does nothing with them: shortcuts would be dead while it has the
    keyboard, and Ctrl+Z after a change of the number would not take it back.

    Args:
        also: whether the box has a use for a character all the same.
        watch: look at all events of the box; without it someone else does, and calls `eventFilter` for keys.
    """

    def __init__(
        self,
        box: QSpinBox | QDoubleSpinBox,
        also: Callable[[str], bool] = lambda _: False,
        watch: bool = True,
    ) -> None:
        super().__init__(box)
        self._box, self._also = box, also
        self._taken = _OF_DECIMALS if isinstance(box, QDoubleSpinBox) else ""
        if watch:
            box.installEventFilter(self)

    def eventFilter(self, _: QObject, event: QEvent) -> bool:
        """Leave what is not for the box to those around it."""
        if not isinstance(event, QKeyEvent):
            return False
        if not self._is_strange(event) and not any(map(event.matches, _STEPS)):
            return False
        if event.type() != QEvent.Type.KeyRelease:
            self._box.interpretText()
        event.ignore()
        return True

    def _is_strange(self, event: QKeyEvent) -> bool:
        text = event.text()
        if not text or event.modifiers() & ~_PLAIN:
            return False
        known = text.isdigit() or text in self._taken or self._also(text)
        return text.isprintable() and not known
