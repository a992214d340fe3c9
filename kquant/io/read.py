"""Reading a picture: from any file to upright 8-bit sRGB and notes on what that took."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import BinaryIO

import numpy as np
from PIL import ImageFile

from kquant.core.model.arrays import UInt8
from kquant.io.decode import decode
from kquant.io.describe import describe_choice, describe_mode
from kquant.io.formats import check_size, open_picture
from kquant.io.opening import opened
from kquant.io.orientation import find_orientation, turn_upright
from kquant.io.pillow_door import pillow_door
from kquant.io.png_chunks import without_broken_chunks
from kquant.io.profiles import stretch_narrow, to_srgb
from kquant.io.source import DamagedError, ReadError, SourceImage
from kquant.io.stated_color import stated_color

__all__ = ["MAX_PIXELS", "DamagedError", "ReadError", "SourceImage", "read_image"]

MAX_PIXELS = 512_000_000


def read_image(
    source: Path | str | bytes | BinaryIO, *, max_pixels: int = MAX_PIXELS, allow_truncated: bool = False
) -> SourceImage:
    """Read a picture as upright 8-bit sRGB.

    Args:
        source: a file's path ("-" for standard input), a file's bytes, or an open binary file.
        max_pixels: a picture of more pixels is refused before it is decoded.
        allow_truncated: take what can be read of a truncated or corrupt file, with a note.

    Raises:
        ReadError: one sentence with the cause, without the file's name.
    """
    path = Path(source) if isinstance(source, str | Path) and source != "-" else None
    with opened(path or source) as whole:
        file, chunk_note = without_broken_chunks(whole)
        try:
            picture = _read(file, max_pixels, tolerant=False)
        except DamagedError as damage:
            if not allow_truncated:
                raise
            try:
                picture = _read(file, max_pixels, tolerant=True)
            except ReadError:
                raise damage from None
            notes = ("the file is damaged; what could be read was kept", *picture.notes)
            picture = replace(picture, notes=notes)
    notes = (*picture.notes, chunk_note) if chunk_note else picture.notes
    return replace(picture, path=path, notes=notes)


def _read(file: BinaryIO, max_pixels: int, tolerant: bool) -> SourceImage:
    with pillow_door(file, max_pixels, tolerant) as messages:
        picture = _read_picture(file, max_pixels, tolerant)
    return replace(picture, notes=picture.notes + tuple(f"the decoder says: {text}" for text in messages[:1]))


def _read_picture(file: BinaryIO, max_pixels: int, tolerant: bool) -> SourceImage:
    """Raises anything at all for a broken file."""

    def reopen() -> ImageFile.ImageFile:
        return open_picture(file, max_pixels)

    image = reopen()
    if image.format == "PNG" and not tolerant:
        image.verify()  # checksums, which decoding leaves unread
        image = reopen()
    choice = describe_choice(image, reopen)
    mode = describe_mode(image, file)
    turned_by_pillow = image.format == "TIFF"
    orientation = find_orientation(image) if turned_by_pillow else None
    samples, decode_notes = decode(image, file, reopen, tolerant)
    check_size((samples.values.shape[1], samples.values.shape[0]), max_pixels)
    value, orientation_note = orientation or find_orientation(image)
    format_name, color = image.format or "", stated_color(image, file)
    del image  # its pixels are held by `samples` now
    if color.narrow:
        stretch_narrow(samples, color.narrow)
    pixels, profile, color_notes = to_srgb(samples, color.profile, color.name)
    if not turned_by_pillow:
        pixels = turn_upright(pixels, value)
    notes = (choice, *decode_notes, orientation_note, *color.notes, *color_notes)
    said = tuple(note for note in notes if note)
    return SourceImage(_drop_full_alpha(pixels), None, format_name, mode, profile, value, said)


def _drop_full_alpha(pixels: UInt8) -> UInt8:
    if pixels.shape[2] == 4 and pixels[..., 3].min() == 255:
        pixels = pixels[..., :3]
    return np.ascontiguousarray(pixels)
