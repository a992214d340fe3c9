"""The kinds of values that options take."""

from __future__ import annotations

import argparse
import math
import re
from collections.abc import Callable

from kquant.core.notation import parse_color

Rgb = tuple[int, int, int]


def whole(low: int, high: int) -> Callable[[str], int]:
    """Return a parser of whole numbers from low to high."""

    def parse(text: str) -> int:
        try:
            value = int(text)
        except ValueError:
            raise argparse.ArgumentTypeError(f"{text!r} is not a whole number") from None
        if not low <= value <= high:
            raise argparse.ArgumentTypeError(f"{value} is not between {low} and {high}")
        return value

    return parse


def not_negative(text: str) -> float:
    """Parse a finite number from 0 on."""
    try:
        value = float(text)
    except ValueError:
        raise argparse.ArgumentTypeError(f"{text!r} is not a number") from None
    if not (math.isfinite(value) and value >= 0):
        raise argparse.ArgumentTypeError(f"{text} is not a number from 0 on")
    return value


def color(text: str) -> Rgb:
    """Parse a colour in any notation, such as `ff8800`, `#f80`, `orange` or `hsl(30 100% 50%)`."""
    if (found := parse_color(text)) is None:
        raise argparse.ArgumentTypeError(f"{text!r} is not a colour like ff8800")
    return found


def colors(text: str) -> tuple[Rgb, ...]:
    """Parse colours with commas between them, other than those in brackets."""
    return tuple(color(part) for part in re.split(r",(?![^(]*\))", text))


def size(text: str) -> tuple[int, int]:
    """Parse a width and a height such as `1440x900`."""
    width, _, height = text.lower().partition("x")
    if not (
        width.isdecimal() and height.isdecimal() and 100 <= int(width) <= 9999 and 100 <= int(height) <= 9999
    ):
        raise argparse.ArgumentTypeError(f"{text!r} is not a size like 1440x900")
    return int(width), int(height)
