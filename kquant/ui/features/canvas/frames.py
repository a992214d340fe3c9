"""What is in sight: rendered off the GUI thread, and drawn in pixels of the screen."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from PySide6.QtCore import QLine, QObject, QPoint, QPointF, QRect, QRectF, Qt, Signal, Slot
from PySide6.QtGui import QBrush, QColor, QImage, QPainter, QPalette, QPen, QPixmap, QRegion

from kquant.session.work.job import Control, Lane
from kquant.session.work.scheduler import Scheduler
from kquant.ui.features.canvas.argb import Argb
from kquant.ui.features.canvas.camera import Camera
from kquant.ui.features.canvas.layers import Layer, MappedLayer, Window
from kquant.ui.features.canvas.viewport import Viewport
from kquant.ui.kit.qimage import wrap_bgra

_GRID_SCALE = 16
_SLOW_PIXELS = 32_000_000
_OVERVIEW_SIDE = 512
_CHECK = 8
_CHECKS = (QColor(204, 204, 204), QColor(255, 255, 255))
_GRID = QColor(128, 128, 128, 120)
_SHADOW = QColor(0, 0, 0, 120)
_LIGHT = QColor(255, 255, 255)
_ARROW = QColor(70, 70, 70)


@dataclass(frozen=True, slots=True, eq=False)
class Frame:
    """A rendered part of a layer. `pixels` is what `image` looks into."""

    layer: Layer
    window: Window
    image: QImage
    pixels: Argb
    exact: bool = True


@dataclass(frozen=True, slots=True)
class FrameRequest:
    """A frame that is asked for.

    Attributes:
        sight: what is to be seen of it now.
        window: what is to be rendered.
        quick: whether a rough one is wanted first if the fine one takes time.
    """

    layer: Layer
    sight: Window
    window: Window
    quick: bool = False


class FrameMaker(QObject):
    """Renders frames by role, such as "result". Keeps the last frame of each role until there is a newer one.

    Attributes:
        frames: the frame of each role.
        overviews: a small frame of the whole picture of each role that was in sight in part only.
        settled: whether all that is in sight is there.

    Signals:
        arrived(): there is something new to be seen.
        broke(object): an exception that was not expected; nothing more is rendered until asked again.
    """

    arrived = Signal()
    broke = Signal(object)

    def __init__(self, scheduler: Scheduler, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.frames: dict[str, Frame] = {}
        self.overviews: dict[str, Frame] = {}
        self.settled = True
        self._wanted: dict[str, FrameRequest] = {}
        self._running: dict[str, FrameRequest] = {}
        self._runner = scheduler.channel(self, Lane.SIGHT)
        self._runner.delivered.connect(self._take)
        self._runner.failed.connect(self._give_up)
        self._runner.ended.connect(self._go_on)

    def forget(self) -> None:
        """Drop all frames: another picture is shown."""
        self._runner.stop()
        self.frames.clear()
        self.overviews.clear()
        self._wanted, self.settled = {}, True

    def ask(self, layers: Mapping[str, Layer], sight: Window, near: Window, wide: Window) -> None:
        """See that there is a frame of each role's layer with `sight` in it.

        It is rendered as large as `wide`, and anew when there is no longer all of `near` in it.
        """
        self._wanted = {}
        for role, layer in layers.items():
            frame = self.frames.get(role)
            if frame is not None and frame.layer is layer and frame.exact and frame.window.contains(near):
                self._wanted[role] = FrameRequest(layer, sight, frame.window)
                continue
            # From a preview to its result the eye should not meet something rougher than both.
            quick = layer.width * layer.height > _SLOW_PIXELS and not (
                frame is not None and isinstance(frame.layer, MappedLayer) and frame.window.contains(sight)
            )
            self._wanted[role] = FrameRequest(layer, sight, wide, quick)
        missing = self._missing()
        if not missing:
            return
        # Work on the same layers is nearly done and worth its time; other layers are out of date.
        stale = False
        for role, request in self._running.items():
            stale = stale or role not in self._wanted or request.layer is not self._wanted[role].layer
        if not self._runner.busy or stale:
            self._start(missing)

    def close(self) -> bool:
        """Stop; True once no thread is left."""
        return self._runner.close()

    def _missing(self) -> dict[str, FrameRequest]:
        """What is wanted and not there; and sees whether what is in sight is."""
        missing: dict[str, FrameRequest] = {}
        self.settled = True
        for role, request in self._wanted.items():
            frame = self.frames.get(role)
            there = frame is not None and frame.layer is request.layer and frame.exact
            if frame is None or not there or frame.window != request.window:
                missing[role] = request
                seen = frame is not None and there and frame.window.contains(request.sight)
                self.settled = self.settled and seen
        return missing

    def _start(self, requests: dict[str, FrameRequest]) -> None:
        self._running = requests
        overviews: dict[str, Layer] = {}
        for role, overview in self.overviews.items():
            overviews[role] = overview.layer

        def work(control: Control) -> None:
            rough = {
                role: _rough(request.layer, request.window)
                for role, request in requests.items()
                if request.quick and not request.layer.ready(request.window.scale)
            }
            if rough:
                control.deliver((rough, {}))
            control.deliver((_rendered(requests, control), {}))
            with control.in_lane(Lane.EXACT):
                small = {
                    role: _overview(request.layer)
                    for role, request in requests.items()
                    if not control.should_stop()
                    and overviews.get(role) is not request.layer
                    and not _shows_all(request)
                }
            if small:
                control.deliver(({}, small))

        self._runner.start(work)

    @Slot(object)
    def _take(self, outcome: tuple[dict[str, Frame], dict[str, Frame]]) -> None:
        frames, overviews = outcome
        self.frames.update(frames)
        self.overviews.update(overviews)
        covered = self.settled and not frames  # an overview is seen only where a frame does not reach
        self._missing()
        if not covered:
            self.arrived.emit()

    @Slot(object)
    def _give_up(self, error: BaseException) -> None:
        self._wanted, self.settled = {}, True
        self.broke.emit(error)

    @Slot()
    def _go_on(self) -> None:
        self._running = {}
        missing = self._missing()
        if missing:
            self._start(missing)


def _rendered(requests: Mapping[str, FrameRequest], control: Control) -> dict[str, Frame]:
    return {
        role: _frame(request.layer, request.window, request.layer.render(request.window, control.should_stop))
        for role, request in requests.items()
    }


def _frame(layer: Layer, window: Window, pixels: Argb, exact: bool = True) -> Frame:
    return Frame(layer, window, wrap_bgra(pixels, layer.opaque), pixels, exact)


def _rough(layer: Layer, window: Window) -> Frame:
    return _frame(layer, window, layer.sample(window), exact=False)


def _overview(layer: Layer) -> Frame:
    scale = min(_OVERVIEW_SIDE / max(layer.width, layer.height), 1.0)
    width, height = (max(1, round(side * scale)) for side in (layer.width, layer.height))
    return _rough(layer, Window(scale, 0, 0, width, height))


def _shows_all(request: FrameRequest) -> bool:
    drawn = request.window.width * request.window.height
    return drawn >= request.layer.width * request.layer.height * request.window.scale**2 * 0.99


def draw_panes(
    painter: QPainter,
    viewport: Viewport,
    frames: Mapping[str, Frame],
    overviews: Mapping[str, Frame],
    over: Frame | None,
    background: QColor | None,
) -> None:
    """Draw the best that there is of each pane: the frame, and where it does not reach, the overview.

    Args:
        over: something to be drawn over every pane as far as there is of it.
        background: what is behind transparency; None for a checkerboard.
    """
    painter.save()
    _to_screen_pixels(painter, viewport.ratio)
    camera = viewport.camera
    left, top = camera.origin
    for pane in viewport.panes:
        picture = QRect(pane.rect.x() + left, pane.rect.y() + top, *camera.drawn_size)
        within = pane.clip.intersected(pane.rect)
        sight = picture.intersected(pane.clip)
        frame, overview = frames.get(pane.role), overviews.get(pane.role)
        painter.setClipRect(within)
        if frame is not None and not frame.layer.opaque:
            painter.fillRect(sight, background or _checkerboard(round(_CHECK * viewport.ratio)))
        target = None if frame is None else _target(frame, camera, picture.topLeft())
        if overview is not None and (target is None or not target.contains(QRectF(sight))):
            _draw_around(painter, overview, picture, within, target)
        if frame is not None and target is not None:
            _draw_frame(painter, frame, camera.scale, target)
        if camera.scale >= _GRID_SCALE:
            _draw_grid(painter, camera, picture.topLeft(), sight)
        if over is not None:
            _draw_frame(painter, over, camera.scale, _target(over, camera, picture.topLeft()))
    painter.restore()


def draw_split_line(painter: QPainter, line: QLine) -> None:
    """The line between two pictures, to be seen on any colour, and the handle to drag it by."""
    level = bool(line.dx())
    whole = QRect(line.p1(), line.p2())
    painter.fillRect(whole.adjusted(0, -1, 0, 1) if level else whole.adjusted(-1, 0, 1, 0), _SHADOW)
    painter.fillRect(whole, _LIGHT)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    handle = QPointF(line.center()) + QPointF(0.5, 0.5)
    painter.setPen(QPen(_SHADOW, 1))
    painter.setBrush(_LIGHT)
    painter.drawEllipse(handle, 9, 9)
    painter.setPen(QPen(_ARROW, 1.5))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    for way in (-1, 1):
        arrow = []
        for x, y in ((2.5 * way, -2.5), (5 * way, 0), (2.5 * way, 2.5)):
            arrow.append(handle + (QPointF(y, x) if level else QPointF(x, y)))
        painter.drawPolyline(arrow)


def draw_focus(painter: QPainter, rect: QRect, palette: QPalette) -> None:
    """A frame that tells that keys go here."""
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.setPen(QPen(palette.color(QPalette.ColorRole.Highlight), 2))
    painter.drawRect(rect.adjusted(1, 1, -1, -1))


def _to_screen_pixels(painter: QPainter, ratio: float) -> None:
    """Let a unit of the painter be a pixel of the screen, and whole numbers lie between pixels."""
    painter.scale(1 / ratio, 1 / ratio)
    shift = painter.deviceTransform()
    # With a fractional ratio a widget may begin within a pixel.
    painter.translate(round(shift.dx()) - shift.dx(), round(shift.dy()) - shift.dy())


def _checkerboard(side: int) -> QBrush:
    """Squares of `side` pixels of the screen in two light greys."""
    tile = QPixmap(2 * side, 2 * side)
    tile.fill(_CHECKS[1])
    painter = QPainter(tile)
    painter.fillRect(0, 0, side, side, _CHECKS[0])
    painter.fillRect(side, side, side, side, _CHECKS[0])
    painter.end()
    return QBrush(tile)


def _target(frame: Frame, camera: Camera, corner: QPoint) -> QRectF:
    """Where a frame belongs in a picture that begins at `corner`."""
    window, zoom = frame.window, camera.scale / frame.window.scale
    x, y = corner.x() + window.x * zoom, corner.y() + window.y * zoom
    return QRectF(x, y, window.width * zoom, window.height * zoom)


def _draw_around(
    painter: QPainter, overview: Frame, picture: QRect, within: QRect, target: QRectF | None
) -> None:
    """Draw the whole picture but for what a frame covers."""
    painter.save()
    if target is not None:
        painter.setClipRegion(QRegion(within).subtracted(QRegion(target.toAlignedRect())))
    painter.drawImage(QRectF(picture), overview.image)
    painter.restore()


def _draw_frame(painter: QPainter, frame: Frame, scale: float, target: QRectF) -> None:
    if frame.window.scale == scale:
        painter.drawImage(target.topLeft().toPoint(), frame.image)
    else:
        painter.drawImage(target, frame.image)


def _draw_grid(painter: QPainter, camera: Camera, corner: QPoint, sight: QRect) -> None:
    """Lines between the pixels of the picture."""
    scale, window = camera.scale, camera.window()
    lines = []
    for edge in range(int(window.x / scale) + 1, int((window.x + window.width) / scale) + 1):
        x = corner.x() + round(edge * scale)
        lines.append(QLine(x, sight.top(), x, sight.bottom()))
    for edge in range(int(window.y / scale) + 1, int((window.y + window.height) / scale) + 1):
        y = corner.y() + round(edge * scale)
        lines.append(QLine(sight.left(), y, sight.right(), y))
    painter.setPen(QPen(_GRID, 0))
    painter.drawLines(lines)
