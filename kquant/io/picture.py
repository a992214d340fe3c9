"""A result as the entries and indices that every picture format is written from."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import IntEnum
from typing import Any, TypeAlias

import numpy as np
from numpy.typing import DTypeLike, NDArray

from kquant.core.types import Result, Rgb, UInt8
from kquant.io.bands import row_bands

Indices: TypeAlias = NDArray[np.unsignedinteger[Any]]


class Transparency(IntEnum):
    """How much transparency a picture has, or a format holds."""

    NONE = 0
    ONE_INDEX = 1  # each pixel is either opaque or, by one index, wholly transparent
    FULL = 2  # any alpha


@dataclass(frozen=True, slots=True, eq=False)
class Picture:
    """Pixels as indices into entries.

    Attributes:
        entries: (n, 4) uint8 RGBA, in the order of the result's palette.
        indices: (H, W), the smallest unsigned type that holds n - 1.
    """

    entries: UInt8
    indices: Indices

    @property
    def transparency(self) -> Transparency:
        not_opaque = self.entries[self.entries[:, 3] < 255, 3]
        if not len(not_opaque):
            return Transparency.NONE
        return Transparency.ONE_INDEX if not_opaque.tolist() == [0] else Transparency.FULL

    @property
    def pixels(self) -> UInt8:
        """(H, W, 3) uint8, or (H, W, 4) where there is transparency; painted anew each time."""
        channels = 3 if self.transparency is Transparency.NONE else 4
        colors = np.ascontiguousarray(self.entries[:, :channels])
        pixels = np.empty((*self.indices.shape, channels), np.uint8)
        for rows in _bands(self.indices):
            pixels[rows] = np.take(colors, self.indices[rows], axis=0)  # 3 times as fast as colors[...]
        return pixels

    def on(self, matte: Rgb) -> Picture:
        """Composited on a colour, in sRGB values; entries may then be equal."""
        alpha = self.entries[:, 3:] / 255
        colors = np.rint(self.entries[:, :3] * alpha + np.array(matte) * (1 - alpha))
        opaque = np.full((len(colors), 1), 255)
        return Picture(np.hstack([colors, opaque]).astype(np.uint8), self.indices)


def picture_of(result: Result) -> Picture:
    """The result as it is: an entry for each palette colour, then one for transparent pixels, if any.

    Where the result keeps an alpha there is an entry for each pair of colour and alpha that occurs instead,
    by colour and the most opaque first.
    """
    entries = _entries(result.palette, result.transparent_index)
    if result.alpha is None:
        return Picture(entries, result.labels.astype(_smallest_type(len(entries)), copy=False))
    return _paired(result.labels, result.alpha, entries)


def without_partial_alpha(result: Result) -> Picture:
    """The result with pixels of an alpha below 128 transparent and all others opaque."""
    if result.alpha is None:
        return picture_of(result)
    transparent, alpha = len(result.palette), result.alpha
    entries = _entries(result.palette, transparent)

    def thresholded(rows: slice) -> Indices:
        return np.where(alpha[rows] < 128, transparent, result.labels[rows])

    return Picture(entries, _indices(result.labels, len(entries), thresholded))


def _paired(labels: Indices, alpha: UInt8, colors: UInt8) -> Picture:
    def pairs(rows: slice) -> Indices:
        return labels[rows].astype(np.uint32) * 256 + (255 - alpha[rows])

    occurs = np.zeros(256 * len(colors), np.bool_)
    for rows in _bands(labels):
        occurs[pairs(rows)] = True
    occurring = np.flatnonzero(occurs)
    entries = colors[occurring // 256]
    entries[:, 3] = 255 - occurring % 256
    rank = np.cumsum(occurs) - 1
    return Picture(entries, _indices(labels, len(entries), lambda rows: rank[pairs(rows)]))


def _entries(palette: UInt8, transparent_index: int | None) -> UInt8:
    """(K, 4) uint8, or (K + 1, 4) with a transparent black at the end as in `Result.image`."""
    opaque = np.hstack([palette, np.full((len(palette), 1), 255, np.uint8)])
    return opaque if transparent_index is None else np.vstack([opaque, np.zeros((1, 4), np.uint8)])


def _indices(like: Indices, entries: int, compute: Callable[[slice], NDArray[Any]]) -> Indices:
    indices = np.empty(like.shape, _smallest_type(entries))
    for rows in _bands(like):
        indices[rows] = compute(rows)
    return indices


def _smallest_type(entries: int) -> DTypeLike:
    return np.min_scalar_type(entries - 1)


def _bands(indices: Indices) -> list[slice]:
    height, width = indices.shape
    return list(row_bands(width, height))
