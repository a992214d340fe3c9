"""The CIEDE2000 colour difference, column by column."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from kquant.core.model.arrays import Float64
from kquant.core.run.parallel import map_blocks

_BLOCK = 8_192  # pairs; their many temporaries stay in the cache
_RADIAN = np.pi / 180


def ciede2000(first: Float64, second: Float64, threads: int = 1) -> Float64:
    """See `kquant.core.kernels.ciede2000`."""
    differences = np.empty(len(first), np.float64)

    def compute(part: slice) -> None:
        differences[part] = _differences(first[part], second[part])

    map_blocks(compute, len(first), _BLOCK, threads)
    return differences


def _differences(first: Float64, second: Float64) -> Float64:
    # Copied because arithmetic on columns is slower than on rows.
    (l1, a1, b1), (l2, a2, b2) = first.T.copy(), second.T.copy()
    stretch = 1.5 - 0.5 * _chroma_weight((_norm(a1, b1) + _norm(a2, b2)) / 2)
    a1 *= stretch
    a2 *= stretch
    c1, c2 = _norm(a1, b1), _norm(a2, b2)
    product = c1 * c2
    # The product times the cosine and the sine of the difference of the hues.
    dot, cross = a1 * a2 + b1 * b2, a1 * b2 - b1 * a2
    # Of opposite hues the greater one is ahead; rounding shall not decide which.
    ahead = np.where(np.abs(cross) > 1e-12 * product, cross > 0, (b1 > 0) | ((b1 == 0) & (a1 > 0)))
    # The root of the product times the cosine of half the difference, or the sine if it is the greater one.
    half = np.sqrt((product + np.abs(dot)) / 2)
    acute, side = dot >= 0, np.where(ahead, 1.0, -1.0)
    between = np.where(acute, cross / _not_zero(half), 2 * side * half)
    # The mean hue lies along the sum of the directions, or across their difference.
    x = np.where(acute, a1 * c2 + a2 * c1, side * (b2 * c1 - b1 * c2))
    y = np.where(acute, b1 * c2 + b2 * c1, side * (a1 * c2 - a2 * c1))
    length = _not_zero(_norm(x, y))
    x, y = x / length, y / length
    chroma, lightness = (c1 + c2) / 2, ((l1 + l2) / 2 - 50) ** 2
    delta_l = (l2 - l1) / (1 + 0.015 * lightness / np.sqrt(20 + lightness))
    delta_c = (c2 - c1) / (1 + 0.045 * chroma)
    delta_h = between / (1 + 0.015 * chroma * _hue_weight(x, y))
    turned = _rotation(x, y) * _chroma_weight(chroma)
    return np.asarray(np.sqrt(delta_l**2 + delta_c**2 + delta_h**2 + turned * delta_c * delta_h))


def _norm(a: Float64, b: Float64) -> Float64:
    return np.asarray(np.sqrt(a * a + b * b))


def _not_zero(values: Float64) -> NDArray[np.float64]:
    """To divide by: of greys, whose dividends are 0 too."""
    return np.where(values > 0, values, 1.0)


def _chroma_weight(chroma: Float64) -> Float64:
    """sqrt(C^7 / (C^7 + 25^7)), of equations 4 and 17."""
    squared = chroma * chroma
    seventh = squared * squared * squared * chroma
    return np.asarray(np.sqrt(seventh / (seventh + 25.0**7)))


def _hue_weight(x: Float64, y: Float64) -> Float64:
    """T of equation 15, of the cosine and sine of the hue: those of its multiples follow."""
    x2, y2 = x * x - y * y, 2 * x * y
    x3, y3 = x * x2 - y * y2, x * y2 + y * x2
    x4, y4 = x2 * x2 - y2 * y2, 2 * x2 * y2
    return np.asarray(
        1
        - 0.17 * (np.cos(30 * _RADIAN) * x + np.sin(30 * _RADIAN) * y)
        + 0.24 * x2
        + 0.32 * (np.cos(6 * _RADIAN) * x3 - np.sin(6 * _RADIAN) * y3)
        - 0.20 * (np.cos(63 * _RADIAN) * x4 + np.sin(63 * _RADIAN) * y4)
    )


def _rotation(x: Float64, y: Float64) -> Float64:
    """R_T of equation 21 without its chroma weight."""
    hue = np.arctan2(y, x)
    hue = np.where(hue < 0, hue + 360 * _RADIAN, hue)
    from_blue = (hue - 275 * _RADIAN) / (25 * _RADIAN)
    return np.asarray(-2 * np.sin(60 * _RADIAN * np.exp(-(from_blue**2))))
