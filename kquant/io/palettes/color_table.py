"""ACT, Adobe's colour table of 256 colours, and the like in other programs' .pal files.

Source: Adobe Photoshop file formats specification, "Color table": 768 bytes, or 772 with the number of
colours and the index of the transparent one (0xFFFF for none).
"""

from __future__ import annotations

import struct

import numpy as np

from kquant.core.model.arrays import UInt8
from kquant.io.palettes.palette import Palette, PaletteError, clear_note
from kquant.io.palettes.palette_format import PaletteFormat

_COLORS = 256
_SIZE = 3 * _COLORS
_NO_INDEX = 0xFFFF
_VGA_MAX = 63


def _write(palette: Palette) -> bytes:
    """The short form if all places are taken by colours, else the long one."""
    count = len(palette.colors)
    table = palette.colors.tobytes().ljust(_SIZE, b"\0")
    if count == _COLORS and not palette.clear:
        return table
    return table + struct.pack(">2H", count, palette.clear[0] if palette.clear else _NO_INDEX)


def _sniff(data: bytes, ending: str) -> bool:
    return ending == ".act" and len(data) >= _SIZE


def _read(data: bytes) -> Palette:
    if len(data) < _SIZE:
        raise PaletteError(f"a colour table has {_SIZE} or {_SIZE + 4} bytes, and this has {len(data)}")
    count, clear, notes = _COLORS, list[int](), list[str]()
    if len(data) == _SIZE + 4:
        stated, transparent = struct.unpack(">2H", data[_SIZE:])
        count = stated if 0 < stated <= _COLORS else _COLORS
        clear = [transparent] if transparent < count else []
        notes += clear_note(len(clear))
    elif len(data) > _SIZE:
        notes.append(f"what follows the first {_SIZE} bytes was left out")
    return Palette(_table(data)[:count].copy(), clear=tuple(clear), notes=tuple(notes))


def _sniff_pal(data: bytes, ending: str) -> bool:
    return ending == ".pal" and len(data) == _SIZE


def _read_pal(data: bytes) -> Palette:
    """Six bits a channel, as VGA has them, if no value needs more."""
    table = _table(data)
    if table.max() > _VGA_MAX:
        return Palette(table.copy())
    wide = np.asarray((table << 2) | (table >> 4), np.uint8)
    return Palette(wide, notes=("its values of 6 bits, as VGA has them, were widened to 8",))


def _table(data: bytes) -> UInt8:
    return np.frombuffer(data, np.uint8, _SIZE).reshape(_COLORS, 3)


FORMAT = PaletteFormat(
    "Adobe colour table", (".act",), _sniff, _read, _write, _COLORS, has_names=False, max_clear=1
)
RAW_PAL = PaletteFormat("Raw table of 256 colours", (".pal",), _sniff_pal, _read_pal, has_names=False)
