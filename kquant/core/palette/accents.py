"""Small groups of colours that stand out from a picture and are lost in its result."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from kquant.core.color.delta_e import ciede2000
from kquant.core.color.spaces import from_space, lab
from kquant.core.image.histogram import Histogram, subset
from kquant.core.image.picture import Picture
from kquant.core.image.points import octree_of
from kquant.core.model.arrays import Float64, UInt8
from kquant.core.model.choices import Space
from kquant.core.model.result import Result
from kquant.core.model.rgb import Rgb, rgb
from kquant.core.model.specification import Preparation
from kquant.core.points.assign import assign
from kquant.core.points.octree import Octree
from kquant.core.points.points import Points
from kquant.core.run.run import Run

_MOST = 3
_TRIALS = 16
_LOST = 14.0
"""CIEDE2000 from the nearest palette colour at which a colour is lost: another colour by name."""
_SMALLEST_SHARE, _LARGEST_SHARE = 0.0002, 0.05
_FEWEST_PIXELS = 24
_SHADING = 0.5
"""How much lightness counts against hue and chroma: light falls on one thing in many lightnesses."""
_CORE, _HALO = 11.0, 22.0
"""Distances in CIELAB, with shading; what is between them parts a group from the rest."""
_ISOLATED = 0.4
"""A group stands by itself if its halo weighs at most this part of it."""
_BIN = 8.0
_MAY_STAND_OUT = 1.0
"""As `_ISOLATED`, for boxes of bins, which say so only roughly."""
_LEVEL = 2  # of the octree: cubes of 8 values a side
_ITERATIONS = 4


@dataclass(frozen=True, slots=True)
class Accent:
    """A colour that is lost.

    Attributes:
        color: the most frequent one of its group, if it makes up half of that, or else the mean.
        share: of the group among the visible pixels, 0..1.
        delta_e: CIEDE2000 from the nearest palette colour.
    """

    color: Rgb
    share: float
    delta_e: float


@dataclass(frozen=True, slots=True, eq=False)
class _Cells:
    """Cells of like colours.

    Attributes:
        first: (n + 1,) the first colour of each in the histogram, and the number of colours.
        colors: (n, 3) uint8 means.
        places: (n, 3) float64 CIELAB with shading.
        weights: (n,) float64.
    """

    first: NDArray[np.intp]
    colors: UInt8
    places: Float64
    weights: Float64


def accents(picture: Picture, result: Result, run: Run | None = None) -> tuple[Accent, ...]:
    """At most three colours that the palette of a result lacks, the most conspicuous first.

    Raises:
        Cancelled: the caller of `run` wants to stop.
    """
    run = run or picture.run()
    settings = result.request.settings
    found = picture.prepared(Preparation.of(settings), run).histogram
    if result.papers is not None:
        found = subset(found, result.color_labels < len(result.palette))
    if not len(found) or not len(result.palette) or result.compactness == 0:
        return ()
    cells = _cells(found, octree_of(found, settings.space, run), settings.space)
    left = (_differences(cells.colors, result.palette, run.threads) >= _LOST) & _may_stand_out(cells)
    total = float(cells.weights.sum())
    named: list[Accent] = []
    for _ in range(_TRIALS):
        run.check()
        if not left.any() or len(named) == _MOST:
            break
        seed = int(np.where(left, cells.weights, 0).argmax())
        core, halo = _group(cells, seed)
        left &= ~core
        left[seed] = False
        weight = float(cells.weights[core].sum())
        small = max(_SMALLEST_SHARE * total, _FEWEST_PIXELS) <= weight <= _LARGEST_SHARE * total
        if small and float(cells.weights[halo].sum()) <= _ISOLATED * weight:
            left &= ~halo
            color = _name(cells, core, found)
            difference = float(_differences(np.array([color], np.uint8), result.palette, 1)[0])
            if difference >= _LOST:
                named.append(Accent(color, weight / total, difference))
    return tuple(sorted(named, key=lambda accent: -accent.delta_e))


def _cells(found: Histogram, octree: Octree, space: Space) -> _Cells:
    if octree.levels:
        level = octree.levels[_LEVEL]
        first, weights = level.first, level.sums[0]
        colors = from_space(level.means.T, space)
    else:
        first, weights, colors = np.arange(len(found) + 1), found.weights.astype(np.float64), found.colors
    return _Cells(first, colors, lab(colors) * [_SHADING, 1, 1], weights)


def _differences(colors: UInt8, palette: UInt8, threads: int) -> Float64:
    """(N,) CIEDE2000 of each colour from the palette colour that is nearest in CIELAB."""
    own, targets = lab(colors), lab(palette)
    nearest = assign(Points(own.T.copy(), np.ones(len(own))), targets, threads).labels
    return ciede2000(own, targets[nearest], threads)


def _may_stand_out(cells: _Cells) -> NDArray[np.bool_]:
    """(n,) bool: false for cells in or beside a crowd, by counting in boxes of bins."""
    bins = np.floor((cells.places - cells.places.min(axis=0)) / _BIN).astype(np.intp)
    shape = bins.max(axis=0) + 5  # room for the boxes on both sides
    place = np.ravel_multi_index(tuple((bins + 2).T), tuple(shape))
    grid = np.bincount(place, cells.weights, int(shape.prod())).reshape(shape)
    inner, outer = _boxes(grid, 1), _boxes(grid, 2)
    return np.asarray((outer - inner <= _MAY_STAND_OUT * inner).ravel()[place])


def _boxes(grid: Float64, reach: int) -> Float64:
    """The sum of the bins up to `reach` bins away, in every direction, of each."""
    for axis in range(3):
        grid = sum((np.roll(grid, shift, axis) for shift in range(-reach, reach + 1)), np.zeros_like(grid))
    return grid


def _group(cells: _Cells, seed: int) -> tuple[NDArray[np.bool_], NDArray[np.bool_]]:
    """(n,) bool: the cells around the middle of the crowd that one cell is in, and those around them."""
    middle = cells.places[seed]
    for _ in range(_ITERATIONS):
        squared = ((cells.places - middle) ** 2).sum(axis=1)
        core = squared <= _CORE**2
        weights = cells.weights[core]
        middle = (weights[:, None] * cells.places[core]).sum(axis=0) / weights.sum()
    squared = ((cells.places - middle) ** 2).sum(axis=1)
    core = squared <= _CORE**2
    return core, ~core & (squared <= _HALO**2)


def _name(cells: _Cells, core: NDArray[np.bool_], found: Histogram) -> Rgb:
    """The colour to keep."""
    members = np.concatenate(
        [np.arange(cells.first[cell], cells.first[cell + 1]) for cell in np.flatnonzero(core)]
    )
    counts = found.counts[members].astype(np.float64)
    most = int(counts.argmax())
    if 2 * counts[most] >= counts.sum():
        return rgb(found.colors[members[most]].tolist())
    mean = (counts[:, None] * found.colors[members]).sum(axis=0) / counts.sum()
    return rgb(np.rint(mean).astype(int).tolist())
