"""An opened picture to 8-bit samples."""

from __future__ import annotations

from collections.abc import Callable
from typing import BinaryIO

import numpy as np
from PIL import Image, ImageFile

from kquant.core.model.arrays import UInt8
from kquant.io.bands import gather
from kquant.io.deep import is_wide_color, read_wide_color, rounded_note
from kquant.io.describe import bits_per_channel
from kquant.io.grey import is_deep_grey, read_deep_grey
from kquant.io.jpeg import read_jpeg
from kquant.io.jpeg2000 import jpeg2000_bits, read_wide_jpeg2000
from kquant.io.pnm import is_slow_pnm, read_pnm
from kquant.io.profiles import Samples

# Pillow's mode of a file to the mode its samples are wanted in, and to that if some are transparent.
_WANTED = {
    "1": ("L", "LA"),
    "L": ("L", "LA"),
    "LA": ("LA", "LA"),
    "La": ("LA", "LA"),
    "P": ("RGB", "RGBA"),
    "RGB": ("RGB", "RGBA"),
    "CMYK": ("CMYK", "CMYK"),
    "RGBX": ("RGB", "RGB"),
    "YCbCr": ("RGB", "RGB"),
}


def decode(
    image: ImageFile.ImageFile, file: BinaryIO, reopen: Callable[[], ImageFile.ImageFile], tolerant: bool
) -> tuple[Samples, list[str]]:
    """Samples in the file's colour space, and notes on what was lost.

    Args:
        image: freshly opened from `file`.
        reopen: opens the same file once more.
        tolerant: take what there is of a truncated file.

    Raises:
        Exception: anything at all, for a broken file.
    """
    samples, notes = _decode(image, file, reopen, tolerant)
    return samples, [*getattr(image, "notes", ()), *notes]  # of `readers`, some known once it is loaded


def _decode(
    image: ImageFile.ImageFile, file: BinaryIO, reopen: Callable[[], ImageFile.ImageFile], tolerant: bool
) -> tuple[Samples, list[str]]:
    if image.format in ("TIFF", "PSD"):
        from kquant.io.rare_samples import decode_rare  # with the readers of these

        rare = decode_rare(image, file, reopen)
        if rare is not None:
            return rare
    if is_slow_pnm(image):
        values, white = read_pnm(image, file, tolerant)
        return _samples(values), [rounded_note(white.bit_length())] if white > 255 else []
    if is_deep_grey(image):
        values, note = read_deep_grey(image)
        return _samples(values), [note]
    if is_wide_color(image):
        values = read_wide_color(image, reopen)
        return Samples(values, "CMYK") if image.mode == "CMYK" else _samples(values), [rounded_note(16)]
    if image.format in ("JPEG", "MPO") and (direct := read_jpeg(image)) is not None:
        return Samples(direct, "CMYK") if image.mode == "CMYK" else _samples(direct), []
    return _decode_8_bit(image, file)


def _samples(values: UInt8) -> Samples:
    return Samples(values, "L" if values.shape[2] < 3 else "RGB")


def _decode_8_bit(image: ImageFile.ImageFile, file: BinaryIO) -> tuple[Samples, list[str]]:
    """Everything that Pillow itself brings to 8 bits."""
    bits = bits_per_channel(image, file)
    notes = [rounded_note(bits)] if bits > 8 else []
    _scale_transparent_grey(image, bits)
    image.load()
    if image.format == "JPEG2000" and bits > 8:
        wide = read_wide_jpeg2000(image, file, jpeg2000_bits(image, file))
        if wide is not None:
            return _samples(wide), notes
        notes = [f"{bits} bits per channel were cut down to 8"]
    opaque, transparent = _WANTED.get(image.mode, ("RGBA", "RGBA"))
    wanted = transparent if "transparency" in image.info else opaque
    convert = np.asarray if wanted == image.mode else lambda band: np.asarray(_straight(band).convert(wanted))
    values = gather(image, len(Image.new(wanted, (1, 1)).getbands()), convert)
    return Samples(values, "CMYK") if wanted == "CMYK" else _samples(values), notes


def _straight(band: Image.Image) -> Image.Image:
    """Grey with premultiplied alpha as grey with alpha: Pillow converts it to nothing else."""
    return band.convert("LA") if band.mode == "La" else band


def _scale_transparent_grey(image: ImageFile.ImageFile, bits: int) -> None:
    """Pillow scales grey of 2 and 4 bits to 8, but not the grey that stands for transparency."""
    transparent = image.info.get("transparency")
    if image.format == "PNG" and image.mode == "L" and bits < 8 and isinstance(transparent, int):
        image.info["transparency"] = transparent * 255 // ((1 << bits) - 1)
