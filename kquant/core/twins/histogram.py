"""Distinct colours counted by sorting, or by `cv2.calcHist` where there are many pixels."""

from __future__ import annotations

import cv2
import numpy as np
from numpy.typing import NDArray

from kquant.core.image.codes import pixel_codes
from kquant.core.model.arrays import Int64, UInt8
from kquant.core.points import morton
from kquant.core.run.parallel import Check, map_blocks

UInt32 = NDArray[np.uint32]
_Counted = tuple[UInt32, UInt32, Int64, Int64 | None]

_SORT_LIMIT = 1 << 20
"""Pictures with fewer pixels are sorted: cheaper than clearing and reading 2**24 counters."""

_EXACT_COUNT = 1 << 24
"""`cv2.calcHist` returns float32, exact up to here: it never gets more pixels at once."""


_MAX_RANGES = 4
"""Every range reads all pixels, so more of them cost more than they save."""


def histogram(
    pixels: UInt8, alpha: UInt8 | None, mask: NDArray[np.bool_] | None, threads: int, check: Check = None
) -> _Counted:
    """See `kquant.core.kernels.histogram`."""
    if alpha is not None:
        return _weighted(pixels, alpha if mask is None else np.where(mask, alpha, np.uint8(0)))
    counted = pixels.shape[0] * pixels.shape[1] if mask is None else np.count_nonzero(mask)
    if counted <= _SORT_LIMIT:
        codes = pixel_codes(pixels)
        return _sorted(codes.ravel() if mask is None else codes[mask])
    return _counted(pixels, mask, threads, check)


def _sorted(codes: UInt32) -> _Counted:
    keys = morton.keys_of(codes)
    keys.sort()
    first = morton.run_starts(keys)
    counts = np.diff(first, append=len(keys)).astype(np.int64)
    keys = keys[first]
    return keys, morton.codes_of(keys), counts, None


def _weighted(pixels: UInt8, alpha: UInt8) -> _Counted:
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
    keys = keys[first]
    return keys, morton.codes_of(keys), counts, alpha_sums


def _counted(pixels: UInt8, mask: NDArray[np.bool_] | None, threads: int, check: Check) -> _Counted:
    bins = _bins(pixels, mask, threads, check)

    def occupied(part: slice) -> UInt32:
        return morton.keys_of((np.flatnonzero(bins[part] != 0) + part.start).astype(np.uint32))

    keys = np.concatenate(map_blocks(occupied, 1 << 24, 1 << 20, threads))
    keys.sort()
    codes, counts = np.empty_like(keys), np.empty(len(keys), np.int64)

    def count(part: slice) -> None:
        codes[part] = morton.codes_of(keys[part])
        counts[part] = bins[codes[part]]

    map_blocks(count, len(keys), 1 << 16, threads)
    return keys, codes, counts, None


def _bins(
    pixels: UInt8, mask: NDArray[np.bool_] | None, threads: int, check: Check
) -> NDArray[np.float32] | NDArray[np.uint32]:
    """(2**24,) counts by colour code."""
    flat = pixels.reshape(1, -1, pixels.shape[2])
    counted = None if mask is None else mask.reshape(1, -1).view(np.uint8)

    def count(start: int) -> NDArray[np.float32]:
        part = slice(start, start + _EXACT_COUNT)
        return _calc_hist(flat[:, part], None if counted is None else counted[:, part], threads, check)

    bins = count(0)
    if flat.shape[1] <= _EXACT_COUNT:
        return bins
    total = bins.astype(np.uint32)
    for start in range(_EXACT_COUNT, flat.shape[1], _EXACT_COUNT):
        total += count(start).astype(np.uint32)
    return total


def _calc_hist(pixels: UInt8, mask: UInt8 | None, threads: int, check: Check) -> NDArray[np.float32]:
    """(2**24,) exact counts of at most 2**24 pixels; each thread counts the colours in a range of red."""
    # OpenCV is faster on planes; one large array for all of them costs a fraction of its page faults
    planes = list(np.empty((pixels.shape[2], 1, pixels.shape[1]), np.uint8))
    cv2.split(pixels, planes)
    bins = np.empty((256, 256, 256), np.float32)

    def count(reds: slice) -> None:
        span = [reds.stop - reds.start, 256, 256]
        ranges = [reds.start, reds.stop, 0, 256, 0, 256]
        counted = cv2.calcHist(planes[:3], [0, 1, 2], mask, span, ranges, hist=bins[reds])
        # OpenCV 4 takes the last axis for channels, and makes an array of its own
        if not np.may_share_memory(counted, bins):
            bins[reds] = counted

    map_blocks(count, 256, -(-256 // min(threads, _MAX_RANGES)), threads, check)
    return bins.reshape(-1)
