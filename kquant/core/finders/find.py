"""Finding the centres of a palette, without applying it."""

from __future__ import annotations

import numpy as np

from kquant.core.color.spaces import rgb_array, to_space
from kquant.core.finders.base import Finder
from kquant.core.finders.registry import FINDERS
from kquant.core.image.grid import grid_of, reached
from kquant.core.image.histogram import Histogram, codes_of, colors_of, places
from kquant.core.image.source import Source
from kquant.core.model.arrays import UInt8
from kquant.core.model.clustering import Clustering
from kquant.core.model.depth import Depth
from kquant.core.model.errors import KQuantError
from kquant.core.model.specification import GIVEN, Specification
from kquant.core.run.run import Run


def find(source: Source, spec: Specification, run: Run) -> Clustering:
    """The centres that a specification asks for, by the finder that it names.

    Raises:
        Cancelled: the caller of `run` wants to stop.
        KQuantError: there is no such finder, or it needs pixels and the source has none.
    """
    finder: Finder = FINDERS.load(spec.finder)
    if finder.needs_pixels and source.picture is None:
        raise KQuantError(
            f"the finder {spec.finder!r} needs the pixels of one picture in their order, not a histogram"
        )
    without_choice = None if spec.finder == GIVEN else _without_choice(source.histogram, spec, run)
    return without_choice or finder.find(source, spec, run)


def _without_choice(histogram: Histogram, spec: Specification, run: Run) -> Clustering | None:
    """The colours themselves, if there are no more than wanted, or the locked ones, if all are."""
    locked = rgb_array(spec.locked)
    colors, others = locked, _not_locked(histogram, locked, spec, run)
    if others is not None:
        colors = np.concatenate([locked, others])
    elif spec.colors > len(locked):
        return None
    return Clustering(to_space(colors, spec.space), np.arange(len(colors)) < len(locked))


def _not_locked(histogram: Histogram, locked: UInt8, spec: Specification, run: Run) -> UInt8 | None:
    """(n, 3) the colours that may come out beside the locked ones; None if there is no room for all."""
    room = spec.colors - len(locked)
    if spec.depth is Depth.FULL:
        there = places(histogram, locked)
        return np.delete(histogram.colors, there, axis=0) if len(histogram) - len(there) <= room else None
    codes = reached(histogram, grid_of(spec.depth, spec.space), spec.colors + 1, run, spec.papers)
    codes = codes[~np.isin(codes, codes_of(locked))]
    return colors_of(codes) if len(codes) <= room else None
