"""A list view whose rows stand side by side, each as wide as it is told."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Sequence

from PySide6.QtCore import (
    QItemSelection,
    QItemSelectionModel,
    QModelIndex,
    QPersistentModelIndex,
    QPoint,
    QRect,
    Qt,
)
from PySide6.QtGui import QRegion
from PySide6.QtWidgets import QAbstractItemView, QListView, QWidget

_Action = QAbstractItemView.CursorAction
_STEPS = {_Action.MoveLeft: -1, _Action.MovePrevious: -1, _Action.MoveRight: 1, _Action.MoveNext: 1}


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
