"""Finding the centres of a palette, without applying it."""

from __future__ import annotations

import numpy as np

from kquant.core.color.spaces import to_space
from kquant.core.finders.base import Finder
from kquant.core.finders.registry import FINDERS
from kquant.core.image.histogram import places
from kquant.core.image.source import Source
from kquant.core.model.arrays import UInt8
from kquant.core.model.clustering import Clustering
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
    without_choice = None if spec.finder == GIVEN else _without_choice(source, spec)
    return without_choice or finder.find(source, spec, run)


def _without_choice(source: Source, spec: Specification) -> Clustering | None:
    """The colours themselves, if there are no more than wanted, or the locked ones, if all are."""
    locked: UInt8 = np.array(spec.locked, np.uint8).reshape(-1, 3)
    colors, there = locked, places(source.histogram, locked)
    if spec.colors >= len(locked) + len(source.histogram) - len(there):
        colors = np.concatenate([locked, np.delete(source.histogram.colors, there, axis=0)])
    elif spec.colors > len(locked):
        return None
    return Clustering(to_space(colors, spec.space), np.arange(len(colors)) < len(locked))
