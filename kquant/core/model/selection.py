"""Where to look, as shapes put together. Plain data that can be compared."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TypeAlias


class Combine(StrEnum):
    """How a shape changes a selection."""

    ADD = "add"
    SUBTRACT = "subtract"
    INTERSECT = "intersect"
    TOGGLE = "toggle"  # what is in the shape changes sides


@dataclass(frozen=True, slots=True)
class Rectangle:
    """Whole pixels, from column `x` and row `y` on."""

    x: int
    y: int
    width: int
    height: int


@dataclass(frozen=True, slots=True)
class Ellipse:
    """The pixels whose middle is in the ellipse that fills a box of whole pixels."""

    x: int
    y: int
    width: int
    height: int


@dataclass(frozen=True, slots=True)
class Polygon:
    """What a line through `points` (x, y) goes around, pixels it touches included; (0, 0) is the corner."""

    points: tuple[tuple[float, float], ...]


@dataclass(frozen=True, slots=True)
class Wand:
    """The pixels with a colour like that of column `x` and row `y`.

    Attributes:
        tolerance: the largest CIEDE2000 difference.
        contiguous: only those that hang together with it, side by side.
    """

    x: int
    y: int
    tolerance: float
    contiguous: bool = True


@dataclass(frozen=True, slots=True)
class Everything:
    """All pixels."""


Shape: TypeAlias = Rectangle | Ellipse | Polygon | Wand | Everything


@dataclass(frozen=True, slots=True)
class Part:
    """A shape, and what it does to the selection before it."""

    shape: Shape
    how: Combine = Combine.ADD


_INVERSION = Part(Everything(), Combine.TOGGLE)


@dataclass(frozen=True, slots=True)
class Selection:
    """Shapes put together one after another, from nothing on; they may hang over the picture's edges."""

    parts: tuple[Part, ...]

    @classmethod
    def of(cls, shape: Shape) -> Selection:
        """A single shape."""
        return cls((Part(shape),))

    def combined(self, shape: Shape, how: Combine) -> Selection:
        """With one more shape."""
        return Selection((*self.parts, Part(shape, how)))

    def inverse(self) -> Selection:
        """Everything else."""
        if self.parts[-1:] == (_INVERSION,):
            return Selection(self.parts[:-1])
        return Selection((*self.parts, _INVERSION))
