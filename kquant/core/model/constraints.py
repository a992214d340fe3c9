"""What a person fixes: colours that may not vote, a given palette, and what becomes of the rest."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from kquant.core.model.rgb import Rgb, rgb


class Unselected(StrEnum):
    """What becomes of pixels outside of the selection."""

    MAP = "map"  # they get the nearest palette colour
    CLEAR = "clear"  # they are left out: transparent


class ExcludedAs(StrEnum):
    """What pixels of an excluded colour become. With the first two the colour is a paper.

    A paper is a centre beside K that is held and wins ties: it takes the colours within the difference, and
    those that are nearest to it.
    """

    OWN = "own"  # the excluded colour itself, one more entry of the palette
    TRANSPARENT = "transparent"  # no entry
    NEAREST = "nearest"  # the nearest palette colour: there is no paper


class ExcludedWhere(StrEnum):
    """Where pixels of a paper are."""

    EVERYWHERE = "everywhere"  # labels are a matter of colour alone
    EDGE = "edge"  # in its 4-connected regions that reach the picture's edge


class PaletteUse(StrEnum):
    """What a given palette is for."""

    FIXED = "fixed"  # every pixel gets its nearest colour, of all or of the best K
    START = "start"  # the clustering starts from it
    RECOLOR = "recolor"  # clusters are painted with it, each with the colour that suits all of them best
    LIGHTNESS = "lightness"  # the same, the darkest cluster with the darkest colour and so on


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
