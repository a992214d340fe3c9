"""KQuant as a library: a quantization, and the halves of it."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import replace
from typing import Any, TypeAlias

import numpy as np

from kquant.core.finders.find import find
from kquant.core.image.histogram import Histogram, merged
from kquant.core.image.picture import Picture
from kquant.core.image.source import Source, source_of
from kquant.core.model.arrays import UInt8
from kquant.core.model.choices import ExcludedWhere, PaletteUse
from kquant.core.model.constraints import Exclusion
from kquant.core.model.errors import KQuantError
from kquant.core.model.metrics import ALL_METRICS, Metric
from kquant.core.model.result import Result
from kquant.core.model.settings import MAX_COLORS, SETTINGS_TABLE, Settings, with_former_names
from kquant.core.model.specification import Preparation, Remapping, Specification
from kquant.core.palette.finalize import finalize
from kquant.core.palette.recolor import repainted
from kquant.core.quantize import quantize as _quantize
from kquant.core.quantize import resolved, with_papers_there
from kquant.core.registries import is_choosable
from kquant.core.remap.paper import rows_shown
from kquant.core.remap.remap import remap
from kquant.core.run.run import OnProgress, Run, ShouldStop

Image: TypeAlias = UInt8 | Picture
"""(H, W, 3 or 4) uint8 in RGB(A) order, not empty, or a `Picture` of one."""


def quantize(
    image: Image,
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
        colors: K, the number of colours; of a palette that is mapped to its best K. Without it 16, or all
            of a palette that is mapped to or started from.
        settings: everything else that can be asked for; single fields of it may be given by name, as
            `quantize(image, 5, space="lab", effort="best", seed=7)`.
        limit: the largest palette that is of use, such as 256 for an indexed file; all of a given palette
            that is mapped to comes out all the same.
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
    asked = _asked(settings, colors, changes)
    picture = _picture(image)
    return _quantize(
        picture,
        asked,
        limit=limit,
        metrics=_metrics(metrics),
        run=picture.run(threads, on_progress, should_stop),
    )


def histogram(
    image: Image, *, settings: Settings | None = None, threads: int | None = None, **changes: Any
) -> Histogram:
    """The distinct colours of an image that count, each with its number of pixels and its weight.

    Histograms pickle, so that they can be made in several processes, and `find_palette` takes them.

    Args:
        settings, changes: as of `quantize`; transparency, selection and excluded colours count here. What is
            excluded here is not there any more where a palette is found.

    Raises:
        ValueError: the image is no such array, or a setting no such value.

    Example:
        >>> import numpy as np, kquant
        >>> found = kquant.histogram(np.array([[[9, 9, 9], [0, 0, 0], [9, 9, 9]]], np.uint8))
        >>> found.colors.tolist(), found.counts.tolist()
        ([[0, 0, 0], [9, 9, 9]], [1, 2])
    """
    picture, asked = _picture(image), _asked(settings, None, changes)
    run = picture.run(threads)
    asked = with_papers_there(asked, [picture.prepared(Preparation.of(asked), run)], run)
    return picture.source(Preparation.of(asked), run).histogram


def find_palette(
    images: Image | Histogram | Iterable[Image | Histogram],
    colors: int | None = None,
    *,
    settings: Settings | None = None,
    limit: int = MAX_COLORS,
    threads: int | None = None,
    on_progress: OnProgress | None = None,
    should_stop: ShouldStop | None = None,
    **changes: Any,
) -> UInt8:
    """Find the palette of one or more images, without applying it.

    The palette of several images is that of all their pixels: in whatever order or groups they come, and
    the same as that of one image made of them.

    Args:
        images: an image or a histogram, or several of them.
        colors, settings, limit, threads, on_progress, should_stop, changes: as of `quantize`.

    Returns:
        (K, 3) uint8, no two the same, most frequent first; a given palette in its own order. Excluded
        colours are beside K, last of a given palette, unless they become something else. The order is that
        of `quantize`; of several images or histograms, that with excluded colours everywhere.

    Raises:
        Cancelled: `should_stop` answered True.
        KQuantError: the finder needs the pixels of one image, or there is a selection for several.
        ValueError: an image is no such array, or a setting no such value.

    Example:
        >>> import numpy as np, kquant
        >>> dark, light = np.full((2, 2, 3), 40, np.uint8), np.full((4, 4, 3), 200, np.uint8)
        >>> kquant.find_palette([dark, light], 2).tolist()
        [[200, 200, 200], [40, 40, 40]]
    """
    asked = _asked(settings, colors, changes)
    several = [images] if isinstance(images, Picture | Histogram) or _is_array(images) else list(images)
    run = Run(threads, on_progress, should_stop)
    with run.stage("histogram", 0.2):
        source, whole, there = _source(several, asked, run)
        request = resolved(there, source, run, limit, len(asked.excluded) - len(there.excluded))
    with run.stage("cluster", 1.0):
        spec, how = Specification.of(request.settings), Remapping.of(request.settings)
        found = finalize(source.histogram, find(source, spec, run), spec, run)
        if source.picture is not None and found.papers and how.excluded_where is ExcludedWhere.EDGE:
            shown = remap(source.picture, found, how, run)  # what is paper is a matter of place
            use = request.settings.palette, request.settings.palette_use
            return repainted(shown.palette, shown.locked, *use)
        counted = whole is source.histogram and not found.papers
        order = found.order(found.account.counts) if counted else rows_shown(whole, found, how, run)
    palette = found.colors[order]
    return repainted(palette, found.locked[order], request.settings.palette, request.settings.palette_use)


def apply_palette(
    image: Image,
    palette: Sequence[Sequence[int]] | UInt8,
    *,
    settings: Settings | None = None,
    metrics: bool | Collection[str] = True,
    threads: int | None = None,
    on_progress: OnProgress | None = None,
    should_stop: ShouldStop | None = None,
    **changes: Any,
) -> Result:
    """Give every pixel of an image the nearest colour of a palette.

    Args:
        palette: (K, 3) colours in sRGB, such as `find_palette` returns.
        image, settings, metrics, threads, on_progress, should_stop, changes: as of `quantize`.

    Returns:
        As `quantize`, with the palette whole and in its order.

    Raises:
        Cancelled: `should_stop` answered True.
        ValueError: the image is no such array, a colour is none, or a setting no such value.

    Example:
        >>> import numpy as np, kquant
        >>> ramp = np.repeat(np.arange(256, dtype=np.uint8), 3).reshape(16, 16, 3)
        >>> result = kquant.apply_palette(ramp, [(0, 0, 0), (128, 128, 128), (255, 255, 255)])
        >>> result.counts.tolist()
        [46, 144, 66]
    """
    colors = tuple(tuple(color) for color in palette)
    if not colors:
        raise ValueError("a palette has at least one colour")
    asked = _asked(
        settings, None, {"colors": None, **changes, "palette": colors, "palette_use": PaletteUse.FIXED}
    )
    return quantize(
        image,
        settings=asked,
        metrics=metrics,
        threads=threads,
        on_progress=on_progress,
        should_stop=should_stop,
    )


def _asked(settings: Settings | None, colors: int | None, changes: dict[str, Any]) -> Settings:
    asked = replace(settings or Settings(), **with_former_names(changes))
    for name, record in SETTINGS_TABLE.items():
        if record.registry and not is_choosable(record.registry, value := getattr(asked, name)):
            raise ValueError(f"there is no {name} {value!r}")
    return asked if colors is None else replace(asked, colors=colors)


def _picture(image: Image) -> Picture:
    return image if isinstance(image, Picture) else Picture(image)


def _is_array(images: object) -> bool:
    """Whether it is one image, rather than several in an array of four axes."""
    return isinstance(images, np.ndarray) and images.ndim != 4


def _source(several: list[Any], asked: Settings, run: Run) -> tuple[Source, Histogram, Settings]:
    """The colours of all images that count, with the pixels behind them if it is one; all colours; settings.

    Of these, excluded colours that none of the images has are left out.
    """
    preparation = Preparation.of(asked)
    if asked.selection is not None and (len(several) != 1 or isinstance(several[0], Histogram)):
        raise KQuantError(
            "a selection is a part of one picture: there is none for several, or for a histogram"
        )
    if len(several) == 1 and not isinstance(several[0], Histogram):
        picture = _picture(several[0])
        apart = run.apart(picture.cache)
        image = picture.prepared(preparation, apart)
        asked = with_papers_there(asked, [image], apart)
        return picture.source(Preparation.of(asked), apart), image.histogram, asked
    histograms, there = [], set[Exclusion]()
    for each in several:
        run.check()
        if not isinstance(each, Histogram):
            picture = _picture(each)
            each = picture.prepared(preparation, run.apart(picture.cache))
        there |= {*with_papers_there(asked, [each], run).excluded}
        histograms.append(each if isinstance(each, Histogram) else each.histogram)
    asked = replace(asked, excluded=tuple(one for one in asked.excluded if one in there))
    found = histograms[0] if len(histograms) == 1 else merged(*histograms)
    return source_of(found, Preparation.of(asked), run), found, asked


def _metrics(asked: bool | Collection[str]) -> frozenset[Metric]:
    if isinstance(asked, bool):
        return ALL_METRICS if asked else frozenset()
    return frozenset(Metric(name) for name in asked)
