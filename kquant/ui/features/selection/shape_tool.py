"""Drawing shapes on the canvas that change the selection."""

from __future__ import annotations

from math import floor

from PySide6.QtCore import QObject, QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen

from kquant.core.model.selection import Combine, Ellipse, Polygon, Rectangle, Shape, Wand
from kquant.session.document.document import Document
from kquant.session.view_model import Tool, ViewModel
from kquant.ui.features.selection.shapes import (
    ALL_EDGES,
    Box,
    Edges,
    box_between,
    combined,
    edges_at,
    only_box,
    outline,
    pulled,
    touches,
)
from kquant.ui.kit.picture_labels import draw_label_beside
from kquant.ui.kit.picture_tool import PictureSurface, Sight

_CLICK = 3.0
_TOLERANCE = 10.0
_LASSO_STEP = 1.5
_HANDLE = 7.0
_KEYS = Qt.KeyboardModifier
_CURSORS = {
    ALL_EDGES: Qt.CursorShape.SizeAllCursor,
    frozenset((Qt.Edge.LeftEdge,)): Qt.CursorShape.SizeHorCursor,
    frozenset((Qt.Edge.RightEdge,)): Qt.CursorShape.SizeHorCursor,
    frozenset((Qt.Edge.TopEdge,)): Qt.CursorShape.SizeVerCursor,
    frozenset((Qt.Edge.BottomEdge,)): Qt.CursorShape.SizeVerCursor,
    frozenset((Qt.Edge.LeftEdge, Qt.Edge.TopEdge)): Qt.CursorShape.SizeFDiagCursor,
    frozenset((Qt.Edge.RightEdge, Qt.Edge.BottomEdge)): Qt.CursorShape.SizeFDiagCursor,
    frozenset((Qt.Edge.RightEdge, Qt.Edge.TopEdge)): Qt.CursorShape.SizeBDiagCursor,
    frozenset((Qt.Edge.LeftEdge, Qt.Edge.BottomEdge)): Qt.CursorShape.SizeBDiagCursor,
}


class ShapeTool(QObject):
    """A shape between the press of the button and its release, and a little longer until it is in force.

    Attributes:
        busy: whether the button is held.
        combine: what a shape does to the selection, or None for a new one; Shift and Alt go before it.
        tolerance, contiguous: of the magic wand, see `kquant.core.model.selection.Wand`.
    """

    def __init__(self, surface: PictureSurface, document: Document, view: ViewModel, parent: QObject) -> None:
        super().__init__(parent)
        self.busy = False
        self.combine: Combine | None = None
        self.tolerance, self.contiguous = _TOLERANCE, True
        self._surface, self._document, self._view = surface, document, view
        self._sight: Sight | None = None
        self._start = QPointF()
        self._points: list[QPointF] = []
        self._pulled: tuple[Box, Edges] | None = None
        self._how: Combine | None = None
        self._draft: Box | Polygon | None = None
        document.bind(self, self.give_up, "picture")
        document.bind(self, self._forget_draft, "selected")

    def begin(self, at: QPointF, keys: Qt.KeyboardModifier) -> None:
        """The button was pressed at a point."""
        self._sight, self._start, self._draft = self._surface.sight_at(at), at, None
        self._points = [self._sight.place(at)]
        self._how = self._combine(keys)
        if self._view.now.tool is Tool.WAND:
            self._conjure(self._points[0])
            return
        self._pulled = self._hold(at, keys)
        self.busy = True

    def move(self, at: QPointF, keys: Qt.KeyboardModifier) -> None:
        """The mouse is at a point with the button held."""
        assert self._sight is not None
        place = self._sight.place(at)
        if (at - self._sight.point(self._points[-1])).manhattanLength() >= _LASSO_STEP:
            self._points.append(place)
        if self._draft is None and (at - self._start).manhattanLength() < _CLICK:
            return
        self._draft = self._shape(place, bool(keys & _KEYS.ControlModifier))
        self._surface.update()

    def finish(self) -> None:
        """The button was released: the shape counts. A click without a drag selects nothing."""
        self.busy = False
        draft, size = self._draft, self._surface.picture_size
        if draft is None:
            if self._pulled is None and self._how is None:
                self._document.palette.select(None)
        elif size is not None and touches(draft, size):
            self._select(draft)
        else:
            self._draft = None
        self._surface.update()

    def give_up(self) -> None:
        """As if the button had not been pressed."""
        self.busy, self._draft = False, None
        self._surface.update()

    def cursor(self, at: QPointF | None, keys: Qt.KeyboardModifier) -> Qt.CursorShape:
        """The cursor that goes with what a press at a point would do."""
        held = None if at is None or not self._surface.sights() else self._hold(at, keys)
        return Qt.CursorShape.CrossCursor if held is None else _CURSORS[held[1]]

    def draw(self, painter: QPainter) -> None:
        """The shape that is being drawn with its size, or the handles of the one that is there."""
        box = self._box() if self._view.now.selection_shown else None
        if self._draft is None and box is None:
            return
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        for sight in self._surface.sights():
            painter.save()
            painter.setClipRect(sight.clip)
            if self._draft is not None:
                _draw_line(painter, self._draft, sight)
            elif box is not None:
                _draw_handles(painter, sight.rect(box.x, box.y, box.width, box.height))
            painter.restore()
        if self.busy and isinstance(self._draft, Rectangle | Ellipse) and self._sight is not None:
            corner = self._sight.point(
                QPointF(self._draft.x + self._draft.width, self._draft.y + self._draft.height)
            )
            draw_label_beside(
                painter, f"{self._draft.width} × {self._draft.height}", corner, self._surface.rect()
            )

    def _shape(self, place: QPointF, even: bool) -> Box | Polygon:
        if self._pulled is not None:
            return pulled(*self._pulled, place - self._points[0])
        if self._view.now.tool is Tool.LASSO:
            return Polygon(tuple((point.x(), point.y()) for point in self._points))
        kind = Ellipse if self._view.now.tool is Tool.ELLIPSE else Rectangle
        return box_between(kind, self._points[0], place, even)

    def _conjure(self, place: QPointF) -> None:
        size, x, y = self._surface.picture_size, floor(place.x()), floor(place.y())
        if size is not None and 0 <= x < size[0] and 0 <= y < size[1]:
            self._select(Wand(x, y, self.tolerance, self.contiguous))

    def _select(self, shape: Shape) -> None:
        selection = combined(self._document.now.state.settings.selection, shape, self._how)
        if not self._document.palette.select(selection):
            self._draft = None  # the same as before

    def _combine(self, keys: Qt.KeyboardModifier) -> Combine | None:
        adds, takes = bool(keys & _KEYS.ShiftModifier), bool(keys & _KEYS.AltModifier)
        if adds and takes:
            return Combine.INTERSECT
        if adds or takes:
            return Combine.ADD if adds else Combine.SUBTRACT
        return self.combine

    def _box(self) -> Box | None:
        if self._view.now.tool not in (Tool.RECTANGLE, Tool.ELLIPSE):
            return None
        return only_box(self._document.now.state.settings.selection)

    def _hold(self, at: QPointF, keys: Qt.KeyboardModifier) -> tuple[Box, Edges] | None:
        """The box that is there and its edges that are taken hold of, if that is what a press does."""
        box = self._box()
        if box is None or self._combine(keys) is not None:
            return None
        edges = edges_at(box, self._surface.sight_at(at), at)
        return (box, edges) if edges else None

    def _forget_draft(self) -> None:
        """The mask is there now."""
        if not self.busy:
            self._draft = None
            self._surface.update()


def _draw_line(painter: QPainter, shape: Shape, sight: Sight) -> None:
    """To be seen on any colour."""
    path = outline(shape, sight)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    for color, width in ((QColor(0, 0, 0, 170), 3.0), (QColor(255, 255, 255), 1.2)):
        painter.setPen(QPen(color, width))
        painter.drawPath(path)


def _draw_handles(painter: QPainter, rect: QRectF) -> None:
    if min(rect.width(), rect.height()) < 4 * _HANDLE:
        return
    painter.setPen(QPen(QColor(40, 40, 40), 1))
    painter.setBrush(QColor(255, 255, 255))
    middle = rect.center()
    for x in (rect.left(), middle.x(), rect.right()):
        for y in (rect.top(), middle.y(), rect.bottom()):
            if (x, y) != (middle.x(), middle.y()):
                painter.drawRect(QRectF(x - _HANDLE / 2, y - _HANDLE / 2, _HANDLE, _HANDLE))
