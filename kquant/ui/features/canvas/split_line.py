"""The line between original and result: where it lies and which way it runs."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QLine, QPoint, QPointF, QSize, Qt

_GRIP = 6


@dataclass(slots=True)
class SplitLine:
    """Lies across a widget.

    Attributes:
        orientation: a vertical line has the original at its left, a horizontal one above it.
        position: 0..1 of the widget's width or height.
    """

    orientation: Qt.Orientation = Qt.Orientation.Vertical
    position: float = 0.5

    @property
    def upright(self) -> bool:
        """Whether it runs from top to bottom."""
        return self.orientation == Qt.Orientation.Vertical

    def holds(self, at: QPointF, size: QSize) -> bool:
        """Whether `at` is near enough to take hold of it."""
        away = (
            at.x() - size.width() * self.position if self.upright else at.y() - size.height() * self.position
        )
        return abs(away) <= _GRIP

    def move(self, at: QPointF, size: QSize) -> None:
        """Bring it to a place."""
        self._put(at.x() / max(size.width(), 1) if self.upright else at.y() / max(size.height(), 1))

    def nudge(self, way: QPoint, step: float) -> None:
        """Move it a step; along its own way it stays."""
        self._put(self.position + (way.x() if self.upright else way.y()) * step)

    def turned(self) -> Qt.Orientation:
        """The other way."""
        return Qt.Orientation.Horizontal if self.upright else Qt.Orientation.Vertical

    def across(self, size: QSize) -> QLine:
        """The line in a widget of `size`."""
        if self.upright:
            x = round(size.width() * self.position)
            return QLine(x, 0, x, size.height())
        y = round(size.height() * self.position)
        return QLine(0, y, size.width(), y)

    def _put(self, position: float) -> None:
        self.position = min(max(position, 0.0), 1.0)
