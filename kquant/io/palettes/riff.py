"""RIFF PAL, the palette files of Windows: a chunk `data` with a version, a number, and colours with flags.

Source: Microsoft, "Multimedia Programming Interface and Data Specifications 1.0" (1991), PAL form.
"""

from __future__ import annotations

import struct

import numpy as np

from kquant.io.palettes.binary import Bytes
from kquant.io.palettes.palette import Palette, PaletteError, counted
from kquant.io.palettes.palette_format import PaletteFormat

_VERSION = 0x0300


def _write(palette: Palette) -> bytes:
    entries = np.zeros((len(palette.colors), 4), np.uint8)
    entries[:, :3] = palette.colors
    chunk = struct.pack("<2H", _VERSION, len(entries)) + entries.tobytes()
    form = b"PAL data" + struct.pack("<I", len(chunk)) + chunk
    return b"RIFF" + struct.pack("<I", len(form)) + form


def _sniff(data: bytes, ending: str) -> bool:
    return data.startswith(b"RIFF") and (data[8:12] == b"PAL " or ending == ".pal")


def _read(data: bytes) -> Palette:
    file = Bytes(data)
    if file.take(4) != b"RIFF":
        raise PaletteError("it is no RIFF file")
    file.take(4)  # its size, which many programs get wrong
    if (form := file.take(4)) != b"PAL ":
        raise PaletteError(f"it is a RIFF file of another kind, {form.decode('latin-1').strip()!r}")
    while True:
        name, size = file.unpack("<4sI")
        if name == b"data":
            break
        file.take(min(size + size % 2, file.left))
    _, stated = file.unpack("<2H")
    count = min(stated, file.left // 4)
    if count == 0:
        raise PaletteError("there are no colours in it")
    entries = np.frombuffer(file.take(4 * count), np.uint8).reshape(count, 4)
    notes = counted({"colours of the number it states are missing": stated - count})
    return Palette(np.ascontiguousarray(entries[:, :3]), notes=notes)


FORMAT = PaletteFormat(
    "RIFF palette", (".riff.pal",), _sniff, _read, _write, max_colors=0xFFFF, has_names=False
)
