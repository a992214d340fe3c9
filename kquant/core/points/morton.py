"""Z-order (Morton) keys: colours that share their high bits stand side by side once sorted by key.

The most significant bits of a key, one of each channel, say which half of each channel a colour is in, the
next ones which quarter, and so on: `key >> (channels * (8 - level))` is the number of the cube with
2**(8 - level) values a side that holds the colour. The alpha, where there is one, is the last channel.
Source: G. M. Morton, "A computer oriented geodetic data base", IBM, 1966.
"""

from __future__ import annotations

from functools import cache
from typing import Any

import numpy as np
from numpy.typing import NDArray

UInt32 = NDArray[np.uint32]

_PLACES = {3: (0, 1, 2), 4: (1, 2, 3, 0)}
"""The place, in the bits of a level, of each byte of a code: blue, green, red and alpha."""


@cache
def _spread_bits(channels: int) -> UInt32:
    """(256,) uint32: bit i of the index moved to bit `channels` i."""
    values = np.arange(256, dtype=np.uint32)
    spread = np.zeros(256, np.uint32)
    for bit in range(8):
        spread |= ((values >> bit) & 1) << (channels * bit)
    return spread


@cache
def _gathered_nibbles(channels: int) -> UInt32:
    """(16**channels,) uint32: the interleaved bits of a nibble of each channel taken apart."""
    keys = np.arange(16**channels, dtype=np.uint32)
    code = np.zeros(len(keys), np.uint32)
    for bit in range(4):
        for byte, place in enumerate(_PLACES[channels]):
            code |= ((keys >> (channels * bit + place)) & 1) << (8 * byte + bit)
    return code


def keys_of(codes: UInt32, channels: int = 3) -> UInt32:
    """The Z-order keys of (N,) uint32 colour codes 0xRRGGBB, or 0xAARRGGBB if there are 4 channels.

    The highest byte of a code of 3 channels is ignored.
    """
    values = np.ascontiguousarray(codes).astype("<u4", copy=False).view(np.uint8).reshape(-1, 4)
    spread = _spread_bits(channels)
    keys = np.zeros(len(values), np.uint32)
    for byte, place in enumerate(_PLACES[channels]):
        keys |= spread[values[:, byte]] << np.uint32(place)
    return keys


def codes_of(keys: UInt32, channels: int = 3) -> UInt32:
    """The colour codes of (N,) uint32 Z-order keys; the inverse of `keys_of`."""
    nibbles = _gathered_nibbles(channels)
    codes: UInt32 = nibbles[keys >> np.uint32(4 * channels)] << np.uint32(4)
    codes |= nibbles[keys & np.uint32(len(nibbles) - 1)]
    return codes


def run_starts(ordered: NDArray[np.integer[Any]]) -> NDArray[np.intp]:
    """Where each run of equal values of an array begins."""
    differs = np.ones(len(ordered), bool)
    np.not_equal(ordered[1:], ordered[:-1], out=differs[1:])
    return np.flatnonzero(differs)
