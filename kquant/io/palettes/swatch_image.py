"""PNG of equal swatches, row by row. Any indexed picture and any with few colours is read as a palette."""

from __future__ import annotations

import io

import numpy as np
from numpy.typing import NDArray

from kquant.core.types import MAX_COLORS, Int64, UInt8
from kquant.io.encode import encode
from kquant.io.formats import has_signature, open_picture
from kquant.io.palettes.palette import Palette, PaletteError
from kquant.io.palettes.palette_format import PaletteFormat
from kquant.io.picture import Picture
from kquant.io.picture_formats import picture_format
from kquant.io.pillow_door import pillow_door
from kquant.io.read import ReadError, read_image

_SIDE = 32  # pixels of a swatch
_ROW = 32  # swatches
_UNSIGNED = (".tga", ".pbm", ".pgm", ".ppm", ".pnm")
_MAX_PIXELS = 1 << 23  # 4096 swatches take half of it


def _write(palette: Palette) -> bytes:
    """Places that are left in the last row are transparent."""
    colors = len(palette.colors)
    across = min(colors, _ROW)
    places = np.arange(-(-colors // across) * across).clip(max=colors)
    entries = np.hstack([palette.colors, np.full((colors, 1), 255, np.uint8)])
    if places[-1] == colors:
        entries = np.vstack([entries, np.zeros((1, 4), np.uint8)])
    swatches = places.reshape(-1, across).repeat(_SIDE, axis=0).repeat(_SIDE, axis=1)
    picture = Picture(entries, swatches.astype(np.min_scalar_type(len(entries) - 1)))
    return encode(picture, picture_format(".png"))


def _sniff(data: bytes, ending: str) -> bool:
    """Two letters begin some pictures and many texts, which have no control characters."""
    return ending in _UNSIGNED or (any(byte < 9 for byte in data[:64]) and has_signature(data))


def _read(data: bytes) -> Palette:
    """Opaque colours in the order of their index, or else as they appear from the top left."""
    try:
        pixels = read_image(data, max_pixels=_MAX_PIXELS).pixels
        indices = _indices(data, pixels.shape[:2])
    except ReadError as error:
        raise PaletteError(str(error)) from error
    shown = pixels.reshape(-1, pixels.shape[2])
    opaque = np.flatnonzero(shown[:, 3:].min(axis=1, initial=255) >= 128)
    keys = _packed(shown) if indices is None else indices
    first = _first_of_each(keys[opaque])
    if indices is None:
        first.sort()
    if not 0 < len(first) <= MAX_COLORS:
        raise PaletteError(f"this picture has {len(first):,} colours, a palette has 1 to {MAX_COLORS}")
    return Palette(np.ascontiguousarray(shown[opaque[first], :3]))


def _first_of_each(keys: Int64) -> NDArray[np.intp]:
    """Where each key is found first, by key."""
    return np.unique(keys, return_index=True)[1]


def _packed(pixels: UInt8) -> Int64:
    return np.asarray(pixels[:, :3] @ np.array([1 << 16, 1 << 8, 1]), np.int64)


def _indices(data: bytes, shape: tuple[int, ...]) -> Int64 | None:
    """The index of each pixel of a picture with a palette that was not turned, flat."""
    file = io.BytesIO(data)
    with pillow_door(file, _MAX_PIXELS, tolerant=False):
        image = open_picture(file, _MAX_PIXELS)
        if image.mode != "P" or shape != (image.height, image.width):
            return None
        return np.asarray(image, np.int64).ravel()


FORMAT = PaletteFormat("PNG swatches", (".png",), _sniff, _read, _write, has_names=False)
