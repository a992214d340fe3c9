"""What the plots of the lab draw: regions, lines and trails; points and centres; what is selected."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from PySide6.QtCore import QLineF, QPointF, QRectF, QSizeF, Qt
from PySide6.QtGui import (
    QColor,
    QFont,
    QGuiApplication,
    QPainter,
    QPainterPath,
    QPalette,
    QPen,
    QPolygonF,
    QTransform,
)
from PySide6.QtSvg import QSvgGenerator

from kquant.core.model.arrays import Float64
from kquant.lab.core.points import PointSet
from kquant.lab.core.scores import Whole
from kquant.lab.core.voronoi import voronoi
from kquant.lab.ui.scene import ChosenMarks, LabScene, Layers
from kquant.lab.ui.styles import CENTER, UNLABELLED, cluster_color, cluster_colors, marker
from kquant.ui.kit.plots.raster import PointsImage, packed
from kquant.ui.kit.plots.themed_plot import PixelItem, place

LINKED = 5000
"""With more points the lines would be a carpet, and slow."""

RASTERISED = 2000
"""More points than these are drawn as one image of small squares."""

_REGION_ALPHA = 34
_BORDER_ALPHA = 130
_LINK_ALPHA = 120
_TRAIL_WIDTH = 1.8
_STATION = 2.6
_SIDES = ((10_000, 3), (100_001, 2))  # of a square, for up to so many points
_RADII = ((150, 5.0), (600, 4.2), (RASTERISED, 3.2))
_CROWDED = 16  # with more centres they are drawn smaller


class LabItem(PixelItem):
    """Attributes:
    scene_shown: the scene, or None.
    layers: what of it is drawn.
    chosen: what stands out.
    """

    def __init__(self) -> None:
        super().__init__()
        self.scene_shown: LabScene | None = None
        self.layers = Layers()
        self.chosen = ChosenMarks()

    def draw(self, painter: QPainter, transform: QTransform, area: QRectF) -> None:
        """Hand over the scene, if there is one."""
        if self.scene_shown is not None:
            self.draw_scene(painter, self.scene_shown, transform, area)

    def draw_scene(self, painter: QPainter, scene: LabScene, transform: QTransform, area: QRectF) -> None:
        """Paint in pixels; `area` is the view."""
        raise NotImplementedError


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


class PointsItem(LabItem):
    """Shapes by cluster, or an image where they are too many.

    The image is kept: it takes longer than all the rest, and most repaints are of what lies over it.
    """

    def __init__(self) -> None:
        super().__init__()
        self._sheet: PointsImage | None = None
        self._drawn: _Drawn | None = None

    def draw_scene(self, painter: QPainter, scene: LabScene, transform: QTransform, area: QRectF) -> None:
        """Only those that are seen."""
        count = len(scene.points)
        if count <= RASTERISED or isinstance(painter.device(), QSvgGenerator):
            places = place(scene.points.points, transform)
            low, high = [area.left() - 8, area.top() - 8], [area.right() + 8, area.bottom() + 8]
            seen = ((places > low) & (places < high)).all(axis=1)
            _draw_shapes(painter, places[seen], _labels(scene)[seen], point_radius(count))
            return
        wanted = _Drawn(
            scene.points, scene.labels, QTransform(transform), area, painter.device().devicePixelRatioF()
        )
        if self._sheet is None or self._drawn is None or not wanted.same(self._drawn):
            self._sheet, self._drawn = wanted.sheet(_labels(scene)), wanted
        self._sheet.paint(painter)


@dataclass(frozen=True, slots=True, eq=False)
class _Drawn:
    """What an image of points was made of."""

    points: PointSet
    labels: Whole | None
    transform: QTransform
    area: QRectF
    ratio: float

    def same(self, other: _Drawn) -> bool:
        view, others = (self.transform, self.area, self.ratio), (other.transform, other.area, other.ratio)
        return self.points is other.points and self.labels is other.labels and view == others

    def sheet(self, labels: Whole) -> PointsImage:
        """The image."""
        sheet = PointsImage(self.area, self.ratio)
        inks = packed(cluster_colors(int(labels.max(initial=-1)) + 1))[labels]
        side = next(side for most, side in _SIDES if len(self.points) <= most)
        sheet.draw(place(self.points.points, self.transform), inks, side)
        return sheet


class CentersItem(LabItem):
    """Red discs with numbers, and rings where they began."""

    def draw_scene(self, painter: QPainter, scene: LabScene, transform: QTransform, area: QRectF) -> None:
        """Initial centres first, so that the present ones are never hidden."""
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if self.layers.starts:
            for index, spot in enumerate(place(scene.starts, transform)):
                _draw_center(painter, index, QPointF(*spot.tolist()), center_radius(len(scene.starts)), False)
        for index, spot in enumerate(place(scene.centers, transform)):
            middle, radius = QPointF(*spot.tolist()), center_radius(len(scene.centers))
            _draw_center(painter, index, middle, radius, True)
            if index in scene.refilled:
                painter.setBrush(Qt.BrushStyle.NoBrush)
                painter.setPen(QPen(CENTER, 2, Qt.PenStyle.DotLine))
                painter.drawEllipse(middle, radius + 6, radius + 6)
        for name, x, y in scene.names:
            _draw_name(painter, name, transform.map(QPointF(x, y)))


class ChosenItem(LabItem):
    """Rings around what is selected, and the rectangle that selects."""

    def draw_scene(self, painter: QPainter, scene: LabScene, transform: QTransform, area: QRectF) -> None:
        """In the colour of the theme."""
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        accent = QGuiApplication.palette().color(QPalette.ColorRole.Link)
        painter.setPen(QPen(accent, 2))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        chosen = [index for index in self.chosen.points if index < len(scene.points)]
        radius = point_radius(len(scene.points)) + 4
        for x, y in place(scene.points.points[chosen], transform).tolist():
            painter.drawEllipse(QPointF(x, y), radius, radius)
        center = self.chosen.center
        if center is not None and center < len(scene.starts):
            x, y = place(scene.starts[center : center + 1], transform)[0].tolist()
            around = center_radius(len(scene.starts)) + 5
            painter.drawEllipse(QPointF(x, y), around, around)
        if self.chosen.band is not None:
            fill = QColor(accent)
            fill.setAlpha(40)
            painter.setBrush(fill)
            one, other = (transform.map(QPointF(*corner)) for corner in self.chosen.band)
            painter.drawRect(QRectF(one, other).normalized())


def point_radius(count: int) -> float:
    """Pixels of the marker of each of `count` points."""
    return next((radius for most, radius in _RADII if count <= most), 1.5)


def center_radius(count: int) -> float:
    """Pixels of the disc of each of `count` centres."""
    return 10.0 if count <= _CROWDED else 8.0


def _draw_shapes(painter: QPainter, places: Float64, labels: Whole, radius: float) -> None:
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(QColor(255, 255, 255, 150), 0.6))
    for label in np.unique(labels).tolist():
        painter.setBrush(UNLABELLED if label < 0 else cluster_color(label))
        shape = marker(max(label, 0), radius)
        for x, y in places[labels == label].tolist():
            painter.drawPath(shape.translated(x, y))


def _labels(scene: LabScene) -> Whole:
    return np.full(len(scene.points), -1) if scene.labels is None else scene.labels


def _draw_name(painter: QPainter, name: str, middle: QPointF) -> None:
    palette = QGuiApplication.palette()
    box = QRectF(middle - QPointF(9, 9), QSizeF(18, 18))
    painter.setPen(palette.color(QPalette.ColorRole.Mid))
    painter.setBrush(palette.color(QPalette.ColorRole.Base))
    painter.drawRoundedRect(box, 3, 3)
    font = QFont(painter.font())
    font.setBold(True)
    font.setPixelSize(12)
    painter.setFont(font)
    painter.setPen(palette.color(QPalette.ColorRole.Text))
    painter.drawText(box, int(Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextDontClip), name)


def _draw_center(painter: QPainter, index: int, middle: QPointF, radius: float, filled: bool) -> None:
    """A disc, or a ring for where a centre begins; both with a number and seen on any ground."""
    white = QColor(Qt.GlobalColor.white)
    disc = QPainterPath()
    disc.addEllipse(middle, radius, radius)
    painter.setPen(
        QPen(white if filled else CENTER, 2.0, Qt.PenStyle.SolidLine if filled else Qt.PenStyle.DashLine)
    )
    painter.setBrush(CENTER if filled else white)
    painter.drawPath(disc)
    font = QFont(painter.font())
    font.setBold(True)
    font.setPixelSize(round(radius * (1.25 if index < 9 else 1.05)))
    painter.setFont(font)
    painter.setPen(white if filled else CENTER)
    box = QRectF(middle - QPointF(radius, radius), QSizeF(2 * radius, 2 * radius))
    painter.drawText(box, int(Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextDontClip), str(index + 1))
