"""The CIEDE2000 colour difference.

G. Sharma, W. Wu, E. N. Dalal: "The CIEDE2000 color-difference formula: implementation notes, supplementary
test data, and mathematical observations", Color Research and Application 30(1), 2005, equations 2 to 22.
"""

from __future__ import annotations

import numpy as np

from kquant.core.model.arrays import Float64
from kquant.core.run.parallel import map_blocks

_BLOCK = 32_768  # pairs; their many temporaries stay in the cache
_TURN = 2 * np.pi


def ciede2000(lab1: Float64, lab2: Float64, threads: int = 1) -> Float64:
    """The (N,) float64 differences of (N, 3) and (N, 3) float64 CIELAB colours, with kL = kC = kH = 1.

    Every pair is computed by itself: its difference depends neither on its neighbours nor on `threads`.
    """
    difference = np.empty(len(lab1), np.float64)

    def compute(part: slice) -> None:
        difference[part] = _ciede2000(lab1[part], lab2[part])

    map_blocks(compute, len(lab1), _BLOCK, threads)
    return difference


def _ciede2000(lab1: Float64, lab2: Float64) -> Float64:
    # Copied because arithmetic on columns is slower than on rows.
    (l1, a1, b1), (l2, a2, b2) = lab1.T.copy(), lab2.T.copy()
    stretch = 1.5 - 0.5 * _chroma_weight((_norm(a1, b1) + _norm(a2, b2)) / 2)
    a1 *= stretch
    a2 *= stretch
    c1, c2 = _norm(a1, b1), _norm(a2, b2)
    h1, h2 = _wrapped(np.arctan2(b1, a1)), _wrapped(np.arctan2(b2, a2))
    between = h2 - h1
    between -= _TURN * np.rint(between / _TURN)
    # The special cases for greys are left out: there the hue difference is zero whatever the mean hue.
    hue, chroma, lightness = _wrapped(h1 + between / 2), (c1 + c2) / 2, ((l1 + l2) / 2 - 50) ** 2
    delta_l = (l2 - l1) / (1 + 0.015 * lightness / np.sqrt(20 + lightness))
    delta_c = (c2 - c1) / (1 + 0.045 * chroma)
    delta_h = 2 * np.sqrt(c1 * c2) * np.sin(between / 2) / (1 + 0.015 * chroma * _hue_weight(hue))
    rotation = _rotation(hue) * _chroma_weight(chroma)
    return np.asarray(np.sqrt(delta_l**2 + delta_c**2 + delta_h**2 + rotation * delta_c * delta_h))


def _norm(a: Float64, b: Float64) -> Float64:
    return np.asarray(np.sqrt(a * a + b * b))


def _wrapped(angle: Float64) -> Float64:
    """The angle in radians as 0..2 pi."""
    return np.asarray(angle - _TURN * np.floor(angle / _TURN))


def _chroma_weight(chroma: Float64) -> Float64:
    """sqrt(C^7 / (C^7 + 25^7)), of equations 4 and 17."""
    squared = chroma * chroma
    seventh = squared * squared * squared * chroma
    return np.asarray(np.sqrt(seventh / (seventh + 25.0**7)))


def _hue_weight(hue: Float64) -> Float64:
    """T of equation 15."""
    return np.asarray(
        1
        - 0.17 * np.cos(hue - np.radians(30))
        + 0.24 * np.cos(2 * hue)
        + 0.32 * np.cos(3 * hue + np.radians(6))
        - 0.20 * np.cos(4 * hue - np.radians(63))
    )


def _rotation(hue: Float64) -> Float64:
    """R_T of equation 21 without its chroma weight."""
    angle = np.radians(30) * np.exp(-(((hue - np.radians(275)) / np.radians(25)) ** 2))
    return np.asarray(-2 * np.sin(2 * angle))
