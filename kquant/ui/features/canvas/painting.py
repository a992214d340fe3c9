"""Drawing what has been rendered, in pixels of the screen, and the split line over it."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import QLine, QPoint, QPointF, QRect, QRectF, Qt
from PySide6.QtGui import QBrush, QColor, QPainter, QPalette, QPen, QPixmap, QRegion

from kquant.ui.features.canvas.camera import Camera
from kquant.ui.features.canvas.frames import Frame
from kquant.ui.features.canvas.viewport import Viewport

GRID_SCALE = 16

_CHECK = 8
_CHECKS = (QColor(204, 204, 204), QColor(255, 255, 255))
_GRID = QColor(128, 128, 128, 120)
_SHADOW = QColor(0, 0, 0, 120)
_LIGHT = QColor(255, 255, 255)
_ARROW = QColor(70, 70, 70)


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
        if camera.scale >= GRID_SCALE:
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
