"""The keys that do something with swatches."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence

from kquant.ui.features.palette.swatch_list import SwatchList

_COPY_KEYS = (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space)
_MOVES = (Qt.Key.Key_Left, Qt.Key.Key_Right, Qt.Key.Key_Home, Qt.Key.Key_End)
_STEPS = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}


class SwatchKeys(QObject):
    """Takes what a list needs not see of its keys; its own are those that move and select.

    Signals:
        began(): a key is pressed, of which nothing has been done yet.
        copy_wanted(): a key asked for a copy of what is selected.
        paste_wanted(): a key asked for the colour on the clipboard.
        move_wanted(object, int): a list of rows, and the row before which they are to be.
        passed(object): the keys have moved to a row; None once they have gone elsewhere.
    """

    began = Signal()
    copy_wanted = Signal()
    paste_wanted = Signal()
    move_wanted = Signal(object, int)
    passed = Signal(object)

    def __init__(self, swatches: SwatchList) -> None:
        super().__init__(swatches)
        self._list = swatches
        swatches.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Copy, paste and Escape are for the swatches here, whatever they do elsewhere in the window."""
        kind = event.type()
        if isinstance(event, QKeyEvent):
            if kind == QEvent.Type.ShortcutOverride:
                self.began.emit()
                return self._overrides(event)
            if kind == QEvent.Type.KeyPress:
                return self._press(event)
            if kind == QEvent.Type.KeyRelease and event.key() in _MOVES:
                self.passed.emit(self._list.current_row)
        elif kind == QEvent.Type.FocusOut:
            self.passed.emit(None)
        return False

    def _overrides(self, event: QKeyEvent) -> bool:
        keys = QKeySequence.StandardKey
        if event.key() == Qt.Key.Key_Escape:
            taken = self._list.is_dragging
        else:
            copies = event.matches(keys.Copy) or event.matches(keys.Paste)
            taken = copies and bool(self._list.selected_rows)
        if taken:
            event.accept()
        return taken

    def _press(self, event: QKeyEvent) -> bool:
        """The arrows, Home and End move; letters and digits belong to the window, not to a search here."""
        keys, swatches = QKeySequence.StandardKey, self._list
        plain = not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        if event.key() == Qt.Key.Key_Escape and swatches.is_dragging:
            swatches.end_drag()
        elif event.key() == Qt.Key.Key_Escape and swatches.selected_rows:
            swatches.clearSelection()
        elif event.matches(keys.Copy) or (plain and event.key() in _COPY_KEYS):
            self.copy_wanted.emit()
        elif event.matches(keys.Paste):
            self.paste_wanted.emit()
        elif event.modifiers() == Qt.KeyboardModifier.AltModifier and event.key() in _STEPS:
            self._step(_STEPS[Qt.Key(event.key())])
        elif plain and event.text().isprintable() and event.text():
            event.ignore()
        else:
            return False
        return True

    def _step(self, by: int) -> None:
        """Move what is selected one place to the left or right."""
        rows = self._list.selected_rows
        if not rows:
            return
        to = rows[0] - 1 if by < 0 else rows[-1] + 2
        if 0 <= to <= self._list.model().rowCount():
            self.move_wanted.emit(rows, to)
