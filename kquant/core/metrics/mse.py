"""Mean squared error, and PSNR, which says the same in decibels."""

from __future__ import annotations

import math

import numpy as np

from kquant.core.model.arrays import Labels, UInt8, Weights
from kquant.core.run.parallel import map_blocks

_BLOCK = 8_192  # colours; what is computed of them stays in the cache


def mse(colors: UInt8, counts: Weights, palette: UInt8, color_labels: Labels, threads: int) -> float:
    """Weighted mean of the squared sRGB distance, three channels summed, 0..195075; 0 for no colours."""

    channels = palette.T.astype(np.int32)

    def total(part: slice) -> float:
        squared = np.zeros(part.stop - part.start, np.int32)
        for number, channel in enumerate(channels):  # faster than all three at once
            difference = colors[part, number] - channel[color_labels[part]]
            squared += difference * difference
        return float((squared * counts[part]).sum())

    return sum(map_blocks(total, len(colors), _BLOCK, threads)) / total_weight(counts)


def psnr(mean_squared: float) -> float:
    """10 log10(255^2 / (mse / 3)) in dB of an mse of three channels summed; infinite for 0."""
    return math.inf if mean_squared == 0 else 10 * math.log10(3 * 255**2 / mean_squared)


def total_weight(counts: Weights) -> float:
    """The sum of the weights, or 1 for none so that it can divide."""
    return float(counts.sum()) or 1.0
