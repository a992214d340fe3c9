"""A picture and what is computed of it once: what is visible, its distinct colours, those that count."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np

from kquant.core.image.histogram import Histogram, emphasized, histogram, subset
from kquant.core.image.prepared import Prepared, composite
from kquant.core.image.source import Source, not_excluded
from kquant.core.model.arrays import UInt8
from kquant.core.model.choices import AlphaMode, ExcludedAs, Unselected
from kquant.core.model.rgb import Rgb
from kquant.core.model.specification import Preparation
from kquant.core.run.cache import Cache
from kquant.core.run.run import OnProgress, Run, ShouldStop

if TYPE_CHECKING:
    from kquant.core.image.masks import Mask
    from kquant.core.model.selection import Selection

_OPAQUE = 255
_THRESHOLD = 128


class Picture:
    """(H, W, 3 or 4) uint8 RGB(A) pixels, H and W at least 1, and what was computed from them once.

    The array is not copied and must not change. Safe to use from several threads.

    Attributes:
        cache: what was computed of it; the last of each kind is kept.

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
        self.cache = Cache()

    @cached_property
    def opaque(self) -> bool:
        """Whether no pixel is transparent, not even partly."""
        return self.pixels.shape[2] == 3 or bool((self.pixels[..., 3] == _OPAQUE).all())

    def run(
        self,
        threads: int | None = None,
        on_progress: OnProgress | None = None,
        should_stop: ShouldStop | None = None,
    ) -> Run:
        """A run that finds and leaves here what is computed of this picture."""
        return Run(threads, on_progress, should_stop, self.cache)

    def prepared(self, asked: Preparation, run: Run | None = None) -> Prepared:
        """The picture with its transparency, and the pixels outside of the selection, treated as `asked`."""
        run = run or self.run()
        whole = self._whole(asked, run)
        selection = None if asked.emphasis else asked.selection
        if asked.unselected is Unselected.MAP or selection is None:
            return whole
        return self.cache.get("cleared", (whole, selection), lambda: self._cleared(whole, selection, run))

    def selected(self, selection: Selection, asked: Preparation, run: Run | None = None) -> Mask:
        """(H, W) bool, what is selected of the picture under this treatment of its transparency."""
        run = run or self.run()
        return self._mask(self._whole(asked, run), selection, run)

    def source(self, asked: Preparation, run: Run | None = None) -> Source:
        """The colours that count, and by how much."""
        run = run or self.run()
        prepared = self.prepared(asked, run)
        if asked.selection is None and not asked.excluded:
            return Source(prepared.histogram, prepared)
        transparent = asked.excluded_as is ExcludedAs.TRANSPARENT
        key = (prepared, asked.selection, asked.excluded, asked.emphasis, transparent)
        return self.cache.get("source", key, lambda: self._source(prepared, asked, run))

    def _whole(self, asked: Preparation, run: Run) -> Prepared:
        mode = AlphaMode.KEEP if self.opaque else asked.alpha
        matte = asked.matte if mode is AlphaMode.MATTE else None
        return self.cache.get("whole", (mode, matte), lambda: self._prepare(mode, matte, run))

    def _prepare(self, mode: AlphaMode, matte: Rgb | None, run: Run) -> Prepared:
        threads, check = run.threads, run.check
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

    def _mask(self, whole: Prepared, selection: Selection, run: Run) -> Mask:
        from kquant.core.image.masks import selection_mask  # only where something is selected

        def make() -> Mask:
            return selection_mask(selection, whole.pixels, whole.histogram, run.threads)

        return self.cache.get("mask", (whole, selection), make)

    def _cleared(self, whole: Prepared, selection: Selection, run: Run) -> Prepared:
        """Without the pixels outside of the selection."""
        mask = self._mask(whole, selection, run)
        found = _selected(whole, mask, run.threads)
        visible = mask if whole.visible is None else whole.visible & mask
        alpha = None if whole.alpha is None else np.where(visible, whole.alpha, np.uint8(0))
        return Prepared(whole.pixels, visible, alpha, whole.weights, found)

    def _source(self, prepared: Prepared, asked: Preparation, run: Run) -> Source:
        found, mask = prepared.histogram, None
        if asked.selection is not None and (asked.emphasis or asked.unselected is Unselected.MAP):
            mask = self._mask(self._whole(asked, run), asked.selection, run)
            selected = _selected(prepared, mask, run.threads)
            if asked.emphasis:
                found, mask = emphasized(found, selected, asked.emphasis), None
            else:
                found = selected
        counting = found
        if asked.excluded:
            counting = subset(found, not_excluded(found, asked.excluded, run.threads))
        all_cleared = asked.excluded_as is ExcludedAs.TRANSPARENT and len(found) == len(prepared.histogram)
        if not len(counting) and len(prepared.histogram) and not all_cleared:
            return Source(prepared.histogram, prepared, unconstrained=True)
        return Source(counting, prepared, mask)


def _selected(prepared: Prepared, mask: Mask, threads: int) -> Histogram:
    """The visible pixels of a mask."""
    if prepared.visible is not None:
        mask = mask & prepared.visible
    rows, columns = (np.flatnonzero(mask.any(axis=axis)) for axis in (1, 0))
    if not len(rows):
        return subset(prepared.histogram, np.zeros(len(prepared.histogram), bool))
    box = slice(rows[0], rows[-1] + 1), slice(columns[0], columns[-1] + 1)
    pixels, inner = np.ascontiguousarray(prepared.pixels[box]), np.ascontiguousarray(mask[box])
    weights = None if prepared.weights is None else prepared.weights[box]
    return histogram(pixels, weights, threads, mask=None if inner.all() else inner)
