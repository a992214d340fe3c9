"""A row of swatches: how wide they are, what is written on them, and how both are drawn.

All of it is worked out once for a result, in loops: 16 swatches would make hundreds of calls otherwise.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TypeAlias

import numpy as np
from PySide6.QtCore import QCoreApplication, QLocale, QPoint, QRect, Qt
from PySide6.QtGui import QColor, QFontMetrics, QImage, QPainter

from kquant.core.color.contrast import dark_text_on
from kquant.core.model.arrays import Float64, Int64, UInt8
from kquant.ui.kit.qimage import to_qimage

MARK_HEIGHT = 5
"""Pixels above a swatch for the mark that it is pointed at."""

TEXT_WIDTH = 18
"""On narrower swatches nothing is written."""

MIN_WIDTH = 3
"""Pixels that the rarest colour still has, so that it can be pointed at."""

_LOCKED_WIDTH = 18  # for its padlock, though no pixel may have it
_PADDING = 4
_FRAME = QColor(128, 128, 128, 110)

Lettering: TypeAlias = list[tuple[QRect, str, bool, bool]]
"""What is written on a row of swatches: where, the text, whether upwards, and whether black or white."""


def least_widths(count: int, locked: Iterable[int], total: int) -> Int64:
    """(K,) pixels that each swatch has at least; more for locked ones while those take at most half."""
    least = np.full(count, MIN_WIDTH, np.int64)
    rows = np.fromiter(locked, np.int64)
    rows = rows[rows < count]
    if 2 * len(rows) * _LOCKED_WIDTH <= total:
        least[rows] = _LOCKED_WIDTH
    return least


def swatch_widths(shares: Float64, total: int, least: Int64) -> Int64:
    """(K,) whole pixels, about `least` or more of each, that fill `total` as far as there is room for that.

    What goes beyond the least is given out in proportion to (K,) shares, which need not sum to 1. Without
    room it is `MIN_WIDTH` for each.
    """
    count = len(shares)
    if not count or count * MIN_WIDTH >= total:
        return np.full(count, MIN_WIDTH, np.int64)
    if least.sum() >= total:
        least = np.full(count, MIN_WIDTH, np.int64)
    edges = np.concatenate([[0.0], np.cumsum(_floored(shares, total, least))])
    ends: Float64 = np.floor(edges * (total / edges[-1]) + 0.5)  # halves all one way, as np.rint does not
    return np.asarray(np.diff(ends), np.int64)


def _floored(shares: Float64, total: int, least: Int64) -> Float64:
    """Proportional widths, where those that would be too narrow get their least at the cost of the others."""
    narrow = np.zeros(len(shares), np.bool_)
    widths = np.asarray(shares, np.float64)
    while True:
        room = total - int(least[narrow].sum())
        wide = widths[~narrow].sum()
        scaled = np.where(narrow, least, widths / wide * room if wide > 0 else total / len(shares))
        more = ~narrow & (scaled < least)
        if not more.any():
            return scaled
        narrow |= more


def swatch_lines(colors: Sequence[Sequence[int]], parts: Sequence[float] | None) -> list[tuple[str, ...]]:
    """What may be written on each of K swatches: hex, and share of the picture where that is known.

    In one loop, as all of them are written anew for each result.
    """
    tr = QCoreApplication.translate
    locale, rare, words = QLocale(), tr("SwatchModel", "under 0.1 %"), tr("SwatchModel", "{percent} %")
    lines: list[tuple[str, ...]] = []
    for row, color in enumerate(colors):
        lines.append(("#{:02X}{:02X}{:02X}".format(*color),))
        if parts is not None:
            percent = 100 * parts[row]
            digits = 1 if 0 < percent < 10 else 0
            share = words.format(percent=locale.toString(percent, "f", digits))
            lines[row] += (rare if 0 < percent < 0.1 else share,)
    return lines


def strip_of(colors: UInt8, widths: Int64) -> QImage:
    """(K, 3) colours side by side, one pixel high: swatch by swatch, 256 would take a frame to draw."""
    return to_qimage(np.repeat(colors, widths, axis=0)[np.newaxis])


def lettering(
    colors: UInt8, lines: Sequence[tuple[str, ...]], rects: Sequence[QRect], metrics: QFontMetrics
) -> Lettering:
    """Those lines that fit on each of K swatches: upwards if more do so.

    In one loop, as all of them are written anew for each result.
    """
    found: Lettering = []
    line_height = metrics.height()
    for rect, texts, dark in zip(rects, lines, dark_text_on(colors), strict=True):
        width, height = rect.width(), rect.height()
        level, upright = [], []
        for text in texts:
            advance = metrics.horizontalAdvance(text)
            if advance <= width - 2 * _PADDING:
                level.append(text)
            if advance <= height - 2 * _PADDING:
                upright.append(text)
        level, upright = level[: height // line_height], upright[: width // line_height]
        turned = len(upright) > len(level)
        chosen = upright if turned else level
        if chosen:
            found.append((rect, "\n".join(chosen), turned, dark))
    return found


def draw_swatches(painter: QPainter, strip: QImage, rect: QRect, texts: Lettering) -> None:
    """Colours in `rect`, and in the painter's font what is written on them if the first one is at 0."""
    painter.drawImage(rect, strip)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.setPen(_FRAME)  # or one in the colour of the window would look like a gap
    painter.drawRect(rect.adjusted(0, 0, -1, -1))
    for place, text, upwards, dark in texts:
        painter.setPen(Qt.GlobalColor.black if dark else Qt.GlobalColor.white)
        if upwards:
            painter.save()
            painter.translate(rect.left() + place.left(), place.bottom() + 1)
            painter.rotate(-90)
            turned = QRect(QPoint(0, 0), place.size().transposed())
            painter.drawText(turned, Qt.AlignmentFlag.AlignCenter, text)
            painter.restore()
        else:
            painter.drawText(place.translated(rect.left(), 0), Qt.AlignmentFlag.AlignCenter, text)
