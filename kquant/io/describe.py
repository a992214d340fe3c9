"""Plain words for what a file holds."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import TYPE_CHECKING, BinaryIO, cast

from PIL import ImageFile

from kquant.io.deep import raw_mode
from kquant.io.jpeg2000 import jpeg2000_bits

if TYPE_CHECKING:
    from kquant.io.readers.icon import IconPicture
    from kquant.io.readers.psd import PsdPicture
    from kquant.io.readers.tiff import TiffPicture

_NAMES = {
    "1": "black and white",
    "L": "grey",
    "I": "grey",
    "F": "floating-point grey",
    "LA": "grey with alpha",
    "La": "grey with alpha",
    "P": "indexed",
    "PA": "indexed with alpha",
    "RGBX": "RGB",
    "RGBa": "RGBA",
}
_FRAME_WORDS = {"TIFF": "page", "MPO": "picture", "HEIF": "picture"}


def describe_mode(image: ImageFile.ImageFile, file: BinaryIO) -> str:
    """The kind of samples, such as "indexed 4-bit"; to be asked before the pixels are loaded."""
    if image.format == "TIFF" and (rare := cast("TiffPicture", image).rare):
        return f"{rare.value} {bits_per_channel(image, file)}-bit"
    raw = raw_mode(image)
    mode = "LA" if raw.startswith("LA;") else image.mode.split(";")[0]
    return f"{_NAMES.get(mode, mode)} {bits_per_channel(image, file)}-bit"


def bits_per_channel(image: ImageFile.ImageFile, file: BinaryIO) -> int:
    """Bits of a channel in the file, 1..32."""
    if image.format == "JPEG2000":
        return jpeg2000_bits(image, file)
    if image.format in ("AVIF", "HEIF"):
        return _pixi_bits(image, file)
    if image.format == "TIFF":
        return int(max(cast("TiffPicture", image).tag_v2.get(258, (1,))))
    if image.format == "PSD" and (size := cast("PsdPicture", image).sample_bytes) > 1:
        return 8 * size
    raw = raw_mode(image)
    found = re.search(r";(\d+)", raw)
    if found is None:
        return {"1": 1, "I": 32, "F": 32}.get(image.mode.split(";")[0], 8)
    bits = int(found[1])
    return 5 if raw.startswith("BGR") and bits in (15, 16) else bits


def _pixi_bits(image: ImageFile.ImageFile, file: BinaryIO) -> int:
    """The pixel information property (ISO/IEC 23008-12, 6.5.6), else 8."""
    if "bit_depth" in image.info:
        return int(image.info["bit_depth"])
    file.seek(0)
    head = file.read(1 << 16)
    start = head.find(b"pixi")
    bits = head[start + 9 : start + 10] if start >= 0 else b""
    return bits[0] if bits and 1 <= bits[0] <= 16 else 8


def describe_choice(image: ImageFile.ImageFile, reopen: Callable[[], ImageFile.ImageFile]) -> str | None:
    """Which of several pictures in a file is read, such as "frame 1 of 12"; None for a single one.

    Args:
        reopen: opens the same file once more; counting moves through some files.
    """
    if image.format in ("ICO", "CUR"):
        icons = cast("IconPicture", image).count
        return f"the largest of {icons} pictures" if icons > 1 else None
    if image.format == "TIFF" and (choice := cast("TiffPicture", image).choice):
        return choice
    if image.format == "PSD":  # counts layers, while the merged picture is read
        return None
    try:
        counted = reopen() if image.format in ("GIF", "TIFF") else image
        count = int(getattr(counted, "n_frames", 1))
    except Exception:  # a later frame is broken, the first need not be
        return None
    chosen = image.tell() + 1
    return f"{_FRAME_WORDS.get(image.format or '', 'frame')} {chosen} of {count}" if count > 1 else None
