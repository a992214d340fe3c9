"""What a colour is called: the nearest name of CSS, or of the xkcd colour survey."""

from __future__ import annotations

from enum import StrEnum
from functools import cache, lru_cache

import numpy as np

from kquant.core.color import xkcd_names
from kquant.core.color.css_names import CSS_COLORS, entries
from kquant.core.color.delta_e import ciede2000
from kquant.core.color.spaces import lab
from kquant.core.model.arrays import Float64, UInt8
from kquant.core.model.rgb import Rgb


class NameList(StrEnum):
    """Whose names colours are given."""

    CSS = "css"  # 148 words that every browser knows
    XKCD = "xkcd"  # some 900 that people use, by the xkcd colour survey


@lru_cache(maxsize=8192)
def nearest_name(color: Rgb, names: NameList = NameList.CSS) -> tuple[str, float]:
    """The name in a list whose colour has the smallest CIEDE2000 difference from an sRGB colour, and that
    difference; 0.0 only for the named colour itself."""
    words, coordinates = _table(names)
    own = lab(np.array([color], np.uint8))
    differences = ciede2000(np.repeat(own, len(coordinates), axis=0), coordinates)
    best = int(np.argmin(differences))
    return words[best], float(differences[best])


def nearest_names(colors: UInt8, names: NameList = NameList.CSS) -> tuple[str, ...]:
    """The nearest name of each of (K, 3) uint8 sRGB colours; several may have the same one."""
    return tuple(nearest_name((red, green, blue), names)[0] for red, green, blue in colors.tolist())


@cache
def _table(names: NameList) -> tuple[tuple[str, ...], Float64]:
    """Names, and (N, 3) CIELAB of their colours."""
    colors = CSS_COLORS if names is NameList.CSS else entries(xkcd_names.TABLE)
    # Backwards, since of two names for one colour the later one says more: cyan, grey, magenta.
    words = tuple(reversed(colors))
    return words, lab(np.array([colors[word] for word in words], np.uint8))
