"""HEX, as Lospec has it: one `rrggbb` a line. Read too: `#`, short `rgb`, an alpha, several a line."""

from __future__ import annotations

import re

from kquant.io.palettes.palette import Palette, PaletteError, decode_text, to_colors
from kquant.io.palettes.palette_format import PaletteFormat

_COLOR = re.compile(r"#?([0-9a-fA-F]{8}|[0-9a-fA-F]{6}|[0-9a-fA-F]{3})")
# Three digits may be a number, and eight may begin with the alpha, unless there is a "#".
_CERTAIN = re.compile(r"#?[0-9a-fA-F]{6}|#[0-9a-fA-F]{8}|#[0-9a-fA-F]{3}")
_SNIFFED = 64  # colours at the beginning; the whole may be long


def parse_hex(text: str) -> tuple[int, int, int] | None:
    """The colour that `rrggbb`, `rgb` or `rrggbbaa`, with or without `#`, stands for, less its alpha."""
    found = _COLOR.fullmatch(text)
    if not found:
        return None
    digits = found[1] if len(found[1]) > 3 else "".join(digit * 2 for digit in found[1])
    red, green, blue = bytes.fromhex(digits[:6])
    return red, green, blue


def _write(palette: Palette) -> bytes:
    return "".join(f"{digits}\n" for digits in palette.hexes).encode()


def _words(data: bytes) -> list[str]:
    return re.split(r"[\s,;]+", decode_text(data).strip())


def _sniff(data: bytes) -> bool:
    return all(_CERTAIN.fullmatch(word) for word in _words(data[: _SNIFFED * 10])[:_SNIFFED])


def _read(data: bytes) -> Palette:
    colors = []
    see_through = 0
    for word in filter(None, _words(data)):
        color = parse_hex(word)
        if color is None:
            raise PaletteError(f"{word[:20]!r} is not a colour such as ff8000")
        colors.append(color)
        see_through += len(word.removeprefix("#")) == 8 and word[-2:].lower() != "ff"
    notes = (f"colours lost their transparency: {see_through}",) if see_through else ()
    return Palette(to_colors(colors), notes=notes)


FORMAT = PaletteFormat("HEX", (".hex",), _write, _sniff, _read)
