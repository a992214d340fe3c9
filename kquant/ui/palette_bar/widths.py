"""How wide each swatch is."""

from __future__ import annotations

import numpy as np

from kquant.core.types import Float64, Int64

MIN_WIDTH = 3
"""Pixels that the rarest colour still has, so that it can be pointed at."""


def swatch_widths(shares: Float64, total: int) -> Int64:
    """(K,) whole pixels, each at least `MIN_WIDTH`, that fill `total` as far as there is room for that.

    What goes beyond the least is given out in proportion to (K,) shares, which need not sum to 1.
    """
    count = len(shares)
    if not count or count * MIN_WIDTH >= total:
        return np.full(count, MIN_WIDTH, np.int64)
    edges = np.concatenate([[0.0], np.cumsum(_floored(shares, total))])
    ends: Float64 = np.floor(edges * (total / edges[-1]) + 0.5)  # halves all one way, as np.rint does not
    return np.asarray(np.diff(ends), np.int64)


def _floored(shares: Float64, total: int) -> Float64:
    """Proportional widths, where those that would be too narrow get `MIN_WIDTH` at the cost of the others."""
    narrow = np.zeros(len(shares), np.bool_)
    widths = np.asarray(shares, np.float64)
    while True:
        room = total - MIN_WIDTH * int(narrow.sum())
        wide = widths[~narrow].sum()
        scaled = np.where(narrow, MIN_WIDTH, widths / wide * room if wide > 0 else total / len(shares))
        more = ~narrow & (scaled < MIN_WIDTH)
        if not more.any():
            return scaled
        narrow |= more
