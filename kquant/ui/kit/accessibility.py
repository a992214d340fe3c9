"""What every control is given to be found, heard and understood."""

from __future__ import annotations

from html import escape

from PySide6 import QtGui
from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QAbstractButton, QWidget


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

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's name
        """Pass the wheel on to the parent unless the widget has the focus."""
        if event.type() == QEvent.Type.Wheel and isinstance(watched, QWidget) and not watched.hasFocus():
            event.ignore()
            return True
        return False
