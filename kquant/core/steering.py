"""What a person may say about where to look and which colours count. Plain data that can be compared."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TypeAlias

from kquant.core.rgb import Rgb, rgb


class Rest(StrEnum):
    """What becomes of pixels that may not vote."""

    MAP = "map"  # they get the nearest palette colour
    CLEAR = "clear"  # they are left out: transparent


class PaletteUse(StrEnum):
    """What a given palette is for."""

    FIXED = "fixed"  # every pixel gets its nearest colour; nothing is clustered
    START = "start"  # the clustering starts from it
    RECOLOR = "recolor"  # clusters are painted with it, each with the colour that suits all of them best
    LIGHTNESS = "lightness"  # the same, the darkest cluster with the darkest colour and so on


class Combine(StrEnum):
    """How a shape changes a selection."""

    ADD = "add"
    SUBTRACT = "subtract"
    INTERSECT = "intersect"
    TOGGLE = "toggle"  # what is in the shape changes sides


@dataclass(frozen=True, slots=True)
class ClearEntry:
    """The entry of a given palette that stands for transparent pixels: no colour to paint with.

    Attributes:
        place: how many colours of the palette come before it.
        color: what it has where no one sees it; kept, as some programs know the entry by that.
    """

    place: int
    color: Rgb = (0, 0, 0)

    def __post_init__(self) -> None:
        """Take any whole number from 0 on and any three integers.

        Raises:
            ValueError: the place is negative, or the colour is none.
        """
        object.__setattr__(self, "place", int(self.place))
        object.__setattr__(self, "color", rgb(self.color))
        if self.place < 0:
            raise ValueError(f"a place is a number from 0 on, not {self.place}")


@dataclass(frozen=True, slots=True)
class Exclusion:
    """Colours that do not vote.

    Attributes:
        radius: CIEDE2000 difference up to which others go with `color`; 0 for this colour alone.
    """

    color: Rgb
    radius: float = 0.0

    def __post_init__(self) -> None:
        """Take any three integers and any number from 0 on.

        Raises:
            ValueError: the colour is none, or the radius is negative or not a number.
        """
        object.__setattr__(self, "color", rgb(self.color))
        object.__setattr__(self, "radius", float(self.radius))
        if not self.radius >= 0:
            raise ValueError(f"a radius is a number from 0 on, not {self.radius}")


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
