"""What a widget that shows a picture and the tools that work on it know of each other."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

from PySide6.QtCore import QEvent, QPoint, QPointF, QRect, QRectF, Qt
from PySide6.QtGui import QPainter


@dataclass(frozen=True, slots=True)
class Sight:
    """Where a pane shows the picture, in the widget's coordinates.

    Places are in pixels of the picture, (0, 0) is its corner; points are those of the widget.

    Attributes:
        corner: the point of the picture's corner.
        scale: points for each pixel of the picture.
        clip: where the picture is seen.
    """

    corner: QPointF
    scale: float
    clip: QRectF

    def place(self, point: QPointF) -> QPointF:
        """The place under a point, also beyond the picture's edges."""
        return (point - self.corner) / self.scale

    def point(self, place: QPointF) -> QPointF:
        """The point of a place."""
        return place * self.scale + self.corner

    def rect(self, x: float, y: float, width: float, height: float) -> QRectF:
        """The points of a part of the picture."""
        return QRectF(self.point(QPointF(x, y)), self.point(QPointF(x + width, y + height)))


class PictureTool(Protocol):
    """Works on a picture by mouse and keys.

    Attributes:
        drawn: whether there may be something of it to be seen over the picture.
    """

    drawn: bool

    def handle(self, event: QEvent) -> bool:
        """Whether an event of the widget was for the tool; it comes here before the widget looks at it."""

    def draw(self, painter: QPainter) -> None:
        """What is to be seen of it over the picture."""


class PictureSurface(Protocol):
    """A widget that shows a picture in one or more panes, as tools see it."""

    @property
    def picture_size(self) -> tuple[int, int] | None:
        """Width and height of the picture, None without one."""

    @property
    def hovered_pixel(self) -> QPoint | None:
        """The pixel under the mouse."""

    @property
    def middle_pixel(self) -> QPoint | None:
        """The pixel in the middle of what is in sight."""

    @property
    def held_for_pan(self) -> bool:
        """Whether the left button pans, whatever the tool."""

    @property
    def dragging(self) -> bool:
        """Whether the mouse is moving the picture or a part of the view."""

    def sights(self) -> tuple[Sight, ...]:
        """Where the panes show the picture; none without one."""

    def sight_at(self, at: QPointF) -> Sight:
        """The one that a point is in, or the first."""

    def point_of(self, place: QPointF) -> QPointF:
        """The point at which a place of the picture is seen."""

    def on_split_line(self, at: QPointF) -> bool:
        """Whether the mouse at `at` takes hold of the line between two panes."""

    def hover(self, at: QPointF | None) -> None:
        """The mouse is at `at`, or gone."""

    def show_probe(self, pixel: QPoint | None) -> None:
        """Let a pixel be the one that is pointed at."""

    def reveal(self, place: QPointF) -> None:
        """Bring a place of the picture into sight."""

    def set_resting_cursor(self, shape: Qt.CursorShape) -> None:
        """The cursor where nothing else is the case."""

    def use_tool(self, tool: PictureTool) -> None:
        """Let a tool see events first, and draw over the picture."""

    def rect(self) -> QRect:
        """The whole of the widget."""

    def update(self) -> None:
        """Draw anew."""

    def setFocus(self, reason: Qt.FocusReason) -> None:
        """Take the keyboard."""
