"""A colour as three integers."""

from __future__ import annotations

from collections.abc import Iterable
from operator import index
from typing import TypeAlias

Rgb: TypeAlias = tuple[int, int, int]
"""An sRGB colour, three integers 0..255."""


def rgb(color: Iterable[int]) -> Rgb:
    """Three integers, of any integer type, as an `Rgb`.

    Raises:
        ValueError: they are not three, or not 0..255.
        TypeError: they are no integers.
    """
    first, second, third = color
    red, green, blue = index(first), index(second), index(third)
    if not (0 <= red <= 255 and 0 <= green <= 255 and 0 <= blue <= 255):
        raise ValueError(f"a colour is three integers from 0 to 255, not {red}, {green}, {blue}")
    return red, green, blue


def are_rgb(colors: object) -> bool:
    """Whether these are a tuple of `Rgb` already, so that `rgb` would change nothing."""
    if type(colors) is not tuple:
        return False
    for color in colors:
        if type(color) is not tuple or len(color) != 3:
            return False
        for value in color:
            if type(value) is not int or not 0 <= value <= 255:
                return False
    return True
