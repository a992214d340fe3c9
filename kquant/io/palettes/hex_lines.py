"""HEX, as Lospec has it: one `rrggbb` a line. Read too: `#`, short `rgb`, an alpha, several a line."""

from __future__ import annotations

import re

from kquant.core.color.notation import parse_hex
from kquant.core.model.rgb import Rgb
from kquant.io.palettes.palette import Palette, PaletteError, decode_text, to_colors, transparency
from kquant.io.palettes.palette_format import PaletteFormat

# Three digits may be a number, and eight may begin with the alpha, unless there is a "#".
_CERTAIN = re.compile(r"#?[0-9a-fA-F]{6}|#[0-9a-fA-F]{8}|#[0-9a-fA-F]{3}")
_SNIFFED = 64  # colours at the beginning; the whole may be long


def _write(palette: Palette) -> bytes:
    return "".join(f"{digits}\n" for digits in palette.hexes).encode()


def _words(data: bytes) -> list[str]:
    return re.split(r"[\s,;]+", decode_text(data).strip())


def _sniff(data: bytes, ending: str) -> bool:
    return all(_CERTAIN.fullmatch(word) for word in _words(data[: _SNIFFED * 12])[:_SNIFFED])


def _read(data: bytes) -> Palette:
    colors: list[Rgb] = []
    alphas: list[int] = []
    for word in filter(None, _words(data)):
        color = parse_hex(word)
        if color is None:
            raise PaletteError(f"{word[:20]!r} is not a colour such as ff8000")
        colors.append(color)
        alphas.append(int(word[-2:], 16) if len(word.removeprefix("#")) == 8 else 255)
    clear, notes = transparency(alphas, 255)
    return Palette(to_colors(colors), clear=clear, notes=notes)


FORMAT = PaletteFormat("HEX", (".hex",), _sniff, _read, _write, has_names=False)
