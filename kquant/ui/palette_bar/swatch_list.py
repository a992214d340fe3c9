"""A list of swatches in a row, for mouse, keys and screen readers."""

from __future__ import annotations

import numpy as np
from PySide6.QtCore import QEvent, QModelIndex, QPersistentModelIndex, QPoint, QRect, QSize, Qt, Signal, Slot
from PySide6.QtGui import (
    QContextMenuEvent,
    QKeyEvent,
    QKeySequence,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPalette,
    QResizeEvent,
)
from PySide6.QtWidgets import QAbstractItemView, QListView, QSizePolicy, QWidget

from kquant.ui.palette_bar.painting import (
    MARK_HEIGHT,
    TEXT_WIDTH,
    SwatchSizes,
    draw_ring,
    draw_swatches,
    write,
)
from kquant.ui.palette_bar.swatches import SwatchModel
from kquant.ui.palette_bar.widths import swatch_widths

_RING_WIDTH = 9  # the least that a ring on a thin swatch takes
_HEIGHT = 56
_COPY_KEYS = (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space)


class SwatchList(QListView):
    """A list view, since that is what screen readers know; its rows lie side by side.

    Signals:
        hovered(object): the row under the mouse, or None.
        chosen(int): a row was clicked, or a key asked for a copy of it.
        menu_wanted(int, QPoint): a row, and where on the screen its menu should be.
    """

    hovered = Signal(object)
    chosen = Signal(int)
    menu_wanted = Signal(int, QPoint)

    def __init__(self, model: SwatchModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._swatches = model
        self._sizes = SwatchSizes(self)
        self._proportional = True
        self._marked: int | None = None
        self._pointed: int | None = None
        self.setModel(model)
        self.setItemDelegate(self._sizes)
        self._set_up()
        model.modelReset.connect(self._lay_out)
        self.entered.connect(self._enter)
        self.viewportEntered.connect(self._leave)

    def _set_up(self) -> None:
        self.setFlow(QListView.Flow.LeftToRight)
        self.setWrapping(False)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSelectionMode(QAbstractItemView.SelectionMode.NoSelection)
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

    @Slot()
    def _lay_out(self) -> None:
        """Work the widths out again."""
        swatches = self._swatches.swatches
        shares = swatches.shares[self._swatches.indices]
        if not self._proportional:
            shares[:] = 1.0
        widths = swatch_widths(shares, self.viewport().width())
        self._sizes.widths = widths
        self.setUniformItemSizes(bool((widths == widths[:1]).all()))  # thousands are laid out at once then
        self._sizes.height = self.viewport().height()
        self.scheduleDelayedItemsLayout()

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

    def leaveEvent(self, event: QEvent) -> None:  # noqa: N802 - Qt's name
        """Nothing is pointed at any more."""
        super().leaveEvent(event)
        self._point(None)

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        """Fill the new width."""
        super().resizeEvent(event)
        self._lay_out()

    def reset(self) -> None:
        """The rows are others now."""
        super().reset()
        self._marked = None
        self._point(None)

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """One row of swatches high."""
        return QSize(320, _HEIGHT)

    def minimumSizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """Two lines of text, and the scroll bar."""
        return QSize(120, _HEIGHT)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:  # noqa: N802 - Qt's name
        """A click copies, also the second one of a double click."""
        super().mouseReleaseEvent(event)
        index = self.indexAt(event.position().toPoint())
        if event.button() is Qt.MouseButton.LeftButton and index.isValid() and index == self.currentIndex():
            self.chosen.emit(index.row())

    def event(self, event: QEvent) -> bool:
        """Ctrl+C copies the swatch here, whatever it does elsewhere in the window."""
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.ShortcutOverride:
            copies = event.matches(QKeySequence.StandardKey.Copy) and self.current_row is not None
            if copies:
                event.accept()
                return True
        return bool(super().event(event))

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        """The arrows, Home and End move; letters and digits belong to the window, not to a search here."""
        row = self.current_row
        if row is not None and (event.key() in _COPY_KEYS or event.matches(QKeySequence.StandardKey.Copy)):
            self.chosen.emit(row)
        elif event.text().isprintable() and event.text():
            event.ignore()
        else:
            super().keyPressEvent(event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:  # noqa: N802 - Qt's name
        """Ask for a menu: of the current row by key, of the one under the mouse by mouse."""
        by_key = event.reason() is QContextMenuEvent.Reason.Keyboard
        index = self.currentIndex() if by_key else self.indexAt(event.pos())
        if index.isValid():
            where = self.viewport().mapToGlobal(self.visualRect(index).center())
            self.menu_wanted.emit(index.row(), where if by_key else event.globalPos())

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        """The swatches, and over them the mark and the ring, which on thin ones need more room."""
        painter = QPainter(self.viewport())
        if self._swatches.rowCount():
            self._draw_swatches(painter)
        else:
            painter.setPen(self.palette().color(QPalette.ColorRole.PlaceholderText))
            hint = self.tr("The colours of the picture will be here.")
            painter.drawText(self.viewport().rect(), Qt.AlignmentFlag.AlignCenter, hint)
        for row in {self._marked, self._pointed} - {None}:
            if row is not None and row < self._swatches.rowCount():
                self._draw_mark(painter, self._ring_rect(row))
        if self.hasFocus() and self.current_row is not None:
            draw_ring(painter, self._ring_rect(self.current_row))

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
            write(painter, place, self._swatches.color_of(row), self._swatches.lines(row))

    def _ring_rect(self, row: int) -> QRect:
        index: QModelIndex | QPersistentModelIndex = self._swatches.index(row)
        rect = self.visualRect(index).adjusted(0, MARK_HEIGHT, 0, 0)
        beyond = max(0, _RING_WIDTH - rect.width())
        return rect.adjusted(-(beyond // 2), 0, beyond - beyond // 2, 0)

    def _draw_mark(self, painter: QPainter, rect: QRect) -> None:
        top = QRect(rect.left(), 0, rect.width(), MARK_HEIGHT - 1)
        painter.fillRect(top, self.palette().color(QPalette.ColorRole.WindowText))
