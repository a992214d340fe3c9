"""What every control is given to be found, heard and understood."""

from __future__ import annotations

from html import escape

from PySide6 import QtGui
from PySide6.QtCore import QEvent, QObject, Qt, Slot
from PySide6.QtGui import QKeyEvent, QKeySequence, QPainter, QPaintEvent, QPalette, QPen, QShortcut
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractSpinBox,
    QApplication,
    QComboBox,
    QLineEdit,
    QTabBar,
    QToolButton,
    QWidget,
)
from shiboken6 import isValid

_FAINT = (QToolButton, QTabBar)
_MOVES = (QEvent.Type.Move, QEvent.Type.Resize, QEvent.Type.Show, QEvent.Type.Hide)


_BOXES = QComboBox, QAbstractSpinBox, QLineEdit
_COMMANDING = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier


def describe(widget: QWidget, object_name: str, name: str, teaching: str) -> None:
    """Name a control, and say what it does in a tooltip and to screen readers."""
    widget.setObjectName(object_name)
    widget.setAccessibleName(name)
    explain(widget, teaching)


def explain(widget: QWidget, teaching: str, why_not: str = "") -> None:
    """Say what a control does, and first why it does nothing now."""
    words = f"{why_not} {teaching}" if why_not else teaching
    if words != widget.accessibleDescription():
        widget.setAccessibleDescription(words)
        widget.setToolTip(wrapped(words))


def add_key(widget: QWidget, keys: str) -> None:
    """Give a control that no letter is left for a key of its own, and say so in its tooltip."""
    sequence = QKeySequence(keys)
    told = sequence.toString(QKeySequence.SequenceFormat.NativeText)
    teaching = widget.accessibleDescription() or widget.toolTip() or widget.accessibleName()
    widget.setToolTip(wrapped(f"{teaching} ({told})"))

    def go() -> None:
        widget.setFocus(Qt.FocusReason.ShortcutFocusReason)
        if isinstance(widget, QAbstractButton):
            widget.click()

    QShortcut(sequence, widget).activated.connect(go)


def literal(text: str) -> str:
    """As a tooltip that shows a person's own text as it is; Qt takes what looks like markup for that."""
    return wrapped(text) if QtGui.Qt.mightBeRichText(text) else text


def unmarked(text: str) -> str:
    """As a menu or a button that shows a person's own text as it is; Qt takes & for the mark of a key."""
    return text.replace("&", "&&")


def wrapped(text: str) -> str:
    """As a tooltip; Qt breaks only rich text into lines."""
    return f"<p>{escape(text)}</p>"


class WheelGuard(QObject):
    """Lets the wheel scroll the dock, not change the value it happens to pass over."""

    def guard(self, widget: QWidget) -> None:
        """Let a widget have the wheel only while it has the keyboard."""
        widget.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        widget.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Pass the wheel on to the parent unless the widget has the focus."""
        if event.type() == QEvent.Type.Wheel and isinstance(watched, QWidget) and not watched.hasFocus():
            event.ignore()
            return True
        return False


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

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
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

    def paintEvent(self, _: QPaintEvent) -> None:
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


def is_typed_into_box(event: QEvent, focused: QWidget | None) -> bool:
    """Whether a key that may be a shortcut is to be left to what has the focus.

    A list of choices finds entries by their letters, and other than a line of text it does not say so to Qt.
    """
    if event.type() != QEvent.Type.ShortcutOverride or not isinstance(event, QKeyEvent):
        return False
    typed = bool(event.text()) and event.text().isprintable() and not event.modifiers() & _COMMANDING
    return typed and isinstance(focused, _BOXES)
