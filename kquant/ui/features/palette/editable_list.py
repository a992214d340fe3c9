"""Swatches that can be picked, locked, copied, pasted on and dragged."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QPoint, Qt, Signal
from PySide6.QtGui import (
    QContextMenuEvent,
    QFocusEvent,
    QKeyEvent,
    QKeySequence,
    QMouseEvent,
    QPainter,
    QPaintEvent,
)
from PySide6.QtWidgets import QWidget

from kquant.ui.features.palette import painting
from kquant.ui.features.palette.drag import Drag
from kquant.ui.features.palette.swatch_list import SwatchList
from kquant.ui.features.palette.swatches import SwatchModel

_COPY_KEYS = (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space)
_STEPS = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}


class EditableSwatchList(SwatchList):
    """Says what a person wants done; nothing is done here.

    Signals:
        clicked_plainly(int): a row was clicked, and is the only one selected.
        copy_wanted(): a key asked for a copy of what is selected.
        paste_wanted(): a key asked for the colour on the clipboard.
        lock_wanted(int): the padlock of a row was clicked.
        edit_wanted(): a row was clicked twice.
        merge_wanted(object): a list of rows, one of them dropped on.
        move_wanted(object, int): a list of rows, and the row before which they were dropped.
        menu_wanted(int, QPoint): a row, and where on the screen its menu should be.
    """

    clicked_plainly = Signal(int)
    copy_wanted = Signal()
    paste_wanted = Signal()
    lock_wanted = Signal(int)
    edit_wanted = Signal()
    merge_wanted = Signal(object)
    move_wanted = Signal(object, int)
    menu_wanted = Signal(int, QPoint)

    def __init__(self, model: SwatchModel, parent: QWidget | None = None) -> None:
        super().__init__(model, parent)
        self._drag: Drag | None = None
        self._pressed: int | None = None
        self.setDragEnabled(True)

    # The mouse

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """On a padlock it locks; elsewhere it selects."""
        self._pressed = None
        if not self._locks(event):
            row = self._row_at(event.position().toPoint())
            self._pressed = row if _is_plain(event) else None
            super().mousePressEvent(event)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Edit, unless it is two clicks on a padlock."""
        if not self._locks(event):
            super().mouseDoubleClickEvent(event)
            if _is_plain(event) and self._row_at(event.position().toPoint()) is not None:
                self.edit_wanted.emit()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Carry swatches about, or point at one."""
        at = event.position().toPoint()
        if self._drag is None:
            self._hint_at(at)
            super().mouseMoveEvent(event)
        else:
            row = self._row_at(at)
            self._drag.move(at, row, self.rect() if row is None else self.swatch_rect(row))
            self.viewport().update()

    def startDrag(self, _: Qt.DropAction) -> None:
        """Swatches are dragged within the bar only: Qt's own dragging stops all else."""
        if self.selected_rows:
            self._drag = Drag(self.selected_rows, QPoint())
            self._point(None)
            self.setCursor(Qt.CursorShape.ClosedHandCursor)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Drop what was dragged, or end a click."""
        super().mouseReleaseEvent(event)
        pressed, self._pressed = self._pressed, None
        if self._drag is not None:
            self._drop(self._drag)
        elif pressed is not None and pressed == self._row_at(event.position().toPoint()):
            self.clicked_plainly.emit(pressed)

    def _locks(self, event: QMouseEvent) -> bool:
        at = event.position().toPoint()
        row = self._row_at(at)
        hit = row is not None and self.padlock_place(row).contains(at)
        if row is not None and hit and _is_plain(event):
            self.lock_wanted.emit(row)
            return True
        return False

    def _hint_at(self, at: QPoint) -> None:
        row = self._row_at(at)
        over = row is not None and self.padlock_place(row).contains(at)
        self.viewport().setCursor(Qt.CursorShape.PointingHandCursor if over else Qt.CursorShape.ArrowCursor)

    def _row_at(self, at: QPoint) -> int | None:
        index = self.indexAt(at)
        return index.row() if index.isValid() else None

    def _drop(self, drag: Drag) -> None:
        self._end_drag()
        if drag.target is None:
            return
        if drag.target.between:
            self.move_wanted.emit(drag.rows, drag.target.row)
        else:
            self.merge_wanted.emit(sorted({*drag.rows, drag.target.row}))

    def _end_drag(self) -> None:
        self._drag = None
        self.unsetCursor()
        self.viewport().update()

    # The keys

    def event(self, event: QEvent) -> bool:
        """Copy, paste and Escape are for the swatches here, whatever they do elsewhere in the window."""
        if (
            isinstance(event, QKeyEvent)
            and event.type() == QEvent.Type.ShortcutOverride
            and self._takes(event)
        ):
            event.accept()
            return True
        return bool(super().event(event))

    def _takes(self, event: QKeyEvent) -> bool:
        if event.key() == Qt.Key.Key_Escape:
            return self._drag is not None
        keys = QKeySequence.StandardKey
        return bool(self.selected_rows) and (event.matches(keys.Copy) or event.matches(keys.Paste))

    def focusInEvent(self, event: QFocusEvent) -> None:
        """By a shortcut one comes to do something with a colour, so that one is selected."""
        super().focusInEvent(event)
        by_key = event.reason() is Qt.FocusReason.ShortcutFocusReason
        if by_key and not self.selected_rows and self.model().rowCount():
            row = self.current_row or 0
            self.select_rows([row], row)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """The arrows, Home and End move; letters and digits belong to the window, not to a search here."""
        keys = QKeySequence.StandardKey
        plain = not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        if event.key() == Qt.Key.Key_Escape and self._drag is not None:
            self._end_drag()
        elif event.key() == Qt.Key.Key_Escape and self.selected_rows:
            self.clearSelection()
        elif event.matches(keys.Copy) or (plain and event.key() in _COPY_KEYS):
            self.copy_wanted.emit()
        elif event.matches(keys.Paste):
            self.paste_wanted.emit()
        elif event.modifiers() == Qt.KeyboardModifier.AltModifier and event.key() in _STEPS:
            self._step(_STEPS[Qt.Key(event.key())])
        elif plain and event.text().isprintable() and event.text():
            event.ignore()
        else:
            super().keyPressEvent(event)

    def _step(self, by: int) -> None:
        """Move what is selected one place to the left or right."""
        rows = self.selected_rows
        if not rows:
            return
        to = rows[0] - 1 if by < 0 else rows[-1] + 2
        if 0 <= to <= self.model().rowCount():
            self.move_wanted.emit(rows, to)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """Ask for a menu: of the current row by key, of the one under the mouse by mouse."""
        by_key = event.reason() is QContextMenuEvent.Reason.Keyboard
        index = self.currentIndex() if by_key else self.indexAt(event.pos())
        if index.isValid():
            where = self.viewport().mapToGlobal(self.visualRect(index).center())
            self.menu_wanted.emit(index.row(), where if by_key else event.globalPos())

    # Painting

    def paintEvent(self, event: QPaintEvent) -> None:
        """The swatches, and what is dragged over them."""
        super().paintEvent(event)
        drag = self._drag
        if drag is None or drag.rows[-1] >= self.model().rowCount():
            return
        painter = QPainter(self.viewport())
        painting.draw_ghost(painter, drag.at.toPointF(), self._painted(drag.rows[0]), len(drag.rows))
        if drag.target is not None and drag.target.between:
            painting.draw_gap(painter, self._gap(drag.target.row), self.viewport().height(), self.palette())
        elif drag.target is not None:
            painting.draw_union(painter, self._ring_rect(drag.target.row), self.tr("Merge"), self.palette())

    def _gap(self, row: int) -> int:
        """The left edge of a row, or the right one of the last."""
        if row < self.model().rowCount():
            return self.swatch_rect(row).left()
        return self.swatch_rect(row - 1).right() + 1

    def reset(self) -> None:
        """The rows are others now: what is dragged may be gone."""
        super().reset()
        self._end_drag()


def _is_plain(event: QMouseEvent) -> bool:
    return event.button() is Qt.MouseButton.LeftButton and event.modifiers() == Qt.KeyboardModifier.NoModifier
