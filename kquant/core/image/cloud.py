"""The colours of a histogram as points of a colour space, kept with the picture that they are of."""

from __future__ import annotations

from kquant.core.image.histogram import Histogram
from kquant.core.model.settings import Space
from kquant.core.points.cells import cells
from kquant.core.points.octree import Cloud, color_cloud
from kquant.core.points.points import Points
from kquant.core.run.run import Run

_SKETCH_CELLS = 1024


def cloud_of(histogram: Histogram, space: Space, run: Run) -> Cloud:
    """The points with their octree; two are kept, of all colours and of those that count."""
    return run.cache.get(
        "cloud", (histogram, space), lambda: color_cloud(histogram, space, run.threads), most=2
    )


def sketch_of(cloud: Cloud, run: Run) -> Points:
    """Some thousand points that stand for those of a cloud."""
    return run.cache.get("sketch", cloud, lambda: cells(cloud.levels, cloud.points, _SKETCH_CELLS))
