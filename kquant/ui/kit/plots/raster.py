"""Points and discs of plots as images: the time it takes hardly depends on how many colours they have."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QBitmap, QColor, QFont, QImage, QPainter, QPainterPath, QRegion
from PySide6.QtSvg import QSvgGenerator

from kquant.core.model.arrays import Float32, Float64, UInt8
from kquant.ui.kit.qimage import wrap_bgra
from kquant.ui.kit.theme import text_color

UInt32 = NDArray[np.uint32]
Groups = NDArray[np.intp]

_BLACK_RING, _WHITE_RING = 2.5, 1.5
"""How far they reach beyond a disc, in logical pixels: a ring that is seen on any ground."""

_REMEMBERED = 16  # sizes of discs
_CENTERED = int(Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextDontClip)


def packed(colors: UInt8, alpha: int = 255) -> UInt32:
    """(N,) uint32 0xAARRGGBB, premultiplied, of (N, 3) uint8 colours."""
    wide = colors.astype(np.uint32) * alpha // 255
    return np.asarray(
        np.uint32(alpha << 24) | (wide[:, 0] << np.uint32(16)) | (wide[:, 1] << np.uint32(8)) | wide[:, 2]
    )


def draw_squares(canvas: UInt32, places: Float64, colors: UInt32, side: int) -> None:
    """Fill squares of `side` pixels around (N, 2) places x, y on an (H, W) canvas, later ones on top.

    Squares that would cross the border are left out.
    """
    height, width = canvas.shape
    # Column by column: numpy takes five times as long for tests along rows of two.
    x, y = np.floor(places.T - (side - 1) / 2).astype(np.int64)
    inside = (x >= 0) & (x <= width - side) & (y >= 0) & (y <= height - side)
    first = y[inside] * width + x[inside]
    shown = colors[inside]
    flat = canvas.reshape(-1)
    for row in range(side):
        for column in range(side):
            flat[first + (row * width + column)] = shown


class PointsImage:
    """Thousands of points over a view, transparent at first.

    Args:
        area: the view, in logical pixels.
        ratio: of the screen's pixels to those.
    """

    def __init__(self, area: QRectF, ratio: float) -> None:
        self._left, self._top = float(np.floor(area.left())), float(np.floor(area.top()))
        self._ratio = ratio
        size = int(np.ceil(area.height() * ratio)) + 2, int(np.ceil(area.width() * ratio)) + 2
        self._pixels = np.zeros(size, np.uint32)

    def draw(self, places: Float64, colors: UInt32, side: float) -> None:
        """Add squares of a side in logical pixels around (N, 2) places in (N,) packed colours."""
        pixels = (places - [self._left, self._top]) * self._ratio
        draw_squares(self._pixels, pixels, colors, max(1, round(side * self._ratio)))

    def paint(self, painter: QPainter) -> None:
        """Paint what was drawn."""
        image = wrap_bgra(self._pixels, opaque=False)
        image.setDevicePixelRatio(self._ratio)
        painter.drawImage(QPointF(self._left, self._top), image)


def square_paths(
    places: Float64, groups: Groups, side: int, area: QRectF
) -> Iterator[tuple[int, QPainterPath]]:
    """Each group with all that is seen of its squares of `side` around (N, 2) places, later ones on top.

    On whole pixels, as on a screen: many squares lie on one another, and Qt makes few large rectangles of
    them in a fraction of the time that adding each by itself would take. GUI thread only.
    """
    left, top = np.floor(area.left()), np.floor(area.top())
    sheet = np.zeros((int(np.ceil(area.height())) + 1, int(np.ceil(area.width())) + 1), np.uint32)
    draw_squares(sheet, places - [left, top], groups.astype(np.uint32) + 1, side)
    rows, columns = np.nonzero(sheet)
    found = sheet[rows, columns]
    if not len(found):
        return
    order = np.argsort(found, kind="stable")
    numbers, starts = np.unique(found[order], return_index=True)
    for number, pixels in zip(numbers.tolist(), np.split(order, starts[1:]), strict=True):
        path = QPainterPath()
        path.addRegion(_region(rows[pixels], columns[pixels]))
        yield number - 1, path.translated(left, top)


def _region(rows: NDArray[np.intp], columns: NDArray[np.intp]) -> QRegion:
    """Of pixels by row and column."""
    top, left = int(rows.min()), int(columns.min())
    mask = np.zeros((int(rows.max()) - top + 1, int(columns.max()) - left + 1), np.bool_)
    mask[rows - top, columns - left] = True
    bits = np.packbits(mask, axis=1).tobytes()
    size = QSize(mask.shape[1], mask.shape[0])
    return QRegion(QBitmap.fromData(size, bits, QImage.Format.Format_Mono)).translated(left, top)


class Discs:
    """Discs with rings, and with numbers on them: images on a screen, shapes in a drawing.

    Args:
        colors: (K, 3), a disc for each; K is 1 at least.
        radius: in logical pixels.
        ratio: of the screen's pixels to those.
        numbers: what stands on each disc; nothing does if there are none.
    """

    def __init__(self, colors: UInt8, radius: float, ratio: float, numbers: Sequence[str] = ()) -> None:
        self.ratio = ratio
        self._radius, self._numbers = radius, numbers
        self._colors = [QColor(*color) for color in colors.tolist()]
        self._inks = [text_color(color) for color in self._colors] if numbers else []
        self._side = 2 * math.ceil((radius + _BLACK_RING) * ratio) + 1
        self._pixels = _packed_discs(colors, radius, ratio, self._side)
        self._image = wrap_bgra(self._pixels, opaque=False)
        self._image.setDevicePixelRatio(ratio)

    def draw(self, painter: QPainter, places: Float64) -> None:
        """Draw them around (K, 2) places, the first on top."""
        as_shapes = isinstance(painter.device(), QSvgGenerator)
        radius, side, half = self._radius, self._side, self._side / 2 / self.ratio
        usual, narrow = QFont(painter.font()), QFont(painter.font())
        usual.setPixelSize(max(6, round(1.24 * radius)))
        narrow.setPixelSize(max(6, round(radius)))
        at = places.tolist()
        for row in range(len(at) - 1, -1, -1):
            x, y = at[row]
            if as_shapes:
                _draw_disc(painter, QPointF(x, y), radius, self._colors[row])
            else:
                painter.drawImage(QPointF(x - half, y - half), self._image, QRectF(row * side, 0, side, side))
            if self._numbers:
                text = self._numbers[row]
                painter.setFont(narrow if len(text) > 2 else usual)
                painter.setPen(self._inks[row])
                painter.drawText(QRectF(x - radius, y - radius, 2 * radius, 2 * radius), _CENTERED, text)


def _draw_disc(painter: QPainter, middle: QPointF, radius: float, color: QColor) -> None:
    """As ellipses."""
    painter.setPen(Qt.PenStyle.NoPen)
    black, white = QColor(Qt.GlobalColor.black), QColor(Qt.GlobalColor.white)
    for brush, beyond in ((black, _BLACK_RING), (white, _WHITE_RING), (color, 0.0)):
        painter.setBrush(brush)
        painter.drawEllipse(middle, radius + beyond, radius + beyond)


def _packed_discs(colors: UInt8, radius: float, ratio: float, side: int) -> UInt32:
    """(side, K * side) premultiplied pixels of discs side by side."""
    black, ring, inside = _covered(radius, ratio, side)
    parts = np.empty((side, len(colors), side, 4), np.uint8)
    parts[..., :3] = ring[:, None, :, None] + inside[:, None, :, None] * colors[:, None, ::-1]
    parts[..., 3] = black[:, None, :]
    return parts.reshape(side, -1).view(np.uint32)


@lru_cache(_REMEMBERED)
def _covered(radius: float, ratio: float, side: int) -> tuple[Float32, Float32, Float32]:
    """(side, side) of what is covered at all, 0..255, of the white ring, so too, and of the disc, 0..1.

    A half is added to the ring, so that the sum of what is in a pixel is rounded as it is cut off.
    """
    away = np.abs(np.arange(side) - side // 2)
    distances = np.hypot(away[:, None], away)
    black, white, inside = (
        np.clip((radius + beyond) * ratio + 0.5 - distances, 0, 1).astype(np.float32)
        for beyond in (_BLACK_RING, _WHITE_RING, 0.0)
    )
    return np.rint(255 * black), 255 * (white - inside) + np.float32(0.5), inside
