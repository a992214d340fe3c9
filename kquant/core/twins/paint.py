"""The picture of labels, by `numpy.take`."""

from __future__ import annotations

import numpy as np

from kquant.core.model.arrays import Labels, UInt8
from kquant.core.run.parallel import Check, map_blocks

_BLOCK_PIXELS = 1 << 18


def paint(labels: Labels, colors: UInt8, threads: int, check: Check = None) -> UInt8:
    """See `kquant.core.kernels.paint`."""
    pixels = np.empty((*labels.shape, colors.shape[1]), np.uint8)

    def work(rows: slice) -> None:
        pixels[rows] = np.take(colors, labels[rows], axis=0)  # 3 times as fast as colors[...]

    map_blocks(work, len(labels), max(1, _BLOCK_PIXELS // labels.shape[1]), threads, check)
    return pixels
