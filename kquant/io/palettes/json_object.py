"""JSON: an object with `colors`, each with `hex`, `rgb`, `lab` (CIELAB, D65) and what else is known;
`"alpha": 0` is a clear entry.

Read too: `palette` in place of `colors`, as in a report, and any other JSON with colours in it.
"""

from __future__ import annotations

import json
from typing import Any, TypeGuard

import numpy as np

from kquant.core.color.spaces import lab
from kquant.io.palettes.json_search import find_colors
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
        _content(decode_text(data))
    except (ValueError, RecursionError):
        return False
    return True


def _read(data: bytes) -> Palette:
    """The list `colors` or `palette` where there is one, or else all colours in the file."""
    try:
        content = _content(decode_text(data))
    except (ValueError, RecursionError) as error:
        raise PaletteError("it is not valid JSON") from error
    head: dict[str, Any] = content if isinstance(content, dict) else {}
    place = "colors" if "colors" in head else "palette"
    is_list = isinstance(head.get(place), list) and head[place]
    searched = {key: head[key] for key in head if key in (place, "gradients")} if is_list else content
    found, gradients = find_colors(searched)
    if not any(one.color for one in found):
        return parse_colors(json.dumps(content, ensure_ascii=False, indent=0))
    kept, clear, notes = colored([(one.color, one.opacity) for one in found])
    entries = [found[place] for place in kept]
    counts = [entry.record.get("count") for entry in entries]
    columns = head.get("columns")
    return Palette(
        to_colors([entry.color for entry in entries if entry.color]),
        name=_text(head.get("name")),
        names=tuple(entry.name for entry in entries),
        counts=np.array(counts, np.int64) if all(map(_is_count, counts)) else None,
        columns=columns if _is_count(columns) else 0,
        clear=clear,
        notes=notes
        + counted(
            {
                "colours of gradients were left out": gradients,
                INKS_NOTE: sum(entry.is_inks for entry in entries),
            }
        ),
    )


def _content(text: str) -> Any:
    """What a file holds; of JSON Lines, which have an object in each, a list of these.

    Raises:
        ValueError: it is neither.
    """
    try:
        return json.loads(text)
    except ValueError:
        lines = [line for line in text.splitlines() if line.strip()]
        if not all(line.lstrip().startswith("{") for line in lines):
            raise
        return [json.loads(line) for line in lines]


def _is_count(value: object) -> TypeGuard[int]:
    return type(value) is int and 0 <= value < 2**63


def _text(value: object) -> str:
    return value if isinstance(value, str) else ""


FORMAT = PaletteFormat("JSON", (".json",), _sniff, _read, _write, max_clear=None)
