"""What comes to a window as a whole: things dropped on it, and the key that is held to see the original."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QKeyEvent
from PySide6.QtWidgets import QWidget

from kquant.ui.canvas import Canvas
from kquant.ui.opening import Opening, can_open
from kquant.ui.overlays import DropSign

_KEYS = (QEvent.Type.KeyPress, QEvent.Type.KeyRelease)


class WindowInput(QObject):
    """Watches the events of a window that none of its parts has taken."""

    def __init__(self, opening: Opening, sign: DropSign, canvas: Canvas, window: QWidget) -> None:
        super().__init__(window)
        self._opening, self._sign, self._canvas = opening, sign, canvas
        window.setAcceptDrops(True)
        window.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's name
        if watched is not self.parent():
            return False
        if isinstance(event, QKeyEvent) and event.type() in _KEYS:
            return self._hold_original(event)
        if isinstance(event, QDragEnterEvent):
            return self._welcome(event)
        if event.type() == QEvent.Type.DragLeave:
            self._sign.hide()
        elif isinstance(event, QDropEvent) and event.type() == QEvent.Type.Drop:
            self._sign.hide()
            if self._opening.take(event.mimeData()):
                event.acceptProposedAction()
            return True
        return False

    def _welcome(self, event: QDragEnterEvent) -> bool:
        if not can_open(event.mimeData()):
            return False
        event.acceptProposedAction()
        self._sign.appear()
        return True

    def _hold_original(self, event: QKeyEvent) -> bool:
        if event.key() != Qt.Key.Key_B or event.modifiers() or not self._canvas.isVisible():
            return False
        if not event.isAutoRepeat():
            self._canvas.show_original(event.type() == QEvent.Type.KeyPress)
        return True
