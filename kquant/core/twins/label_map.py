"""The label of every pixel by a table of all colours."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from kquant.core.image.codes import pixel_codes
from kquant.core.model.arrays import Labels, UInt8
from kquant.core.run.parallel import Check, blocks, map_blocks

_BLOCK_PIXELS = 1 << 18


def label_map(
    pixels: UInt8,
    visible: NDArray[np.bool_] | None,
    keys: NDArray[np.uint32],
    codes: NDArray[np.uint32],
    color_labels: Labels,
    invisible: int,
    threads: int,
    check: Check = None,
) -> Labels:
    """See `kquant.core.kernels.label_map`."""
    table = np.empty(1 << 24, color_labels.dtype)
    table[codes] = color_labels
    labels: Labels = np.empty(pixels.shape[:2], color_labels.dtype)
    height = max(1, _BLOCK_PIXELS // pixels.shape[1])

    def work(band: slice) -> None:
        scratch = np.empty((height, pixels.shape[1], 4), np.uint8)  # fresh memory for each block is slow
        for block in blocks(band.stop - band.start, height):
            if check is not None:
                check()
            rows = slice(band.start + block.start, band.start + block.stop)
            found = pixel_codes(pixels[rows], scratch[: block.stop - block.start])
            np.take(table, found, out=labels[rows], mode="clip")
            if visible is not None:
                labels[rows][~visible[rows]] = invisible

    map_blocks(work, len(pixels), -(-len(pixels) // threads), threads)
    return labels
