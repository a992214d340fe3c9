"""Errors of an indexed image, exactly: every pixel and every distinct colour counts."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from kquant.core.image.members import members
from kquant.core.image.prepared import Prepared
from kquant.core.metrics.ciede2000 import delta_e
from kquant.core.metrics.mse import mse, psnr
from kquant.core.metrics.ssim import ssim
from kquant.core.model.indexed import Indexed
from kquant.core.model.metrics import ALL_METRICS, DeltaE, Metric, Metrics
from kquant.core.run.run import Run


def measure(
    image: Prepared, indexed: Indexed, which: Collection[Metric] = ALL_METRICS, run: Run | None = None
) -> Metrics:
    """The metrics that are asked for; no others are computed. Those of equal pictures if nothing is visible.

    Raises:
        Cancelled: the caller of `run` wants to stop.
    """
    run = run or Run()
    found = _of_equal_pictures(which)
    if indexed.compactness == 0:
        return found
    threads, check, palette = run.threads, run.check, indexed.palette
    if Metric.MSE in which or Metric.DELTA_E in which:
        seen = members(image, indexed, run)
        colors, weights, labels = seen.colors, seen.weights, seen.labels(indexed)
        if Metric.MSE in which:
            error = mse(colors, weights, palette, labels, threads)
            found = replace(found, mse=error, psnr=psnr(error))
        if Metric.DELTA_E in which:
            found = replace(found, delta_e=delta_e(colors, weights, palette, labels, threads, check))
    if Metric.SSIM in which:
        visible = _visible(image, indexed)
        found = replace(found, ssim=ssim(image.pixels, visible, palette, indexed.labels, threads, check))
    return found


def _of_equal_pictures(which: Collection[Metric]) -> Metrics:
    found = Metrics(mse=0.0, psnr=psnr(0.0)) if Metric.MSE in which else Metrics()
    return replace(
        found,
        ssim=1.0 if Metric.SSIM in which else None,
        delta_e=DeltaE(0.0, 0.0, 0.0) if Metric.DELTA_E in which else None,
    )


def _visible(image: Prepared, indexed: Indexed) -> NDArray[np.bool_] | None:
    """(H, W) bool, None for all: also without papers that are transparent."""
    if indexed.papers is None or indexed.transparent_index is None:
        return image.visible
    return np.asarray(indexed.labels != indexed.transparent_index)
