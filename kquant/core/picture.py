"""A picture made ready for clustering: what is visible, how much it votes, and its distinct colours."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from threading import Lock

import numpy as np
from numpy.typing import NDArray

from kquant.core.histogram import Histogram, histogram, pixel_codes
from kquant.core.octree import Cloud, color_cloud
from kquant.core.parallel import Check, blocks, default_threads, map_blocks
from kquant.core.types import AlphaMode, Labels, Rgb, Space, UInt8

_OPAQUE = 255
_THRESHOLD = 128
_BLOCK_PIXELS = 1 << 18


@dataclass(frozen=True, slots=True, eq=False)
class Prepared:
    """A picture under one treatment of its transparency.

    Attributes:
        pixels: (H, W, 3 or 4) uint8; a fourth channel is to be ignored.
        visible: (H, W) bool, or None where every pixel is.
        alpha: (H, W) uint8 that the result keeps, or None.
        histogram: the distinct colours of the visible pixels.
    """

    pixels: UInt8
    visible: NDArray[np.bool_] | None
    alpha: UInt8 | None
    histogram: Histogram


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
        self._lock = Lock()
        self._key: tuple[AlphaMode, Rgb | None] | None = None
        self._prepared: Prepared | None = None
        self._cloud: tuple[Prepared, Space, Cloud] | None = None

    @cached_property
    def opaque(self) -> bool:
        """Whether no pixel is transparent, not even partly."""
        return self.pixels.shape[2] == 3 or bool((self.pixels[..., 3] == _OPAQUE).all())

    def prepared(
        self, mode: AlphaMode, matte: Rgb, threads: int | None = None, check: Check = None
    ) -> Prepared:
        """The picture under a treatment of transparency; the last one asked for is kept."""
        opaque = self.opaque
        key = (AlphaMode.KEEP, None) if opaque else (mode, matte if mode is AlphaMode.MATTE else None)
        with self._lock:
            if self._prepared is None or self._key != key:
                self._prepared = self._prepare(*key, opaque, threads or default_threads(), check)
                self._key = key
            return self._prepared

    def cloud(self, prepared: Prepared, space: Space, threads: int) -> Cloud:
        """The distinct colours of `prepared` as points of a space; the last ones asked for are kept."""
        with self._lock:
            if self._cloud is None or self._cloud[0] is not prepared or self._cloud[1] is not space:
                self._cloud = (prepared, space, color_cloud(prepared.histogram, space, threads))
            return self._cloud[2]

    def _prepare(
        self, mode: AlphaMode, matte: Rgb | None, opaque: bool, threads: int, check: Check
    ) -> Prepared:
        if opaque:
            return Prepared(self.pixels, None, None, histogram(self.pixels, None, threads, check))
        if matte is not None:
            flat = composite(self.pixels, matte, threads)
            return Prepared(flat, None, None, histogram(flat, None, threads, check))
        alpha = np.ascontiguousarray(self.pixels[..., 3])
        kept = None if mode is AlphaMode.THRESHOLD else alpha
        if mode is AlphaMode.THRESHOLD:
            alpha = np.where(alpha >= _THRESHOLD, alpha, np.uint8(0))
        return Prepared(self.pixels, alpha > 0, kept, histogram(self.pixels, alpha, threads, check))


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
