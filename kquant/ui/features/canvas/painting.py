"""Drawing pictures, in pixels of the screen."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QLine, QPointF, QRect, QRectF
from PySide6.QtGui import QBrush, QColor, QPainter, QPen, QPixmap, QRegion

from kquant.ui.features.canvas.camera import Camera
from kquant.ui.features.canvas.frames import Frame

GRID_SCALE = 16

_CHECKS = (QColor(204, 204, 204), QColor(255, 255, 255))
_GRID = QColor(128, 128, 128, 120)


def checkerboard(side: int) -> QBrush:
    """Squares of `side` pixels of the screen in two light greys."""
    tile = QPixmap(2 * side, 2 * side)
    tile.fill(_CHECKS[1])
    painter = QPainter(tile)
    painter.fillRect(0, 0, side, side, _CHECKS[0])
    painter.fillRect(side, side, side, side, _CHECKS[0])
    painter.end()
    return QBrush(tile)


def to_screen_pixels(painter: QPainter, ratio: float) -> None:
    """Let a unit of the painter be a pixel of the screen, and whole numbers lie between pixels."""
    painter.scale(1 / ratio, 1 / ratio)
    shift = painter.deviceTransform()
    # With a fractional ratio a widget may begin within a pixel.
    painter.translate(round(shift.dx()) - shift.dx(), round(shift.dy()) - shift.dy())


@dataclass(frozen=True, slots=True)
class PicturePainter:
    """Draws one pane."""

    painter: QPainter
    camera: Camera
    rect: QRect
    clip: QRect

    def draw(self, frame: Frame | None, overview: Frame | None, background: QBrush | QColor) -> None:
        """The best that there is: the frame, and where it does not reach, the overview."""
        picture = self._picture()
        self.painter.setClipRect(self.clip.intersected(self.rect))
        sight = picture.intersected(self.clip)
        if frame is not None and not frame.layer.opaque:
            self.painter.fillRect(sight, background)
        if overview is not None and (frame is None or not self._target(frame).contains(QRectF(sight))):
            self._draw_around(frame, overview)
        if frame is not None:
            self._draw_frame(frame)
        if self.camera.scale >= GRID_SCALE:
            self._draw_grid(sight)

    def draw_over(self, frame: Frame) -> None:
        """Something more over what was drawn, as far as there is of it."""
        self._draw_frame(frame)

    def _picture(self) -> QRect:
        left, top = self.camera.origin
        width, height = self.camera.drawn_size
        return QRect(self.rect.x() + left, self.rect.y() + top, width, height)

    def _target(self, frame: Frame) -> QRectF:
        zoom = self.camera.scale / frame.window.scale
        corner = QPointF(self._picture().topLeft())
        window = frame.window
        return QRectF(
            corner.x() + window.x * zoom,
            corner.y() + window.y * zoom,
            window.width * zoom,
            window.height * zoom,
        )

    def _draw_around(self, frame: Frame | None, overview: Frame) -> None:
        self.painter.save()
        if frame is not None:
            whole = QRegion(self.clip.intersected(self.rect))
            self.painter.setClipRegion(whole.subtracted(QRegion(self._target(frame).toAlignedRect())))
        self.painter.drawImage(QRectF(self._picture()), overview.image)
        self.painter.restore()

    def _draw_frame(self, frame: Frame) -> None:
        target = self._target(frame)
        if frame.window.scale == self.camera.scale:
            self.painter.drawImage(target.topLeft().toPoint(), frame.image)
        else:
            self.painter.drawImage(target, frame.image)

    def _draw_grid(self, sight: QRect) -> None:
        scale, corner = self.camera.scale, self._picture().topLeft()
        window = self.camera.window()
        lines = [
            QLine(x, sight.top(), x, sight.bottom())
            for x in _edges(window.x, window.width, scale, corner.x())
        ]
        lines += [
            QLine(sight.left(), y, sight.right(), y)
            for y in _edges(window.y, window.height, scale, corner.y())
        ]
        self.painter.setPen(QPen(_GRID, 0))
        self.painter.drawLines(lines)


def _edges(start: int, length: int, scale: float, corner: int) -> list[int]:
    first, last = int(start / scale) + 1, int((start + length) / scale) + 1
    return [corner + round(edge * scale) for edge in range(first, last)]
