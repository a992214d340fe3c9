"""Colours as people and programs write them down, from text to 8-bit sRGB.

Imports neither numpy nor OpenCV, as the command line reads colours by it.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from kquant.core.color.css_names import CSS_COLORS
from kquant.core.color.models import (
    from_cmyk,
    from_hsl,
    from_hsv,
    from_hwb,
    from_lab,
    from_linear,
    from_oklab,
    from_unit,
    polar,
)

TYPE_CHECKING = False
if TYPE_CHECKING:
    from kquant.core.model.rgb import Rgb

_HEX = re.compile(r"#?([0-9a-fA-F]{8}|[0-9a-fA-F]{6}|[0-9a-fA-F]{3})|#([0-9a-fA-F]{4})")
_ALPHA_FIRST = re.compile(r"(?:0x|&H)(?:[0-9a-fA-F]{2})?([0-9a-fA-F]{6})", re.IGNORECASE)
_HEX_OPACITY = re.compile(r"#?[0-9a-fA-F]{6}([0-9a-fA-F]{2})|#[0-9a-fA-F]{3}([0-9a-fA-F])")
_ARGB = re.compile(r"#(?:([0-9a-fA-F]{2})([0-9a-fA-F]{6})|([0-9a-fA-F])([0-9a-fA-F]{3}))(?![0-9a-zA-Z])")
_NUMBER = r"[-+]?(?:[0-9]{1,9}\.?[0-9]{0,20}|\.[0-9]{1,20})(?:e[-+]?[0-9]{1,3})?"
_CALL = re.compile(r"(rgb|hsl|hsv|hsb|hwb|cmyk|lab|lch|oklab|oklch)a?\s*\(([^()]{1,200})\)", re.IGNORECASE)
_PART = re.compile(rf"({_NUMBER})(%|deg|turn|rad|grad)?|none", re.IGNORECASE)
_LABELLED = re.compile(
    r"R\s*[:=]\s*([0-9]{1,3})[^0-9]{1,4}G\s*[:=]\s*([0-9]{1,3})[^0-9]{1,4}B\s*[:=]\s*([0-9]{1,3})",
    re.IGNORECASE,
)
_CIELAB = re.compile(rf"L\*\s*({_NUMBER})\s*a\*\s*({_NUMBER})\s*b\*\s*({_NUMBER})", re.IGNORECASE)
_TRIPLE = re.compile(rf"({_NUMBER})(?:\s*[,;]\s*|\s+)({_NUMBER})(?:\s*[,;]\s*|\s+)({_NUMBER})", re.IGNORECASE)
_SC_RGB = re.compile(rf"\bsc#\s*({_NUMBER}(?:(?:\s*,\s*|\s+){_NUMBER}){{2,3}})", re.IGNORECASE)
_TURNS = {"deg": 1 / 360, "": 1 / 360, "turn": 1.0, "rad": 1 / 6.283185307179586, "grad": 1 / 400}

CERTAIN = re.compile(
    rf"#[0-9a-fA-F]{{3,8}}(?![0-9a-zA-Z])|{_ALPHA_FIRST.pattern}(?![0-9a-zA-Z])"
    rf"|\b{_CALL.pattern}|\b{_LABELLED.pattern}|{_CIELAB.pattern}",
    re.IGNORECASE,
)
"""Where a text can mean nothing but a colour, wherever it stands; `parse_color` says which one."""


_ATOM = rf"{CERTAIN.pattern}|\([^()]*\)?|\[[^\[\]]*\]?"  # what holds commas and spaces that part no colours
_ROW = re.compile(rf"(?:{_ATOM}|[^;\r\n])+", re.IGNORECASE)
_PIECE = re.compile(rf"(?:{_ATOM}|[^,])+", re.IGNORECASE)
_WORD = re.compile(rf"(?:{_ATOM}|[^\s])+", re.IGNORECASE)
_BARE = re.compile(r"[0-9]{1,3}")  # as a part of a list rather one of three numbers than short hex


def parse_list(text: str) -> tuple[tuple[Rgb, ...], list[str]]:
    """The colours in a list, and what in it is none.

    Semicolons and lines part them, and within what is no colour by that commas, and then spaces.
    """
    if (only := parse_color(text)) is not None:
        return (only,), []
    words = [word for row in _found(_ROW, text) for word in _parted(row, _PIECE, _WORD)]
    colors = [(word, None if _BARE.fullmatch(word) else parse_color(word)) for word in words]
    return tuple(color for _, color in colors if color), [word for word, color in colors if color is None]


def parse_color(text: str) -> Rgb | None:
    """The colour that a text stands for, less its alpha, or None.

    It may be hex (`#f80`, `ff8800`, `#ff8800cc`, `0xff8800`, `0xccff8800`), a function of CSS (`rgb()`,
    `hsl()`, `hwb()`, `lab()`, `lch()`, `oklab()`, `oklch()`, old and new syntax) or `hsv()` and `cmyk()`, a
    CSS name, `R: 255, G: 136, B: 0`, `L* 52.3 a* 28.1 b* 41.9` (D65), or three numbers, 0..255 or with
    points 0..1.
    """
    text = _bare(text)
    readers = (parse_hex, _alpha_first, _call, _labelled, _cielab, _name, parse_triple)
    return next((color for read in readers if (color := read(text)) is not None), None)


def opacity(text: str) -> float:
    """Opacity, 0..1, of a colour of CSS, which `parse_color` leaves out; 0 of `transparent`."""
    text = _bare(text)
    if found := _HEX_OPACITY.fullmatch(text):
        return int(found[1] or found[2] * 2, 16) / 255
    if found := _CALL.fullmatch(text):
        words = _words(found)
        part = _PART.fullmatch(words[-1]) if len(words) == _parts_of(found) + 1 else None
        return min(max(_scaled((float(part[1] or 0), part[2] or ""), 1), 0.0), 1.0) if part else 1.0
    return 0.0 if text.lower() == "transparent" else 1.0


def alpha_last(text: str) -> str:
    """A text with its `#aarrggbb`, `#argb` and `sc#a,r,g,b` (linear light) written as in CSS.

    Android, XAML and QML have them.
    """
    return _SC_RGB.sub(_of_scrgb, _ARGB.sub(r"#\2\4\1\3", text))


def parse_hex(text: str) -> Rgb | None:
    """The colour that `rrggbb`, `rgb` or `rrggbbaa`, with or without `#`, or `#rgba` stands for."""
    found = _HEX.fullmatch(text)
    if not found:
        return None
    digits: str = found[1] or found[2]
    return _digits(digits if len(digits) > 4 else "".join(digit * 2 for digit in digits))


def parse_triple(text: str) -> Rgb | None:
    """The colour of three numbers in any brackets, 0..255, or 0..1 if each has a point in it."""
    found = _TRIPLE.fullmatch(text.strip("()[]{} \t"))
    if not found:
        return None
    parts = [float(part) for part in found.groups()]
    if all("." in part for part in found.groups()) and max(parts) <= 1 and min(parts) >= 0:
        return from_unit(*parts)
    if max(parts) <= 255 and min(parts) >= 0:
        return from_unit(*(part / 255 for part in parts))
    return None


def _parted(text: str, *by: re.Pattern[str]) -> list[str]:
    """A text that is a colour whole, such as `255, 0, 0` or `light green`, and any other in its parts."""
    if not by or parse_color(text) is not None:
        return [text]
    return [word for part in _found(by[0], text) for word in _parted(part, *by[1:])]


def _found(pattern: re.Pattern[str], text: str) -> list[str]:
    return [part for match in pattern.finditer(text) if (part := match[0].strip())]


def _bare(text: str) -> str:
    """Without the quotes and the comma or semicolon that stand around it."""
    return text.strip().strip("\"'").rstrip(";,").strip("\"'")


def _of_scrgb(found: re.Match[str]) -> str:
    *alpha, red, green, blue = map(float, re.split(r"[\s,]+", found[1]))
    opaque = min(max(alpha[0], 0.0), 1.0) if alpha else 1.0
    return "#" + bytes((*from_linear(red, green, blue), round(opaque * 255))).hex()


def _digits(digits: str) -> Rgb:
    red, green, blue = bytes.fromhex(digits[:6])
    return red, green, blue


def _alpha_first(text: str) -> Rgb | None:
    found = _ALPHA_FIRST.fullmatch(text)
    return _digits(found[1]) if found else None


def _labelled(text: str) -> Rgb | None:
    found = _LABELLED.fullmatch(text)
    return parse_triple(" ".join(found.groups())) if found else None


def _cielab(text: str) -> Rgb | None:
    found = _CIELAB.fullmatch(text)
    return from_lab(*map(float, found.groups()), d65=True) if found else None


def _name(text: str) -> Rgb | None:
    return CSS_COLORS.get(text.replace(" ", "").lower())


def _call(text: str) -> Rgb | None:
    """Of `hsl(30deg 100% 50% / 0.5)` and its kind."""
    found = _CALL.fullmatch(text)
    if not found:
        return None
    parts = [_PART.fullmatch(word) for word in _words(found)]
    wanted = _parts_of(found)
    if None in parts or not wanted <= len(parts) <= wanted + 1:
        return None
    numbers = [(float(part[1] or 0), (part[2] or "").lower()) for part in parts[:wanted] if part]
    return _CALLS[found[1].lower()](numbers)


def _words(call: re.Match[str]) -> list[str]:
    return re.split(r"[\s,/]+", call[2].strip())


def _parts_of(call: re.Match[str]) -> int:
    """Number of parts that make its colour, without the opacity."""
    return 4 if call[1].lower() == "cmyk" else 3


_Numbers = list[tuple[float, str]]


def _scaled(number: tuple[float, str], whole: float) -> float:
    """A number as it is, or the percentage of what 100% stands for."""
    value, unit = number
    return value * whole / 100 if unit == "%" else value


def _hue(number: tuple[float, str]) -> float:
    """In turns."""
    return number[0] * _TURNS.get(number[1], 1 / 360)


def _by_hue(convert: Callable[[float, float, float], Rgb]) -> Callable[[_Numbers], Rgb]:
    """For hue and two percentages, with or without their signs."""
    return lambda numbers: convert(_hue(numbers[0]), numbers[1][0] / 100, numbers[2][0] / 100)


def _lch(numbers: _Numbers) -> Rgb:
    return from_lab(numbers[0][0], *polar(_scaled(numbers[1], 150), _hue(numbers[2]) * 360))


def _oklch(numbers: _Numbers) -> Rgb:
    return from_oklab(_scaled(numbers[0], 1), *polar(_scaled(numbers[1], 0.4), _hue(numbers[2]) * 360))


def _cmyk(numbers: _Numbers) -> Rgb:
    """Percentages, or all of them 0..1."""
    whole = 1 if all(unit == "" and value <= 1 for value, unit in numbers) else 100
    return from_cmyk(*(value / whole for value, _ in numbers))


_CALLS: dict[str, Callable[[_Numbers], Rgb]] = {
    "rgb": lambda numbers: from_unit(*(_scaled(number, 255) / 255 for number in numbers)),
    "hsl": _by_hue(from_hsl),
    "hsv": _by_hue(from_hsv),
    "hsb": _by_hue(from_hsv),
    "hwb": _by_hue(from_hwb),
    "cmyk": _cmyk,
    "lab": lambda n: from_lab(n[0][0], _scaled(n[1], 125), _scaled(n[2], 125)),
    "lch": _lch,
    "oklab": lambda n: from_oklab(_scaled(n[0], 1), _scaled(n[1], 0.4), _scaled(n[2], 0.4)),
    "oklch": _oklch,
}
