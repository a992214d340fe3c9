"""A plot of points and centres."""

from __future__ import annotations

from html import escape

import numpy as np
from PySide6.QtCore import QRectF, Qt
from PySide6.QtWidgets import QWidget

from kquant.lab.ui.items import CentersItem, ChosenItem, LinksItem, PointsItem, RegionsItem, TrailsItem
from kquant.lab.ui.scene import ChosenMarks, LabScene, Layers
from kquant.ui.kit.plots.plane import PlanePlot

_PADDING = 0.08
_EMPTY = (-10.0, -10.0, 10.0, 10.0)
_SMALL = 0.25  # points that fill less of the view are brought nearer


class LabPlot(PlanePlot):
    """Shows scenes; the wheel zooms, the middle button moves the view. `release()` it in the end."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._scene: LabScene | None = None
        self._compact = False
        self._items = (
            RegionsItem(),
            LinksItem(),
            PointsItem(),
            TrailsItem(),
            CentersItem(),
            ChosenItem(),
        )
        self.add_items(*self._items)
        self.show_all()

    @property
    def scene_shown(self) -> LabScene | None:
        """What is shown."""
        return self._scene

    @property
    def layers(self) -> Layers:
        """What is drawn of it."""
        return self._items[0].layers

    def show_scene(self, scene: LabScene, follow: bool = True) -> None:
        """Show another scene; the view stays unless points would be out of sight and it is to `follow`."""
        before, self._scene = self._scene, scene
        for item in self._items:
            item.scene_shown = scene
            item.update()
        if not self._compact and (before is None or before.points.axes != scene.points.axes):
            across, up = scene.points.axes
            self.setLabel("bottom", escape(across))  # pyqtgraph takes markup; names of columns are none
            self.setLabel("left", escape(up))
        other = before is None or before.points is not scene.points
        beginning = scene.trails is not None and scene.trails.shape[1] == 1
        if follow and (other or beginning):
            self.reveal()

    def show_layers(self, layers: Layers) -> None:
        """Draw more of the scene, or less."""
        for item in self._items:
            item.layers = layers
            item.update()

    def show_chosen(self, chosen: ChosenMarks) -> None:
        """Let something stand out."""
        for item in self._items:
            item.chosen = chosen
        self._items[-1].update()

    def show_all(self) -> None:
        """See all points."""
        left, low, right, high = self._bounds()
        width, height = max(right - left, 1e-9), max(high - low, 1e-9)
        size = max(width, height)
        width, height = max(width, size / 20), max(height, size / 20)
        box = QRectF((left + right - width) / 2, (low + high - height) / 2, width, height)
        self.getViewBox().setRange(box, padding=_PADDING)

    def reveal(self) -> None:
        """See all points if some are out of sight, or all are small."""
        if self._is_out_of_sight():
            self.show_all()

    def set_equal_scales(self, equal: bool) -> None:
        """Whether a unit across is as long as a unit up."""
        self.getViewBox().setAspectLocked(equal)
        self.show_all()

    def compact(self) -> None:
        """Without axes, for a small picture that only has to be looked at."""
        self._compact = True
        for side in ("left", "bottom"):
            self.hideAxis(side)
        self.setMouseEnabled(False, False)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)

    def _bounds(self) -> tuple[float, float, float, float]:
        """Of the points, and of the initial centres where they are to be seen."""
        scene = self._scene
        if scene is None or not len(scene.points):
            return _EMPTY
        if not len(scene.starts) or not (self.layers.starts or scene.trails is not None):
            return scene.points.bounds()
        corners = np.reshape(scene.points.bounds(), (2, 2))
        marks = np.vstack([corners, scene.starts])
        left, low = marks.min(axis=0).tolist()
        right, high = marks.max(axis=0).tolist()
        return left, low, right, high

    def _is_out_of_sight(self) -> bool:
        left, low, right, high = self._bounds()
        seen = self.getViewBox().viewRect()
        slack_x, slack_y = seen.width() * 0.01, seen.height() * 0.01
        inside = (
            left >= seen.left() - slack_x
            and right <= seen.right() + slack_x
            and low >= seen.top() - slack_y
            and high <= seen.bottom() + slack_y
        )
        large = right - left > seen.width() * _SMALL or high - low > seen.height() * _SMALL
        return not (inside and large)
