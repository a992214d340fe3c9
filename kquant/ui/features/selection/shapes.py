"""Shapes that are drawn with the mouse or typed in, and what they do to a selection."""

from __future__ import annotations

from dataclasses import replace
from math import ceil, floor
from typing import TypeAlias

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QPainterPath

from kquant.core.model.selection import (
    Combine,
    Ellipse,
    Everything,
    Part,
    Polygon,
    Rectangle,
    Selection,
    Shape,
    Wand,
)
from kquant.ui.kit.picture_tool import Sight

Box: TypeAlias = Rectangle | Ellipse
Edges: TypeAlias = frozenset[Qt.Edge]

ALL_EDGES: Edges = frozenset((Qt.Edge.LeftEdge, Qt.Edge.TopEdge, Qt.Edge.RightEdge, Qt.Edge.BottomEdge))
_GRIP = 6.0


def combined(selection: Selection | None, shape: Shape, how: Combine | None) -> Selection:
    """A selection changed by a shape, or made of it alone for None. No selection is all of the picture."""
    if how is None or (selection is None and how is not Combine.SUBTRACT):
        return Selection.of(shape)
    return (selection or Selection.of(Everything())).combined(shape, how)


def only_box(selection: Selection | None) -> Box | None:
    """The rectangle or ellipse that a selection is, if it is no more than that."""
    shape = _only_shape(selection)
    return shape if isinstance(shape, Rectangle | Ellipse) else None


def last_wand(selection: Selection | None) -> Wand | None:
    """The wand that a selection ends with."""
    shape = selection.parts[-1].shape if selection is not None and selection.parts else None
    return shape if isinstance(shape, Wand) else None


def with_last(selection: Selection, shape: Shape) -> Selection:
    """With another shape for the last one."""
    return Selection((*selection.parts[:-1], replace(selection.parts[-1], shape=shape)))


def box_between(kind: type[Box], first: QPointF, second: QPointF, even: bool) -> Box:
    """The whole pixels that a drag from one place to another has touched; `even` for as high as wide."""
    across, down = second.x() - first.x(), second.y() - first.y()
    if even:
        side = max(abs(across), abs(down))
        across, down = (side if way >= 0 else -side for way in (across, down))
    left, top = floor(min(first.x(), first.x() + across)), floor(min(first.y(), first.y() + down))
    right, bottom = ceil(max(first.x(), first.x() + across)), ceil(max(first.y(), first.y() + down))
    return kind(left, top, max(right - left, 1), max(bottom - top, 1))


def edges_at(box: Box, sight: Sight, point: QPointF) -> Edges:
    """Which edges of a box a press takes hold of: those that are near, all of them inside, or none."""
    rect = sight.rect(box.x, box.y, box.width, box.height)
    if not rect.adjusted(-_GRIP, -_GRIP, _GRIP, _GRIP).contains(point):
        return frozenset()
    grip = min(_GRIP, rect.width() / 3, rect.height() / 3)  # a small one can still be moved
    away = {
        Qt.Edge.LeftEdge: point.x() - rect.left(),
        Qt.Edge.TopEdge: point.y() - rect.top(),
        Qt.Edge.RightEdge: rect.right() - point.x(),
        Qt.Edge.BottomEdge: rect.bottom() - point.y(),
    }
    return frozenset(edge for edge, far in away.items() if far <= grip) or ALL_EDGES


def pulled(box: Box, edges: Edges, way: QPointF) -> Box:
    """A box with some of its edges moved by whole pixels; turned inside out it is still a box."""
    across, down = round(way.x()), round(way.y())
    left, right = box.x, box.x + box.width
    top, bottom = box.y, box.y + box.height
    left += across * (Qt.Edge.LeftEdge in edges)
    right += across * (Qt.Edge.RightEdge in edges)
    top += down * (Qt.Edge.TopEdge in edges)
    bottom += down * (Qt.Edge.BottomEdge in edges)
    x, y = min(left, right), min(top, bottom)
    return replace(box, x=x, y=y, width=max(abs(right - left), 1), height=max(abs(bottom - top), 1))


def touches(shape: Box | Polygon, size: tuple[int, int]) -> bool:
    """Whether any of it, or of the box around it, is in a picture of such width and height."""
    if isinstance(shape, Polygon):
        across, down = zip(*shape.points, strict=True)
        left, top, right, bottom = min(across), min(down), max(across), max(down)
    else:
        left, top, right, bottom = shape.x, shape.y, shape.x + shape.width, shape.y + shape.height
    return bool(left < size[0] and top < size[1] and right > 0 and bottom > 0)


def outline(shape: Shape, sight: Sight) -> QPainterPath:
    """The line of a shape, in points."""
    path = QPainterPath()
    if isinstance(shape, Rectangle):
        path.addRect(_box_rect(shape, sight))
    elif isinstance(shape, Ellipse):
        path.addEllipse(_box_rect(shape, sight))
    elif isinstance(shape, Polygon) and shape.points:
        first, *others = (sight.point(QPointF(x, y)) for x, y in shape.points)
        path.moveTo(first)
        for point in others:
            path.lineTo(point)
        path.closeSubpath()
    return path


def _box_rect(box: Box, sight: Sight) -> QRectF:
    return sight.rect(box.x, box.y, box.width, box.height)


def _only_shape(selection: Selection | None) -> Shape | None:
    if selection is None or len(selection.parts) != 1:
        return None
    (part,) = selection.parts
    return part.shape if part == Part(part.shape) else None
