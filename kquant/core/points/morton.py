"""Z-order (Morton) keys: colours that share their high bits stand side by side once sorted by key.

The three most significant bits of a 24-bit key say which half of each channel a colour is in, the
next three which quarter, and so on: `key >> (3 * (8 - level))` is the number of the cube with
2**(8 - level) values a side that holds the colour.
Source: G. M. Morton, "A computer oriented geodetic data base", IBM, 1966.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

UInt32 = NDArray[np.uint32]


def _spread_bits() -> UInt32:
    """(256,) uint32: bit i of the index moved to bit 3 i."""
    values = np.arange(256, dtype=np.uint32)
    spread = np.zeros(256, np.uint32)
    for bit in range(8):
        spread |= ((values >> bit) & 1) << (3 * bit)
    return spread


def _gathered_nibbles() -> UInt32:
    """(4096,) uint32: twelve interleaved bits taken apart into 0x0R0G0B."""
    keys = np.arange(4096, dtype=np.uint32)
    code = np.zeros(4096, np.uint32)
    for bit in range(4):
        for channel in range(3):
            code |= ((keys >> (3 * bit + channel)) & 1) << (8 * channel + bit)
    return code


_SPREAD = _spread_bits()
_NIBBLES = _gathered_nibbles()


def keys_of(codes: UInt32) -> UInt32:
    """The Z-order keys of (N,) uint32 colour codes 0xRRGGBB; the highest byte of a code is ignored."""
    channels = np.ascontiguousarray(codes).astype("<u4", copy=False).view(np.uint8).reshape(-1, 4)
    keys: UInt32 = _SPREAD[channels[:, 0]]
    keys |= _SPREAD[channels[:, 1]] << np.uint32(1)
    keys |= _SPREAD[channels[:, 2]] << np.uint32(2)
    return keys


def codes_of(keys: UInt32) -> UInt32:
    """The colour codes 0xRRGGBB of (N,) uint32 Z-order keys; the inverse of `keys_of`."""
    codes: UInt32 = _NIBBLES[keys >> np.uint32(12)] << np.uint32(4)
    codes |= _NIBBLES[keys & np.uint32(0xFFF)]
    return codes


def run_starts(ordered: UInt32) -> NDArray[np.intp]:
    """Where each run of equal values of an array begins."""
    differs = np.ones(len(ordered), bool)
    np.not_equal(ordered[1:], ordered[:-1], out=differs[1:])
    return np.flatnonzero(differs)
