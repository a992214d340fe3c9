"""Palettes that everyone knows, made from what defines them. They are facts of hardware or open standards.

- Web safe: the 216 colours with channels of 00, 33, 66, 99, CC and FF hexadecimal.
- CGA: the sixteen RGBI colours of the IBM 5153 display, brown as it shows it, and mode 4's two palettes
  in their bright versions (IBM Personal Computer Technical Reference: Color/Graphics Monitor Adapter, 1984).
- EGA: all 64 colours of two bits a channel, primary 2/3 and secondary 1/3 (IBM Enhanced
  Graphics Adapter, 1984).
- VGA: the 256 default colours of mode 13h as its BIOS sets them: the sixteen, sixteen greys and nine rings of
  24 hues in three intensities and saturations, in six bits a channel (IBM Video Graphics Array, 1987).
  All three agree with `pal_cga`, `pal_ega` and `pal_vga` of SeaBIOS (vgasrc/stdvgamodes.c).
- Game Boy: the four greens by which the DMG-01's display is commonly shown (Wikipedia, "List of video game
  console palettes").
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import product

from kquant.core.model.rgb import Rgb

GREYS = "greys-"
"""The beginning of the keys of greys; what follows is how many."""


@dataclass(frozen=True, slots=True)
class BuiltIn:
    """A palette by its key, such as "cga-16", and its English name."""

    key: str
    name: str
    colors: tuple[Rgb, ...]


def greys(count: int) -> tuple[Rgb, ...]:
    """2..256 greys in equal steps from black to white.

    Raises:
        ValueError: another count.
    """
    if not 2 <= count <= 256:
        raise ValueError(f"there are 2 to 256 greys, not {count}")
    levels = (round(255 * step / (count - 1)) for step in range(count))
    return tuple((level, level, level) for level in levels)


def built_in(key: str) -> BuiltIn:
    """The palette of a key; "greys-N" for any N from 2 to 256.

    Raises:
        KeyError: there is none.
    """
    for palette in BUILT_IN:
        if palette.key == key:
            return palette
    count = key.removeprefix(GREYS)
    if key.startswith(GREYS) and count.isdecimal() and 2 <= int(count) <= 256:
        return BuiltIn(key, f"{int(count)} greys", greys(int(count)))
    raise KeyError(key)


def _hexes(text: str) -> tuple[Rgb, ...]:
    return tuple(
        (code >> 16, code >> 8 & 255, code & 255) for code in (int(part, 16) for part in text.split())
    )


_CGA = _hexes(
    "000000 0000aa 00aa00 00aaaa aa0000 aa00aa aa5500 aaaaaa "
    "555555 5555ff 55ff55 55ffff ff5555 ff55ff ffff55 ffffff"
)


def _ega() -> Iterable[Rgb]:
    """By number, whose bits are r g b (1/3 each) R G B (2/3 each)."""
    for number in range(64):
        red, green, blue = (85 * (2 * (number >> bit & 1) + (number >> bit + 3 & 1)) for bit in (2, 1, 0))
        yield red, green, blue


_SAFE = range(0, 256, 51)
_VGA_GREYS = (0, 5, 8, 11, 14, 17, 20, 24, 28, 32, 36, 40, 45, 50, 56, 63)
_VGA_RAMPS = (
    (0, 16, 31, 47, 63),
    (31, 39, 47, 55, 63),
    (45, 49, 54, 58, 63),
    (0, 7, 14, 21, 28),
    (14, 17, 21, 24, 28),
    (20, 22, 24, 26, 28),
    (0, 4, 8, 12, 16),
    (8, 10, 12, 14, 16),
    (11, 12, 13, 15, 16),
)


def _vga() -> Iterable[Rgb]:
    yield from _CGA
    yield from ((_wide(level), _wide(level), _wide(level)) for level in _VGA_GREYS)
    for ramp in _VGA_RAMPS:
        for place in range(24):
            red, green, blue = (_wide(ramp[_along(place + shift)]) for shift in (16, 8, 0))
            yield red, green, blue
    yield from [(0, 0, 0)] * 8


def _along(place: int) -> int:
    """Where on its ramp blue is at a place of the ring of 24: at its end up to four places from place 0."""
    distance = min(place % 24, -place % 24)
    return max(0, min(4, 8 - distance))


def _wide(six_bits: int) -> int:
    """Six bits as eight."""
    return six_bits << 2 | six_bits >> 4


BUILT_IN: tuple[BuiltIn, ...] = (
    BuiltIn("black-white", "Black and white", greys(2)),
    BuiltIn("greys-4", "4 greys", greys(4)),
    BuiltIn("greys-16", "16 greys", greys(16)),
    BuiltIn("greys-256", "256 greys", greys(256)),
    BuiltIn("game-boy", "Game Boy greens", _hexes("0f380f 306230 8bac0f 9bbc0f")),
    BuiltIn("cga-4-0", "CGA, 4 colours (green, red, yellow)", (_CGA[0], _CGA[10], _CGA[12], _CGA[14])),
    BuiltIn("cga-4-1", "CGA, 4 colours (cyan, magenta, white)", (_CGA[0], _CGA[11], _CGA[13], _CGA[15])),
    BuiltIn("cga-16", "CGA and EGA, 16 colours", _CGA),
    BuiltIn("ega-64", "EGA, all 64 colours", tuple(_ega())),
    BuiltIn("vga-256", "VGA, 256 colours", tuple(_vga())),
    BuiltIn("web-safe", "Web safe, 216 colours", tuple(product(_SAFE, _SAFE, _SAFE))),
)
"""All of them, for a menu."""
