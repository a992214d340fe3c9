"""GIMP palettes: a line `GIMP Palette`, properties, then `r g b<tab>name` lines.

Source: GIMP's help, "Palettes"; for `Channels: RGBA`, Aseprite's docs/gpl-palette-extension.md.
"""

from __future__ import annotations

import re

from kquant.io.palettes.palette import (
    Palette,
    PaletteError,
    clipped,
    counted,
    decode_text,
    transparency,
)
from kquant.io.palettes.palette_format import PaletteFormat

_MAGIC = "GIMP Palette"
_UNNAMED = "Untitled"  # GIMP's own name of palettes and colours without one
_MAX_COLUMNS = 256
_PROPERTY = re.compile(r"(Name|Columns|Channels):(.*)")
_COLOR = re.compile(r"\s*(\d{1,9})\s+(\d{1,9})\s+(\d{1,9})(?:\s+(.*))?$", re.ASCII)
_ALPHA = re.compile(r"(\d{1,9})(?:\s+|$)", re.ASCII)


def _write(palette: Palette) -> bytes:
    lines = [_MAGIC, f"Name: {palette.name or _UNNAMED}", f"Columns: {palette.columns}"]
    lines += ["Channels: RGBA", "#"] if palette.clear else ["#"]
    for row, (color, name) in enumerate(zip(palette.colors.tolist(), palette.all_names, strict=True)):
        alpha = [0 if row in palette.clear else 255] if palette.clear else []
        lines.append(" ".join(f"{value:3}" for value in (*color, *alpha)) + f"\t{name or _UNNAMED}")
    return ("\n".join(lines) + "\n").encode()


def _sniff(data: bytes, ending: str) -> bool:
    return data.removeprefix(b"\xef\xbb\xbf").startswith(_MAGIC.encode())


def _read(data: bytes) -> Palette:
    if not _sniff(data, ""):
        raise PaletteError(f'its first line is not "{_MAGIC}"')
    lines = [line for line in re.split(r"[\r\n]+", decode_text(data))[1:] if line.strip() and line[0] != "#"]
    properties = {found[1]: found[2].strip() for line in lines if (found := _PROPERTY.match(line))}
    others = [line for line in lines if not _PROPERTY.match(line)]
    colors = [found for line in others if (found := _COLOR.match(line))]
    has_alpha = properties.get("Channels") == "RGBA"
    values, notes = clipped([(int(found[1]), int(found[2]), int(found[3])) for found in colors])
    names = [found[4] or "" for found in colors]
    alphas = [int(alpha[1]) if has_alpha and (alpha := _ALPHA.match(name)) else 255 for name in names]
    clear, faded = transparency(alphas, 255, can_be_all=True)
    unread = counted({"lines that are not colours were left out": len(others) - len(colors)})
    columns = properties.get("Columns", "")
    return Palette(
        values,
        name=_named(properties.get("Name", "")),
        names=tuple(_named(_ALPHA.sub("", name, count=1) if has_alpha else name) for name in names),
        columns=min(int(columns), _MAX_COLUMNS) if re.fullmatch(r"[0-9]{1,9}", columns) else 0,
        clear=clear,
        notes=unread + faded + notes,
    )


def _named(name: str) -> str:
    return "" if name.strip() == _UNNAMED else name


FORMAT = PaletteFormat("GIMP palette", (".gpl",), _sniff, _read, _write, max_clear=None)
