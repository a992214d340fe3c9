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
    threads, check = run.threads, run.check
    same = indexed.compactness == 0
    palette, seen = indexed.palette, members(image, indexed, run)
    colors, weights, labels = seen.colors, seen.weights, seen.labels(indexed)
    found = Metrics()
    if Metric.MSE in which:
        error = 0.0 if same else mse(colors, weights, palette, labels, threads)
        found = replace(found, mse=error, psnr=psnr(error))
    if Metric.SSIM in which:
        visible = _visible(image, indexed)
        similarity = 1.0 if same else ssim(image.pixels, visible, palette, indexed.labels, threads, check)
        found = replace(found, ssim=similarity)
    if Metric.DELTA_E in which:
        none = DeltaE(0.0, 0.0, 0.0)
        found = replace(
            found, delta_e=none if same else delta_e(colors, weights, palette, labels, threads, check)
        )
    return found


def _visible(image: Prepared, indexed: Indexed) -> NDArray[np.bool_] | None:
    """(H, W) bool, None for all: also without papers that are transparent."""
    if indexed.papers is None or indexed.transparent_index is None:
        return image.visible
    return np.asarray(indexed.labels != indexed.transparent_index)
