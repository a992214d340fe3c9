"""JASC PAL, of Paint Shop Pro and many after it: `JASC-PAL`, `0100`, the number of colours, `r g b` lines.

Source: 1j01/anypalette.js, PaintShopPro. Read too: a fourth value, the alpha.
"""

from __future__ import annotations

import re

from kquant.io.palettes.palette import Palette, PaletteError, clipped, counted, decode_text, transparency
from kquant.io.palettes.palette_format import PaletteFormat

_MAGIC = "JASC-PAL"
_COLOR = re.compile(r"\s*(\d{1,9})\s+(\d{1,9})\s+(\d{1,9})(?:\s+(\d{1,9}))?\s*", re.ASCII)


def _write(palette: Palette) -> bytes:
    lines = [_MAGIC, "0100", str(len(palette.colors))]
    lines += ["{} {} {}".format(*color) for color in palette.colors.tolist()]
    return "".join(f"{line}\r\n" for line in lines).encode()


def _sniff(data: bytes, ending: str) -> bool:
    return data.removeprefix(b"\xef\xbb\xbf").startswith(_MAGIC.encode())


def _read(data: bytes) -> Palette:
    if not _sniff(data, ""):
        raise PaletteError(f'its first line is not "{_MAGIC}"')
    lines = [line for line in re.split(r"[\r\n]+", decode_text(data)) if line.strip()]
    if len(lines) < 3 or not re.fullmatch(r"\s*[0-9]{1,20}\s*", lines[2], re.ASCII):
        raise PaletteError("the number of its colours is missing")
    stated = int(lines[2])
    found = [line for line in map(_COLOR.fullmatch, lines[3:]) if line]
    colors, notes = clipped([(int(line[1]), int(line[2]), int(line[3])) for line in found[:stated]])
    missing = {
        "colours of the number it states are missing": max(stated - len(found), 0),
        "colours beyond the number it states were left out": max(len(found) - stated, 0),
        "lines that are not colours were left out": len(lines) - 3 - len(found),
    }
    alphas = [int(line[4] or 255) for line in found[:stated]]
    clear, faded = transparency(alphas if any(alphas) else (), 255)  # a fourth value that is always 0 is none
    return Palette(colors, clear=clear, notes=counted(missing) + notes + faded)


FORMAT = PaletteFormat("JASC palette", (".pal", ".psppalette"), _sniff, _read, _write, has_names=False)
