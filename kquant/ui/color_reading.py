"""Colours that a person has typed or pasted."""

from __future__ import annotations

import re

from kquant.core.names import CSS_COLORS
from kquant.core.types import Rgb
from kquant.io.palettes.hex_lines import parse_hex

_FUNCTION = re.compile(r"rgba?\(\s*(\d{1,3})[\s,]+(\d{1,3})[\s,]+(\d{1,3})[^)]*\)", re.IGNORECASE)


def colors_in(text: str) -> tuple[tuple[Rgb, ...], list[str]]:
    """The colours in a text, in its order, and the words that are none.

    Hex, `rgb()` and CSS names, parted by spaces, commas, semicolons or lines.
    """
    flat = _FUNCTION.sub(_as_hex, text)
    words = [word for word in re.split(r"[\s,;]+", flat) if word]
    found = {word: parse_hex(word) or CSS_COLORS.get(word.lower()) for word in words}
    colors = (found[word] for word in words)
    return tuple(color for color in colors if color is not None), [w for w in words if found[w] is None]


def color_in(text: str) -> Rgb | None:
    """The one colour that a text is, or None."""
    colors, wrong = colors_in(text[:100])
    return colors[0] if len(colors) == 1 and not wrong else None


def _as_hex(found: re.Match[str]) -> str:
    values = [int(value) for value in found.groups()]
    return f" #{bytes(values).hex()} " if max(values) <= 255 else found[0]
