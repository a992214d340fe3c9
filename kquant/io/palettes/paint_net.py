"""Paint.NET's palettes: lines beginning with `;` are comments, the others are `aarrggbb`, at most 96.

Source: Paint.NET documentation, "Working with palettes"; for the name among the comments, what Lospec writes.
"""

from __future__ import annotations

import re

from kquant.core.color.notation import parse_hex
from kquant.io.palettes.palette import Palette, PaletteError, decode_text, to_colors, transparency
from kquant.io.palettes.palette_format import PaletteFormat

_MAX = 96
_TITLE = re.compile(r";\s*Palette Name:\s*(.*)", re.IGNORECASE)
_COLOR = re.compile(r"[0-9a-fA-F]{8}|[0-9a-fA-F]{6}")
_SNIFFED = 1 << 16  # bytes


def _write(palette: Palette) -> bytes:
    title = [f";Palette Name: {palette.name}"] if palette.name else []
    head = [";paint.net Palette File", *title, f";Colors: {len(palette.colors)}"]
    colors = (f"{'00' if row in palette.clear else 'FF'}{digits}" for row, digits in enumerate(palette.hexes))
    return "".join(f"{line}\r\n" for line in [*head, *colors]).encode()


def _lines(text: str) -> list[str]:
    """Colours, with what follows them and their comments left out."""
    parts = (line.partition(";")[0].strip() for line in re.split(r"[\r\n]+", text))
    return [part for part in parts if part]


def _sniff(data: bytes, ending: str) -> bool:
    """A comment before all else tells it from HEX, whose alpha comes last, or else the ending."""
    text = decode_text(data[:_SNIFFED]).lstrip()
    lines = _lines(text)[:_MAX]
    return (ending == ".txt" or text.startswith(";")) and bool(lines) and all(map(_COLOR.fullmatch, lines))


def _read(data: bytes) -> Palette:
    text = decode_text(data)
    lines = _lines(text)
    colors = [parse_hex(line[-6:]) if _COLOR.fullmatch(line) else None for line in lines]
    if None in colors:
        raise PaletteError(f"{lines[colors.index(None)][:20]!r} is not a colour such as FFff8000")
    title = _TITLE.search(text)
    alphas = [int(line[:2], 16) if len(line) == 8 else 255 for line in lines]
    clear, notes = transparency(alphas, 255, can_be_all=True)
    return Palette(
        to_colors([color for color in colors if color is not None]),
        name=title[1] if title else "",
        clear=clear,
        notes=notes,
    )


FORMAT = PaletteFormat("Paint.NET palette", (".txt",), _sniff, _read, _write, _MAX, False, None)
