"""A part of what a plot of the lab shows."""

from __future__ import annotations

from PySide6.QtCore import QRectF
from PySide6.QtGui import QPainter, QTransform

from kquant.lab.ui.scene import ChosenMarks, LabScene, Layers
from kquant.ui.kit.plots.themed_plot import PixelItem


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
