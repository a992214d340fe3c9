"""sK1's palettes, which are only read: a first line `##sK1 palette`, then calls such as `color([...])`.

Source: sk1project/uniconvertor, `skp_filters.py` and `cms/cs.py`.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Callable
from typing import Any, NamedTuple

from kquant.core.color.models import from_cmyk, from_grey, from_lab, from_unit
from kquant.core.color.notation import parse_hex
from kquant.core.model.rgb import Rgb
from kquant.io.palettes.palette import (
    INKS_NOTE,
    Palette,
    PaletteError,
    colored,
    counted,
    decode_text,
    to_colors,
)
from kquant.io.palettes.palette_format import PaletteFormat

_MAGIC = b"##sK1 palette"
_CALL = re.compile(r"\s*(set_name|set_columns|color|hexcolor|rgbcolor)\((.{1,2000})\)\s*")
# Literals and nothing that could be nested deeply; repr() of Python 2 puts a "u" before its strings.
_LITERALS = re.compile(r"""(?:u?'(?:[^'\\]|\\.)*'|u?"(?:[^"\\]|\\.)*"|-?[0-9.]+(?:e-?[0-9]+)?|[\[\],\s])+""")
_MODELS: dict[str, tuple[int, Callable[..., Rgb]]] = {
    "RGB": (3, from_unit),
    "CMYK": (4, from_cmyk),
    "GRAYSCALE": (1, from_grey),
    "GRAY": (1, from_grey),
    "LAB": (3, lambda lightness, a, b: from_lab(lightness * 100, a * 255 - 128, b * 255 - 128)),
}


class _Color(NamedTuple):
    color: Rgb | None
    opacity: float
    name: str
    is_inks: bool = False


def sk1_color(model: str, values: object) -> Rgb | None:
    """The colour of a model that sK1 and CorelDRAW have in common, all parts 0..1, or None of any other."""
    parts, convert = _MODELS.get(model.upper(), (0, from_unit))
    if not parts or not isinstance(values, list) or len(values) != parts:
        return None
    return convert(*values) if all(type(value) in (int, float) for value in values) else None


def _sniff(data: bytes, ending: str) -> bool:
    return data.removeprefix(b"\xef\xbb\xbf").startswith(_MAGIC)


def _read(data: bytes) -> Palette:
    if not _sniff(data, ""):
        raise PaletteError("it is no sK1 palette")
    calls = [found for line in decode_text(data).splitlines() if (found := _CALL.fullmatch(line))]
    arguments = [(found[1], _arguments(found[2])) for found in calls]
    colors = [_color(call, values) for call, values in arguments if not call.startswith("set_")]
    if not any(color.color for color in colors):
        raise PaletteError("there are no colours in it")
    heads = {call: values[0] for call, values in arguments if call.startswith("set_") and values}
    columns = heads.get("set_columns")
    kept, clear, notes = colored([(color.color, color.opacity) for color in colors])
    return Palette(
        to_colors([color for place in kept if (color := colors[place].color)]),
        name=_text(heads.get("set_name")),
        names=tuple(colors[place].name for place in kept),
        clear=clear,
        columns=columns if isinstance(columns, int) and 1 < columns < 1000 else 0,  # 1 is where none was set
        notes=notes + counted({INKS_NOTE: sum(colors[place].is_inks for place in kept)}),
    )


def _arguments(text: str) -> list[Any]:
    """Arguments of a call; none if that is more than literals."""
    if not _LITERALS.fullmatch(text):
        return []
    try:
        return list(ast.literal_eval(f"[{text}]"))
    except (ValueError, SyntaxError, MemoryError, RecursionError):
        return []


def _color(call: str, values: list[Any]) -> _Color:
    """Of `['CMYK', [0, 0.5, 1, 0], 1.0, 'name']`, `'#ff8000', 'name'` or `255, 128, 0, 'name'`."""
    if call == "color" and values and isinstance(values[0], list):
        model, parts, opacity, name = (*values[0], None, None, None, None)[:4]
        color, is_inks = _of_model(model, parts)
        return _Color(color, opacity if type(opacity) is float else 1.0, _named(name, color), is_inks)
    if call == "hexcolor" and values:
        color = parse_hex(_text(values[0]))
        return _Color(color, 1.0, _named(values[1] if len(values) > 1 else "", color))
    if call == "rgbcolor" and all(type(value) is int for value in values[:3]):
        color = sk1_color("RGB", [value / 255 for value in values[:3]])
        return _Color(color, 1.0, _named(values[3] if len(values) > 3 else "", color))
    return _Color(None, 1.0, "")


def _of_model(model: object, parts: object) -> tuple[Rgb | None, bool]:
    """The colour, and whether it is of inks; a spot colour has both, either of which may be empty."""
    if not isinstance(model, str):
        return None, False
    if model.upper() != "SPOT":
        return sk1_color(model, parts), model.upper() == "CMYK"
    rgb, inks = parts if isinstance(parts, list) and len(parts) == 2 else ([], [])
    color = sk1_color("RGB", rgb)
    return (color, False) if color else (sk1_color("CMYK", inks), True)


def _named(name: object, color: Rgb | None) -> str:
    """A name, unless it is the hex that sK1 gives to those without."""
    text = _text(name)
    return "" if color is not None and parse_hex(text) == color else text


def _text(value: object) -> str:
    """A string, also as Python 2 wrote one in UTF-8: byte by byte."""
    if not isinstance(value, str):
        return ""
    try:
        return value.encode("latin-1").decode()
    except UnicodeError:
        return value


FORMAT = PaletteFormat("sK1 palette", (".skp",), _sniff, _read)
