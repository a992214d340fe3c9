"""Samples of floating point or 32 bits, which have no white of their own, brought to 8 bits."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from kquant.core.model.arrays import UInt8
from kquant.io.bands import row_bands


def scale_to_8_bits(
    samples: NDArray[Any], has_alpha: bool = False, premultiplied: bool = False
) -> tuple[UInt8, str]:
    """(H, W, C) uint8 from 0..1 if the colours keep to it, else from what they use, and a note on that.

    Args:
        samples: (H, W, C) of any type.
        has_alpha: the last channel is alpha: 0..1 in floating point, else 0 to the largest number.
        premultiplied: the colours were multiplied with it.
    """
    height, width, channels = samples.shape
    colors = channels - has_alpha
    floating = samples.dtype.kind == "f"
    white = 1.0 if floating else float(np.iinfo(samples.dtype).max)

    def band_of(rows: slice) -> tuple[NDArray[Any], NDArray[Any]]:
        band = samples[rows].astype(np.float64)
        alpha = np.clip(np.nan_to_num(band[..., colors:]) / white, 0, 1)
        if premultiplied:
            return np.divide(
                band[..., :colors], alpha, where=alpha > 0, out=np.zeros_like(band[..., :colors])
            ), alpha
        return band[..., :colors], alpha

    low, high = np.inf, -np.inf
    for rows in row_bands(width, height):
        color, _ = band_of(rows)
        finite = color[np.isfinite(color)]
        if finite.size:
            low, high = min(low, float(finite.min())), max(high, float(finite.max()))
    if low > high or (floating and low >= 0 and high <= 1):
        low, high = 0.0, 1.0
    spread = [low, high] if high > low else [low, low + 1]
    out = np.empty(samples.shape, np.uint8)
    for rows in row_bands(width, height):
        color, alpha = band_of(rows)
        known = np.nan_to_num(color, nan=low, posinf=high, neginf=low)
        out[rows, :, :colors] = np.rint(np.interp(known, spread, [0.0, 255.0]))
        out[rows, :, colors:] = np.rint(alpha * 255)
    return out, f"samples from {low:g} to {high:g} were scaled to 0..255"
