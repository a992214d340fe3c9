"""The orders that swatches may be shown in."""

from __future__ import annotations

from enum import StrEnum

import numpy as np
from numpy.typing import NDArray

from kquant.core.color import lab, to_space
from kquant.core.types import Int64, Space, UInt8

_GREY_CHROMA = 4.0  # in OKLab as `kquant.core.color` scales it; below, a hue is hardly seen


class Order(StrEnum):
    """What swatches are sorted by."""

    SHARE = "share"
    HUE = "hue"
    LIGHTNESS = "lightness"
    FOUND = "found"


def ordered(palette: UInt8, counts: Int64 | None, order: Order) -> NDArray[np.intp]:
    """(K,) indices of a (K, 3) uint8 palette as they are to be shown.

    By share from the largest; by lightness from dark to light; by hue from red, with greys before, from
    dark to light. Equal ones stay as found, and so does everything for which there are no counts.
    """
    if order is Order.HUE:
        return _by_hue(palette)
    if order is Order.LIGHTNESS:
        return np.argsort(lab(palette)[:, 0], kind="stable")
    if order is Order.SHARE and counts is not None:
        return np.argsort(-counts, kind="stable")
    return np.arange(len(palette))


def _by_hue(palette: UInt8) -> NDArray[np.intp]:
    lightness, a, b = to_space(palette, Space.OKLAB).T
    hue = np.degrees(np.arctan2(b, a)) % 360
    hue[np.hypot(a, b) < _GREY_CHROMA] = -1
    return np.lexsort((lightness, hue))
