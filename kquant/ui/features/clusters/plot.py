"""The plot itself: axes, and in them points, outlines and centres."""

from __future__ import annotations

import numpy as np
from PySide6.QtCore import QEvent, QPointF, QRectF, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QMouseEvent, QPainter, QPen, QPolygonF, QResizeEvent, QTransform
from PySide6.QtSvg import QSvgGenerator
from PySide6.QtWidgets import QWidget

from kquant.core.image.picture import Picture
from kquant.core.model.arrays import Float64
from kquant.ui.features.clusters.scene import (
    ScatterScene,
    View,
    axis_names,
    axis_title,
    center_radius,
    make_discs,
)
from kquant.ui.kit.plots.plane import VIEW_KEYS, PlanePlot, nearest
from kquant.ui.kit.plots.pyqtgraph_door import pyqtgraph
from kquant.ui.kit.plots.raster import Discs, PointsImage, packed, square_paths
from kquant.ui.kit.plots.themed_plot import PixelItem, place
from kquant.ui.kit.theme import surround

_OTHER_AXIS = 56  # pixels that it takes away from the length of one
_REACH = 6  # pixels from the mouse to a point
_PADDING = 0.06
_SIDE = 3  # logical pixels of a point
_FAINT = 38  # alpha of what is not pointed at
_FAINT_RADIUS = 3.0  # of the other centres, while one stands out
_COMMANDS = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier


class ScatterItem(PixelItem):
    """A scene: the points, outlines of the clusters, and the palette colours over them.

    Attributes:
        scene_shown: the scene, or None.
        highlighted: the palette index that stands out, or None.
        own_colors: whether points have the colours of the picture, not those of their clusters.
    """

    def __init__(self) -> None:
        super().__init__()
        self.scene_shown: ScatterScene | None = None
        self.highlighted: int | None = None
        self.own_colors = False

    def draw(self, painter: QPainter, transform: QTransform, area: QRectF) -> None:
        """Draw all of it in pixels, if there is a scene; `area` is the view."""
        scene = self.scene_shown
        if scene is None:
            return
        places = place(scene.points, transform)
        if isinstance(painter.device(), QSvgGenerator):
            self._draw_shapes(painter, scene, places, area)
        else:
            self._draw_points(painter, scene, places, area)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if scene.hulls:
            self._draw_hulls(painter, scene, transform)
        self._draw_centers(painter, scene, place(scene.centers, transform))

    def _draw_points(self, painter: QPainter, scene: ScatterScene, places: Float64, area: QRectF) -> None:
        """As an image; those that do not stand out first."""
        colors = scene.packed_colors if self.own_colors else scene.packed_palette[scene.labels]
        image = PointsImage(area, painter.device().devicePixelRatioF())
        if self.highlighted is None:
            image.draw(places, colors, _SIDE)
        else:
            chosen = scene.labels == self.highlighted
            faint = packed(scene.colors if self.own_colors else scene.palette, _FAINT)
            faint = faint if self.own_colors else faint[scene.labels]
            image.draw(places[~chosen], faint[~chosen], _SIDE)
            image.draw(places[chosen], colors[chosen], _SIDE)
        image.paint(painter)

    def _draw_shapes(self, painter: QPainter, scene: ScatterScene, places: Float64, area: QRectF) -> None:
        """One path a cluster, in its colour: a path for each of 20,000 colours would be too much."""
        groups, colors = scene.labels, scene.palette
        if self.own_colors:
            coarse, groups = np.unique(scene.colors >> 5, axis=0, return_inverse=True)
            groups, colors = groups.ravel(), (coarse << 5) + 16
        for group, path in square_paths(places, groups, _SIDE, area):
            painter.fillPath(path, QColor(*colors[group].tolist()))

    def _draw_hulls(self, painter: QPainter, scene: ScatterScene, transform: QTransform) -> None:
        """In the colour of the cluster over the colour of the text, so that every outline is seen."""
        painter.setBrush(Qt.BrushStyle.NoBrush)
        for index, hull in enumerate(scene.hulls):
            if len(hull) < 2 or self.highlighted not in (None, index):
                continue
            polygon = QPolygonF([QPointF(x, y) for x, y in place(hull, transform).tolist()])
            for color, width in ((QColor(128, 128, 128), 2.6), (QColor(*scene.palette[index].tolist()), 1.4)):
                painter.setPen(QPen(color, width))
                painter.drawPolygon(polygon)

    def _draw_centers(self, painter: QPainter, scene: ScatterScene, places: Float64) -> None:
        """The one that stands out last, the others small and faint."""
        ratio, chosen = painter.device().devicePixelRatioF(), self.highlighted
        if chosen is None:
            discs = scene.discs
            if discs is not None and discs.ratio != ratio:  # an export is larger than the screen
                discs = make_discs(scene.palette, ratio)
            if discs is not None:
                discs.draw(painter, places)
            return
        others = np.arange(len(places)) != chosen
        if others.any():
            painter.setOpacity(0.35)
            Discs(scene.palette[others], _FAINT_RADIUS, ratio).draw(painter, places[others])
        painter.setOpacity(1.0)
        radius = max(center_radius(len(places)), 9) * 1.2
        Discs(scene.palette[[chosen]], radius, ratio, [str(chosen + 1)]).draw(painter, places[[chosen]])


class ScatterPlot(PlanePlot):
    """Shows scenes; drag to pan, wheel to zoom, or the arrows, plus and minus, and Home to see all.

    Attributes:
        scene_shown: what is shown, or None.
        plane: the scene that the axes are for.
        highlighted: the cluster that stands out, or None.

    Signals:
        pointed(object): the palette index of the point or centre under the mouse, or None.
    """

    pointed = Signal(object)

    def __init__(self, parent: QWidget | None = None, inside: pyqtgraph.PlotItem | None = None) -> None:
        """`inside`: from `make_inside`, if it has been called already."""
        super().__init__(parent, inside)
        self.scene_shown: ScatterScene | None = None
        self.plane: ScatterScene | None = None
        self.highlighted: int | None = None
        self._pointed: int | None = None
        self._item = ScatterItem()
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.add_items(self._item)

    def apply_theme(self) -> None:
        """The grey that pictures lie on is behind the points too: black and white ones are seen on it."""
        super().apply_theme()
        self.getViewBox().setBackgroundColor(surround(self.palette()))

    def has_axes_for(self, picture: Picture, view: View) -> bool:
        """Whether another scene of a picture can be shown from where the last one was seen."""
        if self.plane is None or self.plane.picture is not picture:
            return False
        before = self.plane.view
        return (before.space, before.across, before.up) == (view.space, view.across, view.up)

    def show_axes(self, scene: ScatterScene) -> None:
        """Make ready for a scene: all of it will be seen, unless the last had the same axes and picture."""
        if not self.has_axes_for(scene.picture, scene.view):
            self.plane, self.scene_shown = scene, None
            self._redraw()
            self._name_axes(scene)
            self._see_all(scene)

    def show_scene(self, scene: ScatterScene | None) -> None:
        """Show another scene, from where the last was seen if it has the same axes and picture."""
        if scene is not None:
            self.show_axes(scene)
        self.plane = self.scene_shown = scene
        self._redraw()

    def highlight(self, index: int | None) -> None:
        """Let one cluster stand out, or none."""
        if index != self.highlighted:
            self.highlighted = index
            self._redraw()

    def set_own_colors(self, own: bool) -> None:
        """Points in the colour they have in the picture, or in that of their cluster."""
        self._item.own_colors = own
        self._redraw()

    def show_all(self) -> None:
        """See all points."""
        if self.scene_shown is not None:
            self._see_all(self.scene_shown)

    def _see_all(self, scene: ScatterScene) -> None:
        if not len(scene.points):
            return
        everything = np.vstack([scene.points, scene.centers])
        low, high = everything.min(axis=0), everything.max(axis=0)
        span = np.maximum(high - low, 1.0)
        box = QRectF(*(low - (span - (high - low)) / 2).tolist(), *span.tolist())
        self.getViewBox().setRange(box, padding=_PADDING)

    def _redraw(self) -> None:
        scene, chosen = self.scene_shown, self.highlighted
        if scene is not None and chosen is not None and chosen >= len(scene.palette):
            chosen = None  # of a palette that is gone
        self._item.scene_shown, self._item.highlighted = scene, chosen
        self._item.update()

    def _name_axes(self, scene: ScatterScene) -> None:
        """With the units, where there is room for them."""
        sides = (("bottom", scene.view.across, self.width()), ("left", scene.view.up, self.height()))
        for side, axis, room in sides:
            title = axis_title(scene, axis)
            if self.fontMetrics().horizontalAdvance(title) > room - _OTHER_AXIS:
                title = axis_names(scene.view.space)[axis]
            if title != self.getAxis(side).labelText:
                self.setLabel(side, title)
                self.getAxis(side).resizeEvent()  # or it stays where a title of another length stood
        self.plotItem.layout.activate()  # or all is painted before there is room for the titles, and after

    def resizeEvent(self, event: QResizeEvent | None) -> None:
        """Titles have another room."""
        super().resizeEvent(event)
        plane = getattr(self, "plane", None)  # pyqtgraph asks for this before it is made
        if plane is not None:
            self._name_axes(plane)

    def event(self, event: QEvent) -> bool:
        """Keep its own keys from the shortcuts of the window, such as those that zoom the picture."""
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.ShortcutOverride and _is_own(event):
            event.accept()
            return True
        return bool(super().event(event))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Pan, zoom and reset; other keys belong to the window."""
        if not self.move_view(event.key()):
            event.ignore()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Tell which cluster the mouse is on."""
        super().mouseMoveEvent(event)
        if not event.buttons():
            self._point(self._found_at(self.mapToScene(event.position().toPoint())))

    def leaveEvent(self, event: QEvent) -> None:
        """Nothing is pointed at any more."""
        super().leaveEvent(event)
        self._point(None)

    def _point(self, index: int | None) -> None:
        if index != self._pointed:
            self._pointed = index
            self.pointed.emit(index)

    def _found_at(self, where: QPointF) -> int | None:
        """The centre there, or else the cluster of the nearest point within reach."""
        scene = self.scene_shown
        if scene is None or not self.getViewBox().sceneBoundingRect().contains(where):
            return None
        transform = self._item.sceneTransform()
        radius = center_radius(len(scene.centers))
        center = nearest(place(scene.centers, transform), where.x(), where.y(), radius)
        if center is not None:
            return center
        point = nearest(place(scene.points, transform), where.x(), where.y(), _REACH)
        return None if point is None else int(scene.labels[point])


def _is_own(event: QKeyEvent) -> bool:
    return event.key() in VIEW_KEYS and not event.modifiers() & _COMMANDS
