"""EXIF orientation: found, and applied."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, cast

import cv2
from PIL import ExifTags, Image, ImageFile

from kquant.core.model.arrays import UInt8

# JEITA CP-3451 (EXIF 2.32), tag 0x0112: what makes the stored picture upright.
_UPRIGHT: dict[int, Callable[[UInt8], Any]] = {
    2: lambda pixels: cv2.flip(pixels, 1),
    3: lambda pixels: cv2.rotate(pixels, cv2.ROTATE_180),
    4: lambda pixels: cv2.flip(pixels, 0),
    5: cv2.transpose,
    6: lambda pixels: cv2.rotate(pixels, cv2.ROTATE_90_CLOCKWISE),
    7: lambda pixels: cv2.rotate(cv2.transpose(pixels), cv2.ROTATE_180),
    8: lambda pixels: cv2.rotate(pixels, cv2.ROTATE_90_COUNTERCLOCKWISE),
}


def find_orientation(image: ImageFile.ImageFile) -> tuple[int, str | None]:
    """The orientation tag of EXIF or XMP as 1..8, and a note if it was there but not valid.

    To be asked before the pixels are loaded for TIFF (Pillow turns these itself and forgets) and
    after it for the other formats (a PNG may hold its EXIF at the end).
    """
    if image.format == "JXL" and not getattr(image, "jpeg", False):
        return 1, None  # the decoder has turned it already; EXIF repeats what was done
    try:
        value = _tag(image)
    except Exception:
        return 1, "the EXIF data is damaged and was ignored"
    if value in (None, 1):
        return 1, None
    if isinstance(value, int) and value in _UPRIGHT:
        return value, None
    return 1, "the orientation in the EXIF data is not valid and was ignored"


def _tag(image: ImageFile.ImageFile) -> object:
    if image.format == "TIFF":
        return cast("Any", image).tag_v2.get(ExifTags.Base.Orientation)
    exif: Image.Exif = image.getexif()
    return exif.get(ExifTags.Base.Orientation)


def turn_upright(pixels: UInt8, orientation: int) -> UInt8:
    """(H, W, C) uint8 turned or mirrored from `orientation`, 1..8, to upright."""
    if orientation == 1:
        return pixels
    return cast("UInt8", _UPRIGHT[orientation](pixels))
