"""PNM samples that Pillow would decode in a Python loop, or not round: plain text, and maxval not 255."""

from __future__ import annotations

import re
from typing import BinaryIO, cast

import numpy as np
from PIL import ImageFile

from kquant.core.model.arrays import UInt8
from kquant.io.deep import raw_mode, round_to_8_bits
from kquant.io.source import DamagedError

_COMMENT = re.compile(rb"#[^\r\n]*")


def is_slow_pnm(image: ImageFile.ImageFile) -> bool:
    """Whether the picture is better read here than by Pillow."""
    if image.format != "PPM" or not image.tile or image.mode not in ("1", "L", "I", "RGB"):
        return False
    return image.tile[0].codec_name in ("ppm", "ppm_plain") or raw_mode(image) == "I;16B"


def read_pnm(image: ImageFile.ImageFile, file: BinaryIO, tolerant: bool) -> tuple[UInt8, int]:
    """(H, W, 1 or 3) uint8, and the file's own maximum.

    Args:
        image: opened, not loaded.
        tolerant: take missing samples as 0.

    Raises:
        DamagedError: there are fewer samples than the header says.
    """
    tile = image.tile[0]
    channels = 3 if image.mode == "RGB" else 1
    count = image.width * image.height * channels
    white = (
        int(cast("tuple[str, int]", tile.args)[1]) if tile.codec_name != "raw" and image.mode != "1" else 0
    )
    file.seek(tile.offset)
    if tile.codec_name == "ppm_plain":
        text = _COMMENT.sub(b" ", file.read())
        if image.mode == "1":
            bits = np.frombuffer(text, np.uint8)
            samples = np.bitwise_xor(bits[(bits == ord("0")) | (bits == ord("1"))] & 1, 1)  # 1 is black
            white = 1
        else:
            samples = np.fromstring(text.decode("ascii", "replace"), np.int64, sep=" ")
    else:
        white = white or 65535
        width = 2 if white > 255 else 1
        data = file.read(count * width)
        samples = np.frombuffer(data[: len(data) // width * width], ">u2" if width == 2 else np.uint8)
    if samples.size < count:
        if not tolerant:
            raise DamagedError("the file is truncated: a part of the picture is missing")
        samples = np.concatenate((samples, np.zeros(count - samples.size, samples.dtype)))
    picture = round_to_8_bits(np.maximum(samples[:count], 0), white)
    return picture.reshape(image.height, image.width, channels), white
