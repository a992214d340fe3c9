"""Arithmetic on (H, W) uint32 images of 0xAARRGGBB, premultiplied, Qt's own form of a pixel."""

from __future__ import annotations

from typing import TypeAlias

import cv2
import numpy as np
from numpy.typing import NDArray

from kquant.core.model.arrays import UInt8

Argb: TypeAlias = NDArray[np.uint32]

_OPAQUE = 0xFF000000


def pack(rgb: UInt8) -> Argb:
    """(...,) opaque pixels from (..., 3) uint8 colours."""
    wide = rgb.astype(np.uint32)
    packed = (wide[..., 0] << 16) | (wide[..., 1] << 8) | wide[..., 2] | np.uint32(_OPAQUE)
    return np.asarray(packed, np.uint32)


def from_pixels(pixels: UInt8) -> Argb:
    """(H, W) from (H, W, 3 or 4) uint8 RGB(A) with straight alpha."""
    code = cv2.COLOR_RGB2BGRA if pixels.shape[2] == 3 else cv2.COLOR_RGBA2BGRA
    image = joined(np.asarray(cv2.cvtColor(np.ascontiguousarray(pixels), code), np.uint8))
    return image if pixels.shape[2] == 3 else premultiplied(image)


def channels(image: Argb) -> UInt8:
    """(H, W, 4) uint8 view: blue, green, red, alpha, as they lie in memory on little-endian machines."""
    return image.view(np.uint8).reshape(*image.shape, 4)


def joined(bgra: UInt8) -> Argb:
    """The view that `channels` was taken from."""
    return np.ascontiguousarray(bgra).view(np.uint32)[..., 0]


def premultiplied(image: Argb) -> Argb:
    """Straight alpha to premultiplied, rounded."""
    parts = channels(image).copy()
    alpha = parts[..., 3:].astype(np.uint16)
    parts[..., :3] = (parts[..., :3] * alpha + 127) // 255
    return joined(parts)


def straight(image: Argb) -> Argb:
    """Premultiplied alpha to straight, rounded; black where nothing is to be seen."""
    parts = channels(image).copy()
    alpha = parts[..., 3:].astype(np.uint16)
    parts[..., :3] = np.minimum((parts[..., :3] * np.uint16(255) + alpha // 2) // np.maximum(alpha, 1), 255)
    return joined(parts)


def halved(image: Argb) -> Argb:
    """Means of squares of 2 x 2 pixels; an odd last row or column counts twice."""
    height, width = image.shape
    parts = channels(image)
    if height % 2 or width % 2:
        more = cv2.copyMakeBorder(parts, 0, height % 2, 0, width % 2, cv2.BORDER_REPLICATE)
        parts = np.asarray(more, np.uint8)
    size = (-(-width // 2), -(-height // 2))
    return joined(np.asarray(cv2.resize(parts, size, interpolation=cv2.INTER_AREA), np.uint8))


def cube_codes(image: Argb, opaque: bool) -> NDArray[np.intp]:
    """`kquant.core.preview.cube_codes` of an image."""
    colors = image if opaque else straight(image)
    codes = (colors >> 6 & 0x3F000) | (colors >> 4 & 0xFC0) | (colors >> 2 & 0x3F)
    return codes.astype(np.intp)


def opaque_alpha(image: Argb) -> Argb:
    """The same colours with alpha 255."""
    return image | np.uint32(_OPAQUE)
