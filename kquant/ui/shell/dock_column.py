"""The panels at the right, and how they share the height of the window."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication, QResizeEvent
from PySide6.QtWidgets import QDockWidget, QMainWindow, QTabBar

from kquant.ui.kit.feature import Panel

_ROOM = 90  # beyond the least height of a lower panel: the plot has some 180 pixels with it


class UpperDock(QDockWidget):
    """Attributes:
    by_hand: a person has made it higher or lower.
    """

    def __init__(self, title: str, window: QMainWindow) -> None:
        super().__init__(title, window)
        self.by_hand = False

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Notice a line that is dragged, which Qt does not tell: the window has the cursor for that."""
        super().resizeEvent(event)
        pressed = bool(QGuiApplication.mouseButtons() & Qt.MouseButton.LeftButton)
        on_line = self.window().cursor().shape() is Qt.CursorShape.SplitVCursor
        if pressed and on_line and event.size().height() != event.oldSize().height():
            self.by_hand = True


class DockColumn:
    """Gives the upper panel the height that it wants, and leaves room to the one that is seen below."""

    def __init__(
        self, window: QMainWindow, upper: UpperDock, panel: Panel, lower: Sequence[QDockWidget]
    ) -> None:
        self._window, self._upper, self._panel, self._lower = window, upper, panel, lower

    def share(self) -> None:
        """Share the height anew, unless a person has."""
        if not self._upper.by_hand and self._panel.wanted_height is not None:
            title = self._upper.height() - self._panel.widget.height()
            self._make(self._panel.wanted_height() + title)

    def keep_room(self) -> None:
        """Leave the lower dock some room, whoever has services the height: the window may be lower now."""
        self._make(self._upper.height())

    def _make(self, height: int) -> None:
        lower = next(filter(self._is_below, self._lower), None)
        if lower is None:
            return
        room = lower.height() - lower.minimumSizeHint().height() - _ROOM
        height = min(height, self._upper.height() + room)
        if height != self._upper.height():
            rest = self._upper.height() + lower.height() + self._tabs_of(lower) - height
            self._window.resizeDocks([self._upper, lower], [height, rest], Qt.Orientation.Vertical)

    def _tabs_of(self, dock: QDockWidget) -> int:
        """The height of the tabs under a panel that others lie behind."""
        bars = self._window.findChildren(QTabBar, options=Qt.FindChildOption.FindDirectChildrenOnly)
        under = (bar for bar in bars if bar.isVisible() and bar.y() > dock.geometry().bottom())
        return next((bar.height() for bar in under if bar.x() == dock.x()), 0)

    def _is_below(self, dock: QDockWidget) -> bool:
        """Whether it is seen below the upper one: a person may have put it elsewhere."""
        upper, lower = self._upper.geometry(), dock.geometry()
        docked = not (self._upper.isFloating() or dock.isFloating())
        shown = self._upper.isVisible() and dock.isVisible()
        return docked and shown and upper.left() == lower.left() and upper.bottom() < lower.top()
