"""KQuant as a library."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace
from typing import Any

from kquant.core.image.picture import Picture
from kquant.core.model.arrays import UInt8
from kquant.core.model.metrics import ALL_METRICS, Metric
from kquant.core.model.result import Result
from kquant.core.model.settings import MAX_COLORS, Settings
from kquant.core.quantize import quantize as _quantize
from kquant.core.run.run import OnProgress, ShouldStop


def quantize(
    image: UInt8 | Picture,
    colors: int | None = None,
    *,
    settings: Settings | None = None,
    limit: int = MAX_COLORS,
    metrics: bool | Collection[str] = True,
    threads: int | None = None,
    on_progress: OnProgress | None = None,
    should_stop: ShouldStop | None = None,
    **changes: Any,
) -> Result:
    """Reduce an image to a few colours with k-means clustering.

    Args:
        image: (H, W, 3 or 4) uint8 in RGB(A) order, not empty, or a `Picture` of one, which keeps the
            distinct colours for the next time.
        colors: K, the number of colours.
        settings: everything else that can be asked for; single fields of it may be given by name, as
            `quantize(image, 5, space="lab", effort="best", seed=7)`.
        limit: the largest palette that is of use, such as 256 for an indexed file; a given palette that is
            mapped to comes out whole all the same.
        metrics: those to measure, of "mse" (with PSNR), "ssim" and "delta_e" (CIEDE2000); True for all,
            False for none.
        threads: how many to use, by default all processors; the result does not depend on it.
        on_progress: called with the fraction done and the name of the stage.
        should_stop: asked often; True ends the work with `Cancelled`.

    Returns:
        The palette, the label of every pixel, counts, compactness, metrics and how they were found.

    Raises:
        Cancelled: `should_stop` answered True.
        ValueError: the image is no such array, or a setting no such value.
        TypeError: there is no such setting.

    Example:
        >>> import numpy as np, kquant
        >>> ramp = np.repeat(np.arange(256, dtype=np.uint8), 3).reshape(16, 16, 3)
        >>> result = kquant.quantize(ramp, 4)
        >>> result.palette.shape, result.compactness
        ((4, 3), 262272.0)
        >>> result.colors_before, result.colors_after, result.labels.shape
        (256, 4, (16, 16))
    """
    asked = replace(settings or Settings(), **changes)
    if colors is not None:
        asked = replace(asked, colors=colors)
    picture = image if isinstance(image, Picture) else Picture(image)
    return _quantize(
        picture,
        asked,
        limit=limit,
        metrics=_metrics(metrics),
        run=picture.run(threads, on_progress, should_stop),
    )


def _metrics(asked: bool | Collection[str]) -> frozenset[Metric]:
    if isinstance(asked, bool):
        return ALL_METRICS if asked else frozenset()
    return frozenset(Metric(name) for name in asked)
