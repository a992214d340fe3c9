"""What is drawn inside the axes."""

from __future__ import annotations

import numpy as np
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen, QPolygonF, QTransform
from PySide6.QtSvg import QSvgGenerator

from kquant.core.model.arrays import Float64
from kquant.ui.features.clusters.scene import ScatterScene, center_radius, make_discs
from kquant.ui.kit.plots.raster import Discs, PointsImage, packed, square_paths
from kquant.ui.kit.plots.themed_plot import PixelItem, place

_SIDE = 3  # logical pixels of a point
_FAINT = 38  # alpha of what is not pointed at
_FAINT_RADIUS = 3.0  # of the other centres, while one stands out


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
