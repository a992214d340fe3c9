"""The pipeline from a picture and a request to a result."""

from __future__ import annotations

import math
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from kquant.core.color.spaces import to_space
from kquant.core.finders.histogram.finder import BUDGETS, cluster_histogram, with_locked
from kquant.core.finders.pixels.finder import cluster_pixels
from kquant.core.image.histogram import Histogram, codes_of, places
from kquant.core.image.picture import Picture, Prepared, Voters, label_pixels
from kquant.core.metrics.measure import measure
from kquant.core.model.arrays import Float64, UInt8
from kquant.core.model.request import Request
from kquant.core.model.resolve import is_fixed, resolve
from kquant.core.model.result import DeltaE, KMeansOutput, Metrics, Result
from kquant.core.model.settings import MAX_COLORS, Engine, Settings, Space
from kquant.core.palette.finalize import Settled, account, settle, spread
from kquant.core.palette.recolor import repainted
from kquant.core.points.octree import Cloud
from kquant.core.run.parallel import Check, default_threads
from kquant.core.run.progress import OnProgress, Progress, ShouldStop


@dataclass(frozen=True, slots=True, eq=False)
class _Found:
    """What an engine found: (K, 3) centres, where it started from, and its account."""

    centers: Float64
    start: Float64 | None
    attempts: tuple[float, ...] = ()
    iterations: int = 0
    trace: tuple[float, ...] = ()
    reference: KMeansOutput | None = None


def quantize(
    picture: Picture,
    settings: Settings,
    *,
    limit: int = MAX_COLORS,
    metrics: bool = True,
    threads: int | None = None,
    on_progress: OnProgress | None = None,
    should_stop: ShouldStop | None = None,
) -> Result:
    """Reduce a picture to a few colours.

    Args:
        picture: its histogram is computed at first use and kept with it.
        settings: what is asked for; `Result.request` says what ran.
        limit: the largest palette that the output can hold; a fixed palette is mapped to whole.
        metrics: whether to measure the result too.
        threads: how many to use, by default all processors; the result does not depend on it.

    Raises:
        Cancelled: `should_stop` answered True; nothing is left behind.
    """
    threads = threads or default_threads()
    progress = Progress(on_progress, should_stop)
    with progress.stage("histogram", 0.2):
        prepared = picture.prepared(settings, threads, progress.check)
        voters = picture.voters(prepared, settings, threads)
        request = resolved(settings, prepared, voters, limit)
    with progress.stage("cluster", 0.8):
        cloud = voters_cloud(picture, prepared, voters, request.settings.space, threads)
        found = _cluster(prepared, voters, cloud, request.settings, progress, threads)
        settled = _settle(voters.histogram, cloud, request.settings, found, threads)
        if voters.histogram is not prepared.histogram:
            settled = _spread(picture, prepared, settled, request.settings.space, threads)
    with progress.stage("map", 0.9 if metrics else 1.0):
        settled = settled.reordered(_order(settled, request.settings))
        result = _result(prepared, request, found, settled, threads, progress.check)
        result = _recolored(picture, prepared, result, threads)
    if metrics:
        with progress.stage("metrics", 1.0):
            result = measured(picture, result, threads, should_stop)
    return replace(result, seconds=progress.seconds)


def measured(
    picture: Picture, result: Result, threads: int | None = None, should_stop: ShouldStop | None = None
) -> Result:
    """A result of the picture with its metrics.

    Raises:
        Cancelled: `should_stop` answered True.
    """
    settings = result.request.settings
    threads = threads or default_threads()
    prepared = picture.prepared(settings, threads)
    if result.compactness == 0:
        return replace(result, metrics=Metrics(0.0, math.inf, 1.0, DeltaE(0.0, 0.0, 0.0)))
    metrics = measure(
        prepared.pixels[..., :3],
        prepared.visible,
        result.palette,
        result.labels,
        prepared.histogram.colors,
        prepared.histogram.weights,
        result.color_labels,
        threads,
        Progress(None, should_stop).check,
    )
    return replace(result, metrics=metrics)


def resolved(settings: Settings, prepared: Prepared, voters: Voters, limit: int = MAX_COLORS) -> Request:
    """What will run for a picture prepared for these settings."""
    locked: UInt8 = np.array(settings.locked, np.uint8).reshape(-1, 3)
    return resolve(
        settings,
        len(voters.histogram),
        limit=limit,
        translucent=_translucent(prepared),
        extra=len(set(settings.locked)) - len(places(voters.histogram, locked)),
        voters=not voters.none,
    )


def voters_cloud(picture: Picture, prepared: Prepared, voters: Voters, space: Space, threads: int) -> Cloud:
    """The colours that vote as points of a space."""
    kind = "cloud" if voters.histogram is prepared.histogram else "voters' cloud"
    return picture.cloud(voters.histogram, space, threads, kind)


def _translucent(prepared: Prepared) -> bool:
    histogram = prepared.histogram
    return prepared.visible is not None and not np.array_equal(histogram.weights, histogram.counts)


def _cluster(
    prepared: Prepared, voters: Voters, cloud: Cloud, settings: Settings, progress: Progress, threads: int
) -> _Found:
    """The centres by the engine asked for, or the colours themselves where there is no choice."""
    locked: UInt8 = np.array(settings.locked, np.uint8).reshape(-1, 3)
    if is_fixed(settings):
        return _Found(to_space(np.array(settings.palette, np.uint8), settings.space), None)
    there = places(voters.histogram, locked)
    if settings.colors >= len(locked) + len(voters.histogram) - len(there):
        others = np.delete(voters.histogram.colors, there, axis=0)
        return _Found(to_space(np.concatenate([locked, others]), settings.space), None)
    if settings.colors == len(locked):
        return _Found(to_space(locked, settings.space), None)
    if settings.engine is Engine.PIXELS:
        run = cluster_pixels(prepared, voters, settings, progress.at)
        assert run.best is not None
        centers = with_locked(run.best.centers.astype(np.float64), to_space(locked, settings.space))
        return _Found(centers, None, run.attempts, run.iterations, run.trace, run.best)
    found = cluster_histogram(cloud.points, cloud.levels, settings, progress.at, threads)
    return _Found(found.centers, found.start, found.attempts, len(found.trace), found.trace)


def _settle(histogram: Histogram, cloud: Cloud, settings: Settings, found: _Found, threads: int) -> Settled:
    """The palette, never worse than the rounded start or the given one."""
    space = settings.space
    fast = is_fixed(settings) or settings.engine is not Engine.HISTOGRAM
    locked = np.arange(len(found.centers)) < len(settings.locked)
    polish = 0 if fast else BUDGETS[settings.effort].polish
    stay = np.ones_like(locked) if is_fixed(settings) else locked
    settled = settle(histogram, cloud.points, cloud.levels, found.centers, stay, space, polish, threads)
    starts = [found.start] if found.start is not None and settled.total > found.trace[0] else []
    if found.start is not None and len(settings.init_colors) == settings.colors:
        given = to_space(np.array(settings.init_colors, np.uint8), space)
        starts.append(with_locked(given, found.start[: len(settings.locked)]))
    for start in starts:
        other = settle(histogram, cloud.points, cloud.levels, start, locked, space, polish, threads)
        settled = min(settled, other, key=lambda one: one.total)
    return settled


def _spread(picture: Picture, prepared: Prepared, settled: Settled, space: Space, threads: int) -> Settled:
    """The palette of the voters for all colours of the picture."""
    cloud = picture.cloud(prepared.histogram, space, threads)
    palette, locked = settled.palette, settled.locked
    full = spread(prepared.histogram, cloud.points, cloud.levels, palette, locked, space, threads)
    return replace(full, centers=settled.centers)


def _order(settled: Settled, settings: Settings) -> NDArray[np.intp]:
    """The most frequent colour first; a fixed palette as it was given."""
    if is_fixed(settings):
        return np.arange(len(settled.palette))
    return np.argsort(-settled.counts, kind="stable")


def _recolored(picture: Picture, prepared: Prepared, result: Result, threads: int) -> Result:
    """Painted with the given palette, if that is what it is for."""
    settings = result.request.settings
    painted = repainted(result.palette, result.locked, settings)
    if painted is result.palette:
        return result
    cloud = picture.cloud(prepared.histogram, settings.space, threads)
    targets = to_space(painted, settings.space)
    _, compactness = account(prepared.histogram, cloud.points, targets, result.color_labels, threads)
    return replace(
        result,
        palette=painted,
        recolored_from=result.palette,
        cluster_compactness=compactness,
        compactness=float(compactness.sum()),
    )


def _result(
    prepared: Prepared, request: Request, found: _Found, settled: Settled, threads: int, check: Check
) -> Result:
    """Everything but the metrics."""
    k = len(settled.palette)
    see_through = prepared.visible is not None and not prepared.visible.all()
    return Result(
        request=request,
        palette=settled.palette,
        labels=label_pixels(prepared, settled.labels, k, threads, check),
        color_labels=settled.labels,
        transparent_index=k if see_through else None,
        alpha=prepared.alpha,
        counts=settled.counts,
        compactness=settled.total,
        cluster_compactness=settled.compactness,
        centers=settled.centers,
        colors_before=len(prepared.histogram),
        colors_after=int((settled.counts > 0).sum()),
        attempts=found.attempts,
        iterations=found.iterations,
        trace=found.trace,
        locked=_locked(settled, request.settings),
        reference=found.reference,
    )


def _locked(settled: Settled, settings: Settings) -> NDArray[np.bool_]:
    """Which colours a person has locked; all of a fixed palette stay, but not for that reason."""
    if not is_fixed(settings):
        return settled.locked
    return np.isin(codes_of(settled.palette), codes_of(np.array(settings.locked, np.uint8).reshape(-1, 3)))
