"""The colours that a hardware colour depth has, and the nearest of them."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from itertools import product
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from kquant.core.color.spaces import from_space, rgb_array, to_space
from kquant.core.image.histogram import Histogram, UInt32, codes_of, colors_of
from kquant.core.model.arrays import Float64, UInt8
from kquant.core.model.choices import Space
from kquant.core.model.depth import Depth
from kquant.core.model.rgb import Rgb
from kquant.core.points import morton
from kquant.core.run.parallel import Check
from kquant.core.run.run import Run

if TYPE_CHECKING:
    from kquant.core.points.nearest_target import Targets

_GLANCE, _LONGER = 8, 8
"""Colours that are looked at first for each one wanted, and how many times as many after that."""


@dataclass(frozen=True, slots=True, eq=False)
class Grid:
    """The colours of a depth; of two that are equally near by channel the darker one counts as nearest.

    Attributes:
        depth, space: whose colours these are, and where distances are measured.
        channels: for each channel its values in 8 bits, and where in the space from one to the next the
            middle is; None where the nearest colour is not found by channel.
        targets: all colours as points, with their (N,) keys; None where it is, and for all of 24 bits.
    """

    depth: Depth
    space: Space
    channels: tuple[tuple[UInt8, Float64], ...] | None = None
    targets: tuple[UInt32, Targets] | None = None

    def nearest(self, colors: UInt8, threads: int = 1, check: Check = None) -> UInt8:
        """(N, 3) uint8: the nearest one to each of (N, 3) uint8 colours, in the space."""
        if self.depth is Depth.FULL:
            return colors
        if self.channels is None:
            return self._searched(colors, to_space(colors, self.space, threads), threads, check)
        every = to_space(np.repeat(np.arange(256, dtype=np.uint8)[:, None], 3, axis=1), self.space)
        nearest = np.empty((len(colors), 3), np.uint8)
        for number, table in enumerate(self._by_channel(every).T):
            np.take(table, colors[:, number], out=nearest[:, number])
        return nearest

    def rounded(self, centers: Float64, threads: int = 1) -> UInt8:
        """(N, 3) uint8: the nearest one to each of (N, 3) float64 coordinates in the space."""
        if self.depth is Depth.FULL:
            return from_space(centers, self.space)
        if self.channels is None:
            return self._searched(from_space(centers, self.space), centers, threads, None)
        return self._by_channel(centers)

    def _by_channel(self, coords: Float64) -> UInt8:
        assert self.channels is not None
        columns = [
            values[np.searchsorted(middles, column)]
            for (values, middles), column in zip(self.channels, coords.T, strict=True)
        ]
        return np.stack(columns, axis=1)

    def _searched(self, near: UInt8, coords: Float64, threads: int, check: Check) -> UInt8:
        from kquant.core.points.nearest_target import nearest_targets  # for few depths

        assert self.targets is not None
        keys = morton.keys_of(codes_of(near))
        order: NDArray[np.intp] = np.argsort(keys, kind="stable")
        own, targets = self.targets
        chosen = np.empty(len(order), np.intp)
        columns = np.ascontiguousarray(coords[order].T)
        chosen[order] = nearest_targets(keys[order], columns, targets, threads, check)
        return colors_of(morton.codes_of(own[chosen]))


@lru_cache(maxsize=4)
def grid_of(depth: Depth, space: Space) -> Grid:
    """The grid of a depth, in which the nearest colours are found in a space."""
    if depth is Depth.FULL:
        return Grid(depth, space)
    levels = depth.levels
    if space in (Space.SRGB, Space.LINEAR):
        return Grid(depth, space, channels=tuple(_channel(values, space) for values in levels))
    from kquant.core.points.nearest_target import Targets

    keys = np.sort(morton.keys_of(codes_of(np.array(list(product(*levels)), np.uint8))))
    columns = np.ascontiguousarray(to_space(colors_of(morton.codes_of(keys)), space).T)
    return Grid(depth, space, targets=(keys, Targets.of(keys, columns)))


def _channel(values: tuple[int, ...], space: Space) -> tuple[UInt8, Float64]:
    greys: UInt8 = np.array(values, np.uint8)
    coords = to_space(np.repeat(greys[:, None], 3, axis=1), space)[:, 0]
    return greys, (coords[1:] + coords[:-1]) / 2


def reached(histogram: Histogram, grid: Grid, enough: int, run: Run, papers: tuple[Rgb, ...] = ()) -> UInt32:
    """(n,) rising codes of colours that are the nearest one to some colour of a histogram, papers apart.

    At least `enough` of them, or all. Papers, which are colours of the grid, win ties.
    """
    size = _GLANCE * enough
    while size * _LONGER <= len(histogram):
        some = _reached(histogram.colors[:: len(histogram) // size], grid, papers, run)
        if len(some) >= enough:
            return some
        size *= _LONGER
    key = (histogram, grid, papers)
    return run.cache.get("reached", key, lambda: _reached(histogram.colors, grid, papers, run))


def _reached(colors: UInt8, grid: Grid, papers: tuple[Rgb, ...], run: Run) -> UInt32:
    nearest = grid.nearest(colors, run.threads, run.check)
    if not papers:
        return np.unique(codes_of(nearest))
    points = to_space(colors, grid.space, run.threads)
    apart = ((points - to_space(nearest, grid.space, run.threads)) ** 2).sum(axis=1)
    kept = np.ones(len(colors), bool)
    for paper in to_space(rgb_array(papers), grid.space):
        kept &= ((points - paper) ** 2).sum(axis=1) > apart
    return np.unique(codes_of(nearest[kept]))
