"""What the left mouse button does, one small class for each tool."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from enum import StrEnum
from typing import Protocol

from PySide6.QtCore import QPointF

from kquant.lab.ui.editor import Editor
from kquant.lab.ui.scene import ChosenMarks

_BRUSH = 22  # pixels around the mouse that are erased
_NOZZLE = 34  # pixels around the mouse that most of the spray falls in
_PUFF_EVERY = 9  # pixels


class LabTool(StrEnum):
    """What a person chooses."""

    SELECT = "select"
    ADD = "add"
    SPRAY = "spray"
    ERASE = "erase"
    CENTERS = "centers"


class Ground(Protocol):
    """What tools need of a plot; positions are in pixels."""

    chosen: ChosenMarks

    def select(self, chosen: ChosenMarks) -> None:
        """Let something else stand out."""

    def at(self, pos: QPointF) -> tuple[float, float]:
        """The place in the plane."""

    def length(self, pixels: float) -> float:
        """So many pixels across, in the plane."""

    def point_at(self, pos: QPointF) -> int | None:
        """The point within reach."""

    def points_within(self, pos: QPointF, radius: float) -> list[int]:
        """All points so near."""

    def points_between(self, one: tuple[float, float], other: tuple[float, float]) -> list[int]:
        """All points in a rectangle, given by two corners in the plane."""

    def center_at(self, pos: QPointF) -> int | None:
        """The initial centre within reach."""


class Grip:
    """One tool: a press, moves while the button is down, and its release."""

    def __init__(self, ground: Ground, editor: Editor) -> None:
        self.ground, self.editor = ground, editor

    def press(self, pos: QPointF, more: bool) -> None:
        """The button goes down; with `more` what was selected stays so."""

    def drag(self, pos: QPointF) -> None:
        """The mouse moves."""

    def release(self) -> None:
        """The button comes up."""


class SelectGrip(Grip):
    """Drag a point or an initial centre; or select by a rectangle."""

    def press(self, pos: QPointF, more: bool) -> None:
        """Take hold of what is there."""
        self._last = self.ground.at(pos)
        self._corner: tuple[float, float] | None = None
        before = self.ground.chosen.points
        center, point = self.ground.center_at(pos), self.ground.point_at(pos)
        if center is not None:
            self.ground.select(ChosenMarks(center=center))
        elif point is None:
            self._corner = self._last
            self.ground.select(ChosenMarks(before if more else ()))
        elif more:
            self.ground.select(ChosenMarks(tuple(sorted({*before} ^ {point}))))
        elif point not in before:
            self.ground.select(ChosenMarks((point,)))

    def drag(self, pos: QPointF) -> None:
        """Move it, or draw the rectangle."""
        x, y = self.ground.at(pos)
        chosen, center = self.ground.chosen.points, self.ground.chosen.center
        if center is not None:
            self.editor.move_center(center, x, y)
        elif self._corner is not None:
            inside = self.ground.points_between(self._corner, (x, y))
            self.ground.select(ChosenMarks(tuple(inside), band=(self._corner, (x, y))))
        elif chosen:
            self.editor.shift_points(chosen, (x - self._last[0], y - self._last[1]))
        self._last = x, y

    def release(self) -> None:
        """The rectangle goes, what it selected stays."""
        self.ground.select(replace(self.ground.chosen, band=None))


class AddGrip(Grip):
    """A click is a point."""

    def press(self, pos: QPointF, more: bool) -> None:
        """Put one there."""
        self.editor.add_point(*self.ground.at(pos))


class SprayGrip(Grip):
    """Points come out as long as the mouse moves."""

    def press(self, pos: QPointF, more: bool) -> None:
        """The first puff."""
        self._puff(pos)

    def drag(self, pos: QPointF) -> None:
        """Another one, some pixels on."""
        if (pos - self._last).manhattanLength() >= _PUFF_EVERY:
            self._puff(pos)

    def _puff(self, pos: QPointF) -> None:
        self._last = pos
        self.editor.spray(*self.ground.at(pos), self.ground.length(_NOZZLE))


class EraseGrip(Grip):
    """Whatever the mouse comes near goes."""

    def press(self, pos: QPointF, more: bool) -> None:
        """Here."""
        self.editor.remove_points(self.ground.points_within(pos, _BRUSH))

    def drag(self, pos: QPointF) -> None:
        """And here."""
        self.press(pos, more=False)


class CentersGrip(Grip):
    """Drag an initial centre, or click where there is none to add one."""

    def press(self, pos: QPointF, more: bool) -> None:
        """Take hold of it, or add it."""
        index = self.ground.center_at(pos)
        if index is None:
            self.editor.add_center(*self.ground.at(pos))
            index = self.ground.center_at(pos)
        self.ground.select(ChosenMarks(center=index))

    def drag(self, pos: QPointF) -> None:
        """Move it."""
        index = self.ground.chosen.center
        if index is not None:
            self.editor.move_center(index, *self.ground.at(pos))


GRIPS: dict[LabTool, Callable[[Ground, Editor], Grip]] = {
    LabTool.SELECT: SelectGrip,
    LabTool.ADD: AddGrip,
    LabTool.SPRAY: SprayGrip,
    LabTool.ERASE: EraseGrip,
    LabTool.CENTERS: CentersGrip,
}
