"""JSON: an object with `colors`, each with `hex`, `rgb`, `lab` (CIELAB, D65) and what else is known;
`"alpha": 0` is a clear entry.

Read too: `palette` in place of `colors`, as in a report, plain lists of colours in any notation or as
`[r, g, b]`, and whatever other JSON has colours written in it.
"""

from __future__ import annotations

import json
from typing import Any, TypeGuard

import numpy as np

from kquant.core.color import lab
from kquant.core.notation import parse_color
from kquant.core.types import Rgb
from kquant.io.palettes.palette import (
    Palette,
    PaletteError,
    clear_note,
    clear_rows,
    decode_text,
    to_colors,
)
from kquant.io.palettes.palette_format import PaletteFormat
from kquant.io.palettes.plain_text import parse_colors

_LAB_DIGITS = 4


def _write(palette: Palette) -> bytes:
    colors: list[dict[str, Any]] = [
        {"hex": f"#{digits}", "rgb": rgb, "lab": coordinates}
        for digits, rgb, coordinates in zip(
            palette.hexes,
            palette.colors.tolist(),
            lab(palette.colors).round(_LAB_DIGITS).tolist(),
            strict=True,
        )
    ]
    columns = {"name": palette.names or None, "count": palette.counts, "share": palette.shares}
    for key, values in columns.items():
        if values is not None:
            for color, value in zip(colors, np.asarray(values).tolist(), strict=True):
                color[key] = value
    for row in palette.clear:
        colors[row]["alpha"] = 0
    head = {"name": palette.name, "columns": palette.columns}
    return (json.dumps(head | {"colors": colors}, ensure_ascii=False, indent=2) + "\n").encode()


def _sniff(data: bytes, ending: str) -> bool:
    """Brackets begin other notations too, such as `[255 128 0]`."""
    if data.removeprefix(b"\xef\xbb\xbf").lstrip()[:1] not in (b"{", b"["):
        return False
    try:
        json.loads(decode_text(data))
    except (ValueError, RecursionError):
        return False
    return True


def _read(data: bytes) -> Palette:
    try:
        content = json.loads(decode_text(data))
    except (ValueError, RecursionError) as error:
        raise PaletteError("it is not valid JSON") from error
    head: dict[str, Any] = content if isinstance(content, dict) else {}
    colors = head.get("colors", head.get("palette")) if head else content
    if not isinstance(colors, list):
        return parse_colors(json.dumps(content, ensure_ascii=False, indent=0))
    records = [color if isinstance(color, dict) else {} for color in colors]
    counts = [record.get("count") for record in records]
    columns = head.get("columns")
    clear = clear_rows([record.get("alpha") != 0 for record in records])
    return Palette(
        to_colors([_color(color, place) for place, color in enumerate(colors, 1)]),
        name=_text(head.get("name")),
        names=tuple(_text(record.get("name")) for record in records),
        counts=np.array(counts, np.int64) if all(map(_is_count, counts)) else None,
        columns=columns if _is_count(columns) else 0,
        clear=clear,
        notes=clear_note(len(clear)),
    )


def _color(value: object, place: int) -> Rgb:
    if isinstance(value, dict):
        value = value.get("hex") or value.get("rgb")
    color = parse_color(value) if isinstance(value, str) else _triple(value)
    if color is None:
        raise PaletteError(
            f"colour number {place} is neither a text such as #ff8000 nor three numbers from 0 to 255"
        )
    return color


def _triple(value: object) -> Rgb | None:
    if isinstance(value, list) and len(value) == 3 and all(_is_count(part) and part <= 255 for part in value):
        red, green, blue = value
        return red, green, blue
    return None


def _is_count(value: object) -> TypeGuard[int]:
    return type(value) is int and 0 <= value < 2**63


def _text(value: object) -> str:
    return value if isinstance(value, str) else ""


FORMAT = PaletteFormat("JSON", (".json",), _sniff, _read, _write, max_clear=None)
