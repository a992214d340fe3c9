"""Distinct colours counted by sorting blocks of pixels."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from kquant.core.color.codes import pixel_codes, rgba_codes
from kquant.core.model.arrays import Int64, UInt8
from kquant.core.points import morton
from kquant.core.run.parallel import Check, map_blocks

UInt32 = NDArray[np.uint32]
UInt64 = NDArray[np.uint64]
Bools = NDArray[np.bool_]

_BLOCK = 1 << 21


def histogram(
    pixels: UInt8, alpha: UInt8 | None, mask: Bools | None, threads: int, check: Check = None
) -> tuple[UInt32, UInt32, Int64, Int64 | None]:
    """See `kquant.core.kernels.histogram`."""
    if alpha is None:
        return *_counted(pixels, mask, 3, threads, check), None
    return _weighted(pixels, alpha if mask is None else np.where(mask, alpha, np.uint8(0)))


def histogram_rgba(
    pixels: UInt8, mask: Bools | None, threads: int, check: Check = None
) -> tuple[UInt32, UInt32, Int64]:
    """See `kquant.core.kernels.histogram_rgba`."""
    return _counted(pixels, mask, 4, threads, check)


def _counted(
    pixels: UInt8, mask: Bools | None, channels: int, threads: int, check: Check
) -> tuple[UInt32, UInt32, Int64]:
    row = pixels.reshape(1, -1, pixels.shape[2])
    counted = None if mask is None else mask.reshape(1, -1)

    def count(part: slice) -> UInt64:
        """Key and count of each colour as one number, which sorts faster than two."""
        found = pixel_codes(row[:, part]) if channels == 3 else rgba_codes(row[:, part])
        codes = found.ravel() if counted is None else found[counted[:, part]]
        codes.sort()
        first = morton.run_starts(codes)
        keys = morton.keys_of(codes[first], channels).astype(np.uint64)
        return keys << np.uint64(32) | np.diff(first, append=len(codes)).astype(np.uint64)

    parts = np.concatenate(map_blocks(count, row.shape[1], _BLOCK, threads, check))
    parts.sort()
    keys = (parts >> np.uint64(32)).astype(np.uint32)
    first = morton.run_starts(keys)
    counts = np.add.reduceat((parts & np.uint64(0xFFFFFFFF)).astype(np.int64), first)
    return keys[first], morton.codes_of(keys[first], channels), counts


def _weighted(pixels: UInt8, alpha: UInt8) -> tuple[UInt32, UInt32, Int64, Int64]:
    """Key and alpha sorted together as one 32-bit number; pixels with alpha 0 are left out."""
    packed = morton.keys_of(pixel_codes(pixels).ravel())
    packed <<= np.uint32(8)
    packed |= alpha.ravel()
    packed = packed[alpha.ravel() > 0]
    packed.sort()
    keys = packed >> np.uint32(8)
    first = morton.run_starts(keys)
    alpha_sums = np.add.reduceat(packed & np.uint32(255), first, dtype=np.int64)
    counts = np.diff(first, append=len(keys)).astype(np.int64)
    return keys[first], morton.codes_of(keys[first]), counts, alpha_sums
