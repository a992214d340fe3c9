"""PNG of equal swatches, row by row. Any indexed picture and any with few colours is read as a palette."""

from __future__ import annotations

import io
from dataclasses import dataclass

import numpy as np

from kquant.core.model.arrays import Int64, UInt8
from kquant.core.model.rgb import Rgb, rgb
from kquant.core.model.settings import MAX_COLORS
from kquant.io.encode import encode
from kquant.io.formats import has_signature, open_picture
from kquant.io.indexed_image import IndexedImage
from kquant.io.palettes.palette import Palette, PaletteError, clear_note
from kquant.io.palettes.palette_format import PaletteFormat
from kquant.io.picture_formats import picture_format
from kquant.io.pillow_door import pillow_door
from kquant.io.read import ReadError, read_image

_SIDE = 32  # pixels of a swatch
_ROW = 32  # swatches
_UNSIGNED = (".tga", ".pbm", ".pgm", ".ppm", ".pnm")
_MAX_PIXELS = 1 << 23  # 4096 swatches take half of it


def _write(palette: Palette) -> bytes:
    """Clear entries are transparent, and so are places that are left in the last row."""
    colors = len(palette.colors)
    across = min(colors, _ROW)
    places = np.arange(-(-colors // across) * across).clip(max=colors)
    entries = np.hstack([palette.colors, np.full((colors, 1), 255, np.uint8)])
    entries[list(palette.clear), 3] = 0
    if places[-1] == colors:
        entries = np.vstack([entries, np.zeros((1, 4), np.uint8)])
    swatches = places.reshape(-1, across).repeat(_SIDE, axis=0).repeat(_SIDE, axis=1)
    image = IndexedImage(entries, swatches.astype(np.min_scalar_type(len(entries) - 1)))
    return encode(image, picture_format(".png"))


def _sniff(data: bytes, ending: str) -> bool:
    """Two letters begin some pictures and many texts, which have no control characters."""
    return ending in _UNSIGNED or (any(byte < 9 for byte in data[:64]) and has_signature(data))


def _read(data: bytes) -> Palette:
    """Colours in the order of their index, with clear entries among them, or else as they appear."""
    try:
        pixels = read_image(data, max_pixels=_MAX_PIXELS).pixels
        indexed = _indexed(data, pixels.shape[:2])
    except ReadError as error:
        raise PaletteError(str(error)) from error
    shown = pixels.reshape(-1, pixels.shape[2])
    alpha = shown[:, 3] if shown.shape[1] == 4 else np.full(len(shown), 255, np.uint8)
    if indexed is not None:
        colors, clear = _used(indexed, shown, alpha)
    else:
        opaque = np.flatnonzero(alpha >= 128)
        first = np.sort(np.unique(_packed(shown)[opaque], return_index=True)[1])
        colors, clear = shown[opaque[first], :3], ()
    if not 0 < len(colors) - len(clear) <= MAX_COLORS:
        count = len(colors) - len(clear)
        raise PaletteError(f"this picture has {count:,} colours, a palette has 1 to {MAX_COLORS}")
    return Palette(np.ascontiguousarray(colors), clear=clear, notes=clear_note(len(clear)))


def _used(indexed: _Indexed, shown: UInt8, alpha: UInt8) -> tuple[UInt8, tuple[int, ...]]:
    """(K, 3) entries that pixels have, by index, and which of them are clear.

    The transparent index is one even if no pixel has it, so that those after it keep their places.
    """
    seen = np.flatnonzero((alpha >= 128) | (alpha == 0))
    found, first = np.unique(indexed.indices[seen], return_index=True)
    colors, is_clear = shown[seen[first], :3], alpha[seen[first]] == 0
    if len(found) and is_clear[-1] and indexed.is_sheet and indexed.indices[-1] == found[-1]:
        found, colors, is_clear = found[:-1], colors[:-1], is_clear[:-1]  # what is left of the last row
    unseen = indexed.transparent
    if unseen is not None and unseen[0] not in found and unseen[0] < found.max(initial=0):
        place = int(np.searchsorted(found, unseen[0]))
        colors, is_clear = np.insert(colors, place, unseen[1], 0), np.insert(is_clear, place, True)
    return colors, tuple(np.flatnonzero(is_clear).tolist())


def _packed(pixels: UInt8) -> Int64:
    return np.asarray(pixels[:, :3] @ np.array([1 << 16, 1 << 8, 1]), np.int64)


@dataclass(frozen=True, slots=True, eq=False)
class _Indexed:
    """A picture with a palette: the index of each pixel, flat, and the transparent one with its colour.

    `is_sheet` tells that it can be swatches of which the last row is not full.
    """

    indices: Int64
    transparent: tuple[int, Rgb] | None
    is_sheet: bool


def _indexed(data: bytes, shape: tuple[int, ...]) -> _Indexed | None:
    """None for a picture without a palette, or one that was turned."""
    file = io.BytesIO(data)
    with pillow_door(file, _MAX_PIXELS, tolerant=False):
        image = open_picture(file, _MAX_PIXELS)
        if image.mode != "P" or shape != (image.height, image.width):
            return None
        indices = np.asarray(image, np.int64).ravel()
        index, entries = image.info.get("transparency"), image.getpalette("RGB") or []
        transparent = None
        if isinstance(index, int) and len(entries) >= 3 * index + 3:
            transparent = (index, rgb(entries[3 * index : 3 * index + 3]))
        is_sheet = image.width == _ROW * _SIDE and image.height % _SIDE == 0
        return _Indexed(indices, transparent, is_sheet)


FORMAT = PaletteFormat("PNG swatches", (".png",), _sniff, _read, _write, has_names=False, max_clear=None)
