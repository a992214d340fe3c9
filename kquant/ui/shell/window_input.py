"""What comes to a window as a whole: things dropped on it, and the keys that are held over its picture."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QDragEnterEvent, QDragLeaveEvent, QDropEvent, QKeyEvent
from PySide6.QtWidgets import QMainWindow

from kquant.ui.features.canvas import Canvas
from kquant.ui.features.opening.opening import Opening, can_open
from kquant.ui.kit.overlays import DropSign


class InputWindow(QMainWindow):
    """Takes the events that none of its parts has taken.

    By handlers of its own, not by a filter: Python would be asked about every event, some hundred in a turn
    in which actions and panels change, and would wait for its lock beside workers each time.
    """

    def take_input(self, opening: Opening, sign: DropSign, canvas: Canvas) -> None:
        """Open what is dropped, under a sign that it may be.

        While B is held, show a canvas's original; while Space is, let the mouse pan it.
        """
        self._opening, self._sign, self._canvas = opening, sign, canvas
        self.setAcceptDrops(True)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if can_open(event.mimeData()):
            event.acceptProposedAction()
            self._sign.appear()

    def dragLeaveEvent(self, _: QDragLeaveEvent) -> None:
        self._sign.hide()

    def dropEvent(self, event: QDropEvent) -> None:
        self._sign.hide()
        if self._opening.take(event.mimeData()):
            event.acceptProposedAction()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if not self._hold(event, True):
            super().keyPressEvent(event)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.ActivationChange and not self.isActiveWindow():
            self._canvas.hold_for_pan(False)  # where the keys are released is not told
            self._canvas.show_original(False)

    def keyReleaseEvent(self, event: QKeyEvent) -> None:
        if not self._hold(event, False):
            super().keyReleaseEvent(event)

    def _hold(self, event: QKeyEvent, held: bool) -> bool:
        canvas = self._canvas
        takes = {Qt.Key.Key_B: canvas.show_original, Qt.Key.Key_Space: canvas.hold_for_pan}
        take = takes.get(Qt.Key(event.key()))
        if take is None or (held and event.modifiers()) or not canvas.isVisible():
            return False
        if not event.isAutoRepeat():
            take(held)
        return True
