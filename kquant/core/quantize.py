"""From a picture and settings to a result: resolve, find, finalize, remap, measure."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import replace

import numpy as np

from kquant.core.color.spaces import rgb_array, to_space
from kquant.core.finders.find import find
from kquant.core.image.grid import grid_of, reached
from kquant.core.image.histogram import Histogram, codes_of, places
from kquant.core.image.members import accounted
from kquant.core.image.picture import Picture
from kquant.core.image.prepared import Prepared
from kquant.core.image.source import Source, present
from kquant.core.metrics.measure import measure
from kquant.core.model.choices import ExcludedAs, Unused
from kquant.core.model.depth import Depth
from kquant.core.model.indexed import Indexed
from kquant.core.model.metrics import ALL_METRICS, Metric
from kquant.core.model.request import Request
from kquant.core.model.resolve import (
    asked_colors,
    lockable,
    paper_entries,
    papers_of,
    resolve,
    space_of,
    with_found,
)
from kquant.core.model.result import Result
from kquant.core.model.settings import MAX_COLORS, Settings
from kquant.core.model.specification import Preparation, Remapping, Specification
from kquant.core.palette.finalize import FinalPalette, finalize
from kquant.core.palette.recolor import repainted
from kquant.core.remap.remap import remap
from kquant.core.run.run import Run


def quantize(
    picture: Picture,
    settings: Settings,
    *,
    limit: int = MAX_COLORS,
    metrics: Collection[Metric] = ALL_METRICS,
    run: Run | None = None,
) -> Result:
    """Reduce a picture to a few colours.

    Args:
        picture: what is computed of it is kept with it.
        settings: what is asked for; `Result.request` says what ran.
        limit: the largest palette that the output can hold; all of a fixed palette is mapped to even so.
        metrics: those to measure, if any.

    Raises:
        Cancelled: the caller of `run` wants to stop; nothing is left behind.
    """
    run = run or picture.run()
    with run.stage("histogram", 0.2):
        asked = Preparation.of(settings)
        image = picture.prepared(asked, run)
        there = with_papers_there(settings, [image], run)
        source = picture.source(Preparation.of(there), run)
        request = resolved(there, source, run, limit, len(settings.excluded) - len(there.excluded))
        spec, how = Specification.of(request.settings), Remapping.of(request.settings)
    with run.stage("cluster", 0.8):
        clustering = find(source, spec, run)
        palette = finalize(source.histogram, clustering, spec, run)
        if clustering.chosen is not None:
            request = with_found(request, _beside_papers(palette, request.settings))
    with run.stage("map", 0.9 if metrics else 1.0):
        indexed = _recolored(image, remap(image, palette, how, run), request.settings, run)
    ran = {*request.settings.excluded, *set(settings.excluded).difference(there.excluded)}
    told = tuple(each for each in settings.excluded if each in ran)  # those without a pixel did run: in vain
    request = replace(request, settings=replace(request.settings, excluded=told))
    result = Result(request, clustering, indexed)
    if request.settings.unused is Unused.DROP:
        from kquant.core.palette.unused import without_unused  # seldom asked for

        result = without_unused(result)
    if metrics:
        with run.stage("metrics", 1.0):
            result = replace(result, metrics=measure(image, result.indexed, metrics, run))
    return replace(result, seconds=run.seconds)


def with_papers_there(settings: Settings, images: Iterable[Prepared | Histogram], run: Run) -> Settings:
    """Settings without the papers that have no pixel in any of the images: they change nothing."""
    if not settings.excluded or settings.excluded_as is ExcludedAs.NEAREST:
        return settings
    where = settings.excluded_where
    there = {each for image in images for each in present(settings.excluded, image, where, run.threads)}
    return replace(settings, excluded=tuple(each for each in settings.excluded if each in there))


def resolved(
    settings: Settings, source: Source, run: Run, limit: int = MAX_COLORS, absent: int = 0
) -> Request:
    """The request that will run for a source made for these settings, so many `absent` papers left out."""
    if source.unconstrained:  # papers would take all that counts now
        settings = replace(settings, excluded_as=ExcludedAs.NEAREST)
    distinct, extra = _distinct(settings, source.histogram, run)
    return resolve(
        settings,
        distinct,
        limit=limit,
        translucent=source.picture is not None and source.picture.translucent,
        extra=extra,
        unconstrained=source.unconstrained,
        absent=absent,
    )


def _distinct(settings: Settings, histogram: Histogram, run: Run) -> tuple[int, int]:
    """How many colours may come out of a histogram, as `resolve` takes it, and locked ones beside them."""
    depth, papers = settings.depth, papers_of(settings)
    locked = lockable(replace(settings, locked=tuple(map(depth.rounded, settings.locked))))
    colors = rgb_array(locked)
    if depth is Depth.FULL or settings.is_mapped:
        return len(histogram), len(locked) - len(places(histogram, colors))
    grid = grid_of(depth, space_of(settings))
    codes = reached(histogram, grid, asked_colors(settings), run, papers)
    return len(codes), int(np.isin(codes_of(colors), codes, invert=True).sum())


def _beside_papers(palette: FinalPalette, settings: Settings) -> int:
    """How many colours of a palette count among K."""
    codes = codes_of(palette.colors[palette.papers :])
    papers = codes_of(rgb_array(paper_entries(settings)))
    return int(np.isin(codes, papers, invert=True).sum()) or len(codes)


def measured(picture: Picture, result: Result, run: Run | None = None) -> Result:
    """A result of the picture with all of its metrics.

    Raises:
        Cancelled: the caller of `run` wants to stop.
    """
    run = run or picture.run()
    image = picture.prepared(Preparation.of(result.request.settings), run)
    return replace(result, metrics=measure(image, result.indexed, run=run))


def _recolored(image: Prepared, indexed: Indexed, settings: Settings, run: Run) -> Indexed:
    """Painted with the given palette, if that is what it is for."""
    painted = repainted(indexed.palette, indexed.locked, settings.palette, settings.palette_use)
    if painted is indexed.palette:
        return indexed
    targets = to_space(painted, settings.space)
    _, compactness = accounted(image, indexed, targets, settings.space, run)
    return replace(
        indexed,
        palette=painted,
        recolored_from=indexed.palette,
        cluster_compactness=compactness,
        compactness=float(compactness.sum()),
    )
