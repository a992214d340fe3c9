"""Which layers are seen where: the panes of a view, and the line between original and result."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, TypeAlias

from PySide6.QtCore import QLine, QPoint, QPointF, QRect, QSize, Qt

from kquant.ui.features.canvas.camera import fitting_scale

View: TypeAlias = Literal["original", "split", "side", "result", "difference"]
Role: TypeAlias = Literal["source", "result", "difference"]

VIEWS: tuple[View, ...] = ("original", "split", "side", "result", "difference")

_GRIP = 6
_CLEARLY = 1.2  # so much larger that side by side may mean one above the other
_WHOLE: dict[View, Role] = {"original": "source", "result": "result", "difference": "difference"}


@dataclass(frozen=True, slots=True)
class Pane:
    """A role's picture: placed as if `rect` were the window, seen within `clip`; in pixels of the screen."""

    role: Role
    rect: QRect
    clip: QRect


@dataclass(slots=True)
class SplitLine:
    """The line of the split view, across a widget.

    Attributes:
        orientation: a vertical line has the original at its left, a horizontal one above it.
        position: 0..1 of the widget's width or height.
    """

    orientation: Qt.Orientation = Qt.Orientation.Vertical
    position: float = 0.5

    def holds(self, at: QPointF, size: QSize) -> bool:
        """Whether `at` is near enough to take hold of it."""
        if self.orientation == Qt.Orientation.Vertical:
            return abs(at.x() - size.width() * self.position) <= _GRIP
        return abs(at.y() - size.height() * self.position) <= _GRIP

    def move(self, at: QPointF, size: QSize) -> None:
        """Bring it to a place."""
        upright = self.orientation == Qt.Orientation.Vertical
        self._put(at.x() / max(size.width(), 1) if upright else at.y() / max(size.height(), 1))

    def nudge(self, way: QPoint, step: float) -> None:
        """Move it a step; along its own way it stays."""
        upright = self.orientation == Qt.Orientation.Vertical
        self._put(self.position + (way.x() if upright else way.y()) * step)

    def across(self, size: QSize) -> QLine:
        """The line in a widget of `size`."""
        if self.orientation == Qt.Orientation.Vertical:
            x = round(size.width() * self.position)
            return QLine(x, 0, x, size.height())
        y = round(size.height() * self.position)
        return QLine(0, y, size.width(), y)

    def _put(self, position: float) -> None:
        self.position = min(max(position, 0.0), 1.0)


def panes(view: View, line: Qt.Orientation, split: float, area: QRect, gap: int) -> tuple[Pane, ...]:
    """The panes of a view of `area`. A vertical `line` has the original at its left, else it is on top.

    `split` is where the line of the split view lies, 0..1; `gap` lies between two pictures side by side.
    """
    if view == "split":
        first, second = _halves(area, line, split, 0)
        return Pane("source", area, first), Pane("result", area, second)
    if view == "side":
        first, second = _halves(area, line, 0.5, gap)
        return Pane("source", first, first), Pane("result", second, second)
    return (Pane(_WHOLE[view], area, area),)


def line_between(picture: tuple[int, int], area: QRect, gap: int, padding: int) -> Qt.Orientation:
    """Which way to part `area` for both halves to show a picture large: level if that is worth it."""

    def scale(line: Qt.Orientation) -> float:
        half = _halves(area, line, 0.5, gap)[0]
        return fitting_scale(picture, (half.width(), half.height()), padding)

    upright, level = Qt.Orientation.Vertical, Qt.Orientation.Horizontal
    return level if scale(level) > scale(upright) * _CLEARLY else upright


def _halves(area: QRect, line: Qt.Orientation, split: float, gap: int) -> tuple[QRect, QRect]:
    first, second = QRect(area), QRect(area)
    if line == Qt.Orientation.Vertical:
        at = round(area.width() * split)
        # Both halves are equally large, so that one camera serves them.
        first.setWidth(at - gap // 2 if gap else at)
        second.setLeft(area.right() + 1 - first.width() if gap else at)
    else:
        at = round(area.height() * split)
        first.setHeight(at - gap // 2 if gap else at)
        second.setTop(area.bottom() + 1 - first.height() if gap else at)
    return first, second
