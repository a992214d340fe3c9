"""A row of swatches: where they are, what is written on them, and how both are drawn.

All of it is worked out once for a result, in loops: 16 swatches would make hundreds of calls otherwise.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from typing import TypeAlias

import numpy as np
from PySide6.QtCore import (
    QCoreApplication,
    QItemSelection,
    QItemSelectionModel,
    QLocale,
    QModelIndex,
    QPersistentModelIndex,
    QPoint,
    QRect,
    Qt,
)
from PySide6.QtGui import QColor, QFontMetrics, QImage, QPainter, QRegion
from PySide6.QtWidgets import QAbstractItemView, QListView, QWidget

from kquant.core.color.contrast import BALANCED_LUMINANCE, LINEAR, LUMA
from kquant.core.model.arrays import Float64, Int64, UInt8
from kquant.ui.kit.qimage import to_qimage

MARK_HEIGHT = 5
"""Pixels above a swatch for the mark that it is pointed at."""

TEXT_WIDTH = 18
"""On narrower swatches nothing is written."""

MIN_WIDTH = 3
"""Pixels that the rarest colour still has, so that it can be pointed at."""

_Action = QAbstractItemView.CursorAction
_STEPS = {_Action.MoveLeft: -1, _Action.MovePrevious: -1, _Action.MoveRight: 1, _Action.MoveNext: 1}
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
    on_light: list[bool] = (np.take(LINEAR, colors) @ LUMA > BALANCED_LUMINANCE).tolist()
    for rect, texts, dark in zip(rects, lines, on_light, strict=True):
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


class RowView(QListView):
    """Knows where rows are by itself: Qt would ask for the size of each one, at every change.

    A list view all the same, since that is what screen readers know.

    Attributes (read only from outside):
        edges: pixels from the left edge of the first row to that of each, and to the right one of the last.
    """

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.edges = [0]
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)

    def set_widths(self, widths: Iterable[int]) -> None:
        """Have so many rows as widths, each as wide as its one."""
        self.edges = edges = [0]
        for width in widths:
            edges.append(edges[-1] + width)
        self.doItemsLayout()  # now, or Qt would do it later, and have all painted twice

    @property
    def current_row(self) -> int | None:
        """The row that the keys are on."""
        index = self.currentIndex()
        return index.row() if index.isValid() else None

    @property
    def selected_rows(self) -> list[int]:
        """The rows that are selected, ascending."""
        model = self.selectionModel()
        return sorted([index.row() for index in model.selectedIndexes()]) if model.hasSelection() else []

    def select_rows(self, rows: Sequence[int], current: int | None) -> None:
        """Select these rows and no others, with the keys on `current`."""
        chosen, model, selection = QItemSelection(), self.model(), self.selectionModel()
        for row in rows:
            index = model.index(row, 0)
            chosen.select(index, index)
        command = QItemSelectionModel.SelectionFlag
        if current is not None:
            selection.setCurrentIndex(model.index(current, 0), command.NoUpdate)
        if rows or selection.hasSelection():
            selection.select(chosen, command.ClearAndSelect)

    def row_at(self, at: QPoint) -> int | None:
        """The row at a point of the viewport."""
        if not 0 <= at.y() < self.viewport().height():
            return None
        row = bisect_right(self.edges, at.x() + self.horizontalScrollBar().value()) - 1
        return row if 0 <= row < len(self.edges) - 1 else None

    def rect_of(self, row: int) -> QRect:
        """Where a row is in the viewport."""
        left, right = self.edges[row : row + 2]
        return QRect(left - self.horizontalScrollBar().value(), 0, right - left, self.viewport().height())

    # What Qt asks for and would do

    def doItemsLayout(self) -> None:
        """Rows are where `set_widths` has put them."""
        QAbstractItemView.doItemsLayout(self)

    def updateGeometries(self) -> None:
        """Let the scroll bar have what does not fit. No editor is open over a row, and no row comes later."""
        room, bar, edges = self.viewport().width(), self.horizontalScrollBar(), self.edges
        bar.setSingleStep(edges[1] if len(edges) > 1 else 1)
        bar.setPageStep(room)
        bar.setRange(0, max(0, edges[-1] - room))

    def visualRect(self, index: QModelIndex | QPersistentModelIndex) -> QRect:
        """Where a row is in the viewport."""
        return self.rect_of(index.row()) if 0 <= index.row() < len(self.edges) - 1 else QRect()

    def indexAt(self, at: QPoint) -> QModelIndex:
        """The row at a point of the viewport."""
        row = self.row_at(at)
        return QModelIndex() if row is None else self.model().index(row, 0)

    def scrollTo(
        self,
        index: QModelIndex | QPersistentModelIndex,
        hint: QAbstractItemView.ScrollHint = QAbstractItemView.ScrollHint.EnsureVisible,
    ) -> None:
        """Bring a row into view."""
        bar = self.horizontalScrollBar()
        if bar.maximum() and 0 <= index.row() < len(self.edges) - 1:
            left, right = self.edges[index.row() : index.row() + 2]
            if left < bar.value():
                bar.setValue(left)
            elif right > bar.value() + self.viewport().width():
                bar.setValue(min(left, right - self.viewport().width()))

    def setSelection(self, rect: QRect, command: QItemSelectionModel.SelectionFlag) -> None:
        """Select what a rectangle of the viewport touches."""
        offset, last = self.horizontalScrollBar().value(), len(self.edges) - 2
        rect, chosen = rect.normalized(), QItemSelection()
        if rect.right() + offset >= 0 and rect.left() + offset < self.edges[-1]:
            first = max(bisect_right(self.edges, rect.left() + offset) - 1, 0)
            until = min(bisect_right(self.edges, rect.right() + offset) - 1, last)
            chosen.select(self.model().index(first, 0), self.model().index(until, 0))
        self.selectionModel().select(chosen, command)

    def visualRegionForSelection(self, selection: QItemSelection) -> QRegion:
        """All, as what is painted over a row may be wider than it."""
        return QRegion(self.viewport().rect())

    def moveCursor(
        self, action: QAbstractItemView.CursorAction, modifiers: Qt.KeyboardModifier
    ) -> QModelIndex:
        """The row that a key leads to."""
        last, row = len(self.edges) - 2, self.currentIndex().row()
        if row < 0 or action is _Action.MoveHome:
            row = 0
        elif action is _Action.MoveEnd:
            row = last
        else:
            row = min(max(row + _STEPS.get(action, 0), 0), last)
        return self.model().index(row, 0)
