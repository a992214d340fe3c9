"""Structural similarity of two pictures' luma.

Z. Wang, A. C. Bovik, H. R. Sheikh, E. P. Simoncelli: "Image quality assessment: from error visibility to
structural similarity", IEEE Transactions on Image Processing 13(4), 2004, equation 13 with the authors' own
constants: Gaussian window of 11 x 11 pixels with sigma 1.5, K1 = 0.01, K2 = 0.03, L = 255.
"""

from __future__ import annotations

from typing import TypeAlias

import cv2
import numpy as np
from numpy.typing import NDArray

from kquant.core.model.arrays import Float32, Labels, UInt8
from kquant.core.run.parallel import Check, map_blocks

_WINDOW = (11, 11)
_REACH = 5  # pixels from the middle of the window to its edge
_SIGMA = 1.5
_C1 = (0.01 * 255) ** 2
_C2 = (0.03 * 255) ** 2
_BLOCK_PIXELS = 500_000

_Visible: TypeAlias = NDArray[np.bool_]


def ssim(
    source: UInt8, visible: _Visible | None, palette: UInt8, labels: Labels, threads: int, check: Check = None
) -> float:
    """Mean similarity, -1..1, of a picture and its palette picture; 1 if equal or if nothing is visible.

    The luma is Y of ITU-R BT.601 rounded to 8 bits. Beyond its edges a picture is mirrored, so that every
    pixel has a whole window and every visible pixel counts. What is not visible is alike in both.

    Args:
        source: (H, W, 3) uint8 sRGB.
        visible: (H, W) bool, or None for all.
        palette: (K, 3) uint8 sRGB.
        labels: (H, W) index into `palette`; any value where not visible.
    """
    height, width = labels.shape
    pixels = labels.size if visible is None else int(np.count_nonzero(visible))
    if pixels == 0:
        return 1.0
    table = np.zeros(np.iinfo(labels.dtype).max + 1, np.uint8)
    table[: len(palette)] = _luma(palette[np.newaxis])[0]

    def total(rows: slice) -> float:
        around = slice(max(rows.start - _REACH, 0), min(rows.stop + _REACH, height))
        before, after = _luma(source[around]), table[labels[around]]
        if visible is not None:
            after = np.where(visible[around], after, before)
        similarity = ssim_map(before, after)[rows.start - around.start : rows.stop - around.start]
        return float(similarity.sum(dtype=np.float64, where=True if visible is None else visible[rows]))

    # At least 32 rows, or a very wide picture would be mostly overlaps.
    return sum(map_blocks(total, height, max(_BLOCK_PIXELS // width, 32), threads, check)) / pixels


def ssim_map(first: UInt8, second: UInt8) -> Float32:
    """The (H, W) float32 similarity around each pixel of two (H, W) uint8 luma pictures.

    It is computed from their sum s and difference d, by 4 xy = s^2 - d^2 and 2 (x^2 + y^2) = s^2 + d^2 of the
    means and of the variances: one filter less, and exactly 1 where the pictures are equal.
    """
    mean_plus, variance_plus = _moments(np.add(first, second, dtype=np.float32))
    mean_minus, variance_minus = _moments(np.subtract(first, second, dtype=np.float32))
    luminance = (mean_plus - mean_minus + 2 * _C1) / (mean_plus + mean_minus + 2 * _C1)
    structure = (variance_plus - variance_minus + 2 * _C2) / (variance_plus + variance_minus + 2 * _C2)
    return np.asarray(luminance * structure, np.float32)


def _moments(values: Float32) -> tuple[Float32, Float32]:
    """The square of the mean, and the variance, in the window around each pixel."""
    squared_mean = _blur(values) ** 2
    return squared_mean, _blur(values * values) - squared_mean


def _blur(values: Float32) -> Float32:
    return np.asarray(cv2.GaussianBlur(values, _WINDOW, _SIGMA, borderType=cv2.BORDER_REFLECT), np.float32)


def _luma(rgb: UInt8) -> UInt8:
    """The (H, W) uint8 luma of (H, W, 3) uint8 sRGB."""
    return np.asarray(cv2.cvtColor(rgb, cv2.COLOR_RGB2GRAY), np.uint8)
