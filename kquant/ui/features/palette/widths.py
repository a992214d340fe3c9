"""How wide each swatch is."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np

from kquant.core.model.arrays import Float64, Int64

MIN_WIDTH = 3
"""Pixels that the rarest colour still has, so that it can be pointed at."""

_LOCKED_WIDTH = 18  # for its padlock, though no pixel may have it


def least_widths(count: int, locked: Iterable[int], total: int) -> Int64:
    """(K,) pixels that each swatch has at least; more for locked ones while those take at most half."""
    least = np.full(count, MIN_WIDTH, np.int64)
    rows = [row for row in locked if row < count]
    if 2 * len(rows) * _LOCKED_WIDTH <= total:
        least[rows] = _LOCKED_WIDTH
    return least


def swatch_widths(shares: Float64, total: int, least: Int64) -> Int64:
    """(K,) whole pixels, about `least` or more of each, that fill `total` as far as there is room for that.

    What goes beyond the least is given out in proportion to (K,) shares, which need not sum to 1. Without
    room it is `MIN_WIDTH` for each.
    """
    count = len(shares)
    if not count or count * MIN_WIDTH >= total:
        return np.full(count, MIN_WIDTH, np.int64)
    if least.sum() >= total:
        least = np.full(count, MIN_WIDTH, np.int64)
    edges = np.concatenate([[0.0], np.cumsum(_floored(shares, total, least))])
    ends: Float64 = np.floor(edges * (total / edges[-1]) + 0.5)  # halves all one way, as np.rint does not
    return np.asarray(np.diff(ends), np.int64)


def _floored(shares: Float64, total: int, least: Int64) -> Float64:
    """Proportional widths, where those that would be too narrow get their least at the cost of the others."""
    narrow = np.zeros(len(shares), np.bool_)
    widths = np.asarray(shares, np.float64)
    while True:
        room = total - int(least[narrow].sum())
        wide = widths[~narrow].sum()
        scaled = np.where(narrow, least, widths / wide * room if wide > 0 else total / len(shares))
        more = ~narrow & (scaled < least)
        if not more.any():
            return scaled
        narrow |= more
