"""Pixels as colour codes 0xRRGGBB, or 0xAARRGGBB."""

from __future__ import annotations

import cv2
import numpy as np
from numpy.typing import NDArray

from kquant.core.model.arrays import UInt8

UInt32 = NDArray[np.uint32]


def pixel_codes(pixels: UInt8, scratch: UInt8 | None = None) -> UInt32:
    """(H, W) uint32 codes 0xRRGGBB of (H, W, 3 or 4) uint8 pixels; the alpha is left out.

    They are written to `scratch`, (H, W, 4) uint8, if it is given.
    """
    order = cv2.COLOR_RGB2BGRA if pixels.shape[2] == 3 else cv2.COLOR_RGBA2BGRA
    codes: UInt32 = np.asarray(cv2.cvtColor(pixels, order, scratch)).view("<u4")[..., 0]
    np.bitwise_and(codes, 0xFFFFFF, out=codes)
    return codes


def rgba_codes(pixels: UInt8) -> UInt32:
    """(H, W) uint32 codes 0xAARRGGBB of (H, W, 4) uint8 pixels."""
    codes: UInt32 = np.asarray(cv2.cvtColor(pixels, cv2.COLOR_RGBA2BGRA)).view("<u4")[..., 0]
    return codes
