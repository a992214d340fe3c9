"""ACO, Photoshop's swatches: version 1 without names, then version 2 with the same colours and names.

Source: Adobe Photoshop file formats specification, "Color swatches". Of grey it says only "gray value, from
0...10000", taken here as most readers do, from black to white; GIMP takes it the other way round.
"""

from __future__ import annotations

import struct
from collections.abc import Callable

from kquant.core.color.models import from_cmyk, from_grey, from_hsv, from_lab, from_unit
from kquant.core.model.rgb import Rgb
from kquant.io.palettes.binary import Bytes, encode_name
from kquant.io.palettes.palette import INKS_NOTE, Palette, PaletteError, counted, known
from kquant.io.palettes.palette_format import PaletteFormat

_FULL = 0xFFFF
_RECORD = 10  # bytes of a colour
_INKS = (2, 9)


def _signed(value: int) -> float:
    return (value - 0x10000 if value > 0x7FFF else value) / 100


_SPACES: dict[int, Callable[[int, int, int, int], Rgb]] = {
    0: lambda r, g, b, _: from_unit(r / _FULL, g / _FULL, b / _FULL),
    1: lambda h, s, v, _: from_hsv(h / _FULL, s / _FULL, v / _FULL),
    2: lambda c, m, y, k: from_cmyk(1 - c / _FULL, 1 - m / _FULL, 1 - y / _FULL, 1 - k / _FULL),
    7: lambda l, a, b, _: from_lab(l / 100, _signed(a), _signed(b)),  # noqa: E741 - L of CIELAB
    8: lambda grey, *_: from_grey(grey / 10000),
    9: lambda c, m, y, k: from_cmyk(c / 10000, m / 10000, y / 10000, k / 10000),
}


def _write(palette: Palette) -> bytes:
    records = [
        struct.pack(">5H", 0, *(value * 257 for value in color), 0) for color in palette.colors.tolist()
    ]
    names = [encode_name(name, ">I") for name in palette.all_names]
    first = struct.pack(">2H", 1, len(records)) + b"".join(records)
    pairs = zip(records, names, strict=True)
    return first + struct.pack(">2H", 2, len(records)) + b"".join(record + name for record, name in pairs)


def _sniff(data: bytes, ending: str) -> bool:
    """Whether the numbers and the sizes agree, as there is nothing else to know it by."""
    if len(data) < 4 + _RECORD:
        return False
    version, count = struct.unpack(">2H", data[:4])
    end = 4 + _RECORD * count
    if version == 2:
        return ending == ".aco"
    follows = data[end : end + 4]
    return version == 1 and count > 0 and end <= len(data) and follows in (b"", struct.pack(">2H", 2, count))


def _read(data: bytes) -> Palette:
    file = Bytes(data)
    version, count = file.unpack(">2H")
    if version not in (1, 2):
        raise PaletteError("it is no file of Photoshop's swatches")
    entries, inks = _entries(file, count, version)
    if version == 1 and file.left >= 4:
        version, count = file.unpack(">2H")
        if version == 2:
            entries, inks = _entries(file, count, version)
    colors, names, notes = known(entries, "colours of colour books were left out")
    return Palette(colors, names=names, notes=notes + counted({INKS_NOTE: inks}))


def _entries(file: Bytes, count: int, version: int) -> tuple[list[tuple[Rgb | None, str]], int]:
    """Colours with their names, None for one that only a colour book knows, and how many are of inks."""
    entries = []
    inks = 0
    for _ in range(count):
        space, *values = file.unpack(">5H")
        name = file.name(file.unpack(">I")[0]) if version == 2 else ""
        entries.append((_SPACES[space](*values) if space in _SPACES else None, name))
        inks += space in _INKS
    return entries, inks


FORMAT = PaletteFormat("Photoshop swatches", (".aco",), _sniff, _read, _write, max_colors=0xFFFF)
