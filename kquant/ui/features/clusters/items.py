"""What is drawn inside the axes."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QPainter, QPen, QPolygonF, QTransform
from PySide6.QtSvg import QSvgGenerator

from kquant.core.model.arrays import Float64
from kquant.ui.features.clusters.scene import ScatterScene
from kquant.ui.kit.plots.pixel_item import PixelItem, place
from kquant.ui.kit.plots.raster import (
    BLACK_RING,
    WHITE_RING,
    Discs,
    Groups,
    PointsImage,
    UInt32,
    packed,
    square_paths,
)
from kquant.ui.kit.theme import text_color

_SIDE = 3  # logical pixels of a point
_FAINT = 38  # alpha of what is not pointed at
_FAINT_RADIUS = 3.0  # of the other centres, while one stands out
_CENTERED = int(Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextDontClip)
_NUMBERED = 32  # with more centres their numbers would hide everything


class ScatterItem(PixelItem):
    """A part of a scene.

    Attributes:
        scene_shown: the scene, or None.
        highlighted: the palette index that stands out, or None.
    """

    def __init__(self) -> None:
        super().__init__()
        self.scene_shown: ScatterScene | None = None
        self.highlighted: int | None = None

    def show_scene(self, scene: ScatterScene | None, highlighted: int | None) -> None:
        """Paint another scene, or another part of it."""
        self.scene_shown, self.highlighted = scene, highlighted
        self.update()

    def draw(self, painter: QPainter, transform: QTransform, area: QRectF) -> None:
        """Hand over the scene, if there is one."""
        if self.scene_shown is not None:
            self.draw_scene(painter, self.scene_shown, transform, area)

    def draw_scene(self, painter: QPainter, scene: ScatterScene, transform: QTransform, area: QRectF) -> None:
        """Paint in pixels; `area` is the view."""
        raise NotImplementedError


class SampleItem(ScatterItem):
    """The sample: an image on the screen, and shapes in an export."""

    def __init__(self) -> None:
        super().__init__()
        self.own_colors = False

    def draw_scene(self, painter: QPainter, scene: ScatterScene, transform: QTransform, area: QRectF) -> None:
        """The points that do not stand out first."""
        places = place(scene.points, transform)
        if isinstance(painter.device(), QSvgGenerator):
            self._draw_shapes(painter, scene, places, area)
            return
        sheet = PointsImage(area, painter.device().devicePixelRatioF())
        if self.highlighted is None:
            sheet.draw(places, self._inks(scene), _SIDE)
        else:
            chosen = scene.labels == self.highlighted
            sheet.draw(places[~chosen], self._inks(scene, _FAINT)[~chosen], _SIDE)
            sheet.draw(places[chosen], self._inks(scene)[chosen], _SIDE)
        sheet.paint(painter)

    def _inks(self, scene: ScatterScene, alpha: int = 255) -> UInt32:
        """(N,) packed colours of the points."""
        if self.own_colors:
            return packed(scene.colors, alpha)
        return packed(scene.palette, alpha)[scene.labels]

    def _draw_shapes(self, painter: QPainter, scene: ScatterScene, places: Float64, area: QRectF) -> None:
        """One path a cluster, in its colour: a path for each of 20,000 colours would be too much."""
        groups, colors = self._groups(scene)
        for group, path in square_paths(places, groups, _SIDE, area):
            painter.fillPath(path, colors[group])

    def _groups(self, scene: ScatterScene) -> tuple[Groups, list[QColor]]:
        """The group of each point, and the colour of each group."""
        if not self.own_colors:
            return scene.labels, [QColor(*color) for color in scene.palette.tolist()]
        coarse, groups = np.unique(scene.colors >> 5, axis=0, return_inverse=True)
        return groups.ravel(), [QColor(*color) for color in ((coarse << 5) + 16).tolist()]


class HullsItem(ScatterItem):
    """An outline around each cluster."""

    def draw_scene(self, painter: QPainter, scene: ScatterScene, transform: QTransform, area: QRectF) -> None:
        """In the colour of the cluster over the colour of the text, so that every outline is seen."""
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        for index, hull in enumerate(scene.hulls):
            if len(hull) < 2 or self.highlighted not in (None, index):
                continue
            polygon = QPolygonF([QPointF(x, y) for x, y in place(hull, transform).tolist()])
            for color, width in ((QColor(128, 128, 128), 2.6), (QColor(*scene.palette[index].tolist()), 1.4)):
                painter.setPen(QPen(color, width))
                painter.drawPolygon(polygon)


class PaletteItem(ScatterItem):
    """The palette colours: discs with a ring and a number."""

    def draw_scene(self, painter: QPainter, scene: ScatterScene, transform: QTransform, area: QRectF) -> None:
        """The one that stands out last."""
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        count = len(scene.centers)
        radius, chosen = center_radius(count), self.highlighted
        if chosen is None:
            self._draw_centers(painter, scene, transform, range(count), radius, count <= _NUMBERED)
            return
        others = [index for index in range(count) if index != chosen]
        painter.setOpacity(0.35)
        self._draw_centers(painter, scene, transform, others, _FAINT_RADIUS, numbered=False)
        painter.setOpacity(1.0)
        self._draw_centers(painter, scene, transform, [chosen], max(radius, 9) * 1.2, numbered=True)

    def _draw_centers(
        self,
        painter: QPainter,
        scene: ScatterScene,
        transform: QTransform,
        indices: Sequence[int],
        radius: float,
        numbered: bool,
    ) -> None:
        """The first on top."""
        shown = list(indices)
        if not shown:
            return  # an image of no width makes the painter crash
        colors, places = scene.palette[shown], place(scene.centers[shown], transform)
        as_shapes = isinstance(painter.device(), QSvgGenerator)
        discs = None if as_shapes else Discs(colors, radius, painter.device().devicePixelRatioF())
        fonts = _number_fonts(painter.font(), radius)
        at = places.tolist()
        for row in range(len(shown) - 1, -1, -1):
            x, y = at[row]
            if discs is None:
                _draw_shapes(painter, QPointF(x, y), radius, QColor(*colors[row].tolist()))
            else:
                discs.draw(painter, row, x, y)
            if numbered:
                text = str(shown[row] + 1)
                painter.setFont(fonts[len(text) > 2])
                painter.setPen(text_color(QColor(*colors[row].tolist())))
                rect = QRectF(x - radius, y - radius, 2 * radius, 2 * radius)
                painter.drawText(rect, _CENTERED, text)


def _number_fonts(font: QFont, radius: float) -> tuple[QFont, QFont]:
    """For numbers of one or two digits on discs of a radius, and for longer ones."""
    usual, narrow = QFont(font), QFont(font)
    usual.setPixelSize(max(6, round(1.24 * radius)))
    narrow.setPixelSize(max(6, round(radius)))
    return usual, narrow


def _draw_shapes(painter: QPainter, middle: QPointF, radius: float, color: QColor) -> None:
    """What `Discs` draws, as ellipses."""
    painter.setPen(Qt.PenStyle.NoPen)
    black, white = QColor(Qt.GlobalColor.black), QColor(Qt.GlobalColor.white)
    for brush, beyond in ((black, BLACK_RING), (white, WHITE_RING), (color, 0.0)):
        painter.setBrush(brush)
        painter.drawEllipse(middle, radius + beyond, radius + beyond)


def center_radius(count: int) -> float:
    """Pixels of the disc of each of `count` centres."""
    return 9.0 if count <= 16 else 7.5 if count <= _NUMBERED else 5.0 if count <= 64 else 3.0
