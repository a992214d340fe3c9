"""What lies under the points: regions, lines to the centres, the ways that the centres have come."""

from __future__ import annotations

import numpy as np
from PySide6.QtCore import QLineF, QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen, QPolygonF, QTransform

from kquant.lab.core.voronoi import voronoi
from kquant.lab.ui.lab_item import LabItem
from kquant.lab.ui.looks import CENTER, cluster_color
from kquant.lab.ui.scene import LabScene
from kquant.ui.kit.plots.themed_plot import place

LINKED = 5000
"""With more points the lines would be a carpet, and slow."""

_REGION_ALPHA = 34
_BORDER_ALPHA = 130
_LINK_ALPHA = 120
_TRAIL_WIDTH = 1.8
_STATION = 2.6


class RegionsItem(LabItem):
    """Where each centre is the nearest one: its Voronoi region."""

    def draw_scene(self, painter: QPainter, scene: LabScene, transform: QTransform, area: QRectF) -> None:
        """In the colour of the cluster, faintly, with a border."""
        if not (self.layers.regions and len(scene.centers)):
            return
        inverse, _ = transform.inverted()
        seen = inverse.mapRect(area).normalized()
        cells = voronoi(scene.centers, (seen.left(), seen.top(), seen.right(), seen.bottom()))
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        for index, cell in enumerate(cells):
            if len(cell) > 2:
                fill, edge = cluster_color(index), QColor(128, 128, 128, _BORDER_ALPHA)
                fill.setAlpha(_REGION_ALPHA)
                painter.setPen(QPen(edge, 1.0))
                painter.setBrush(fill)
                painter.drawPolygon(QPolygonF([QPointF(x, y) for x, y in place(cell, transform).tolist()]))


class LinksItem(LabItem):
    """A line from each point to the centre it belongs to."""

    def draw_scene(self, painter: QPainter, scene: LabScene, transform: QTransform, area: QRectF) -> None:
        """In the colour of the cluster."""
        if not self.layers.links or scene.labels is None or len(scene.points) > LINKED:
            return
        points, centers = place(scene.points.points, transform), place(scene.centers, transform)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        for index, (x, y) in enumerate(centers.tolist()):
            color = cluster_color(index)
            color.setAlpha(_LINK_ALPHA)
            painter.setPen(QPen(color, 1.0))
            painter.drawLines([QLineF(a, b, x, y) for a, b in points[scene.labels == index].tolist()])


class TrailsItem(LabItem):
    """Where the centres have been, each stop a dot."""

    def draw_scene(self, painter: QPainter, scene: LabScene, transform: QTransform, area: QRectF) -> None:
        """In red; the first place is a ring."""
        if not self.layers.trails or scene.trails is None:
            return
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        for trail in scene.trails:
            stops = [QPointF(x, y) for x, y in place(np.asarray(trail, np.float64), transform).tolist()]
            painter.setPen(QPen(CENTER, _TRAIL_WIDTH, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawPolyline(stops)
            painter.drawEllipse(stops[0], 2 * _STATION, 2 * _STATION)
            painter.setBrush(CENTER)
            for stop in stops[1:]:
                painter.drawEllipse(stop, _STATION, _STATION)
