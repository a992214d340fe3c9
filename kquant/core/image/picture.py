"""A picture made ready for clustering: what is visible, how much it votes, and its distinct colours."""

from __future__ import annotations

from collections.abc import Callable, Hashable
from dataclasses import dataclass
from functools import cached_property
from threading import RLock
from typing import Any, TypeVar

import numpy as np
from numpy.typing import NDArray

from kquant.core.image.histogram import Histogram, emphasized, histogram, pixel_codes, subset
from kquant.core.image.masks import Mask, selection_mask
from kquant.core.image.similar import similar
from kquant.core.model.arrays import Labels, UInt8
from kquant.core.model.constraints import Exclusion, Rest
from kquant.core.model.rgb import Rgb
from kquant.core.model.selection import Selection
from kquant.core.model.settings import AlphaMode, Settings, Space
from kquant.core.points.cells import cells
from kquant.core.points.octree import Cloud, color_cloud
from kquant.core.points.points import Points
from kquant.core.run.parallel import Check, blocks, default_threads, map_blocks

T = TypeVar("T")

_OPAQUE = 255
_THRESHOLD = 128
_BLOCK_PIXELS = 1 << 18
_SKETCH_CELLS = 1024


@dataclass(frozen=True, slots=True, eq=False)
class Prepared:
    """A picture under one treatment of its transparency, which may include leaving out some of it.

    Attributes:
        pixels: (H, W, 3 or 4) uint8; a fourth channel is to be ignored.
        visible: (H, W) bool, or None where every pixel is.
        alpha: (H, W) uint8 that the result keeps, or None.
        votes: (H, W) uint8, 255 times how much each visible pixel votes, or None where all do in full.
        histogram: the distinct colours of the visible pixels.
    """

    pixels: UInt8
    visible: NDArray[np.bool_] | None
    alpha: UInt8 | None
    votes: UInt8 | None
    histogram: Histogram


@dataclass(frozen=True, slots=True, eq=False)
class Voters:
    """What the clustering listens to.

    Attributes:
        histogram: colours of the visible pixels, with a weight by which they vote; that of the picture
            itself where all pixels vote alike.
        mask: (H, W) bool, pixels that may vote; None for all.
        none: nothing may vote, so everything does.
    """

    histogram: Histogram
    mask: Mask | None = None
    none: bool = False


class Picture:
    """(H, W, 3 or 4) uint8 RGB(A) pixels, H and W at least 1, and what was computed from them once.

    The array is not copied and must not change. Safe to use from several threads.

    Raises:
        ValueError: for an array of another shape or type.
    """

    def __init__(self, pixels: UInt8) -> None:
        if not (
            isinstance(pixels, np.ndarray)
            and pixels.dtype == np.uint8
            and pixels.ndim == 3
            and pixels.shape[2] in (3, 4)
            and pixels.size
        ):
            raise ValueError("a picture is a (height, width, 3 or 4) array of uint8, not empty")
        self.pixels = np.ascontiguousarray(pixels)
        self._lock = RLock()
        self._kept: dict[str, tuple[Hashable, Any]] = {}

    @cached_property
    def opaque(self) -> bool:
        """Whether no pixel is transparent, not even partly."""
        return self.pixels.shape[2] == 3 or bool((self.pixels[..., 3] == _OPAQUE).all())

    def prepared(self, settings: Settings, threads: int | None = None, check: Check = None) -> Prepared:
        """The picture as `settings` treat transparency and the pixels that may not vote.

        The last one asked for is kept, and so it is by all other methods.
        """
        threads = threads or default_threads()
        whole = self._whole(settings.alpha, settings.matte, threads, check)
        selection = None if settings.emphasis else settings.selection
        if settings.rest is Rest.MAP or (selection is None and not settings.excluded):
            return whole
        key = (whole, selection, settings.excluded)
        return self._last("cleared", key, lambda: self._cleared(whole, selection, settings.excluded, threads))

    def selected(self, selection: Selection, settings: Settings, threads: int | None = None) -> Mask:
        """(H, W) bool, what is selected of the picture as `settings` treat its transparency."""
        threads = threads or default_threads()
        return self._mask(self._whole(settings.alpha, settings.matte, threads, None), selection, threads)

    def voters(self, prepared: Prepared, settings: Settings, threads: int) -> Voters:
        """Which of the colours of `prepared`, made for the same settings, vote, and by how much."""
        if settings.selection is None and not settings.excluded:
            return Voters(prepared.histogram)
        key = (prepared, settings.selection, settings.excluded, settings.emphasis)
        return self._last("voters", key, lambda: self._voters(prepared, settings, threads))

    def cloud(self, found: Histogram, space: Space, threads: int, kind: str = "cloud") -> Cloud:
        """The colours of a histogram as points of a space; the last ones of a `kind` are kept."""
        return self._last(kind, (found, space), lambda: color_cloud(found, space, threads))

    def sketch(self, cloud: Cloud) -> Points:
        """Some thousand points that stand for those of a cloud; the last ones are kept."""
        return self._last("sketch", cloud, lambda: cells(cloud.levels, cloud.points, _SKETCH_CELLS))

    def _last(self, kind: str, key: Hashable, make: Callable[[], T]) -> T:
        """What was made for the same key last time, or else is made now."""
        with self._lock:
            kept = self._kept.get(kind)
            if kept is None or kept[0] != key:
                kept = self._kept[kind] = (key, make())
            value: T = kept[1]
            return value

    def _whole(self, mode: AlphaMode, matte: Rgb, threads: int, check: Check) -> Prepared:
        if self.opaque:
            mode = AlphaMode.KEEP
        behind = matte if mode is AlphaMode.MATTE else None
        return self._last("whole", (mode, behind), lambda: self._prepare(mode, behind, threads, check))

    def _prepare(self, mode: AlphaMode, matte: Rgb | None, threads: int, check: Check) -> Prepared:
        if self.opaque:
            return Prepared(self.pixels, None, None, None, histogram(self.pixels, None, threads, check))
        if matte is not None:
            flat = composite(self.pixels, matte, threads)
            return Prepared(flat, None, None, None, histogram(flat, None, threads, check))
        alpha = np.ascontiguousarray(self.pixels[..., 3])
        kept = None if mode is AlphaMode.THRESHOLD else alpha
        if mode is AlphaMode.THRESHOLD:
            alpha = np.where(alpha >= _THRESHOLD, alpha, np.uint8(0))
        return Prepared(self.pixels, alpha > 0, kept, alpha, histogram(self.pixels, alpha, threads, check))

    def _mask(self, whole: Prepared, selection: Selection, threads: int) -> Mask:
        def make() -> Mask:
            return selection_mask(selection, whole.pixels, whole.histogram, threads)

        return self._last("mask", (whole, selection), make)

    def _cleared(
        self, whole: Prepared, selection: Selection | None, excluded: tuple[Exclusion, ...], threads: int
    ) -> Prepared:
        """Without the pixels outside of the selection and those of excluded colours."""
        visible, found = whole.visible, whole.histogram
        if selection is not None:
            mask = self._mask(whole, selection, threads)
            visible = mask if visible is None else visible & mask
            found = self._selected_histogram(whole, mask, threads)
        kept = _not_excluded(found, excluded, threads)
        found = found if kept.all() else subset(found, kept)
        if excluded:
            table = np.zeros(1 << 24, bool)
            table[found.codes] = True
            allowed = np.take(table, pixel_codes(whole.pixels))
            visible = allowed if visible is None else visible & allowed
        alpha = whole.alpha
        if alpha is not None and visible is not None:
            alpha = np.where(visible, alpha, np.uint8(0))
        return Prepared(whole.pixels, visible, alpha, whole.votes, found)

    def _voters(self, prepared: Prepared, settings: Settings, threads: int) -> Voters:
        found, mask = prepared.histogram, None
        if settings.selection is not None and (settings.emphasis or settings.rest is Rest.MAP):
            mask = self.selected(settings.selection, settings, threads)
            selected = self._selected_histogram(prepared, mask, threads)
            if settings.emphasis:
                found, mask = emphasized(found, selected, settings.emphasis), None
            else:
                found = selected
        if settings.rest is Rest.MAP:  # or else there are no excluded ones
            found = subset(found, _not_excluded(found, settings.excluded, threads))
        if not len(found) and len(prepared.histogram):
            return Voters(prepared.histogram, None, none=True)
        return Voters(found, mask)

    def _selected_histogram(self, prepared: Prepared, mask: Mask, threads: int) -> Histogram:
        """Of the visible pixels of a mask."""
        if prepared.visible is not None:
            mask = mask & prepared.visible
        rows, columns = (np.flatnonzero(mask.any(axis=axis)) for axis in (1, 0))
        if not len(rows):
            return subset(prepared.histogram, np.zeros(len(prepared.histogram), bool))
        box = slice(rows[0], rows[-1] + 1), slice(columns[0], columns[-1] + 1)
        pixels, inner = np.ascontiguousarray(prepared.pixels[box]), np.ascontiguousarray(mask[box])
        votes = None if prepared.votes is None else prepared.votes[box]
        return histogram(pixels, votes, threads, mask=None if inner.all() else inner)


def _not_excluded(found: Histogram, excluded: tuple[Exclusion, ...], threads: int) -> NDArray[np.bool_]:
    """(M,) bool."""
    kept = np.ones(len(found), bool)
    for exclusion in excluded:
        kept &= ~similar(found.colors, exclusion.color, exclusion.radius, threads)
    return kept


def composite(pixels: UInt8, matte: Rgb, threads: int) -> UInt8:
    """(H, W, 4) uint8 pixels over an opaque colour, as (H, W, 3) uint8: sRGB values mixed, rounded."""
    flat = np.empty((*pixels.shape[:2], 3), np.uint8)
    behind = np.array(matte, np.uint16)

    def work(rows: slice) -> None:
        alpha = pixels[rows, :, 3:].astype(np.uint16)
        mixed = pixels[rows, :, :3] * alpha + behind * (_OPAQUE - alpha)
        flat[rows] = (mixed + 127) // _OPAQUE

    map_blocks(work, len(pixels), max(1, _BLOCK_PIXELS // pixels.shape[1]), threads)
    return flat


def label_pixels(
    prepared: Prepared, color_labels: Labels, k: int, threads: int, check: Check = None
) -> Labels:
    """(H, W) label of every pixel from the (M,) labels of the distinct colours; K where invisible.

    uint8 if K is at most 255, else uint16.
    """
    pixels, visible = prepared.pixels, prepared.visible
    table = np.empty(1 << 24, np.uint8 if k <= _OPAQUE else np.uint16)
    table[prepared.histogram.codes] = color_labels
    labels = np.empty(pixels.shape[:2], table.dtype)

    height = max(1, _BLOCK_PIXELS // pixels.shape[1])

    def work(band: slice) -> None:
        scratch = np.empty((height, pixels.shape[1], 4), np.uint8)  # fresh memory for each block is slow
        for block in blocks(band.stop - band.start, height):
            if check is not None:
                check()
            rows = slice(band.start + block.start, band.start + block.stop)
            codes = pixel_codes(pixels[rows], scratch[: block.stop - block.start])
            np.take(table, codes, out=labels[rows], mode="clip")
            if visible is not None:
                labels[rows][~visible[rows]] = k

    map_blocks(work, len(pixels), -(-len(pixels) // threads), threads)
    return labels
