"""The widget that shows a document's picture."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QPoint, QPointF, QSize, Qt, Signal, Slot
from PySide6.QtGui import QCloseEvent, QColor, QFocusEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from kquant.session.document.document import Document
from kquant.session.view_model import ViewModel
from kquant.ui.features.canvas.captions import Captions
from kquant.ui.features.canvas.document_layers import DocumentLayers, pixel_at
from kquant.ui.features.canvas.frames import FrameMaker, draw_focus, draw_panes, draw_split_line
from kquant.ui.features.canvas.gestures import Gestures
from kquant.ui.features.canvas.layout import VIEWS, View
from kquant.ui.features.canvas.viewport import Viewport, turned
from kquant.ui.kit.picture_labels import draw_captions
from kquant.ui.kit.picture_tool import PictureTool, Sight
from kquant.ui.kit.theme import surround

_MARGIN = 128  # pixels of the screen rendered beyond each edge, so that a pan finds them there
_SELECTION = "selection"
_BACKGROUNDS = {"light": QColor(242, 242, 242), "dark": QColor(32, 32, 32)}
_INPUT = frozenset(
    (
        QEvent.Type.MouseButtonPress,
        QEvent.Type.MouseButtonRelease,
        QEvent.Type.MouseButtonDblClick,
        QEvent.Type.MouseMove,
        QEvent.Type.Wheel,
        QEvent.Type.NativeGesture,
        QEvent.Type.ShortcutOverride,
        QEvent.Type.KeyPress,
        QEvent.Type.KeyRelease,
        QEvent.Type.Leave,
        QEvent.Type.FocusOut,
    )
)
_BY_KEYS = (
    Qt.FocusReason.TabFocusReason,
    Qt.FocusReason.BacktabFocusReason,
    Qt.FocusReason.ShortcutFocusReason,
)
_COMING_BACK = (
    Qt.FocusReason.ActiveWindowFocusReason,
    Qt.FocusReason.PopupFocusReason,
    Qt.FocusReason.MenuBarFocusReason,
)


class Canvas(QWidget):
    """Shows the document's picture, its result, or both, at any zoom; a `PictureSurface` for tools.

    Tells the view model how large the picture is and which pixel is under the cursor; shows what is
    highlighted and selected, and as with which colour vision. It is drawn anew when something else has been
    rendered, or lies elsewhere; not when something is found that is still to be rendered.

    `close()` it before its document is let go, so that no thread is left behind.

    Signals:
        view_changed(str): the name of the view.
        settled(): all that is in sight has been painted as it should be.
        split_orientation_changed(object): the Qt.Orientation of the line between original and result.
        broke(object): an exception that was not expected.
    """

    view_changed = Signal(str)
    settled = Signal()
    split_orientation_changed = Signal(object)
    broke = Signal(object)

    def __init__(self, document: Document, view_model: ViewModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._document, self._view_model = document, view_model
        self._viewport = Viewport()
        self._gestures = Gestures(self, self._viewport)
        self._tool: PictureTool | None = None
        self._layers = DocumentLayers(document)
        self._frames = FrameMaker(document.scheduler, self)
        self._captions = Captions(self)
        self._background: QColor | None = None  # None for the checkerboard
        self._surround = surround(self.palette())
        self._cursor: QPointF | None = None
        self._focus_by_keys = False
        self._selected = False  # whether a selection is to be seen
        self._set_up()
        self._connect()
        self._take_picture()

    def _set_up(self) -> None:
        self.setObjectName("canvas")
        self.setAccessibleName(self.tr("Picture"))
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setMinimumSize(160, 120)

    def _connect(self) -> None:
        document, shared, gestures = self._document, self._view_model, self._gestures
        document.bind(self, self._take_picture, "picture")
        document.bind(self, self._take_outcome, "preview", "result")
        document.bind(self, self._refresh, "selected")
        shared.bind(self, self._take_highlighted, "highlighted")
        shared.bind(self, self._refresh, "selection_shown", "vision")
        self._frames.arrived.connect(self._show_frames)
        self._frames.broke.connect(self.broke)
        gestures.moved.connect(self._moved)
        gestures.line_moved.connect(self.update)
        gestures.line_turned.connect(self._turn_split_line)
        gestures.original_held.connect(self.show_original)
        gestures.hovered.connect(self.hover)

    # What it shows

    @property
    def view(self) -> View:
        """The name of the view."""
        return self._viewport.view

    @property
    def zoom(self) -> float:
        """1.0 for 100 %."""
        return self._viewport.camera.scale

    @property
    def fitted(self) -> bool:
        """Whether the whole picture is kept in sight."""
        return self._viewport.camera.fitted

    @property
    def is_settled(self) -> bool:
        """Whether all that is in sight has been painted as it should be."""
        return self._frames.settled

    @property
    def split_orientation(self) -> Qt.Orientation:
        """Which way the line between original and result runs."""
        return self._viewport.line.orientation

    @property
    def split(self) -> float:
        """Where the line of the split view lies, 0..1."""
        return self._viewport.line.position

    @Slot(str)
    def set_view(self, view: str) -> None:
        """Show "original", "split", "side", "result" or "difference".

        Raises:
            ValueError: for another word.
        """
        if view not in VIEWS:
            raise ValueError(f"{view!r} is not a view")
        if view != self._viewport.view:
            self._viewport.set_view(view)
            self._moved()
            self.view_changed.emit(view)

    @Slot()
    def fit(self) -> None:
        """Show the whole picture, also when the window's size changes."""
        self._viewport.camera.fit()
        self._moved()

    @Slot()
    def actual_size(self) -> None:
        """Zoom to 100 %."""
        self.set_zoom(1.0)

    @Slot()
    def zoom_in(self) -> None:
        """To the next of the usual steps."""
        self.set_zoom(self._viewport.camera.step(up=True))

    @Slot()
    def zoom_out(self) -> None:
        """To the next of the usual steps."""
        self.set_zoom(self._viewport.camera.step(up=False))

    @Slot(float)
    def set_zoom(self, zoom: float) -> None:
        """Zoom in or out of the middle; 0.01 to 64."""
        self._viewport.zoom(zoom)
        self._moved()

    @Slot(bool)
    def show_original(self, shown: bool) -> None:
        """Show the original in place of whatever else is shown."""
        if shown != self._viewport.original:
            self._viewport.show_original(shown)
            self._moved()

    @Slot(object)
    def set_split_orientation(self, line: Qt.Orientation) -> None:
        """Which way the line between original and result runs."""
        if line != self._viewport.line.orientation:
            self._viewport.line.orientation = line
            self._viewport.arrange()
            self._moved()
            self.split_orientation_changed.emit(line)

    @Slot()
    def _turn_split_line(self) -> None:
        self.set_split_orientation(turned(self._viewport.line.orientation))

    def set_background(self, background: str | QColor) -> None:
        """What is behind and around the picture: "checker" on neutral grey, "light", "dark", a colour."""
        if isinstance(background, QColor):
            self._background = QColor(background)
        else:
            self._background = None if background == "checker" else _BACKGROUNDS[background]
        self.update()

    def hold_for_pan(self, held: bool) -> None:
        """Let the left button pan, whatever the tool."""
        self._gestures.hold_space(held)

    # What tools ask of it, see `PictureSurface`

    @property
    def picture_size(self) -> tuple[int, int] | None:
        """Width and height of the picture, None without one."""
        return self._viewport.picture

    @property
    def hovered_pixel(self) -> QPoint | None:
        """The pixel under the mouse."""
        return None if self._cursor is None else self._viewport.pixel_at(self._cursor)

    @property
    def middle_pixel(self) -> QPoint | None:
        """The pixel in the middle of what is in sight."""
        return self._viewport.middle_pixel

    @property
    def held_for_pan(self) -> bool:
        """Whether the left button pans, whatever the tool."""
        return self._gestures.space_held

    @property
    def dragging(self) -> bool:
        """Whether the mouse is panning or holds the split line."""
        return self._gestures.busy

    def sights(self) -> tuple[Sight, ...]:
        """Where the panes show the picture; none without one."""
        return self._viewport.sights()

    def sight_at(self, at: QPointF) -> Sight:
        """The one that a point is in, or the first."""
        return self._viewport.sight_at(at)

    def point_of(self, place: QPointF) -> QPointF:
        """The point at which a place of the picture is seen."""
        return (self._viewport.sight_of(place) or self._viewport.sights()[0]).point(place)

    def on_split_line(self, at: QPointF) -> bool:
        """Whether the mouse at `at` takes hold of the line between original and result."""
        return self._viewport.holds_line(at)

    def pan_by(self, way: QPointF) -> None:
        """Move the picture."""
        self._viewport.pan(way)
        self._moved()

    def reveal(self, place: QPointF) -> None:
        """Bring a place of the picture into sight."""
        if self._viewport.sight_of(place) is None:
            sight = self._viewport.sights()[0]
            self.pan_by(sight.clip.center() - sight.point(place))

    def use_tool(self, tool: PictureTool) -> None:
        """Let a tool see events first, and draw over the picture."""
        self._tool = tool

    def set_resting_cursor(self, shape: Qt.CursorShape) -> None:
        """The cursor where nothing else is the case."""
        self._gestures.rest(shape)

    @Slot(object)
    def hover(self, at: QPointF | None) -> None:
        """The mouse is at `at`, or gone."""
        self._cursor = at
        self.show_probe(self.hovered_pixel)

    def show_probe(self, pixel: QPoint | None) -> None:
        """Let a pixel be the one that is pointed at."""
        found = None if pixel is None else pixel_at(self._document.now, pixel.x(), pixel.y())
        self._view_model.change(pixel=found, hovered=None if found is None else found.label)

    # Events

    def sizeHint(self) -> QSize:
        """Most of the window."""
        return QSize(800, 600)

    def event(self, event: QEvent) -> bool:
        """Let the tool and then the gestures have what is for them."""
        kind = event.type()
        if kind in _INPUT and self._take(event):
            return True
        if kind == QEvent.Type.DevicePixelRatioChange:
            self._resize()
        elif kind == QEvent.Type.PaletteChange:
            self._surround = surround(self.palette())
        return super().event(event)

    def _take(self, event: QEvent) -> bool:
        return (self._tool is not None and self._tool.handle(event)) or self._gestures.handle(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Stay fitted, or where it was."""
        super().resizeEvent(event)
        self._resize()

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Show the focus to who came by keys."""
        if event.reason() not in _COMING_BACK:
            self._focus_by_keys = event.reason() in _BY_KEYS
        super().focusInEvent(event)
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Show that it is gone."""
        super().focusOutEvent(event)
        self.update()

    def closeEvent(self, event: QCloseEvent) -> None:
        """Leave no thread behind."""
        self._frames.close()
        super().closeEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw what has been rendered; nothing is computed here."""
        viewport, frames = self._viewport, self._frames.frames
        painter = QPainter(self)
        painter.fillRect(event.rect(), self._background or self._surround)
        if viewport.picture is not None:
            over = frames.get(_SELECTION) if self._selected else None
            draw_panes(painter, viewport, frames, self._frames.overviews, over, self._background)
            if viewport.split_line is not None:
                draw_split_line(painter, viewport.split_line)
            if self._of_panes:
                draw_captions(painter, self._of_panes, self.rect())
            if viewport.view == "difference" and not viewport.original:
                self._captions.draw_heat_legend(painter, self.rect())
            if (vision := self._view_model.now.vision) is not None:
                self._captions.draw_vision(painter, vision, self.rect())
            if self._tool is not None and self._tool.drawn:
                self._tool.draw(painter)
        if self._focus_by_keys and self.hasFocus():
            draw_focus(painter, self.rect(), self.palette())
        painter.end()

    # Keeping together

    def _take_picture(self) -> None:
        self._frames.forget()
        self._viewport.resize(self.size(), self.devicePixelRatioF())  # no event tells before it is shown
        self._viewport.show(self._layers.reset())
        self._moved()
        self._view_model.change(highlighted=None)  # nothing of the picture before stands out

    def _take_outcome(self) -> None:
        """Have it rendered; what is there stays in sight until then."""
        now = self._document.now
        if now.result is not None or now.preview is not None:
            self._render()
            self._hover_again()

    def _take_highlighted(self) -> None:
        self._layers.highlight(self._view_model.now.highlighted)
        self._render()

    def _resize(self) -> None:
        self._viewport.resize(self.size(), self.devicePixelRatioF())
        self._moved()

    @Slot()
    def _moved(self) -> None:
        """Follow the viewport."""
        camera = self._viewport.camera
        self._of_panes = self._captions.of_panes(self._viewport)
        self._windows = (camera.window(), camera.window(_MARGIN // 2), camera.window(_MARGIN))
        self._view_model.change(zoom=float(camera.scale))
        self._describe()
        self._refresh()
        self._hover_again()

    def _refresh(self) -> None:
        self._render()
        self.update()

    def _render(self) -> None:
        """Have rendered what is in sight now."""
        viewport, shared = self._viewport, self._view_model.now
        layers = self._layers.find(viewport.panes, shared.vision)
        selection = None
        if shared.selection_shown and not viewport.original:
            selection = self._layers.selection(max(1, round(viewport.ratio)))
        self._selected = selection is not None
        if selection is not None:
            layers[_SELECTION] = selection
        self._frames.ask(layers, *self._windows)

    @Slot()
    def _show_frames(self) -> None:
        self.update()
        if self._frames.settled:
            self.settled.emit()

    def _hover_again(self) -> None:
        """Under the mouse is something else now."""
        if self._cursor is not None:
            self.hover(self._cursor)

    def _describe(self) -> None:
        size = self._viewport.picture
        if size is None:
            self.setAccessibleDescription(self.tr("No picture is open."))
            return
        zoom, view = f"{self.zoom * 100:.0f}", self._captions.view_name(self.view)
        text = self.tr("{width} by {height} pixels at {zoom} %; view: {view}")
        self.setAccessibleDescription(text.format(width=size[0], height=size[1], zoom=zoom, view=view))
