"""The label of every pixel by a table of all colours, or by searching for its colour."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray

from kquant.core.color.codes import pixel_codes, rgba_codes
from kquant.core.model.arrays import Labels, UInt8
from kquant.core.run.parallel import Check, blocks, map_blocks

UInt32 = NDArray[np.uint32]
Bools = NDArray[np.bool_]

_BLOCK_PIXELS = 1 << 18


def label_map(
    pixels: UInt8,
    visible: Bools | None,
    keys: UInt32,
    codes: UInt32,
    color_labels: Labels,
    invisible: int,
    threads: int,
    check: Check = None,
) -> Labels:
    """See `kquant.core.kernels.label_map`."""
    table = np.zeros(1 << 24, color_labels.dtype)
    table[codes] = color_labels

    def look_up(pixels: UInt8, labels: Labels, scratch: UInt8) -> None:
        np.take(table, pixel_codes(pixels, scratch), out=labels, mode="clip")

    return _mapped(look_up, pixels, visible, color_labels, invisible, threads, check)


def label_map_rgba(
    pixels: UInt8,
    visible: Bools | None,
    codes: UInt32,
    color_labels: Labels,
    invisible: int,
    threads: int,
    check: Check = None,
) -> Labels:
    """See `kquant.core.kernels.label_map_rgba`."""
    order = np.argsort(codes)
    known, labels_of = codes[order], color_labels[order]

    def look_up(pixels: UInt8, labels: Labels, scratch: UInt8) -> None:
        found = rgba_codes(pixels)
        place = np.minimum(np.searchsorted(known, found), max(0, len(known) - 1))
        labels[:] = np.where(known[place] == found, labels_of[place], 0) if len(known) else 0

    return _mapped(look_up, pixels, visible, color_labels, invisible, threads, check)


def _mapped(
    look_up: Callable[[UInt8, Labels, UInt8], None],
    pixels: UInt8,
    visible: Bools | None,
    color_labels: Labels,
    invisible: int,
    threads: int,
    check: Check,
) -> Labels:
    labels: Labels = np.empty(pixels.shape[:2], color_labels.dtype)
    height = max(1, _BLOCK_PIXELS // pixels.shape[1])

    def work(band: slice) -> None:
        scratch = np.empty((height, pixels.shape[1], 4), np.uint8)  # fresh memory for each block is slow
        for block in blocks(band.stop - band.start, height):
            if check is not None:
                check()
            rows = slice(band.start + block.start, band.start + block.stop)
            look_up(pixels[rows], labels[rows], scratch[: block.stop - block.start])
            if visible is not None:
                labels[rows][~visible[rows]] = invisible

    map_blocks(work, len(pixels), -(-len(pixels) // threads), threads)
    return labels
