"""The pipeline from a picture and a request to a result."""

from __future__ import annotations

import math
from dataclasses import dataclass, replace

import numpy as np

from kquant.core.color import to_space
from kquant.core.metrics import measure
from kquant.core.octree import Cloud
from kquant.core.parallel import Check, default_threads
from kquant.core.picture import Picture, Prepared, label_pixels
from kquant.core.pixels import cluster_pixels
from kquant.core.progress import Progress
from kquant.core.refine import BUDGETS, cluster_histogram, with_locked
from kquant.core.resolve import resolve
from kquant.core.settle import Settled, settle
from kquant.core.types import (
    MAX_COLORS,
    DeltaE,
    Engine,
    Float64,
    KMeansOutput,
    Metrics,
    OnProgress,
    Request,
    Result,
    Settings,
    ShouldStop,
)


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
        limit: the largest palette that the output can hold.
        metrics: whether to measure the result too.
        threads: how many to use, by default all processors; the result does not depend on it.

    Raises:
        Cancelled: `should_stop` answered True; nothing is left behind.
    """
    threads = threads or default_threads()
    progress = Progress(on_progress, should_stop)
    with progress.stage("histogram", 0.2):
        prepared = picture.prepared(settings.alpha, settings.matte, threads, progress.check)
        request = resolve(settings, len(prepared.histogram), limit=limit, translucent=_translucent(prepared))
    with progress.stage("cluster", 0.8):
        cloud = picture.cloud(prepared, request.settings.space, threads)
        found = _cluster(prepared, cloud, request.settings, progress, threads)
        settled = _settle(prepared, cloud, request.settings, found, threads)
    with progress.stage("map", 0.9 if metrics else 1.0):
        result = _result(prepared, request, found, settled, threads, progress.check)
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
    prepared = picture.prepared(settings.alpha, settings.matte, threads)
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


def _translucent(prepared: Prepared) -> bool:
    histogram = prepared.histogram
    return prepared.visible is not None and not np.array_equal(histogram.weights, histogram.counts)


def _cluster(
    prepared: Prepared, cloud: Cloud, settings: Settings, progress: Progress, threads: int
) -> _Found:
    """The centres by the engine asked for, or the colours themselves where there is no choice."""
    locked = np.array(settings.locked, np.uint8).reshape(-1, 3)
    colors = prepared.histogram.colors
    if settings.colors >= len(colors) and not len(locked):
        return _Found(to_space(colors, settings.space), None)
    if settings.colors == len(locked):
        return _Found(to_space(locked, settings.space), None)
    if settings.engine is Engine.PIXELS:
        run = cluster_pixels(prepared, settings, progress.at)
        assert run.best is not None
        centers = with_locked(run.best.centers.astype(np.float64), to_space(locked, settings.space))
        return _Found(centers, None, run.attempts, run.iterations, run.trace, run.best)
    found = cluster_histogram(cloud.points, cloud.levels, settings, progress.at, threads)
    return _Found(found.centers, found.start, found.attempts, len(found.trace), found.trace)


def _settle(prepared: Prepared, cloud: Cloud, settings: Settings, found: _Found, threads: int) -> Settled:
    """The palette, never worse than the rounded start or the given one; the most frequent colour first."""
    histogram, space = prepared.histogram, settings.space
    locked = np.arange(len(found.centers)) < len(settings.locked)
    polish = BUDGETS[settings.effort].polish if settings.engine is Engine.HISTOGRAM else 0
    settled = settle(histogram, cloud.points, cloud.levels, found.centers, locked, space, polish, threads)
    starts = [found.start] if found.start is not None and settled.total > found.trace[0] else []
    if found.start is not None and len(settings.init_colors) == settings.colors:
        given = to_space(np.array(settings.init_colors, np.uint8), space)
        starts.append(with_locked(given, found.start[: len(settings.locked)]))
    for start in starts:
        other = settle(histogram, cloud.points, cloud.levels, start, locked, space, polish, threads)
        settled = min(settled, other, key=lambda one: one.total)
    return settled.reordered(np.argsort(-settled.counts, kind="stable"))


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
        locked=settled.locked,
        reference=found.reference,
    )
