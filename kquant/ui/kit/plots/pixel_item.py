"""Things in a plot that are painted in pixels, wherever the plot has been moved and scaled to."""

from __future__ import annotations

import numpy as np
from PySide6.QtCore import QRectF
from PySide6.QtGui import QPainter, QTransform
from PySide6.QtWidgets import QStyleOptionGraphicsItem, QWidget

from kquant.core.model.arrays import Float32, Float64
from kquant.ui.kit.plots.pyqtgraph_door import pyqtgraph


def place(points: Float32 | Float64, transform: QTransform) -> Float64:
    """(N, 2) points moved and scaled; the axes are never turned."""
    scale = [transform.m11(), transform.m22()]
    return np.asarray(points * scale + [transform.dx(), transform.dy()], np.float64)


class PixelItem(pyqtgraph.GraphicsObject):  # type: ignore[misc]  # pyqtgraph has no types
    """As large as the view, and painted in its pixels."""

    def boundingRect(self) -> QRectF:  # noqa: N802 - Qt's name
        """The view."""
        return QRectF(self.viewRect())

    def viewTransformChanged(self) -> None:  # noqa: N802 - pyqtgraph's name
        """The view shows another part."""
        super().viewTransformChanged()
        self.prepareGeometryChange()

    def paint(self, painter: QPainter, _: QStyleOptionGraphicsItem, __: QWidget | None = None) -> None:
        """Hand over to `draw` with the transform from the plane to pixels."""
        transform = painter.worldTransform()
        area = transform.mapRect(QRectF(self.viewRect()))
        painter.save()
        painter.resetTransform()
        self.draw(painter, transform, area)
        painter.restore()

    def draw(self, painter: QPainter, transform: QTransform, area: QRectF) -> None:
        """Paint in pixels; `area` is the view."""
        raise NotImplementedError
