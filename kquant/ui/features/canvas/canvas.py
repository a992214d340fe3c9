"""The widget that shows a document's picture."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QPointF, Qt, Signal, Slot
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QWidget

from kquant.core.color.vision import Deficiency
from kquant.session.document.document import Document
from kquant.ui.features.canvas.gestures import Gestures
from kquant.ui.features.canvas.layout import VIEWS, View
from kquant.ui.features.canvas.picture_view import PictureView
from kquant.ui.features.canvas.tools import Tools

_BACKGROUNDS = {"light": QColor(242, 242, 242), "dark": QColor(32, 32, 32)}


class Canvas(PictureView):
    """Shows the document's picture, its result, or both, at any zoom.

    `close()` it before its document is let go, so that no thread is left behind.

    Attributes:
        tools: what the mouse selects and picks with.

    Signals:
        pixel_hovered(object): a `PixelInfo`, or None where the cursor is on no pixel.
        view_changed(str): the name of the view.
        zoom_changed(float): 1.0 for 100 %, when a pixel of the picture is one of the screen.
        settled(): all that is in sight has been painted as it should be.
        split_orientation_changed(object): the Qt.Orientation of the line between original and result.
        broke(object): an exception that was not expected.
    """

    view_changed = Signal(str)
    split_orientation_changed = Signal(object)

    def __init__(self, document: Document, parent: QWidget | None = None) -> None:
        super().__init__(document, parent)
        self._gestures = Gestures(self)
        self.tools = Tools(self, self._gestures, document)
        self._drawers.append(self.tools.draw)

    # What others ask of it

    @property
    def view(self) -> View:
        """The name of the view."""
        return self._view

    @property
    def zoom(self) -> float:
        """1.0 for 100 %."""
        return self._camera.scale

    @property
    def fitted(self) -> bool:
        """Whether the whole picture is kept in sight."""
        return self._camera.fitted

    @property
    def is_settled(self) -> bool:
        """Whether all that is in sight has been painted as it should be."""
        return self._frames.settled

    @property
    def split_orientation(self) -> Qt.Orientation:
        """Which way the line between original and result runs."""
        return self._line.orientation

    @property
    def split(self) -> float:
        """Where the line of the split view lies, 0..1."""
        return self._line.position

    @property
    def can_pan(self) -> bool:
        """Whether a part of the picture is out of sight."""
        return self._camera.movable

    @Slot(str)
    def set_view(self, view: str) -> None:
        """Show "original", "split", "side", "result" or "difference".

        Raises:
            ValueError: for another word.
        """
        if view not in VIEWS:
            raise ValueError(f"{view!r} is not a view")
        if view != self._view:
            self._view = view
            self._fit_panes()
            self.view_changed.emit(view)

    @Slot()
    def fit(self) -> None:
        """Show the whole picture, also when the window's size changes."""
        self._camera.fit()
        self._moved()

    @Slot()
    def actual_size(self) -> None:
        """Zoom to 100 %."""
        self.set_zoom(1.0)

    @Slot()
    def zoom_in(self) -> None:
        """To the next of the usual steps."""
        self.set_zoom(self._camera.step(up=True))

    @Slot()
    def zoom_out(self) -> None:
        """To the next of the usual steps."""
        self.set_zoom(self._camera.step(up=False))

    @Slot(float)
    def set_zoom(self, zoom: float) -> None:
        """Zoom in or out of the middle; 0.01 to 64."""
        size = self._panes()[0].rect.size()
        self._camera.zoom(zoom, size.width() / 2, size.height() / 2)
        self._moved()

    @Slot(bool)
    def show_original(self, shown: bool) -> None:
        """Show the original in place of whatever else is shown."""
        if shown != self._holding_original:
            self._holding_original = shown
            self._refresh()

    def hold_for_pan(self, held: bool) -> None:
        """Let the left button pan, whatever the tool."""
        self._gestures.hold_space(held)

    @Slot(object)
    def highlight(self, index: int | None) -> None:
        """Let the pixels of a colour of the result's palette stand out; None ends it."""
        if index != self._layers.highlight:
            self._layers.highlight = index
            self._refresh()

    @property
    def vision(self) -> Deficiency | None:
        """As with which deficiency everything is shown."""
        return self._layers.vision

    @Slot(object)
    def set_vision(self, deficiency: Deficiency | None) -> None:
        """Show everything as people with a deficiency see it, and say so; None ends it."""
        self._layers.vision = deficiency
        self._refresh()

    @property
    def selection_shown(self) -> bool:
        """Whether the selection stands out."""
        return self._selection_shown

    @Slot(bool)
    def show_selection(self, shown: bool) -> None:
        """Let the selection stand out, or hide that there is one."""
        self._selection_shown = shown
        self._refresh()

    def set_background(self, background: str | QColor) -> None:
        """What is behind and around the picture: "checker" on neutral grey, "light", "dark", a colour."""
        if isinstance(background, QColor):
            self._background = QColor(background)
        else:
            self._background = None if background == "checker" else _BACKGROUNDS[background]
        self.update()

    @Slot(object)
    def set_split_orientation(self, line: Qt.Orientation) -> None:
        """Which way the line between original and result runs."""
        if line != self._line.orientation:
            self._line.orientation = line
            self._fit_panes()
            self.split_orientation_changed.emit(line)

    # What its gestures ask of it; places are in the widget's coordinates

    def pan_by(self, way: QPointF) -> None:
        """Move the picture."""
        ratio = self.devicePixelRatioF()
        self._camera.pan(way.x() * ratio, way.y() * ratio)
        self._moved()

    def reveal(self, place: QPointF) -> None:
        """Bring a place of the picture into sight."""
        sight = self.sights()[0]
        point, clip = sight.point(place), sight.clip
        if not any(sight.clip.contains(sight.point(place)) for sight in self.sights()):
            self.pan_by(clip.center() - point)

    def zoom_by(self, factor: float, at: QPointF) -> None:
        """Zoom so that what lies at `at` stays there; past 100 % it halts once."""
        before, after = self._camera.scale, self._camera.scale * factor
        if min(before, after) < 1 < max(before, after):
            after = 1.0
        self._camera.zoom(after, *self._in_pane(at * self.devicePixelRatioF()))
        self._moved()

    def toggle_fit(self, at: QPointF) -> None:
        """From fit to 100 % at a place, and from anything else to fit."""
        if self._camera.fitted:
            self._camera.zoom(1.0, *self._in_pane(at * self.devicePixelRatioF()))
            self._moved()
        else:
            self.fit()

    def go_to_corner(self, first: bool) -> None:
        """Go to the top left corner, or to the bottom right one."""
        width, height = self._camera.drawn_size
        way = 1 if first else -1
        self._camera.pan(way * width, way * height)
        self._moved()

    def on_split_line(self, at: QPointF) -> bool:
        """Whether the mouse at `at` takes hold of the line."""
        return self._splits and self._line.holds(at, self.size())

    def move_split_line(self, at: QPointF) -> None:
        """Bring the line to the mouse."""
        self._line.move(at, self.size())
        self.update()

    def nudge_split_line(self, way: QPoint, step: float) -> None:
        """Move the line by keys."""
        if self._splits:
            self._line.nudge(way, step)
            self.update()

    def turn_split_line(self) -> None:
        """From upright to level, and back."""
        self.set_split_orientation(self._line.turned())
