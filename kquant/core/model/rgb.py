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
    red, green, blue = (index(value) for value in color)
    if not all(0 <= value <= 255 for value in (red, green, blue)):
        raise ValueError(f"a colour is three integers from 0 to 255, not {red}, {green}, {blue}")
    return red, green, blue
