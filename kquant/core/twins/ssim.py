"""Structural similarity with OpenCV's blur, in bands of rows."""

from __future__ import annotations

import cv2
import numpy as np
from numpy.typing import NDArray

from kquant.core.model.arrays import Float64, Labels, UInt8
from kquant.core.run.parallel import Check, map_blocks

_WINDOW = (11, 11)
_REACH = 5  # pixels from the middle of the window to its edge
_SIGMA = 1.5
_C1 = (0.01 * 255) ** 2
_C2 = (0.03 * 255) ** 2
_BLOCK_PIXELS = 1 << 17


def sum_similarity(
    pixels: UInt8,
    visible: NDArray[np.bool_] | None,
    table: UInt8,
    labels: Labels,
    threads: int,
    check: Check = None,
) -> float:
    """See `kquant.core.kernels.sum_similarity`."""
    height, width = labels.shape
    to_luma = cv2.COLOR_RGB2GRAY if pixels.shape[2] == 3 else cv2.COLOR_RGBA2GRAY

    def total(rows: slice) -> float:
        around = slice(max(rows.start - _REACH, 0), min(rows.stop + _REACH, height))
        before = np.asarray(cv2.cvtColor(pixels[around], to_luma), np.uint8)
        after = table.take(labels[around])
        if visible is not None:
            after = np.where(visible[around], after, before)
        similarity = similarity_map(before, after)[rows.start - around.start : rows.stop - around.start]
        return float(similarity.sum(where=True if visible is None else visible[rows]))

    # At least 32 rows, or a very wide picture would be mostly overlaps.
    return sum(map_blocks(total, height, max(_BLOCK_PIXELS // width, 32), threads, check))


def similarity_map(first: UInt8, second: UInt8) -> Float64:
    """The (H, W) float64 similarity around each pixel of two (H, W) uint8 luma pictures.

    It is computed from their sum s and difference d, by 4 xy = s^2 - d^2 and 2 (x^2 + y^2) = s^2 + d^2 of the
    means and of the variances: one filter less, and exactly 1 where the pictures are equal.
    """
    mean_plus, variance_plus = _moments(np.add(first, second, dtype=np.float64))
    mean_minus, variance_minus = _moments(np.subtract(first, second, dtype=np.float64))
    similarity = _ratio(mean_plus, mean_minus, 2 * _C1)
    similarity *= _ratio(variance_plus, variance_minus, 2 * _C2)
    return similarity


def _moments(values: Float64) -> tuple[Float64, Float64]:
    """The square of the mean, and the variance, in the window around each pixel; in place, as is the rest."""
    squared_mean = _blur(values)
    squared_mean *= squared_mean
    values *= values
    variance = _blur(values)
    variance -= squared_mean
    return squared_mean, variance


def _ratio(plus: Float64, minus: Float64, constant: float) -> Float64:
    """(plus - minus + constant) / (plus + minus + constant)."""
    ratio = plus - minus
    ratio += constant
    plus += minus
    plus += constant
    ratio /= plus
    return ratio


def _blur(values: Float64) -> Float64:
    return np.asarray(cv2.GaussianBlur(values, _WINDOW, _SIGMA, borderType=cv2.BORDER_REFLECT), np.float64)
