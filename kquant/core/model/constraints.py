"""What a person fixes: colours that may not vote, and the transparent entry of a given palette."""

from __future__ import annotations

from dataclasses import dataclass

from kquant.core.model.rgb import Rgb, rgb


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
