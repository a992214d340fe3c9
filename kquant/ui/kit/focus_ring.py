"""An outline around the control that has the keyboard, where the style shows next to nothing."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt, Slot
from PySide6.QtGui import QPainter, QPaintEvent, QPalette, QPen
from PySide6.QtWidgets import QApplication, QTabBar, QToolButton, QWidget
from shiboken6 import isValid

_FAINT = (QToolButton, QTabBar)
_MOVES = (QEvent.Type.Move, QEvent.Type.Resize, QEvent.Type.Show, QEvent.Type.Hide)


class FocusRing(QWidget):
    """Lies over a window. Only keys bring it out, so that a click leaves nothing behind."""

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self._window = window
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._watched: list[QWidget] = []
        self.hide()
        app = QApplication.instance()
        assert isinstance(app, QApplication)
        app.focusChanged.connect(self._follow)

    @Slot(QWidget, QWidget)
    def _follow(self, _: QWidget | None, now: QWidget | None) -> None:
        if not isValid(self._window):
            return  # the focus still wanders while a window is taken apart
        for widget in filter(isValid, self._watched):
            widget.removeEventFilter(self)
        keyed = self._window.testAttribute(Qt.WidgetAttribute.WA_KeyboardFocusChange)
        faint = keyed and isinstance(now, _FAINT) and self._window.isAncestorOf(now)
        self._watched = _up_to(now, self._window) if faint else []
        for widget in self._watched:
            widget.installEventFilter(self)
        self._place()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's name
        """Stay around the control as that, or what it is in, moves."""
        if event.type() in _MOVES:
            self._place()
        return False

    def _place(self) -> None:
        if not self._watched or not self._watched[0].isVisible():
            self.hide()
            return
        control = self._watched[0]
        self.setGeometry(control.rect().translated(control.mapTo(self._window, control.rect().topLeft())))
        self.raise_()
        self.show()

    def paintEvent(self, _: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(self.palette().color(QPalette.ColorRole.Link), 2))
        painter.drawRoundedRect(self.rect().adjusted(1, 1, -1, -1), 3, 3)
        painter.end()


def _up_to(widget: QWidget | None, window: QWidget) -> list[QWidget]:
    """A widget and what it is in, without the window."""
    found: list[QWidget] = []
    while widget is not None and widget is not window:
        found.append(widget)
        widget = widget.parentWidget()
    return found
