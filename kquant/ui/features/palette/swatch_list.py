"""The row of swatches: how it is laid out, what is painted over it, and what mouse and keys want done."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QModelIndex, QPoint, QRect, QSize, Qt, Signal, Slot
from PySide6.QtGui import (
    QColor,
    QContextMenuEvent,
    QFocusEvent,
    QFont,
    QImage,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPalette,
    QResizeEvent,
)
from PySide6.QtWidgets import QAbstractItemView, QListView, QSizePolicy, QWidget

from kquant.ui.features.palette import painting
from kquant.ui.features.palette.drag import Drag
from kquant.ui.features.palette.swatch_row import (
    MARK_HEIGHT,
    TEXT_WIDTH,
    Lettering,
    RowView,
    draw_swatches,
    least_widths,
    lettering,
    strip_of,
    swatch_lines,
    swatch_widths,
)
from kquant.ui.features.palette.swatches import SwatchModel

_RING_WIDTH = 9  # the least that a ring on a thin swatch takes
_HEIGHT = 56


class SwatchList(RowView):
    """Says what a person wants done; nothing is done here.

    Attributes (read only from outside):
        hint: what is said where there are no swatches.
        marked: the row that is pointed out, or None.

    Signals:
        hovered(object): the row under the mouse, or None.
        clicked_plainly(int): a row was clicked, and is the only one selected.
        lock_wanted(int): the padlock of a row was clicked.
        edit_wanted(): a row was clicked twice.
        merge_wanted(object): a list of rows, one of them dropped on.
        move_wanted(object, int): a list of rows, and the row before which they were dropped.
        menu_wanted(int, QPoint): a row, and where on the screen its menu should be.
    """

    hovered = Signal(object)
    clicked_plainly = Signal(int)
    lock_wanted = Signal(int)
    edit_wanted = Signal()
    merge_wanted = Signal(object)
    move_wanted = Signal(object, int)
    menu_wanted = Signal(int, QPoint)

    def __init__(self, model: SwatchModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._swatches = model
        self._proportional = True
        self._strip = QImage()
        self._letters: Lettering = []
        self._font: QFont | None = None  # that they are measured with; None before they are
        self._pointed: int | None = None
        self._drag: Drag | None = None
        self._pressed: int | None = None
        self.marked: int | None = None
        self.hint = ""
        self.say_coming()
        self._set_up()
        self.setModel(model)
        model.modelReset.connect(self._take_rows)
        model.dataChanged.connect(self._lay_out)
        self.entered.connect(self._enter)
        self.viewportEntered.connect(self._leave)

    def _set_up(self) -> None:
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setFrameShape(QListView.Shape.NoFrame)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setMouseTracking(True)
        self.setDragEnabled(True)
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

    def mark(self, row: int | None) -> None:
        """Point a row out, and bring it into view."""
        self.marked = row
        if row is not None:
            self.scrollTo(self._swatches.index(row), QAbstractItemView.ScrollHint.EnsureVisible)
        self.viewport().update()

    @Slot()
    def _take_rows(self) -> None:
        """The rows are others now: what is marked or dragged may be gone."""
        self.marked = None
        if self._pointed is not None:
            self._point(None)
        if self._drag is not None:
            self.end_drag()
        self._lay_out()

    @Slot()
    def _lay_out(self) -> None:
        """Work the widths out again."""
        model, room = self._swatches, self.viewport().width()
        shares = model.shares if self._proportional else model.shares * 0 + 1
        widths = swatch_widths(shares, room, least_widths(len(shares), model.locked, room))
        if len(widths):
            self._strip = strip_of(model.colors, widths)
        self._font = None
        self.set_widths(widths.tolist())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Fill the new width."""
        super().resizeEvent(event)
        self._lay_out()

    def sizeHint(self) -> QSize:
        """One row of swatches high."""
        return QSize(320, _HEIGHT)

    def minimumSizeHint(self) -> QSize:
        """Two lines of text, and the scroll bar."""
        return QSize(120, _HEIGHT)

    def swatch_rect(self, row: int) -> QRect:
        """Where the colour of a row is, in the viewport."""
        return self.rect_of(row).adjusted(0, MARK_HEIGHT, 0, 0)

    def padlock_place(self, row: int) -> QRect:
        """Where the padlock of a row is; empty if it has none that could be hit, as papers have none."""
        is_paper = row in self._swatches.swatches.papers
        return QRect() if is_paper else painting.padlock_place(self.swatch_rect(row))

    # Painting

    def paintEvent(self, event: QPaintEvent) -> None:
        """The swatches, and over them the marks and the ring, which on thin ones need more room."""
        painter, model = QPainter(self.viewport()), self._swatches
        if len(self.edges) == 1:
            painter.setPen(self.palette().color(QPalette.ColorRole.PlaceholderText))
            painter.drawText(self.viewport().rect(), Qt.AlignmentFlag.AlignCenter, self.hint)
            return
        if self._font is None or self._font != self.font():
            self._write()
        painter.setFont(self.font())
        left, height = -self.horizontalScrollBar().value(), self.viewport().height()
        place = QRect(left, MARK_HEIGHT, self.edges[-1], height - MARK_HEIGHT)
        draw_swatches(painter, self._strip, place, self._letters)
        pointed = self.marked is not None or self._pointed is not None or self.hasFocus()
        if pointed or model.locked or model.swatches.papers or self.selectionModel().hasSelection():
            self._draw_marks(painter)
        if self._drag is not None and self._drag.rows[-1] < len(self.edges) - 1:
            self._draw_drag(painter, self._drag)

    def _write(self) -> None:
        """Write on those swatches that have room for it."""
        self._font = self.font()
        model, edges, height = self._swatches, self.edges, self.viewport().height() - MARK_HEIGHT
        rows, rects = [], []
        for row in range(len(edges) - 1):
            width = edges[row + 1] - edges[row]
            if width >= TEXT_WIDTH:
                rows.append(row)
                rects.append(QRect(edges[row], MARK_HEIGHT, width, height))
        parts = None if model.swatches.counts is None else model.shares[rows].tolist()
        lines = swatch_lines(model.swatches.palette[rows].tolist(), parts)
        self._letters = lettering(model.colors[rows], lines, rects, self.fontMetrics())

    def _draw_marks(self, painter: QPainter) -> None:
        model, pointed = self._swatches, self._pointed
        for row in self.selected_rows:
            painting.draw_selected(painter, self.swatch_rect(row), self._painted(row))
        papers = model.swatches.papers
        for row in sorted(model.locked - papers):
            painting.draw_padlock(painter, self.swatch_rect(row), self._painted(row), True)
        for row in sorted(papers):
            painting.draw_paper(painter, self.swatch_rect(row), self._painted(row))
        if pointed is not None and pointed not in model.locked and not self.padlock_place(pointed).isEmpty():
            painting.draw_padlock(painter, self.swatch_rect(pointed), self._painted(pointed), False)
        for marked in {self.marked, pointed} - {None}:
            if marked is not None and marked < len(self.edges) - 1:
                rect = self._ring_rect(marked)
                top = QRect(rect.left(), 0, rect.width(), MARK_HEIGHT - 1)
                painter.fillRect(top, self.palette().color(QPalette.ColorRole.WindowText))
        if self.hasFocus() and self.current_row is not None:
            painting.draw_ring(painter, self._ring_rect(self.current_row))

    def _draw_drag(self, painter: QPainter, drag: Drag) -> None:
        painting.draw_ghost(painter, drag.at.toPointF(), self._painted(drag.rows[0]), len(drag.rows))
        target = drag.target
        if target is not None and target.between:
            x = self.edges[target.row] - self.horizontalScrollBar().value()
            painting.draw_gap(painter, x, self.viewport().height(), self.palette())
        elif target is not None:
            painting.draw_union(painter, self._ring_rect(target.row), self.tr("Merge"), self.palette())

    def _painted(self, row: int) -> QColor:
        return QColor(*self._swatches.colors[row].tolist())

    def _ring_rect(self, row: int) -> QRect:
        rect = self.swatch_rect(row)
        beyond = max(0, _RING_WIDTH - rect.width())
        return rect.adjusted(-(beyond // 2), 0, beyond - beyond // 2, 0)

    # The mouse

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

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """On a padlock it locks; elsewhere it selects."""
        self._pressed = None
        if not self._locks(event):
            row = self.row_at(event.position().toPoint())
            self._pressed = row if _is_plain(event) else None
            super().mousePressEvent(event)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Edit, unless it is two clicks on a padlock."""
        if not self._locks(event):
            super().mouseDoubleClickEvent(event)
            if _is_plain(event) and self.row_at(event.position().toPoint()) is not None:
                self.edit_wanted.emit()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Carry swatches about, or point at one."""
        at = event.position().toPoint()
        if self._drag is None:
            self._hint_at(at)
            super().mouseMoveEvent(event)
        else:
            row = self.row_at(at)
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
        elif pressed is not None and pressed == self.row_at(event.position().toPoint()):
            self.clicked_plainly.emit(pressed)

    def _locks(self, event: QMouseEvent) -> bool:
        at = event.position().toPoint()
        row = self.row_at(at)
        hit = row is not None and self.padlock_place(row).contains(at)
        if row is not None and hit and _is_plain(event):
            self.lock_wanted.emit(row)
            return True
        return False

    def _hint_at(self, at: QPoint) -> None:
        row = self.row_at(at)
        over = row is not None and self.padlock_place(row).contains(at)
        self.viewport().setCursor(Qt.CursorShape.PointingHandCursor if over else Qt.CursorShape.ArrowCursor)

    def _drop(self, drag: Drag) -> None:
        self.end_drag()
        if drag.target is None:
            return
        if drag.target.between:
            self.move_wanted.emit(drag.rows, drag.target.row)
        else:
            self.merge_wanted.emit(sorted({*drag.rows, drag.target.row}))

    @property
    def is_dragging(self) -> bool:
        """Whether swatches are on their way."""
        return self._drag is not None

    def end_drag(self) -> None:
        """Let go of what is dragged; it stays where it was."""
        self._drag = None
        self.unsetCursor()
        self.viewport().update()

    def focusInEvent(self, event: QFocusEvent) -> None:
        """By a shortcut one comes to do something with a colour, so that one is selected."""
        super().focusInEvent(event)
        by_key = event.reason() is Qt.FocusReason.ShortcutFocusReason
        if by_key and not self.selected_rows and self.model().rowCount():
            row = self.current_row or 0
            self.select_rows([row], row)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """Ask for a menu: of the current row by key, of the one under the mouse by mouse."""
        by_key = event.reason() is QContextMenuEvent.Reason.Keyboard
        index = self.currentIndex() if by_key else self.indexAt(event.pos())
        if index.isValid():
            where = self.viewport().mapToGlobal(self.visualRect(index).center())
            self.menu_wanted.emit(index.row(), where if by_key else event.globalPos())


def _is_plain(event: QMouseEvent) -> bool:
    return event.button() is Qt.MouseButton.LeftButton and event.modifiers() == Qt.KeyboardModifier.NoModifier
