"""What colour a part of a picture has."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from kquant.core.color.spaces import from_space
from kquant.core.finders.histogram.finder import FINDER
from kquant.core.image.histogram import Histogram
from kquant.core.image.picture import Picture
from kquant.core.image.points import octree_of
from kquant.core.image.source import Source
from kquant.core.model.arrays import UInt8
from kquant.core.model.choices import Effort, Space, Unselected
from kquant.core.model.rgb import Rgb, rgb
from kquant.core.model.selection import Selection
from kquant.core.model.settings import Settings
from kquant.core.model.specification import Preparation, Specification
from kquant.core.palette.finalize import finalize
from kquant.core.run.run import Run

_CLUSTERS = 5


@dataclass(frozen=True, slots=True)
class MainColor:
    """The colour of a selection.

    Attributes:
        mean: what a single cluster is, in the colour space of the settings, or sRGB.
        dominant: the largest of five clusters.
        share: of that one in the selection, 0..1.
        pixels: visible pixels that are selected.
    """

    mean: Rgb
    dominant: Rgb
    share: float
    pixels: int


def main_color(
    picture: Picture, settings: Settings, selection: Selection, run: Run | None = None
) -> MainColor | None:
    """The mean and the dominant colour of a selection; None if nothing visible is in it.

    Of the settings, those of the clustering, of transparency and the exclusions count.

    Raises:
        Cancelled: the caller of `run` wants to stop.
    """
    run = run or picture.run()
    asked = replace(Preparation.of(settings), selection=selection, emphasis=0, unselected=Unselected.MAP)
    source = picture.source(asked, run)
    if not len(source.histogram) or source.unconstrained:
        return None
    run.check()
    return _main_color(source.histogram, settings, run.apart())


def _main_color(histogram: Histogram, settings: Settings, run: Run) -> MainColor:
    k = min(_CLUSTERS, len(histogram))
    spec = Specification(
        colors=k,
        space=Space.SRGB if settings.space is Space.AUTO else settings.space,  # it is found, not given
        attempts=3,
        max_iter=settings.max_iter,
        epsilon=settings.epsilon,
        seed=settings.seed,
        effort=Effort.FAST,
    )
    points = octree_of(histogram, spec.space, run).points
    weight = float(points.weights.sum())
    mean = np.array([[float((points.weights * column).sum()) / weight for column in points.columns]])
    clustering = FINDER.find(Source(histogram), spec, run)
    found = finalize(histogram, replace(clustering, alternatives=(), start=None, polish=1), spec, run)
    largest = int(found.account.counts.argmax())
    pixels = int(found.account.counts.sum())
    return MainColor(
        _only(from_space(mean, spec.space)),
        _only(found.colors[largest : largest + 1]),
        int(found.account.counts[largest]) / pixels,
        pixels,
    )


def _only(colors: UInt8) -> Rgb:
    return rgb(colors[0].tolist())
