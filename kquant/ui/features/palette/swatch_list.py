"""The row of swatches: where each one is, how it is painted, and what is selected."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np
from PySide6.QtCore import (
    QEvent,
    QItemSelection,
    QItemSelectionModel,
    QModelIndex,
    QPersistentModelIndex,
    QRect,
    QSize,
    Qt,
    Signal,
    Slot,
)
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPalette, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QListView, QSizePolicy, QWidget

from kquant.ui.features.palette import painting
from kquant.ui.features.palette.painting import (
    MARK_HEIGHT,
    TEXT_WIDTH,
    SwatchSizes,
    draw_ring,
    draw_swatches,
    write,
)
from kquant.ui.features.palette.swatches import SwatchModel
from kquant.ui.features.palette.widths import least_widths, swatch_widths

_RING_WIDTH = 9  # the least that a ring on a thin swatch takes
_HEIGHT = 56


class SwatchList(QListView):
    """A list view, since that is what screen readers know; its rows lie side by side.

    Attributes:
        hint: what is said where there are no swatches.

    Signals:
        hovered(object): the row under the mouse, or None.
    """

    hovered = Signal(object)

    def __init__(self, model: SwatchModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._swatches = model
        self._sizes = SwatchSizes(self)
        self._proportional = True
        self._marked: int | None = None
        self._pointed: int | None = None
        self.hint = ""
        self.say_coming()
        self.setModel(model)
        self.setItemDelegate(self._sizes)
        self._set_up()
        model.modelReset.connect(self._lay_out_now)
        model.dataChanged.connect(self._lay_out)
        self.entered.connect(self._enter)
        self.viewportEntered.connect(self._leave)

    def _set_up(self) -> None:
        self.setFlow(QListView.Flow.LeftToRight)
        self.setWrapping(False)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setFrameShape(QListView.Shape.NoFrame)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setMouseTracking(True)
        self.viewport().setBackgroundRole(QPalette.ColorRole.Window)
        font = self.font()
        font.setPointSizeF(font.pointSizeF() * 0.9)
        self.setFont(font)

    def set_proportional(self, proportional: bool) -> None:
        """Whether a swatch is as wide as its share, or all are equally wide."""
        self._proportional = proportional
        self._lay_out()

    def say_coming(self) -> None:
        """Say that there will be swatches, while there are none."""
        self._say(self.tr("The colours of the picture will be here."))

    def say_none(self) -> None:
        """Say why there will be no swatches, while there are none."""
        self._say(self.tr("No pixels of the picture are visible, so it has no colours."))

    def _say(self, hint: str) -> None:
        self.hint = hint
        self.viewport().update()

    @property
    def marked(self) -> int | None:
        """The row that is pointed out."""
        return self._marked

    def mark(self, row: int | None) -> None:
        """Point a row out, and bring it into view."""
        self._marked = row
        if row is not None:
            self.scrollTo(self._swatches.index(row), QAbstractItemView.ScrollHint.EnsureVisible)
        self.viewport().update()

    @property
    def current_row(self) -> int | None:
        """The row that the keys are on."""
        index = self.currentIndex()
        return index.row() if index.isValid() else None

    @property
    def selected_rows(self) -> list[int]:
        """The rows that are selected, ascending."""
        return sorted(index.row() for index in self.selectionModel().selectedIndexes())

    def select_rows(self, rows: Iterable[int], current: int | None) -> None:
        """Select these rows and no others, with the keys on `current`."""
        chosen = QItemSelection()
        for row in rows:
            chosen.select(self._swatches.index(row), self._swatches.index(row))
        command = QItemSelectionModel.SelectionFlag
        if current is not None:
            self.selectionModel().setCurrentIndex(self._swatches.index(current), command.NoUpdate)
        self.selectionModel().select(chosen, command.ClearAndSelect)

    @Slot()
    def _lay_out(self) -> None:
        """Work the widths out again."""
        swatches, room = self._swatches.swatches, self.viewport().width()
        shares = swatches.shares
        if not self._proportional:
            shares[:] = 1.0
        least = least_widths(len(shares), self._swatches.locked, room)
        widths = swatch_widths(shares, room, least)
        self._sizes.widths = widths
        self.setUniformItemSizes(bool((widths == widths[:1]).all()))  # thousands are laid out at once then
        self._sizes.height = self.viewport().height()
        self.scheduleDelayedItemsLayout()

    @Slot()
    def _lay_out_now(self) -> None:
        """Before the first painting, as Qt would do it during that and paint all of it again."""
        self._lay_out()
        self.executeDelayedItemsLayout()

    @Slot(QModelIndex)
    def _enter(self, index: QModelIndex) -> None:
        self._point(index.row())

    @Slot()
    def _leave(self) -> None:
        self._point(None)

    def _point(self, row: int | None) -> None:
        if row != self._pointed:
            self._pointed = row
            self.hovered.emit(row)
            self.viewport().update()

    def leaveEvent(self, event: QEvent) -> None:
        """Nothing is pointed at any more."""
        super().leaveEvent(event)
        self._point(None)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Fill the new width."""
        super().resizeEvent(event)
        self._lay_out()

    def reset(self) -> None:
        """The rows are others now."""
        super().reset()
        self._marked = None
        self._point(None)

    def sizeHint(self) -> QSize:
        """One row of swatches high."""
        return QSize(320, _HEIGHT)

    def minimumSizeHint(self) -> QSize:
        """Two lines of text, and the scroll bar."""
        return QSize(120, _HEIGHT)

    def paintEvent(self, event: QPaintEvent) -> None:
        """The swatches, and over them the marks and the ring, which on thin ones need more room."""
        painter = QPainter(self.viewport())
        if self._swatches.rowCount():
            self._draw_swatches(painter)
            self._draw_marks(painter)
        else:
            painter.setPen(self.palette().color(QPalette.ColorRole.PlaceholderText))
            painter.drawText(self.viewport().rect(), Qt.AlignmentFlag.AlignCenter, self.hint)

    def _draw_swatches(self, painter: QPainter) -> None:
        """Those in sight."""
        start = self.visualRect(self._swatches.index(0)).left()
        edges = start + np.concatenate([[0], np.cumsum(self._sizes.widths)])
        sight = self.viewport().rect().adjusted(0, MARK_HEIGHT, 0, 0)
        rows = np.flatnonzero((edges[1:] > 0) & (edges[:-1] <= sight.right()))
        if not len(rows):
            return
        widths, colors = self._sizes.widths[rows], self._swatches.colors[rows]
        sight.setLeft(int(edges[rows[0]]))
        draw_swatches(painter, colors, widths, sight)
        painter.setFont(self.font())
        for row in rows[widths >= TEXT_WIDTH].tolist():
            place = QRect(int(edges[row]), sight.top(), int(self._sizes.widths[row]), sight.height())
            write(painter, place, self._painted(row), self._swatches.lines(row))

    def _draw_marks(self, painter: QPainter) -> None:
        for row in self.selected_rows:
            painting.draw_selected(painter, self.swatch_rect(row), self._painted(row))
        papers = self._swatches.swatches.papers
        for row in sorted(self._swatches.locked - papers):
            painting.draw_padlock(painter, self.swatch_rect(row), self._painted(row), True)
        for row in sorted(papers):
            painting.draw_paper(painter, self.swatch_rect(row), self._painted(row))
        pointed = self._pointed
        hit = QRect() if pointed is None else self.padlock_place(pointed)
        if pointed is not None and pointed not in self._swatches.locked and not hit.isEmpty():
            painting.draw_padlock(painter, self.swatch_rect(pointed), self._painted(pointed), False)
        for marked in {self._marked, self._pointed} - {None}:
            if marked is not None and marked < self._swatches.rowCount():
                self._draw_mark(painter, self._ring_rect(marked))
        if self.hasFocus() and self.current_row is not None:
            draw_ring(painter, self._ring_rect(self.current_row))

    def _painted(self, row: int) -> QColor:
        return QColor(*self._swatches.colors[row].tolist())

    def swatch_rect(self, row: int) -> QRect:
        """Where the colour of a row is, in the viewport."""
        index: QModelIndex | QPersistentModelIndex = self._swatches.index(row)
        return self.visualRect(index).adjusted(0, MARK_HEIGHT, 0, 0)

    def padlock_place(self, row: int) -> QRect:
        """Where the padlock of a row is; empty if it has none that could be hit, as papers have none."""
        is_paper = row in self._swatches.swatches.papers
        return QRect() if is_paper else painting.padlock_place(self.swatch_rect(row))

    def _ring_rect(self, row: int) -> QRect:
        rect = self.swatch_rect(row)
        beyond = max(0, _RING_WIDTH - rect.width())
        return rect.adjusted(-(beyond // 2), 0, beyond - beyond // 2, 0)

    def _draw_mark(self, painter: QPainter, rect: QRect) -> None:
        top = QRect(rect.left(), 0, rect.width(), MARK_HEIGHT - 1)
        painter.fillRect(top, self.palette().color(QPalette.ColorRole.WindowText))
