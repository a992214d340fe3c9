"""The distinct colours of a picture and how often each occurs."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from kquant.core import kernels
from kquant.core.model.arrays import Float64, Int64, UInt8, Weights
from kquant.core.points import morton
from kquant.core.run.parallel import Check

UInt32 = NDArray[np.uint32]

_OPAQUE = 255


@dataclass(frozen=True, eq=False)
class Histogram:
    """The M distinct colours of the visible pixels, in Z-order.

    Attributes:
        keys: (M,) uint32, Z-order keys (`morton`), rising.
        codes: (M,) uint32, 0xRRGGBB.
        counts: (M,) int64, pixels of each colour.
        alpha_sums: (M,) int64, the sum of the alpha, 0..255, of those pixels; None where all are opaque.
        emphasis: (M,) float64, votes over and above those of the pixels; None for none.
    """

    keys: UInt32
    codes: UInt32
    counts: Int64
    alpha_sums: Int64 | None = None
    emphasis: Float64 | None = None

    def __len__(self) -> int:
        return len(self.codes)

    @cached_property
    def weights(self) -> Weights:
        """(M,) float64, how much each colour votes: an opaque pixel once, any other by its alpha / 255.

        `counts` itself where all pixels are opaque and none has emphasis.
        """
        votes = self.counts if self.alpha_sums is None else self.alpha_sums / _OPAQUE
        return votes if self.emphasis is None else votes + self.emphasis

    @property
    def colors(self) -> UInt8:
        """(M, 3) uint8 RGB, a view."""
        return colors_of(self.codes)


_NOTHING = Histogram(np.empty(0, np.uint32), np.empty(0, np.uint32), np.empty(0, np.int64))


def colors_of(codes: UInt32) -> UInt8:
    """(N, 3) uint8 RGB of (N,) colour codes 0xRRGGBB."""
    channels = codes.astype(np.dtype("<u4"), copy=False).view(np.uint8).reshape(-1, 4)
    return channels[:, 2::-1]


def codes_of(colors: UInt8) -> UInt32:
    """(N,) uint32 codes 0xRRGGBB of (N, 3) uint8 RGB colours."""
    wide = colors.astype(np.uint32)
    return (wide[:, 0] << np.uint32(16)) | (wide[:, 1] << np.uint32(8)) | wide[:, 2]


def histogram(
    pixels: UInt8,
    alpha: UInt8 | None,
    threads: int,
    check: Check = None,
    mask: NDArray[np.bool_] | None = None,
) -> Histogram:
    """Count the distinct colours of (H, W, 3 or 4) uint8 pixels.

    `alpha` is (H, W) uint8 or None: a pixel votes by its alpha / 255, with alpha 0 not at all. `mask` is
    (H, W) bool of the pixels to be counted, or None for all.
    """
    return Histogram(*kernels.histogram(pixels, alpha, mask, threads, check))


def places(whole: Histogram, colors: UInt8) -> NDArray[np.intp]:
    """Where those of (N, 3) uint8 colours that are in the histogram stand in it, rising; no others."""
    keys = np.sort(morton.keys_of(codes_of(colors)))
    keys = keys[morton.run_starts(keys)]  # np.unique would import numpy.ma
    place = np.searchsorted(whole.keys, keys)
    there = place < len(whole)
    there[there] = whole.keys[place[there]] == keys[there]
    return np.asarray(place[there])


def subset(whole: Histogram, chosen: NDArray[np.bool_]) -> Histogram:
    """The histogram of some of the colours, given as (M,) bool."""
    alpha_sums = None if whole.alpha_sums is None else whole.alpha_sums[chosen]
    emphasis = None if whole.emphasis is None else whole.emphasis[chosen]
    return Histogram(whole.keys[chosen], whole.codes[chosen], whole.counts[chosen], alpha_sums, emphasis)


def emphasized(whole: Histogram, part: Histogram, times: int) -> Histogram:
    """A histogram in which the pixels of `part`, some of the `whole`, weigh so many times as much."""
    emphasis = np.zeros(len(whole))
    emphasis[np.searchsorted(whole.keys, part.keys)] = (times - 1) * part.weights
    return replace(whole, emphasis=emphasis)


def merged(*histograms: Histogram) -> Histogram:
    """The histogram of all the pixels, exact: the same in whatever order and groups they are merged.

    Emphasis, which is no whole number, is put on the merged ones.

    Raises:
        ValueError: one of them has emphasis.
    """
    if any(one.emphasis is not None for one in histograms):
        raise ValueError("histograms are merged before any of their pixels are emphasized")
    every = [_NOTHING, *histograms]
    keys = np.concatenate([one.keys for one in every])
    order = np.argsort(keys, kind="stable")  # quick: it finds the parts that are sorted
    first = morton.run_starts(keys[order])

    def added(numbers: list[Int64]) -> Int64:
        return np.add.reduceat(np.concatenate(numbers)[order], first)

    keys = keys[order[first]]
    counts = added([one.counts for one in every])
    if all(one.alpha_sums is None for one in every if len(one)):
        return Histogram(keys, morton.codes_of(keys), counts)
    return Histogram(keys, morton.codes_of(keys), counts, added([_alpha_sums(one) for one in every]))


def _alpha_sums(whole: Histogram) -> Int64:
    return whole.counts * _OPAQUE if whole.alpha_sums is None else whole.alpha_sums
