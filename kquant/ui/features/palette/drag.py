"""Dragging swatches: onto another one, or between two."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QPoint, QRect

_EDGE = 12  # pixels at each side of a swatch that mean the gap beside it


@dataclass(frozen=True, slots=True)
class Target:
    """Attributes:
    row: the swatch that is under the mouse, or the one before which there is the gap.
    between: whether the gap is meant.
    """

    row: int
    between: bool


@dataclass(slots=True)
class Drag:
    """Swatches on their way.

    Attributes:
        rows: which, ascending.
        at: where the mouse is.
        target: where they would go, None where nothing would happen.
    """

    rows: list[int]
    at: QPoint
    target: Target | None = None

    def move(self, at: QPoint, row: int | None, rect: QRect) -> None:
        """The mouse is at a point now, over the swatch of a row that fills `rect`."""
        self.at = at
        self.target = None if row is None else self._sensible(_target(at, row, rect))

    def _sensible(self, target: Target) -> Target | None:
        if not target.between:
            return None if target.row in self.rows else target
        first, last = self.rows[0], self.rows[-1]
        together = last - first + 1 == len(self.rows)
        return None if together and first <= target.row <= last + 1 else target


def _target(at: QPoint, row: int, rect: QRect) -> Target:
    edge = min(_EDGE, rect.width() // 3)
    if at.x() < rect.left() + edge:
        return Target(row, True)
    if at.x() > rect.right() - edge:
        return Target(row + 1, True)
    return Target(row, False)
