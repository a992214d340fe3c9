"""What colour a part of a picture has."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from kquant.core.color.spaces import from_space
from kquant.core.finders.histogram.finder import BUDGETS, cluster_histogram
from kquant.core.image.picture import Picture
from kquant.core.model.arrays import UInt8
from kquant.core.model.constraints import Rest
from kquant.core.model.rgb import Rgb, rgb
from kquant.core.model.selection import Selection
from kquant.core.model.settings import Effort, Init, Settings
from kquant.core.palette.finalize import settle
from kquant.core.points.octree import color_cloud
from kquant.core.run.parallel import default_threads
from kquant.core.run.progress import Progress, ShouldStop

_CLUSTERS = 5


@dataclass(frozen=True, slots=True)
class MainColor:
    """The colour of a selection.

    Attributes:
        mean: what a single cluster is, in the colour space of the settings.
        dominant: the largest of five clusters.
        share: of that one in the selection, 0..1.
        pixels: visible pixels that are selected.
    """

    mean: Rgb
    dominant: Rgb
    share: float
    pixels: int


def main_color(
    picture: Picture,
    settings: Settings,
    selection: Selection,
    threads: int | None = None,
    should_stop: ShouldStop | None = None,
) -> MainColor | None:
    """The mean and the dominant colour of a selection; None if nothing visible is in it.

    Of the settings, those of the clustering, of transparency and the exclusions count.

    Raises:
        Cancelled: `should_stop` answered True.
    """
    threads = threads or default_threads()
    check = Progress(None, should_stop).check
    asked = replace(settings, selection=selection, emphasis=0, rest=Rest.MAP)
    voters = picture.voters(picture.prepared(asked, threads), asked, threads)
    found = voters.histogram
    if not len(found) or voters.none:
        return None
    check()
    space, budget = settings.space, BUDGETS[Effort.FAST]
    cloud = color_cloud(found, space, threads)
    points = cloud.points
    weight = float(points.weights.sum())
    mean = np.array([[float((points.weights * column).sum()) / weight for column in points.columns]])
    k = min(_CLUSTERS, len(found))
    wanted = replace(asked, colors=k, locked=(), init=Init.PP, init_colors=(), attempts=3)
    clustering = cluster_histogram(points, cloud.levels, wanted, lambda _: check(), threads, budget)
    free = np.zeros(k, bool)
    settled = settle(found, points, cloud.levels, clustering.centers, free, space, 1, threads)
    largest = int(settled.counts.argmax())
    pixels = int(settled.counts.sum())
    return MainColor(
        _only(from_space(mean, space)),
        _only(settled.palette[largest : largest + 1]),
        int(settled.counts[largest]) / pixels,
        pixels,
    )


def _only(colors: UInt8) -> Rgb:
    return rgb(colors[0].tolist())
