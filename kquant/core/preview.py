"""A quick guess at a result, to be shown while the exact one is being found."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from kquant.core.color.spaces import rgb_array, to_space
from kquant.core.finders.find import find
from kquant.core.image.grid import grid_of
from kquant.core.image.histogram import Histogram, codes_of, colors_of
from kquant.core.image.picture import Picture
from kquant.core.image.points import octree_of
from kquant.core.image.similar import similar
from kquant.core.model.arrays import Float64, UInt8
from kquant.core.model.choices import Engine, Unused
from kquant.core.model.constraints import Exclusion
from kquant.core.model.depth import Depth
from kquant.core.model.resolve import paper_entries
from kquant.core.model.rgb import Rgb
from kquant.core.model.settings import Settings
from kquant.core.model.specification import GIVEN, QUICK, Preparation, Specification
from kquant.core.palette.recolor import repainted
from kquant.core.palette.rows import shown_rows
from kquant.core.points.assign import roughly_nearest
from kquant.core.points.octree import Octree
from kquant.core.quantize import resolved, with_papers_there
from kquant.core.run.run import Run

_ITERATIONS = 6
_MOST_COLORS = 256


@dataclass(frozen=True, slots=True, eq=False)
class Preview:
    """A palette that is about right, and which of its colours each small cube of colours goes to.

    Attributes:
        palette: (K, 3) uint8.
        table: (2**18,) label by `cube_codes`; any label for cubes that hold no colour of the picture, and K
            for those that will be transparent.
    """

    palette: UInt8
    table: NDArray[np.uint16]

    def paint(self, pixels: UInt8) -> UInt8:
        """(h, w, 3) uint8 guess at the result of (h, w, 3 or 4) uint8 pixels; black where transparent."""
        colors = np.concatenate([self.palette, np.zeros((1, 3), np.uint8)])
        return np.take(colors, np.take(self.table, cube_codes(pixels)), axis=0)

    @property
    def some_clear(self) -> bool:
        """Whether something will be transparent that was not."""
        return bool((self.table == len(self.palette)).any())


def cube_codes(pixels: UInt8) -> NDArray[np.int32]:
    """(...,) int32 number of the cube of 4 values a side that holds each (..., 3 or 4) uint8 pixel."""
    wide = pixels[..., :3].astype(np.int32) >> 2
    return (wide[..., 0] << 12) | (wide[..., 1] << 6) | wide[..., 2]


def preview(picture: Picture, settings: Settings, run: Run | None = None) -> Preview | None:
    """A palette found with little effort, and a mapping that is about right.

    None for a picture with so few colours that the exact result is as quick, and for so many asked for
    that the guess would not be.

    Raises:
        Cancelled: the caller of `run` wants to stop.
    """
    run = run or picture.run()
    asked = Preparation.of(settings)
    image = picture.prepared(asked, run)
    settings = with_papers_there(settings, [image], run)
    source = picture.source(Preparation.of(settings), run)
    settings = resolved(settings, source, run).settings
    spec = Specification.of(settings)
    points = octree_of(source.histogram, spec.space, run)
    if not points.levels or spec.colors > _MOST_COLORS or spec.colors >= len(source.histogram):
        return None
    finder = spec.finder if spec.finder == GIVEN else Engine.HISTOGRAM
    spec = replace(spec, finder=finder, effort=QUICK, attempts=1, max_iter=_ITERATIONS)
    found = find(source, spec, run)
    palette, centers = grid_of(spec.depth, spec.space).rounded(found.centers), found.centers
    if spec.depth is not Depth.FULL and spec.finder != GIVEN:
        _, first = np.unique(codes_of(palette), return_index=True)
        palette = palette[np.union1d(first, np.flatnonzero(found.held))]  # a paper may be locked as well
        centers = to_space(palette, spec.space)
    papers = {
        each: spec.papers.index(spec.depth.rounded(each.color)) for each in settings.excluded if spec.papers
    }
    table = _table(image.histogram, octree_of(image.histogram, spec.space, run), centers, papers, run)
    order = np.roll(np.arange(len(palette)), -len(spec.papers) if found.in_order else 0)
    rows, new = shown_rows(palette[order], order < len(spec.papers), bool(paper_entries(settings)))
    kept, place = order[rows], new[np.argsort(np.append(order, len(order)))]
    palette, table = palette[kept], place[table]
    stay = (*paper_entries(settings), *settings.locked)
    locked = np.isin(codes_of(palette), codes_of(rgb_array(stay)))
    guess = Preview(repainted(palette, locked, settings.palette, settings.palette_use), table)
    if settings.unused is Unused.KEEP:
        return guess
    return _without_unused(guess, image.histogram, stay)


def _without_unused(guess: Preview, histogram: Histogram, locked: tuple[Rgb, ...]) -> Preview:
    is_kept = np.isin(codes_of(guess.palette), codes_of(rgb_array(locked)))
    labels = guess.table[cube_codes(histogram.colors)]
    is_kept[labels[labels < len(is_kept)]] = True  # others are transparent
    place = np.append(np.cumsum(is_kept, dtype=np.uint16) - is_kept, np.uint16(is_kept.sum()))
    return Preview(guess.palette[is_kept], place[guess.table])


def _table(
    histogram: Histogram, octree: Octree, centers: Float64, papers: Mapping[Exclusion, int], run: Run
) -> NDArray[np.uint16]:
    """The nearest centre of the mean of each small cube, or the paper that a colour of it goes with."""
    table = np.zeros(1 << 18, np.uint16)
    one_of_each = colors_of(histogram.codes[octree.fine.first[:-1]])
    labels = roughly_nearest(octree.cubes.points, centers)
    for exclusion, row in papers.items():
        labels[similar(one_of_each, exclusion.color, exclusion.radius, run.threads)] = row
    table[cube_codes(one_of_each)] = labels
    return table
