"""Samples of more than 8 bits rounded to 8, exactly.

Pillow keeps only the high byte of 16-bit colour. Its raw modes however name a byte order, and the
wrong one yields the low bytes: decoding twice gives every bit through the same checks.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Callable
from typing import Any, cast

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageFile

from kquant.core.model.arrays import UInt8
from kquant.io.bands import crop_rows, gather, row_bands

_LITTLE = {"L": True, "B": False, "N": sys.byteorder == "little"}
_WIDE = re.compile(r"(RGB|RGBA|RGBX|RGBa|CMYK);16([BLN])")


def rounded_note(bits: int) -> str:
    """A note for the person whose samples had so many bits."""
    return f"{bits} bits per channel were rounded to 8"


def round_to_8_bits(samples: NDArray[Any], white: int = 65535) -> UInt8:
    """round(255 v / white) as uint8, samples above `white` being 255.

    Args:
        samples: whole numbers from 0.
        white: the sample that becomes 255, 1..65535.
    """
    wide = np.minimum(samples, white).astype(np.uint32)
    rounded: UInt8 = ((wide * np.uint32(255) + np.uint32(white // 2)) // np.uint32(white)).astype(np.uint8)
    return rounded


def raw_mode(image: ImageFile.ImageFile) -> str:
    """How the samples lie in the file, in Pillow's words; to be asked before the pixels are loaded."""
    args = image.tile[0].args if image.tile else image.mode
    found = args[0] if isinstance(args, tuple) and args else args
    return found if isinstance(found, str) else image.mode


def is_wide_color(image: ImageFile.ImageFile) -> bool:
    """Whether these are 16-bit samples of which Pillow would drop the low bytes."""
    raw = raw_mode(image)
    return raw == "LA;16B" or _WIDE.fullmatch(raw) is not None or _is_planar_16_bit(image)


def read_wide_color(
    image: ImageFile.ImageFile,
    reopen: Callable[[], ImageFile.ImageFile],
    to_8_bits: Callable[[NDArray[Any]], UInt8] = round_to_8_bits,
) -> UInt8:
    """(H, W, 2 or 3 or 4) uint8 of grey with alpha, RGB, RGBA or CMYK, each sample rounded.

    Args:
        image: freshly opened.
        reopen: opens the same file once more.
        to_8_bits: takes rows of 16-bit colour to as many channels of 8 bits.
    """
    raw = raw_mode(image)
    if raw == "LA;16B":
        # Four bytes a pixel, whatever they mean: high and low of grey, high and low of alpha.
        image.tile = [image.tile[0]._replace(args="RGBA")]
        image.load()
        return gather(image, 2, lambda band: round_to_8_bits(np.asarray(band).view(">u2")))
    high, low = ("L", "B") if _is_little(image) else ("B", "L")
    low_image = reopen()
    _choose_bytes(image, high)
    _choose_bytes(low_image, low)
    image.load()
    samples = gather(image, len(image.getbands()), np.asarray)
    image.im = Image.new(image.mode, (1, 1)).im  # gives its memory back before the second decoding
    low_image.load()
    return _round(samples, low_image, to_8_bits, premultiplied=raw.startswith("RGBa"))


def _round(
    samples: UInt8, low_image: Image.Image, to_8_bits: Callable[[NDArray[Any]], UInt8], premultiplied: bool
) -> UInt8:
    """High bytes, overwritten in place, and a picture of low bytes as rounded 8-bit samples."""
    transparent = low_image.info.get("transparency")  # the colour that stands for transparency
    alpha = np.empty((*samples.shape[:2], 1), np.uint8) if isinstance(transparent, tuple) else None
    for rows in row_bands(samples.shape[1], samples.shape[0]):
        wide = samples[rows].astype(np.uint16) << np.uint16(8) | np.asarray(crop_rows(low_image, rows))
        if alpha is not None:
            alpha[rows, :, 0] = np.where((wide == np.array(transparent)).all(axis=-1), 0, 255)
        samples[rows] = to_8_bits(_straight(wide) if premultiplied else wide)
    return samples if alpha is None else np.concatenate((samples, alpha), axis=-1)


def _is_little(image: ImageFile.ImageFile) -> bool:
    """Whether the low byte of a sample comes first as the decoder sees it."""
    match = _WIDE.fullmatch(raw_mode(image))
    if match:
        return _LITTLE[match[2]]
    return bool(cast("Any", image).tag_v2.prefix == b"II")


def _is_planar_16_bit(image: ImageFile.ImageFile) -> bool:
    """An uncompressed TIFF with a plane for each channel, which Pillow reads as if it were 8-bit."""
    if image.format != "TIFF" or image.mode not in ("RGB", "RGBA"):
        return False
    tags = cast("Any", image).tag_v2
    return len(raw_mode(image)) == 1 and set(tags.get(258, ())) == {16}


def _choose_bytes(image: ImageFile.ImageFile, order: str) -> None:
    """Let the decoder take the samples for `order`-endian, "L" or "B", and leave alpha as it is."""

    def raw(name: str) -> str:
        return f"{name.split(';')[0].replace('a', 'A')};16{order}"

    image.tile = [
        tile._replace(
            args=(raw(tile.args[0]), *tile.args[1:]) if isinstance(tile.args, tuple) else raw(str(tile.args))
        )
        for tile in image.tile
    ]


def _straight(wide: NDArray[np.uint16]) -> NDArray[Any]:
    """Premultiplied 16-bit RGBA with the alpha divided out."""
    alpha = np.maximum(wide[..., 3:], 1).astype(np.uint32)
    color = np.minimum((wide[..., :3].astype(np.uint32) * 65535 + alpha // 2) // alpha, 65535)
    return np.concatenate((color, wide[..., 3:]), axis=-1)
