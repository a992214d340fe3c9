"""A plot in the colours of the theme, and items that are painted in its pixels."""

from __future__ import annotations

import numpy as np
from PySide6.QtCore import QEvent, QRectF
from PySide6.QtGui import QFocusEvent, QPainter, QPalette, QPen, QTransform
from PySide6.QtWidgets import QStyleOptionGraphicsItem, QWidget

from kquant.core.model.arrays import Float32, Float64
from kquant.ui.kit.plots.pyqtgraph_door import pyqtgraph


def make_first_axis() -> None:
    """Make an axis for nothing: the first of all takes as long as the rest of a plot."""
    pyqtgraph.AxisItem("left")


def make_inside() -> pyqtgraph.PlotItem:
    """Make what is in a plot, which is the most of it: without the menus, as those take as long again."""
    return pyqtgraph.PlotItem(enableMenu=False)


class ThemedPlot(pyqtgraph.PlotWidget):  # type: ignore[misc]  # pyqtgraph has no types
    """Without menus and buttons of its own. `release()` it in the end."""

    def __init__(self, parent: QWidget | None = None, inside: pyqtgraph.PlotItem | None = None) -> None:
        """`inside`: from `make_inside`, if it has been called already."""
        super().__init__(parent, plotItem=make_inside() if inside is None else inside)
        self.hideButtons()
        self.apply_theme()

    def apply_theme(self) -> None:
        """Take the colours of the palette; called again when it changes."""
        palette = self.palette()
        self.setBackground(palette.color(QPalette.ColorRole.Base))
        for side in ("left", "bottom", "right"):
            axis = self.getAxis(side)
            axis.setPen(palette.color(QPalette.ColorRole.Mid))
            axis.setTextPen(palette.color(QPalette.ColorRole.Text))
            axis.enableAutoSIPrefix(False)
            axis.setStyle(
                autoReduceTextSpace=False,  # or all is painted again when a number gets longer
                hideOverlappingLabels=True,  # or the edge of the plot would cut numbers
            )

    def release(self) -> None:
        """pyqtgraph makes a closed plot an orphan, for the garbage collector on any thread: leave it none."""
        self.close()
        self.deleteLater()

    def changeEvent(self, event: QEvent) -> None:
        """Follow the theme."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange and self.plotItem is not None:
            self.apply_theme()

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Show the frame."""
        super().focusInEvent(event)
        self.viewport().update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Take the frame away."""
        super().focusOutEvent(event)
        self.viewport().update()

    def drawForeground(self, painter: QPainter, rect: QRectF) -> None:
        """A frame while the keys are meant for the plot."""
        super().drawForeground(painter, rect)
        if self.hasFocus():
            painter.save()
            painter.resetTransform()
            painter.setPen(QPen(self.palette().color(QPalette.ColorRole.Highlight), 2))
            painter.drawRect(self.viewport().rect().adjusted(1, 1, -1, -1))
            painter.restore()


def place(points: Float32 | Float64, transform: QTransform) -> Float64:
    """(N, 2) points moved and scaled; the axes are never turned."""
    scale = [transform.m11(), transform.m22()]
    return np.asarray(points * scale + [transform.dx(), transform.dy()], np.float64)


class PixelItem(pyqtgraph.GraphicsObject):  # type: ignore[misc]  # pyqtgraph has no types
    """As large as the view, and painted in its pixels."""

    def boundingRect(self) -> QRectF:
        """The view."""
        return QRectF(self.viewRect())

    def viewTransformChanged(self) -> None:
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
