"""The plot that is worked on with mouse and keys."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
from PySide6.QtCore import QEvent, QPointF, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QWidget

from kquant.core.model.arrays import Float64
from kquant.lab.session.document import LabDocument
from kquant.lab.ui.board_keys import BoardKeys
from kquant.lab.ui.editor import Editor
from kquant.lab.ui.items import center_radius, point_radius
from kquant.lab.ui.plot import LabPlot
from kquant.lab.ui.scene import ChosenMarks, LabScene
from kquant.lab.ui.tools import GRIPS, Grip, LabTool
from kquant.ui.kit.plots.plane import nearest
from kquant.ui.kit.plots.themed_plot import place

_SLACK = 4  # pixels beside a mark that still count as on it
_CURSORS = {LabTool.SELECT: Qt.CursorShape.ArrowCursor}


class Board(LabPlot):
    """Attributes:
    tool: what the left mouse button does.
    chosen: what keys are meant for.
    editor: makes the changes.

    Signals:
        pointed(object): (x, y) under the mouse, or None.
        selected(): something else is chosen.
    """

    pointed = Signal(object)
    selected = Signal()

    def __init__(self, document: LabDocument, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.tool = LabTool.SELECT
        self.chosen = ChosenMarks()
        self.editor = Editor(document, self)
        self._keys = BoardKeys(self, self.editor)
        self._grip: Grip | None = None
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.viewport().setMouseTracking(True)
        self.choose_tool(LabTool.SELECT)

    def choose_tool(self, tool: LabTool) -> None:
        """Have the left mouse button do something else."""
        self.tool = tool
        self.viewport().setCursor(_CURSORS.get(tool, Qt.CursorShape.CrossCursor))
        self.select(ChosenMarks())

    def select(self, chosen: ChosenMarks) -> None:
        """Let something else stand out."""
        self.chosen = chosen
        self.show_chosen(chosen)
        self.selected.emit()

    def show_scene(self, scene: LabScene, follow: bool = True) -> None:
        """Show another scene; what is selected and no longer there is forgotten."""
        super().show_scene(scene, follow and self._grip is None)
        points = tuple(index for index in self.chosen.points if index < len(scene.points))
        center = self.chosen.center
        kept = center if center is not None and center < len(scene.starts) else None
        if (points, kept) != (self.chosen.points, center):
            self.select(replace(self.chosen, points=points, center=kept))

    # Where things are

    def at(self, pos: QPointF) -> tuple[float, float]:
        """The place in the plane of a position in pixels."""
        found = self.getViewBox().mapSceneToView(self.mapToScene(pos.toPoint()))
        return float(found.x()), float(found.y())

    def length(self, pixels: float) -> float:
        """So many pixels across, in the plane."""
        return float(pixels * self.getViewBox().viewPixelSize()[0])

    def point_at(self, pos: QPointF) -> int | None:
        """The point within reach."""
        scene = self._scene
        if scene is None:
            return None
        reach = point_radius(len(scene.points)) + _SLACK
        return nearest(self._placed(scene.points.points), *self._spot(pos), reach)

    def center_at(self, pos: QPointF) -> int | None:
        """The initial centre within reach, if they are shown."""
        scene = self._scene
        if scene is None or not self.layers.starts:
            return None
        starts = np.asarray(scene.starts, np.float64)
        return nearest(self._placed(starts), *self._spot(pos), center_radius(len(starts)) + _SLACK)

    def points_within(self, pos: QPointF, radius: float) -> list[int]:
        """All points within so many pixels."""
        if self._scene is None:
            return []
        distances = ((self._placed(self._scene.points.points) - self._spot(pos)) ** 2).sum(axis=1)
        return [int(index) for index in np.flatnonzero(distances <= radius**2)]

    def points_between(self, one: tuple[float, float], other: tuple[float, float]) -> list[int]:
        """All points in a rectangle, given by two corners in the plane."""
        if self._scene is None:
            return []
        points = self._scene.points.points
        inside = (points >= np.minimum(one, other)) & (points <= np.maximum(one, other))
        return [int(index) for index in np.flatnonzero(inside.all(axis=1))]

    def _placed(self, points: Float64) -> Float64:
        return place(points, self._items[0].sceneTransform())

    def _spot(self, pos: QPointF) -> tuple[float, float]:
        spot = self.mapToScene(pos.toPoint())
        return spot.x(), spot.y()

    # Mouse and keys

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Begin with the tool; other buttons move the view."""
        spot = self.mapToScene(event.position().toPoint())
        inside = self.getViewBox().sceneBoundingRect().contains(spot)
        if event.button() != Qt.MouseButton.LeftButton or not inside:
            super().mousePressEvent(event)
            return
        self.setFocus(Qt.FocusReason.MouseFocusReason)
        self.editor.begin()
        self._grip = GRIPS[self.tool](self, self.editor)
        self._grip.press(event.position(), bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier))

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Go on with the tool."""
        self.pointed.emit(self.at(event.position()))
        if self._grip is None:
            super().mouseMoveEvent(event)
        else:
            self._grip.drag(event.position())

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """End with the tool."""
        if self._grip is None or event.button() != Qt.MouseButton.LeftButton:
            super().mouseReleaseEvent(event)
            return
        grip, self._grip = self._grip, None
        grip.release()
        self.editor.begin()

    def leaveEvent(self, event: QEvent) -> None:
        """Nothing is pointed at any more."""
        super().leaveEvent(event)
        self.pointed.emit(None)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """What can be done by mouse; other keys belong to the window."""
        if not self._keys.press(event):
            event.ignore()
