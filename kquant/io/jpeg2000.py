"""JPEG 2000 of more than 8 bits a channel, of which Pillow keeps only the high bits.

One of the few doors to cv2's decoders: the file has been decoded by Pillow, with its checks, before.
"""

from __future__ import annotations

from typing import BinaryIO

import cv2
import numpy as np
from PIL import ImageFile

from kquant.core.model.arrays import UInt8
from kquant.io.deep import round_to_8_bits

_SOC_SIZ = b"\xff\x4f\xff\x51"


def jpeg2000_bits(image: ImageFile.ImageFile, file: BinaryIO) -> int:
    """Bits a channel from the codestream's SIZ segment (ISO/IEC 15444-1, A.5.1); 8 for other formats."""
    if image.format != "JPEG2000":
        return 8
    file.seek(0)
    head = file.read(1 << 20)
    depth = head.find(_SOC_SIZ) + 42
    return (head[depth] & 0x7F) + 1 if 42 <= depth < len(head) else 8


def read_wide_jpeg2000(image: ImageFile.ImageFile, file: BinaryIO, bits: int) -> UInt8 | None:
    """(H, W, 3 or 4) uint8 RGB(A), rounded; None if that is not what cv2 makes of the file.

    Args:
        image: loaded.
        bits: of a channel, 9..16.
    """
    if image.mode not in ("RGB", "RGBA"):
        return None
    file.seek(0)
    try:
        decoded = cv2.imdecode(np.frombuffer(file.read(), np.uint8), cv2.IMREAD_UNCHANGED)
    except cv2.error:
        return None
    shape = (image.height, image.width, len(image.getbands()))
    if decoded is None or decoded.dtype != np.uint16 or decoded.shape != shape:
        return None
    order = [2, 1, 0, 3][: shape[2]]  # cv2 answers in BGR
    return round_to_8_bits(decoded[..., order], (1 << bits) - 1)
