"""One thing in one turn of the event loop."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable

from PySide6.QtCore import QCoreApplication, QObject, Qt, QTimer, Slot
from shiboken6 import isValid


class Turns(QObject):
    """Makes calls in their order, each in a turn of the event loop of its own.

    Qt handles all that has come meanwhile in one turn, and then paints all that it changed: a window is held
    up by the sum. Between these calls it paints, and takes what the mouse and the keys do.
    """

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._calls: deque[tuple[QObject, Callable[[], object]]] = deque()
        self._timer = QTimer(self, interval=0)
        self._timer.timeout.connect(self._next)

    @classmethod
    def of_application(cls) -> Turns:
        """The one that all share."""
        app = QCoreApplication.instance()
        assert app is not None
        return app.findChild(cls, options=Qt.FindChildOption.FindDirectChildrenOnly) or cls(app)

    def queue(self, owner: QObject, call: Callable[[], object]) -> None:
        """Call in a turn to come, unless `owner` is gone by then; from the thread that this lives in."""
        self._calls.append((owner, call))
        self._timer.start()

    @Slot()
    def _next(self) -> None:
        owner, call = self._calls.popleft()
        if not self._calls:
            self._timer.stop()
        if isValid(owner):
            call()
