"""Weighted points in a colour space: the distinct colours themselves, or cells of neighbouring ones."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from kquant.core import morton
from kquant.core.color import to_space
from kquant.core.histogram import Histogram
from kquant.core.types import Float64, Space, UInt8

Index = NDArray[np.intp]


@dataclass(frozen=True, eq=False)
class Groups:
    """Runs of neighbouring points, each inside a ball.

    Attributes:
        starts: (G + 1,) where each run begins, and the number of points.
        centers: (G, 3) float64; radii: (G,) float64.
    """

    starts: Index
    centers: Float64
    radii: Float64


@dataclass(frozen=True, eq=False)
class Points:
    """N weighted points.

    Attributes:
        coords: (N, 3), float64 in the colour space; uint8 for the colours of a picture in sRGB.
        weights: (N,) float64, positive.
        groups: runs of neighbouring points, or None where there are too few to be worth it.
    """

    coords: Float64 | UInt8
    weights: Float64
    groups: Groups | None = None

    def __len__(self) -> int:
        return len(self.coords)

    def block(self, part: slice) -> Float64:
        """(n, 4) float64: the coordinates of a run of points and a column of ones."""
        block = np.empty((part.stop - part.start, 4))
        block[:, :3] = self.coords[part]
        block[:, 3] = 1
        return block

    @cached_property
    def norms(self) -> Float64:
        """(N,) float64, the squared distance of each point from the origin."""
        norms = np.zeros(len(self))
        for axis in range(3):
            column = self.coords[:, axis].astype(np.float64)
            norms += column * column
        return norms

    @cached_property
    def moment(self) -> float:
        """The weighted sum of `norms`."""
        return float((self.weights * self.norms).sum())


def color_points(histogram: Histogram, space: Space, threads: int) -> Points:
    """The distinct colours of a picture as points of `space`, in the histogram's order."""
    colors = histogram.colors
    coords = colors if space is Space.SRGB else to_space(colors, space, threads)
    return Points(coords, histogram.weights, _groups(histogram, coords))


def _groups(histogram: Histogram, coords: Float64 | UInt8) -> Groups | None:
    """Cubes of 16 or 32 values a side, whichever holds some hundred colours."""
    if len(histogram) < 20_000:
        return None
    level = 4 if len(histogram) > 200_000 else 3
    first = morton.run_starts(morton.keys_of(histogram.codes) >> np.uint32(3 * (8 - level)))
    low = np.minimum.reduceat(coords, first, axis=0).astype(np.float64)
    high = np.maximum.reduceat(coords, first, axis=0).astype(np.float64)
    radii = np.sqrt(((high - low) ** 2).sum(axis=1)) / 2
    return Groups(np.append(first, len(coords)), (low + high) / 2, radii)
