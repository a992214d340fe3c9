"""The widget that shows a picture: sees to the rendering of what is in sight, and draws it."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QPoint, QPointF, QRect, QRectF, QSize, Qt, Signal, Slot
from PySide6.QtGui import QBrush, QCloseEvent, QColor, QFocusEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from kquant.session.document.document import Document
from kquant.ui.features.canvas.camera import Camera
from kquant.ui.features.canvas.document_layers import DocumentLayers
from kquant.ui.features.canvas.frames import FrameMaker
from kquant.ui.features.canvas.labels import Labels
from kquant.ui.features.canvas.layers import Layer
from kquant.ui.features.canvas.layout import Pane, View, line_between, panes
from kquant.ui.features.canvas.overlay import draw_focus, draw_split_line
from kquant.ui.features.canvas.painting import PicturePainter, checkerboard, to_screen_pixels
from kquant.ui.features.canvas.sight import Sight
from kquant.ui.features.canvas.split_line import SplitLine
from kquant.ui.kit.theme import surround

_MARGIN = 128  # pixels of the screen rendered beyond each edge, so that a pan finds them there
_CHECK = 8
_GAP = 2
_SELECTION = "selection"
_PADDING = 8
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


class PictureView(QWidget):
    """Shows layers of a document through a camera. What may be done with it is the canvas's part.

    Signals:
        pixel_hovered(object): a `PixelInfo`, or None where the cursor is on no pixel.
        zoom_changed(float): 1.0 for 100 %, when a pixel of the picture is one of the screen.
        settled(): all that is in sight has been painted as it should be.
        broke(object): an exception that was not expected.
    """

    pixel_hovered = Signal(object)
    zoom_changed = Signal(float)
    settled = Signal()
    broke = Signal(object)

    def __init__(self, document: Document, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._view: View = "split"
        self._line = SplitLine()
        self._holding_original = False
        self._background: QColor | None = None  # None for the checkerboard
        self._cursor: QPointF | None = None
        self._focus_by_keys = False
        self._told_zoom = 0.0
        self._selection_shown = True
        self._drawers: list[Callable[[QPainter], None]] = []  # of what lies over the picture
        self._camera = Camera()
        self._layers = DocumentLayers(document)
        self._frames = FrameMaker(self)
        self._labels = Labels(self)
        self._set_up()
        self._connect(document)

    def _set_up(self) -> None:
        self.setObjectName("canvas")
        self.setAccessibleName(self.tr("Picture"))
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setMinimumSize(160, 120)

    def _connect(self, document: Document) -> None:
        document.source_changed.connect(self._take_source)
        document.preview_changed.connect(self._take_outcome)
        document.result_changed.connect(self._take_outcome)
        document.selection_changed.connect(self._refresh)
        self._frames.arrived.connect(self._show_frames)
        self._frames.broke.connect(self.broke)
        self._take_source()

    def hover(self, at: QPointF | None) -> None:
        """The mouse is at `at`, or gone."""
        self._cursor = at
        self.show_probe(self.hovered_pixel)

    def show_probe(self, pixel: QPoint | None) -> None:
        """Tell of a pixel."""
        self.pixel_hovered.emit(None if pixel is None else self._layers.pixel(pixel.x(), pixel.y()))

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """Most of the window."""
        return QSize(800, 600)

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        """Stay fitted, or where it was."""
        super().resizeEvent(event)
        self._fit_panes()

    def event(self, event: QEvent) -> bool:
        """Follow the window to a screen with other pixels."""
        if event.type() == QEvent.Type.DevicePixelRatioChange:
            self._fit_panes()
        return super().event(event)

    def focusInEvent(self, event: QFocusEvent) -> None:  # noqa: N802 - Qt's name
        """Show the focus to who came by keys."""
        if event.reason() not in _COMING_BACK:
            self._focus_by_keys = event.reason() in _BY_KEYS
        super().focusInEvent(event)
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:  # noqa: N802 - Qt's name
        """Show that it is gone."""
        super().focusOutEvent(event)
        self.update()

    def closeEvent(self, event: QCloseEvent) -> None:  # noqa: N802 - Qt's name
        """Leave no thread behind."""
        self._frames.close()
        super().closeEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        """Draw what has been rendered; nothing is computed here."""
        painter = QPainter(self)
        painter.fillRect(event.rect(), self._background or surround(self.palette()))
        if self._layers.size is not None:
            self._draw_panes(painter)
            self._draw_labels(painter)
            for draw in self._drawers:
                draw(painter)
        if self._focus_by_keys and self.hasFocus():
            draw_focus(painter, self.rect(), self.palette())
        painter.end()

    def _draw_panes(self, painter: QPainter) -> None:
        painter.save()
        ratio = self.devicePixelRatioF()
        to_screen_pixels(painter, ratio)
        behind: QBrush | QColor = self._background or checkerboard(round(_CHECK * ratio))
        for pane in self._panes():
            frame, overview = (kept.get(pane.role) for kept in (self._frames.frames, self._frames.overviews))
            on_pane = PicturePainter(painter, self._camera, pane.rect, pane.clip)
            on_pane.draw(frame, overview, behind)
            selection = self._frames.frames.get(_SELECTION)
            if selection is not None and self._selection_layer() is not None:
                on_pane.draw_over(selection)
        painter.restore()

    def _draw_labels(self, painter: QPainter) -> None:
        if self._splits:
            draw_split_line(painter, self._line.across(self.size()))
        painter.save()
        if self._holding_original:
            self._labels.draw_original(painter, self.rect())
        else:
            self._labels.draw_view(painter, self._view, self._parted_by, self.rect())
        painter.restore()
        if self._layers.vision is not None:
            self._labels.draw_vision(painter, self._layers.vision, self.rect())

    # Where things are

    @property
    def picture_size(self) -> tuple[int, int] | None:
        """Width and height of the picture, None without one."""
        return self._layers.size

    def sights(self) -> tuple[Sight, ...]:
        """Where the panes show the picture; none without one."""
        ratio = self.devicePixelRatioF()
        return tuple(
            Sight(
                (QPointF(pane.rect.topLeft()) + QPointF(*self._camera.origin)) / ratio,
                self._camera.scale / ratio,
                QRectF(QPointF(pane.clip.topLeft()) / ratio, QSize(pane.clip.size()).toSizeF() / ratio),
            )
            for pane in (self._panes() if self._layers.size is not None else ())
        )

    def sight_at(self, at: QPointF) -> Sight:
        """The one that a point is in, or the first."""
        return next((sight for sight in self.sights() if sight.clip.contains(at)), self.sights()[0])

    def point_of(self, place: QPointF) -> QPointF:
        """The point at which a place of the picture is seen."""
        sights = self.sights()
        seen = (sight.point(place) for sight in sights if sight.clip.contains(sight.point(place)))
        return next(seen, sights[0].point(place))

    @property
    def hovered_pixel(self) -> QPoint | None:
        """The pixel under the mouse."""
        if self._cursor is None or self._layers.size is None:
            return None
        found = self._camera.pixel(*self._in_pane(self._cursor * self.devicePixelRatioF()))
        return None if found is None else QPoint(*found)

    @property
    def middle_pixel(self) -> QPoint | None:
        """The pixel in the middle of what is in sight."""
        if self._layers.size is None:
            return None
        middle = self._panes()[0].rect.size() / 2
        found = self._camera.pixel(middle.width(), middle.height())
        return None if found is None else QPoint(*found)

    # Keeping together

    def _selection_layer(self) -> Layer | None:
        if not self._selection_shown or self._holding_original:
            return None
        return self._layers.selection(max(1, round(self.devicePixelRatioF())))

    @property
    def _splits(self) -> bool:
        return self._view == "split" and self._layers.size is not None and not self._holding_original

    @property
    def _parted_by(self) -> Qt.Orientation:
        """Which way the line between original and result runs, or would run if there were one."""
        if self._view != "side" or self._layers.size is None:
            return self._line.orientation
        return line_between(self._layers.size, self._area, self._gap, self._padding)

    @property
    def _area(self) -> QRect:
        ratio = self.devicePixelRatioF()
        return QRect(0, 0, round(self.width() * ratio), round(self.height() * ratio))

    @property
    def _gap(self) -> int:
        return round(_GAP * self.devicePixelRatioF())

    @property
    def _padding(self) -> int:
        return round(_PADDING * self.devicePixelRatioF())

    def _panes(self) -> tuple[Pane, ...]:
        found = panes(self._view, self._parted_by, self._line.position, self._area, self._gap)
        if self._holding_original:
            return tuple(Pane("source", pane.rect, pane.clip) for pane in found)
        return found

    def _in_pane(self, at: QPointF) -> tuple[float, float]:
        """A place, in pixels of the screen, as the camera counts: from the pane that it is in."""
        inside = [pane.rect for pane in self._panes() if pane.rect.contains(at.toPoint())]
        corner = QPointF((inside or [self._panes()[0].rect])[0].topLeft())
        return at.x() - corner.x(), at.y() - corner.y()

    def _fit_panes(self) -> None:
        rect = self._panes()[0].rect
        self._camera.resize(rect.width(), rect.height(), self._padding)
        self._moved()

    @Slot()
    def _take_source(self) -> None:
        self._frames.forget()
        self._layers.reset()
        if self._layers.size is not None:
            self._camera.show(*self._layers.size)
        self._fit_panes()  # side by side they lie as the picture needs it

    @Slot()
    def _take_outcome(self) -> None:
        self._refresh()
        self._hover_again()

    @Slot()
    def _show_frames(self) -> None:
        self.update()
        if self._frames.settled:
            self.settled.emit()

    def _moved(self) -> None:
        if self._camera.scale != self._told_zoom:
            self._told_zoom = self._camera.scale
            self.zoom_changed.emit(self._told_zoom)
        self._describe()
        self._refresh()
        self._hover_again()

    def _hover_again(self) -> None:
        """Under the mouse is something else now."""
        if self._cursor is not None:
            self.hover(self._cursor)

    @Slot()
    def _refresh(self) -> None:
        """Have rendered what is in sight now, and show meanwhile what there is."""
        layers: dict[str, Layer] = {}
        for pane in self._panes():
            layer = self._layers.layer(pane.role)
            if layer is not None:
                layers[pane.role] = layer
        selection = self._selection_layer()
        if selection is not None:
            layers[_SELECTION] = selection
        sight, near, wide = (self._camera.window(margin) for margin in (0, _MARGIN // 2, _MARGIN))
        self._frames.ask(layers, sight, near, wide)
        self.update()

    def _describe(self) -> None:
        if self._layers.size is None:
            self.setAccessibleDescription(self.tr("No picture is open."))
            return
        text = self.tr("{width} by {height} pixels at {zoom} %; view: {view}")
        width, height = self._layers.size
        zoom = f"{self._camera.scale * 100:.0f}"
        self.setAccessibleDescription(
            text.format(width=width, height=height, zoom=zoom, view=self._labels.view_name(self._view))
        )
