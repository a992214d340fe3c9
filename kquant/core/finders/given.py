"""The finder of a palette that a person gives: all of its colours, or the best K of them."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Final

import numpy as np
from numpy.typing import NDArray

from kquant.core.color.spaces import rgb_array, to_space
from kquant.core.finders import find
from kquant.core.finders.medoids import Patience, best_candidates
from kquant.core.image.histogram import codes_of
from kquant.core.image.points import octree_of, sketch_of
from kquant.core.image.source import Source
from kquant.core.model.arrays import Float64
from kquant.core.model.choices import Effort, Engine, Init
from kquant.core.model.clustering import Clustering
from kquant.core.model.specification import QUICK, Specification
from kquant.core.palette.match import greedy_matching
from kquant.core.palette.nearest import assigned_to_palette
from kquant.core.points.cells import cells
from kquant.core.points.octree import Octree
from kquant.core.points.points import Points
from kquant.core.run.run import Run

_LEAST_CELLS = 1024
_MOST_DISTANCES = 1 << 22
_SAMPLE = 8192

_PATIENCE: Final = {
    QUICK: Patience(_LEAST_CELLS, 1),
    Effort.FAST: Patience(4096, 2),
    Effort.BALANCED: Patience(4096, 8, 1 << 22, 16),
    Effort.BEST: Patience(8192, 100, 1 << 26, 100),
}
"""By effort."""


@dataclass(frozen=True, slots=True)
class GivenFinder:
    """Takes the candidates in their order, and as they are if as many are asked for, after the papers."""

    needs_pixels: bool = False

    def find(self, source: Source, spec: Specification, run: Run) -> Clustering:
        """All candidates, whether a pixel is near them or not; or the K that suit best, none of them unused.

        Fewer than K come out if together with the locked ones fewer are the nearest candidate of some colour.
        """
        papers, given = len(spec.papers), (*spec.papers, *spec.candidates)
        centers = to_space(rgb_array(given), spec.space)
        rows = np.arange(len(given))
        if spec.colors < len(given):
            rows = _chosen(source, spec, centers, run)
        held = np.ones(len(rows), bool)
        return Clustering(centers[rows], held, in_order=True, chosen=rows[papers:] - papers)


FINDER = GivenFinder()


def _chosen(source: Source, spec: Specification, candidates: Float64, run: Run) -> NDArray[np.intp]:
    """(K,) the places of the papers and the best candidates, rising: by swaps from those of `cv2.kmeans`."""
    octree = octree_of(source.histogram, spec.space, run)
    is_quick = spec.effort == QUICK and bool(octree.levels)
    colors = _Colors(Octree(sketch_of(octree, run), []) if is_quick else octree, spec, run)
    papers = len(spec.papers)
    is_locked = np.isin(codes_of(rgb_array(spec.candidates)), codes_of(rgb_array(spec.locked[papers:])))
    locked = np.append(np.arange(papers), papers + np.flatnonzero(is_locked))
    needed = colors.needed(locked, spec.colors)
    if len(needed) <= spec.colors:
        return np.sort(needed)
    patience = _PATIENCE[spec.effort]
    points = colors.cells(max(_LEAST_CELLS, min(patience.cells, _MOST_DISTANCES // len(candidates))))
    start = _nearest_left(_free_centers(source, octree, spec, run), candidates, locked)
    best = best_candidates(
        points, candidates, start, spec.colors, len(locked), patience, spec.seed, run.check
    )
    return _used(colors, np.sort(best), locked, needed)


class _Colors:
    """The colours that count, and a part of them by which most questions are answered sooner.

    What is the nearest candidate is decided as it is for a finished palette.
    """

    def __init__(self, octree: Octree, spec: Specification, run: Run) -> None:
        points, every = octree.points, max(1, len(octree.points) // _SAMPLE)
        self._all, self._spec, self._run = octree, spec, run
        self._given = rgb_array((*spec.papers, *spec.candidates))
        self._some = Octree(Points(points.columns[:, ::every], points.weights[::every]), [])

    def cells(self, limit: int) -> Points:
        """About so many points to search on, but all of those that are in no octree."""
        return cells(self._all.levels, self._all.points, limit) if self._all.levels else self._all.points

    def needed(self, locked: NDArray[np.intp], count: int) -> NDArray[np.intp]:
        """The locked candidates and those that are the nearest one of some colour, most needed first.

        More than `count` of them need not be all.
        """
        for octree in (self._some, self._all):
            weights = self._weights(octree, np.arange(len(self._given)))
            order = np.argsort(-weights, kind="stable")[: np.count_nonzero(weights)]
            found = np.concatenate([locked, order[~np.isin(order, locked)]])
            if len(found) > count:
                break
        return found

    def unused(self, chosen: NDArray[np.intp]) -> NDArray[np.bool_]:
        """(K,) whether one of the chosen, the papers first, is the nearest one of no colour."""
        unused: NDArray[np.bool_] = self._weights(self._some, chosen) == 0
        if unused.any():
            unused = self._weights(self._all, chosen) == 0
        return unused

    def _weights(self, octree: Octree, chosen: NDArray[np.intp]) -> Float64:
        """(K,) the weight of the colours that each of the chosen is the nearest one of."""
        papers, space = len(self._spec.papers), self._spec.space
        return assigned_to_palette(octree, self._given[chosen], papers, space, self._run).weights


def _free_centers(source: Source, octree: Octree, spec: Specification, run: Run) -> Float64:
    """The centres that would be found without a palette, but for the locked ones."""
    effort = QUICK if octree.levels else Effort.FAST
    free = replace(spec, finder=Engine.HISTOGRAM, effort=effort, init=Init.PP, init_colors=(), candidates=())
    return find.find(source, free, run).centers[len(spec.locked) :]


def _nearest_left(centers: Float64, candidates: Float64, locked: NDArray[np.intp]) -> NDArray[np.intp]:
    """The locked candidates, and for each centre another one near it."""
    left = np.delete(np.arange(len(candidates)), locked)
    squared = ((centers[:, None] - candidates[left]) ** 2).sum(axis=2)
    return np.concatenate([locked, left[greedy_matching(squared)]])


def _used(
    colors: _Colors,
    chosen: NDArray[np.intp],
    locked: NDArray[np.intp],
    needed: NDArray[np.intp],
) -> NDArray[np.intp]:
    """With needed candidates in place of those that serve no colour.

    A colour whose nearest candidate of all is chosen is served by that, whatever else is, so this ends.
    """
    while (unused := colors.unused(chosen) & ~np.isin(chosen, locked)).any():
        needed = needed[~np.isin(needed, chosen)]
        chosen = np.sort(np.concatenate([chosen[~unused], needed[: np.count_nonzero(unused)]]))
    return chosen
