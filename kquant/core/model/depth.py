"""How many bits hardware has for a colour, and the 8-bit colours that it can show so."""

from __future__ import annotations

from enum import StrEnum
from functools import cache

from kquant.core.model.rgb import Rgb


class Depth(StrEnum):
    """Bits of a colour, the same for each channel but in `HIGH`, where green has one more."""

    FULL = "24"
    VGA = "18"
    HIGH = "16"
    RGB555 = "15"
    RGB444 = "12"
    RGB333 = "9"
    RGB222 = "6"
    RGB111 = "3"

    @classmethod
    def _missing_(cls, value: object) -> Depth | None:
        """The number of bits is taken too."""
        return next((depth for depth in cls if isinstance(value, int) and depth == str(value)), None)

    @property
    def levels(self) -> tuple[tuple[int, ...], tuple[int, ...], tuple[int, ...]]:
        """The 8-bit values of red, green and blue, rising: round(255 v / max), half up."""
        red, green, blue = self._bits
        return _levels(red), _levels(green), _levels(blue)

    def rounded(self, color: Rgb) -> Rgb:
        """The colour with the nearest value of each channel, the lower of two that are equally near."""
        red, green, blue = (_nearest(bits)[value] for bits, value in zip(self._bits, color, strict=True))
        return red, green, blue

    @property
    def _bits(self) -> tuple[int, int, int]:
        return (5, 6, 5) if self is Depth.HIGH else (int(self) // 3,) * 3


@cache
def _levels(bits: int) -> tuple[int, ...]:
    most = 2**bits - 1
    return tuple((2 * 255 * value + most) // (2 * most) for value in range(most + 1))


@cache
def _nearest(bits: int) -> tuple[int, ...]:
    """The nearest level of each of the 256 values."""
    levels = _levels(bits)
    return tuple(min(levels, key=lambda level: abs(level - value)) for value in range(256))
