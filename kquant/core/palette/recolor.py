"""Painting the clusters of a picture with the colours of a given palette."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from kquant.core.color.spaces import lab
from kquant.core.image.histogram import codes_of
from kquant.core.model.arrays import Float64, UInt8
from kquant.core.model.choices import PaletteUse
from kquant.core.model.rgb import Rgb
from kquant.core.palette.match import best_matching, greedy_matching

_MOST_MATCHED = 512
"""Colours up to which the best of all assignments is found; it takes a second then."""


def repainted(palette: UInt8, locked: NDArray[np.bool_], given: tuple[Rgb, ...], use: PaletteUse) -> UInt8:
    """The (K, 3) palette in the colours of a given one, if that is its use, or else as it is.

    No colour is used twice, so if those that are not `locked`, (K,) bool, are more than are given besides
    the locked ones, as where papers have them all, nothing is painted.
    `PaletteUse.RECOLOR`: the least sum of squared CIELAB distances; for more than 512 colours each in turn
    gets the nearest that is left. `PaletteUse.LIGHTNESS`: from dark to light, spread over all of them.
    """
    if not given or use not in (PaletteUse.RECOLOR, PaletteUse.LIGHTNESS):
        return palette
    colors: UInt8 = np.array(given, np.uint8)
    colors = colors[~np.isin(codes_of(colors), codes_of(palette[locked]))]
    free = palette[~locked]
    if len(colors) < len(free):
        return palette
    painted = palette.copy()
    by_lightness = use is PaletteUse.LIGHTNESS
    painted[~locked] = colors[_by_lightness(free, colors) if by_lightness else matches(free, colors)]
    return painted


def matches(colors: UInt8, others: UInt8) -> NDArray[np.intp]:
    """(N,) which of (M, 3) uint8 colours suits each of (N, 3), N at most M, none for two of them."""
    costs = _squared(lab(colors), lab(others))
    return best_matching(costs) if len(costs) <= _MOST_MATCHED else greedy_matching(costs)


def _by_lightness(colors: UInt8, others: UInt8) -> NDArray[np.intp]:
    places = np.rint(np.linspace(0, len(others) - 1, len(colors))).astype(np.intp)
    chosen = np.empty(len(colors), np.intp)
    chosen[_dark_first(colors)] = _dark_first(others)[places]
    return chosen


def _dark_first(colors: UInt8) -> NDArray[np.intp]:
    return np.argsort(lab(colors)[:, 0], kind="stable")


def _squared(one: Float64, other: Float64) -> Float64:
    """(N, M) squared distances."""
    return np.asarray(((one[:, None] - other[None]) ** 2).sum(axis=2))
