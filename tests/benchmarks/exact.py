"""Errors computed in the plainest way, by nothing of KQuant's own, so that its figures are checked too."""

from __future__ import annotations

import numpy as np

from kquant.core.model.arrays import Float64, Int64, UInt8

_BLOCK = 16_384
_BAND = 1 << 20


def distinct_colors(pixels: UInt8) -> tuple[Float64, Int64]:
    """(M, 3) float64 distinct colours of (H, W, 3) uint8 pixels, and (M,) how often each occurs."""
    wide = pixels.reshape(-1, 3).astype(np.uint32)
    codes, counts = np.unique(wide[:, 0] << 16 | wide[:, 1] << 8 | wide[:, 2], return_counts=True)
    colors = np.stack([codes >> 16, codes >> 8 & 255, codes & 255], axis=1)
    return colors.astype(np.float64), counts.astype(np.int64)


def nearest_compactness(colors: Float64, counts: Int64, centers: Float64) -> float:
    """Sum over all pixels of the squared distance to the nearest of the (K, 3) centres."""
    total = 0.0
    half = (centers**2).sum(axis=1) / 2
    for start in range(0, len(colors), _BLOCK):
        part = colors[start : start + _BLOCK]
        nearest = (half - part @ centers.T).argmin(axis=1)
        distances = ((part - centers[nearest]) ** 2).sum(axis=1)
        total += float(distances @ counts[start : start + _BLOCK])
    return total


def rounded(centers: Float64) -> Float64:
    """The centres as 8-bit colours, each component rounded."""
    return np.clip(np.rint(centers), 0, 255)


def picture_mse(one: UInt8, other: UInt8) -> float:
    """Mean of the squared distance between two (H, W, 3) uint8 pictures, three channels summed."""
    total = 0
    for start in range(0, one.size, _BAND):
        difference = one.reshape(-1)[start : start + _BAND].astype(np.int32)
        difference -= other.reshape(-1)[start : start + _BAND]
        total += int((difference.astype(np.int64) ** 2).sum())
    return total / (one.size // 3)
