"""A quick guess at a result, to be shown while the exact one is being found."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from kquant.core.color.spaces import from_space, to_space
from kquant.core.finders.histogram.finder import Budget, Search, cluster_histogram
from kquant.core.image.histogram import Histogram, colors_of
from kquant.core.image.picture import Picture
from kquant.core.model.arrays import Float64, UInt8
from kquant.core.model.errors import Cancelled
from kquant.core.model.resolve import is_fixed
from kquant.core.model.settings import Engine, Settings
from kquant.core.palette.recolor import repainted
from kquant.core.points.assign import roughly_nearest
from kquant.core.points.octree import Cloud
from kquant.core.quantize import resolved, voters_cloud
from kquant.core.run.parallel import default_threads
from kquant.core.run.progress import ShouldStop

_BUDGET = Budget((Search(4, 1024, None),), warm=0, exact=0, polish=0, sample=4)
_ITERATIONS = 6
_MOST_COLORS = 256


@dataclass(frozen=True, slots=True, eq=False)
class Preview:
    """A palette that is about right, and which of its colours each small cube of colours goes to.

    Attributes:
        palette: (K, 3) uint8.
        table: (2**18,) label by `cube_codes`; any label for cubes that hold no colour of the picture.
    """

    palette: UInt8
    table: NDArray[np.uint16]

    def paint(self, pixels: UInt8) -> UInt8:
        """(h, w, 3) uint8 guess at the result of (h, w, 3 or 4) uint8 pixels."""
        return np.take(self.palette, np.take(self.table, cube_codes(pixels)), axis=0)


def cube_codes(pixels: UInt8) -> NDArray[np.int32]:
    """(...,) int32 number of the cube of 4 values a side that holds each (..., 3 or 4) uint8 pixel."""
    wide = pixels[..., :3].astype(np.int32) >> 2
    return (wide[..., 0] << 12) | (wide[..., 1] << 6) | wide[..., 2]


def preview(
    picture: Picture, settings: Settings, threads: int | None = None, should_stop: ShouldStop | None = None
) -> Preview | None:
    """One attempt and Lloyd's iteration on small cubes of colours.

    None for a picture with so few colours that the exact result is as quick, and for so many asked for
    that the guess would not be.

    Raises:
        Cancelled: `should_stop` answered True.
    """
    threads = threads or default_threads()
    prepared = picture.prepared(settings, threads)
    voters = picture.voters(prepared, settings, threads)
    settings = resolved(settings, prepared, voters).settings
    cloud = voters_cloud(picture, prepared, voters, settings.space, threads)
    if not cloud.levels or settings.colors > _MOST_COLORS or settings.colors >= len(voters.histogram):
        return None
    whole = picture.cloud(prepared.histogram, settings.space, threads)
    if is_fixed(settings):
        fixed: UInt8 = np.array(settings.palette, np.uint8)
        centers = to_space(fixed, settings.space)
        return Preview(fixed, _table(prepared.histogram, whole, centers))

    def at(_: float) -> None:
        if should_stop is not None and should_stop():
            raise Cancelled

    quick = replace(settings, engine=Engine.HISTOGRAM, attempts=1, max_iter=_ITERATIONS)
    found = cluster_histogram(picture.sketch(cloud), [], quick, at, threads, _BUDGET)
    palette = from_space(found.centers, settings.space)
    table = _table(prepared.histogram, whole, found.centers)
    return Preview(repainted(palette, np.arange(len(palette)) < len(settings.locked), settings), table)


def _table(histogram: Histogram, cloud: Cloud, centers: Float64) -> NDArray[np.uint16]:
    """The nearest centre of the mean of each small cube."""
    table = np.zeros(1 << 18, np.uint16)
    one_of_each = colors_of(histogram.codes[cloud.fine.first[:-1]])
    table[cube_codes(one_of_each)] = roughly_nearest(cloud.cubes.points, centers)
    return table
