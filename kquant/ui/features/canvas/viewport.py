"""Where a widget shows a picture: the panes of its view, one camera for all of them, and the split line."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QPointF, QRect, QRectF, QSize, Qt

from kquant.ui.features.canvas.camera import Camera
from kquant.ui.features.canvas.layout import Pane, SplitLine, View, line_between, panes
from kquant.ui.kit.picture_tool import Sight

_GAP = 2
_PADDING = 8


class Viewport:
    """Works out where things lie when something about that changes, not as they are drawn.

    Points are those of the widget; the camera and the panes count pixels of the screen.

    Attributes (read only from outside):
        camera: Camera, zoomed and panned by its own methods.
        line: SplitLine; `arrange` after moving it.
        view: the name of the view.
        original: whether the original is shown in place of whatever else would be.
        picture: width and height of the picture, None without one.
        ratio: pixels of the screen for each point.
        panes: the Panes of the view.
        parting: which way the line between original and result runs, or would run if there were one.
        split_line: where the split line is drawn, None where there is none.
    """

    def __init__(self) -> None:
        self.camera = Camera()
        self.line = SplitLine()
        self.view: View = "split"
        self.original = False
        self.picture: tuple[int, int] | None = None
        self.ratio = 1.0
        self._size = QSize(1, 1)
        self.arrange()

    def resize(self, size: QSize, ratio: float) -> None:
        """The widget has another size, or is on another screen."""
        self._size, self.ratio = size, ratio
        self.arrange()

    def show(self, picture: tuple[int, int] | None) -> None:
        """Take another picture, and fit it."""
        self.picture = picture
        if picture is not None:
            self.camera.show(*picture)
        self.arrange()

    def set_view(self, view: View) -> None:
        """Show another view."""
        self.view = view
        self.arrange()

    def show_original(self, shown: bool) -> None:
        """Show the original in all panes."""
        self.original = shown
        self.arrange()

    def arrange(self) -> None:
        """Lay out the panes."""
        ratio = self.ratio
        area = QRect(0, 0, round(self._size.width() * ratio), round(self._size.height() * ratio))
        gap, padding = round(_GAP * ratio), round(_PADDING * ratio)
        self.parting = self.line.orientation
        if self.view == "side" and self.picture is not None:
            self.parting = line_between(self.picture, area, gap, padding)
        self.panes = panes(self.view, self.parting, self.line.position, area, gap)
        if self.original:
            self.panes = tuple(Pane("source", pane.rect, pane.clip) for pane in self.panes)
        splits = self.view == "split" and self.picture is not None and not self.original
        self.split_line = self.line.across(self._size) if splits else None
        self.camera.resize(self.panes[0].rect.width(), self.panes[0].rect.height(), padding)

    def pan(self, way: QPointF) -> None:
        """Move the picture by points."""
        self.camera.pan(way.x() * self.ratio, way.y() * self.ratio)

    def zoom(self, scale: float, at: QPointF | None = None) -> None:
        """Zoom so that what lies at a point, or in the middle, stays there."""
        size = self.panes[0].rect.size()
        place = (size.width() / 2, size.height() / 2) if at is None else self._in_pane(at)
        self.camera.zoom(scale, *place)

    def sights(self) -> tuple[Sight, ...]:
        """Where the panes show the picture; none without one."""
        if self.picture is None:
            return ()
        ratio, origin = self.ratio, QPointF(*self.camera.origin)
        return tuple(
            Sight(
                (QPointF(pane.rect.topLeft()) + origin) / ratio,
                self.camera.scale / ratio,
                QRectF(QPointF(pane.clip.topLeft()) / ratio, QSize(pane.clip.size()).toSizeF() / ratio),
            )
            for pane in self.panes
        )

    def sight_at(self, at: QPointF) -> Sight:
        """The one that a point is in, or the first."""
        sights = self.sights()
        return next((sight for sight in sights if sight.clip.contains(at)), sights[0])

    def sight_of(self, place: QPointF) -> Sight | None:
        """The first in which a place of the picture is seen, if it is."""
        return next((sight for sight in self.sights() if sight.clip.contains(sight.point(place))), None)

    def pixel_at(self, at: QPointF) -> QPoint | None:
        """The pixel of the picture at a point."""
        found = None if self.picture is None else self.camera.pixel(*self._in_pane(at))
        return None if found is None else QPoint(*found)

    @property
    def middle_pixel(self) -> QPoint | None:
        """The pixel in the middle of what is in sight."""
        middle = self.panes[0].rect.size() / 2
        found = None if self.picture is None else self.camera.pixel(middle.width(), middle.height())
        return None if found is None else QPoint(*found)

    def holds_line(self, at: QPointF) -> bool:
        """Whether a point is near enough to the split line to take hold of it."""
        return self.split_line is not None and self.line.holds(at, self._size)

    def move_line(self, at: QPointF) -> None:
        """Bring the split line to a point."""
        self.line.move(at, self._size)
        self.arrange()

    def nudge_line(self, way: QPoint, step: float) -> None:
        """Move the split line a step."""
        self.line.nudge(way, step)
        self.arrange()

    def _in_pane(self, at: QPointF) -> tuple[float, float]:
        """A point as the camera counts: in pixels of the screen, from the pane that it is in."""
        place = at * self.ratio
        corner = self.panes[0].rect.topLeft()
        for pane in self.panes:
            if pane.rect.contains(place.toPoint()):
                corner = pane.rect.topLeft()
                break
        return place.x() - corner.x(), place.y() - corner.y()


def turned(line: Qt.Orientation) -> Qt.Orientation:
    """The other way."""
    return Qt.Orientation.Horizontal if line == Qt.Orientation.Vertical else Qt.Orientation.Vertical
