"""Procreate's swatches: a ZIP file with `Swatches.json`, at most 30 colours in HSB, each part 0..1.

Source: szydlovski/procreate-swatches.
"""

from __future__ import annotations

import colorsys
import json
from collections.abc import Mapping
from typing import Any

from kquant.core.color.models import from_hsv
from kquant.core.model.rgb import Rgb
from kquant.io.palettes.archive import is_archive, pack, unpack
from kquant.io.palettes.palette import Palette, PaletteError, to_colors, transparency
from kquant.io.palettes.palette_format import PaletteFormat

_JSON = "Swatches.json"
_MAX = 30
_KEYS = ("hue", "saturation", "brightness")


def _write(palette: Palette) -> bytes:
    swatches = [
        dict(zip(_KEYS, colorsys.rgb_to_hsv(*color), strict=True))
        | {"alpha": int(row not in palette.clear), "colorSpace": 0}
        for row, color in enumerate((palette.colors / 255).tolist())
    ]
    content = [{"name": palette.name or "Palette", "swatches": swatches}]
    return pack({_JSON: json.dumps(content, ensure_ascii=False).encode()})


def _sniff(data: bytes, ending: str) -> bool:
    return is_archive(data) and _JSON.encode() in data


def _read(data: bytes) -> Palette:
    try:
        content: Any = json.loads(unpack(data, _JSON).decode("utf-8-sig"))
    except (ValueError, RecursionError) as error:
        raise PaletteError(f"{_JSON} in it is not valid JSON") from error
    palettes = content if isinstance(content, list) else [content]
    lists: list[Any] = [one.get("swatches") if isinstance(one, dict) else None for one in palettes]
    if not lists or not all(isinstance(one, list) for one in lists):
        raise PaletteError(f'there is no list of "swatches" in its {_JSON}')
    swatches = [swatch for one in lists for swatch in one if swatch is not None]
    colors = to_colors([_color(swatch) for swatch in swatches])
    clear, notes = transparency([_opacity(swatch) for swatch in swatches], can_be_all=True)
    name = palettes[0].get("name") if len(palettes) == 1 else ""
    name = name if isinstance(name, str) else ""
    return Palette(colors, name=name, clear=clear, notes=notes)


def _opacity(swatch: Mapping[str, Any]) -> float:
    alpha = swatch.get("alpha")
    return alpha if isinstance(alpha, int | float) and 0 <= alpha <= 1 else 1


def _color(swatch: object) -> Rgb:
    parts = [swatch.get(key) for key in _KEYS] if isinstance(swatch, dict) else []
    numbers = [float(part) for part in parts if isinstance(part, int | float) and abs(part) <= 1e6]
    if len(numbers) != len(_KEYS):
        raise PaletteError("a swatch in it has no hue, saturation and brightness")
    return from_hsv(*numbers)


FORMAT = PaletteFormat(
    "Procreate swatches", (".swatches",), _sniff, _read, _write, _MAX, has_names=False, max_clear=None
)
