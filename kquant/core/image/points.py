"""The colours of a histogram as points of a colour space, kept with the picture that they are of."""

from __future__ import annotations

import numpy as np

from kquant.core.color.spaces import to_space
from kquant.core.image.histogram import Histogram
from kquant.core.model.choices import Space
from kquant.core.points.cells import cells
from kquant.core.points.octree import Octree, octree_levels
from kquant.core.points.points import Points
from kquant.core.run.run import Run

_WORTH_A_TREE = 4096
"""Distinct colours below which comparing all with all is faster."""

_SKETCH_CELLS = 1024


def color_points(histogram: Histogram, space: Space, threads: int) -> Points:
    """The colours of a histogram as points, in its order."""
    if space is not Space.SRGB:
        return Points(to_space(histogram.colors, space, threads).T.copy(order="C"), histogram.weights)
    columns = np.empty((3, len(histogram)), np.uint8)
    for column, shift in zip(columns, (16, 8, 0), strict=True):
        np.right_shift(histogram.codes, np.uint32(shift), out=column, casting="unsafe")
    return Points(columns, histogram.weights)


def color_octree(histogram: Histogram, space: Space, threads: int) -> Octree:
    """The colours of a histogram as points, with their octree."""
    points = color_points(histogram, space, threads)
    if len(points) < _WORTH_A_TREE:
        return Octree(points, [])
    return Octree(points, octree_levels(histogram.keys, points, threads=threads))


def octree_of(histogram: Histogram, space: Space, run: Run) -> Octree:
    """The points with their octree; two are kept, of all colours and of those that count."""
    return run.cache.get(
        "octree", (histogram, space), lambda: color_octree(histogram, space, run.threads), most=2
    )


def sketch_of(octree: Octree, run: Run) -> Points:
    """Some thousand points that stand for those of a octree."""
    return run.cache.get("sketch", octree, lambda: cells(octree.levels, octree.points, _SKETCH_CELLS))
