"""ASE, the Adobe swatch exchange: colours with names in RGB, CMYK, CIELAB (D50) or grey, and groups of them.

Sources: nsfmc/swatch, "ASE file format"; 1j01/anypalette.js, ksy/ase.ksy.
"""

from __future__ import annotations

import math
import struct
from collections.abc import Callable

from kquant.core.color.models import from_cmyk, from_grey, from_lab, from_unit
from kquant.core.model.rgb import Rgb
from kquant.io.palettes.binary import Bytes, encode_name
from kquant.io.palettes.palette import INKS_NOTE, Palette, PaletteError, counted, to_colors
from kquant.io.palettes.palette_format import PaletteFormat

_MAGIC = b"ASEF"
_VERSION = (1, 0)
_GROUP, _END, _COLOR = 0xC001, 0xC002, 0x0001
_NORMAL = 2  # neither global nor spot
_MODELS: dict[bytes, tuple[int, Callable[..., Rgb]]] = {
    b"RGB ": (3, from_unit),
    b"CMYK": (4, from_cmyk),
    b"LAB ": (3, lambda lightness, a, b: from_lab(lightness * 100, a, b)),
    b"GRAY": (1, from_grey),
}


def _block(kind: int, content: bytes) -> bytes:
    return struct.pack(">HI", kind, len(content)) + content


def _write(palette: Palette) -> bytes:
    blocks = [
        _block(_COLOR, encode_name(name, ">H") + b"RGB " + struct.pack(">3fH", *color, _NORMAL))
        for color, name in zip((palette.colors / 255).tolist(), palette.all_names, strict=True)
    ]
    if palette.name:
        blocks = [_block(_GROUP, encode_name(palette.name, ">H")), *blocks, _block(_END, b"")]
    return _MAGIC + struct.pack(">HHI", *_VERSION, len(blocks)) + b"".join(blocks)


def _sniff(data: bytes, ending: str) -> bool:
    return data.startswith(_MAGIC)


def _read(data: bytes) -> Palette:
    file = Bytes(data)
    if file.take(4) != _MAGIC:
        raise PaletteError("it is no Adobe swatch exchange file")
    version, count = file.unpack(">HH"), file.unpack(">I")[0]
    if version != _VERSION:
        raise PaletteError("it is of version {}.{}, and only 1.0 is known".format(*version))
    colors: list[Rgb] = []
    names: list[str] = []
    groups: list[str] = []
    blocks = inks = 0
    while file.left and blocks < count:
        kind, size = file.unpack(">HI")
        content = Bytes(file.take(size))
        blocks += 1
        if kind == _GROUP:
            groups.append(content.name(*content.unpack(">H")))
        elif kind == _COLOR:
            names.append(content.name(*content.unpack(">H")))
            model = content.take(4).upper()  # GRAY and Gray are both about
            inks += model == b"CMYK"
            colors.append(_color(model, content))
    return Palette(
        to_colors(colors),
        name=groups[0] if len(groups) == 1 else "",
        names=tuple(names),
        notes=counted({"blocks of the number it states are missing": count - blocks, INKS_NOTE: inks}),
    )


def _color(model: bytes, content: Bytes) -> Rgb:
    if model not in _MODELS:
        raise PaletteError(f"a colour in it is of the unknown model {model.decode('latin-1').strip()!r}")
    parts, convert = _MODELS[model]
    values = content.unpack(f">{parts}f")
    if not all(map(math.isfinite, values)):
        raise PaletteError("a colour in it has a part that is no number")
    return convert(*values)


FORMAT = PaletteFormat("Adobe swatch exchange", (".ase",), _sniff, _read, _write)
