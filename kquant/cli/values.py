"""The kinds of values that options take."""

from __future__ import annotations

import argparse
import math
import re
from collections.abc import Callable, Collection, Iterable
from typing import TYPE_CHECKING

from kquant.core.model.constraints import Exclusion
from kquant.core.model.rgb import Rgb

if TYPE_CHECKING:
    from kquant.core.model.selection import Selection

_COMMA = re.compile(r",(?![^(]*\))")  # none that is in brackets

_STANDARD_INPUT = ("/dev/stdin", "/dev/fd/0")
_STANDARD_OUTPUT = ("/dev/stdout", "/dev/fd/1")


def origin(text: str) -> str:
    """The name of what is read, "-" for standard input by any of its names."""
    return "-" if text in _STANDARD_INPUT else text


def target(text: str) -> str:
    """The name of what is written, "-" for standard output by any of its names."""
    return "-" if text in _STANDARD_OUTPUT else text


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


def number(low: float, high: float) -> Callable[[str], float]:
    """Return a parser of finite numbers from low to high, which may be infinite."""
    wanted = f"from {low:g} on" if math.isinf(high) else f"from {low:g} to {high:g}"

    def parse(text: str) -> float:
        try:
            value = float(text)
        except ValueError:
            raise argparse.ArgumentTypeError(f"{text!r} is not a number") from None
        if not (math.isfinite(value) and low <= value <= high):
            raise argparse.ArgumentTypeError(f"{text} is not a number {wanted}")
        return value

    return parse


def word(words: Collection[str], more: Callable[[], Iterable[str]]) -> Callable[[str], str]:
    """Return a parser of one of some words, or of more that take time to find: `choices`, but at need."""

    def parse(text: str) -> str:
        if text not in words and text not in (known := dict.fromkeys((*words, *more()))):
            choices = ", ".join(map(repr, known))
            raise argparse.ArgumentTypeError(f"invalid choice: {text!r} (choose from {choices})")
        return text

    return parse


def color(text: str) -> Rgb:
    """Parse a colour in any notation, such as `ff8800`, `#f80`, `orange` or `hsl(30 100% 50%)`."""
    from kquant.core.color.notation import parse_color  # with patterns that take their time to compile

    if (found := parse_color(text)) is None:
        raise argparse.ArgumentTypeError(f"{text!r} is not a colour like ff8800")
    return found


def colors(text: str) -> tuple[Rgb, ...]:
    """Parse colours with commas between them, other than those in brackets."""
    return tuple(color(part) for part in _COMMA.split(text))


_radius = number(0, math.inf)


def exclusions(text: str) -> tuple[Exclusion, ...]:
    """Parse colours with commas between them, each with a CIEDE2000 radius after a colon if it is not 0."""
    found = []
    for part in _COMMA.split(text):
        digits, _, radius = part.partition(":")
        found.append(Exclusion(color(digits), _radius(radius) if radius else 0.0))
    return tuple(found)


def rectangle(text: str) -> Selection:
    """Parse `x,y,width,height` in pixels from the upper left corner."""
    from kquant.core.model.selection import Rectangle, Selection  # seldom wanted

    parts = text.split(",")
    if len(parts) != 4 or not all(part.strip().isdecimal() and len(part) < 10 for part in parts):
        raise argparse.ArgumentTypeError(f"{text!r} is not a rectangle like 10,20,300,200")
    x, y, width, height = map(int, parts)
    if not width or not height:
        raise argparse.ArgumentTypeError(f"{text!r} has nothing in it")
    return Selection.of(Rectangle(x, y, width, height))


def size(text: str) -> tuple[int, int]:
    """Parse a width and a height such as `1440x900`."""
    width, _, height = text.lower().partition("x")
    if not (
        width.isdecimal() and height.isdecimal() and 100 <= int(width) <= 9999 and 100 <= int(height) <= 9999
    ):
        raise argparse.ArgumentTypeError(f"{text!r} is not a size like 1440x900")
    return int(width), int(height)
