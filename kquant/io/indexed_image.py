"""A result as the entries and indices that every picture format is written from."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import IntEnum
from typing import Any, TypeAlias

import numpy as np
from numpy.typing import DTypeLike, NDArray

from kquant.core import kernels
from kquant.core.image.histogram import codes_of
from kquant.core.model.arrays import UInt8
from kquant.core.model.choices import ClearPlace
from kquant.core.model.result import Result
from kquant.core.model.rgb import Rgb
from kquant.core.run.parallel import default_threads
from kquant.io.bands import row_bands

Indices: TypeAlias = NDArray[np.unsignedinteger[Any]]


class Transparency(IntEnum):
    """How much transparency a picture has, or a format holds."""

    NONE = 0
    ONE_INDEX = 1  # each pixel is either opaque or, by one index, wholly transparent
    FULL = 2  # any alpha


@dataclass(frozen=True, slots=True, eq=False)
class IndexedImage:
    """Pixels as indices into entries.

    Attributes:
        entries: (n, 4) uint8 RGBA, in the order of the result's palette, some perhaps only padding.
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
    def colors(self) -> int:
        """Number of its colours, however opaque, but for wholly transparent ones."""
        return len(np.unique(codes_of(self.entries[self.entries[:, 3] > 0, :3])))

    @property
    def pixels(self) -> UInt8:
        """(H, W, 3) uint8, or (H, W, 4) where there is transparency; painted anew each time."""
        channels = 3 if self.transparency is Transparency.NONE else 4
        return kernels.paint(self.indices, self.entries[:, :channels], default_threads())

    def on(self, matte: Rgb) -> IndexedImage:
        """Composited on a colour, in sRGB values; entries may then be equal."""
        alpha = self.entries[:, 3:] / 255
        colors = np.rint(self.entries[:, :3] * alpha + np.array(matte) * (1 - alpha))
        opaque = np.full((len(colors), 1), 255)
        return IndexedImage(np.hstack([colors, opaque]).astype(np.uint8), self.indices)

    def with_clear_opaque(self) -> IndexedImage:
        """With the clear entry opaque, if any: a place holder where no pixel is transparent."""
        entries = self.entries.copy()
        entries[entries[:, 3] == 0, 3] = 255
        return IndexedImage(entries, self.indices)

    def within(self, most: int, wanted: NDArray[np.bool_]) -> IndexedImage:
        """With entries left out that no pixel has, until `most` are left, or all have pixels.

        The last ones go first, so that few indices change; `wanted` ones, (n,) bool, after all others.
        """
        used = np.zeros(len(self.entries), np.bool_)
        for rows in _bands(self.indices):
            used[np.flatnonzero(np.bincount(self.indices[rows].ravel()))] = True
        spare = np.flatnonzero(~used)
        spare = spare[np.lexsort((-spare, wanted[spare]))]
        kept = np.delete(np.arange(len(used)), spare[: max(len(used) - most, 0)])
        places = _places(kept, len(used))
        indices = _indices(self.indices, len(kept), lambda rows: places[self.indices[rows]])
        return IndexedImage(self.entries[kept], indices)


def indexed_image(result: Result) -> IndexedImage:
    """The result as it is: an entry for each palette colour, and a clear one if pixels are transparent.

    A clear entry that a given palette brought is always there, in its place; else it is the last one, unless
    the settings place it. Where the result keeps an alpha there is an entry for each pair of colour and alpha
    that occurs, by colour and the most opaque first; but a palette that was given stays whole, and such pairs
    come after it. Padding comes last, but for a clear entry that is the last and need not be the first.
    """
    clear = len(result.palette)
    entries = np.zeros((clear + 2, 4), np.uint8)  # the last one is padding
    entries[:clear, :3], entries[:, 3] = result.palette, 255
    entries[clear] = (*_clear_color(result), 0)
    order = _labels_in_order(result)
    if result.alpha is not None:
        return _paired(result, result.alpha, entries, order)
    order = _arranged(order, result)
    return IndexedImage(entries[order], _looked_up(order, len(entries), result.labels))


def without_partial_alpha(result: Result) -> IndexedImage:
    """The result with pixels of an alpha below 128 transparent and all others opaque."""
    if result.alpha is None:
        return indexed_image(result)
    transparent, alpha = len(result.palette), result.alpha

    def thresholded(rows: slice) -> Indices:
        return np.where(alpha[rows] < 128, transparent, result.labels[rows])

    labels = _indices(result.labels, transparent + 1, thresholded)
    return indexed_image(result.with_indexed(labels=labels, alpha=None, transparent_index=transparent))


def numbers_of(result: Result) -> Indices:
    """(H, W) the place that each pixel's colour has in the palette as it is written, with its clear entry."""
    if result.clear_place is None and not result.request.settings.pad:
        return result.labels
    order = _arranged(_labels_in_order(result), result)
    return _looked_up(order, len(result.palette) + 2, result.labels)


def _clear_color(result: Result) -> Rgb:
    entry = result.request.settings.clear_entry
    return (0, 0, 0) if entry is None else entry.color


def _labels_in_order(result: Result) -> NDArray[np.intp]:
    """The labels, also that of transparent pixels if it is wanted, as their entries follow one another."""
    colors = len(result.palette)
    if result.clear_place is not None:
        return np.insert(np.arange(colors), result.clear_place, colors)
    return np.arange(colors + (result.transparent_index is not None))


def _arranged(order: NDArray[np.intp], result: Result, most: int = 1, least: int = 0) -> NDArray[np.intp]:
    """Labels, each times `most` and one more number, with what is clear at its end and with padding.

    The label of padding is the one after that of transparent pixels, which goes with the number `least`.
    """
    settings = result.request.settings
    clear = most * len(result.palette) + least
    is_first = settings.clear_place is ClearPlace.FIRST
    if settings.clear_place is not ClearPlace.FOUND and clear in order:
        others = order[order != clear]
        order = np.insert(others, 0 if is_first else len(others), clear)
    end = len(order) - int(clear in order[-1:] and not is_first)
    padding = np.full(max(settings.pad - len(order), 0), most * (len(result.palette) + 1))
    return np.insert(order, end, padding)


def _places(order: NDArray[np.intp], count: int) -> NDArray[np.intp]:
    """(count,) where each of the numbers from 0 on is found in `order`; 0 for those that are not."""
    places = np.zeros(count, np.intp)
    places[order] = np.arange(len(order))
    return places


def _looked_up(order: NDArray[np.intp], count: int, labels: Indices) -> Indices:
    if np.array_equal(order, np.arange(len(order))):
        return labels.astype(_smallest_type(len(order)), copy=False)
    places = _places(order, count)
    return _indices(labels, len(order), lambda rows: places[labels[rows]])


def _paired(result: Result, alpha: UInt8, entries: UInt8, order: NDArray[np.intp]) -> IndexedImage:
    labels, transparent = result.labels, len(result.palette)

    def pairs(rows: slice) -> Indices:
        return labels[rows].astype(np.uint32) * 256 + (255 - alpha[rows])

    occurs = np.zeros(256 * len(entries), np.bool_)
    for rows in _bands(labels):
        occurs[pairs(rows)] = True
    own = 256 * order + np.where(order == transparent, 255, 0)
    if result.request.settings.is_mapped:
        occurs[own] = False
        listed = np.concatenate([own, np.flatnonzero(occurs)])
    else:
        counts = np.count_nonzero(occurs.reshape(-1, 256), axis=1)
        occurs[own[counts[order] == 0]] = True
        listed = np.flatnonzero(occurs)
    listed = _arranged(listed, result, 256, 255)
    rank = _places(listed, len(occurs))
    entries = entries[listed // 256]
    entries[:, 3] = 255 - listed % 256
    return IndexedImage(entries, _indices(labels, len(entries), lambda rows: rank[pairs(rows)]))


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
