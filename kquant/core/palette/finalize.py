"""From centres to a palette: 8-bit colours, none twice, each the nearest colour of some pixel."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from kquant.core.color.spaces import rgb_array, to_space
from kquant.core.image.grid import Grid, grid_of
from kquant.core.image.histogram import Histogram, UInt32, codes_of, colors_of
from kquant.core.image.points import octree_of
from kquant.core.model.arrays import Float64, Int64, UInt8
from kquant.core.model.choices import Representative
from kquant.core.model.clustering import Clustering
from kquant.core.model.depth import Depth
from kquant.core.model.specification import Specification
from kquant.core.palette.frequent import most_frequent
from kquant.core.palette.nearest import assigned_to_palette
from kquant.core.points.account import Account, account_of, squared
from kquant.core.points.assign import Members
from kquant.core.points.octree import Octree
from kquant.core.run.run import Run

_POLISHED = 750.0
"""Mean squared error above which polishing is left out: rounding costs at most 3/4, a thousandth of it."""

_GLANCE = 4096
"""Points whose nearest colour of a depth is found first where some are to be missed."""
_POLISHED_AT_DEPTH = 3
"""Roundings that are tried at least where they move a colour far."""


class FinalPalette(NamedTuple):
    """A palette as it will be applied.

    Attributes:
        colors: (K, 3) uint8 sRGB, none twice but for papers, which a given palette may have too.
        locked: (K,) bool, colours that a person has locked, and papers.
        in_order: they stand in an order that is to be kept.
        account: the colours that it was found from, exactly assigned to it.
        papers: so many of the first colours are papers.
    """

    colors: UInt8
    locked: NDArray[np.bool_]
    in_order: bool
    account: Account
    papers: int = 0

    def order(self, counts: Int64) -> NDArray[np.intp]:
        """(K,) rows: by falling (K,) counts of pixels; papers last, the others as they stand, if in order."""
        if self.in_order:
            return np.roll(np.arange(len(self.colors)), -self.papers)
        return np.argsort(-counts, kind="stable")


def finalize(histogram: Histogram, clustering: Clustering, spec: Specification, run: Run) -> FinalPalette:
    """Round the centres of a clustering of a histogram, and assign every colour exactly.

    K is at most the number of distinct colours. Then as often as may be polished, round the means of the
    clusters and keep them if that is better; and never be worse than the rounded start or an alternative.
    `held` centres stay, even where no pixel is nearest to them. Rounded colours are of the depth asked for.
    """
    grid = grid_of(spec.depth, spec.space)
    papers, octree = len(spec.papers), octree_of(histogram, spec.space, run)
    source = _Source(histogram, octree, grid, papers, run)
    found = _polished(source, clustering.centers, clustering)
    others = list(clustering.alternatives)
    if clustering.start is not None and found.account.total > clustering.trace[0]:
        others.insert(0, clustering.start)
    for centers in others:
        found = min(found, _polished(source, centers, clustering), key=lambda one: one.account.total)
    if spec.representative is Representative.FREQUENT:
        found = _filled(source, _frequent(source, found), found.held)
    is_locked = np.isin(codes_of(found.colors), codes_of(rgb_array(spec.locked[papers:])))
    is_locked[:papers] = True
    return FinalPalette(found.colors, is_locked, clustering.in_order, found.account, papers)


class _Source(NamedTuple):
    """The colours that palettes are tried on, the first `papers` of which stay where they are."""

    histogram: Histogram
    octree: Octree
    grid: Grid
    papers: int
    run: Run


class _Trial(NamedTuple):
    """A palette, the colours of it that stay, and its account."""

    colors: UInt8
    held: NDArray[np.bool_]
    account: Account


def _polished(source: _Source, centers: Float64, clustering: Clustering) -> _Trial:
    """The rounded centres, or what further roundings bring."""
    best = _filled(source, source.grid.rounded(centers, source.run.threads), clustering.held)
    exact = source.grid.depth is Depth.FULL
    if exact and best.account.total > _POLISHED * float(source.octree.points.weights.sum()):
        return best
    for _ in range(clustering.polish if exact else max(clustering.polish, _POLISHED_AT_DEPTH)):
        rounded = source.grid.rounded(best.account.centers, source.run.threads)
        rounded[best.held] = best.colors[best.held]
        if np.array_equal(rounded, best.colors):
            break
        trial = _filled(source, rounded, best.held)
        if trial.account.total >= best.account.total:
            break
        best = trial
    return best


def _frequent(source: _Source, found: _Trial) -> UInt8:
    """(K, 3) the most frequent colour of each cluster, and the held ones as they are."""
    if not len(source.histogram):  # held ones are all there are
        return found.colors
    rows = most_frequent(source.octree.points.weights, found.account.labels, len(found.colors))
    frequent = source.grid.nearest(source.histogram.colors[rows], source.run.threads)
    return np.where(found.held[:, None], found.colors, frequent)


def _filled(source: _Source, palette: UInt8, held: NDArray[np.bool_]) -> _Trial:
    """Assign to `palette`; colours that stand twice or serve no pixel give way to ones that are missed.

    A colour of the picture serves at least itself, so the replacing comes to an end. At a depth it is its
    nearest colour there that is taken, the darker one of two as in the palette, so that it serves.
    """
    points, counts, grid = source.octree.points, source.histogram.counts, source.grid
    palette = palette.copy()
    given_up: UInt32 = np.empty(0, np.uint32)  # near ties that rounding decides against them
    while True:
        step = assigned_to_palette(source.octree, palette, source.papers, grid.space, source.run)
        targets = to_space(palette, grid.space)
        # a repeated colour loses every tie to its first occurrence, so it serves no pixel
        spare = np.flatnonzero((step.weights == 0) & ~held)
        if not len(spare):
            account = account_of(points, counts, targets, step, source.run.threads)
            return _Trial(palette, held, account)
        cost = points.weights * squared(points, targets, step.labels, slice(0, len(points)))
        if grid.depth is Depth.FULL:
            missed = source.histogram.colors[_most_missed(cost, step.labels, len(spare))]
        else:
            codes = codes_of(palette)
            given_up = np.concatenate([given_up, codes[spare]])
            missed = _missed_at_depth(source, cost, step.labels, len(spare), np.append(codes, given_up))
        palette[spare[: len(missed)]] = missed
        # with held colours that are not in the picture there may be nothing left to take
        palette, held = np.delete(palette, spare[len(missed) :], 0), np.delete(held, spare[len(missed) :])


def _most_missed(cost: Float64, labels: Members, count: int) -> NDArray[np.intp]:
    """Up to `count` points with a positive cost, the costliest first, from different clusters if possible."""
    order = np.argsort(-cost, kind="stable")
    order = order[cost[order] > 0]
    _, first = np.unique(labels[order], return_index=True)
    rank = np.ones(len(order), bool)
    rank[first] = False  # the costliest of each cluster comes before all others
    return np.asarray(order[np.argsort(rank, kind="stable")][:count])


def _missed_at_depth(source: _Source, cost: Float64, labels: Members, count: int, known: UInt32) -> UInt8:
    """Up to `count` colours of the grid that are nearest to points, but for those `known`, as above."""
    found: UInt32 = np.empty(0, np.uint32)
    order = _most_missed(cost, labels, len(cost))
    at, size = 0, _GLANCE
    while at < len(order) and len(found) < count:
        nearest = source.grid.nearest(source.histogram.colors[order[at : at + size]], source.run.threads)
        codes = codes_of(nearest)
        new = codes[~np.isin(codes, np.append(known, found))]
        _, first = np.unique(new, return_index=True)
        found = np.append(found, new[np.sort(first)])
        at, size = at + size, 4 * size
    return colors_of(found[:count])
