"""What each command does, from options to results."""

from __future__ import annotations

import time
from argparse import Namespace
from collections.abc import Collection, Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from kquant.api import quantize as run_quantize
from kquant.cli.console import Console, about, printable
from kquant.cli.outputs import STANDARD, Outputs, name_of, print_lines
from kquant.cli.report import as_json, hex_color, report
from kquant.cli.settings import requested_settings
from kquant.cli.sizes import compared, file_size, size_text
from kquant.core.image.histogram import histogram
from kquant.core.image.picture import Picture
from kquant.core.model.choices import AlphaMode, ExcludedAs, Unselected
from kquant.core.model.errors import KQuantError
from kquant.core.model.metrics import Metric
from kquant.core.model.result import Result
from kquant.core.model.settings import MAX_COLORS, Settings
from kquant.core.run.kmeans import use_threads
from kquant.core.run.parallel import default_threads
from kquant.io.atomic import write_bytes
from kquant.io.picture_formats import PictureFormat, max_colors, picture_format
from kquant.io.read import read_image
from kquant.io.source import SourceImage
from kquant.io.target import ending_of
from kquant.io.write import PaletteFullError, write_image

if TYPE_CHECKING:
    from kquant.core.color.names import NameList
    from kquant.io.palettes import PaletteFormat


class Stopwatch:
    """Seconds taken by each stage.

    Attributes:
        seconds: by name of the stage.
    """

    def __init__(self) -> None:
        self.seconds: dict[str, float] = {}
        self._start = time.perf_counter()

    @contextmanager
    def stage(self, name: str) -> Iterator[None]:
        start = time.perf_counter()
        yield
        self.seconds[name] = time.perf_counter() - start

    def stop(self) -> None:
        self.seconds["total"] = time.perf_counter() - self._start


def info(options: Namespace) -> None:
    """Print what kind of picture it is, one property a line."""
    source = _read(options, Console(options.quiet))
    alpha = source.pixels[..., 3] if source.pixels.shape[2] == 4 else None
    properties = {
        "file": printable(options.input),
        "format": source.format,
        "size": f"{source.width} x {source.height}",
        "mode": source.mode,
        "profile": source.profile or "none",
        "orientation": source.orientation,
        "distinct colours": len(histogram(source.pixels, alpha, default_threads())),
    }
    print_lines(f"{name}: {printable(str(value))}" for name, value in properties.items())


def palette(options: Namespace) -> None:
    """Print hex, share, count and perhaps name of each colour, most frequent first unless told otherwise."""
    console = Console(options.quiet)
    settings = requested_settings(options, console)
    source = _read(options, console)
    result = _cluster(source, options, settings, console, limit=MAX_COLORS, metrics=())
    from kquant.io.palettes import palette_from_result

    colors = palette_from_result(result, names=_names(options))
    names = colors.without(colors.clear).all_names
    columns = zip(result.palette.tolist(), result.shares, result.counts, names, strict=True)
    print_lines(
        f"{hex_color(rgb)} {share:.6f} {count} {name}".rstrip() for rgb, share, count, name in columns
    )


def palette_convert(options: Namespace) -> None:
    """Write a palette file in the format of another name, and tell what that could not keep."""
    from kquant.io.palettes import named, read_palette, write_palette

    console, outputs = Console(options.quiet), Outputs(options)
    outputs.check([options.output])
    form = _palette_format(options.output, options)
    name = "standard input" if options.input == STANDARD else options.input
    with about(name):
        colors = read_palette(options.input)
    if (names := _names(options)) is not None:
        colors = named(colors, names)
    for note in colors.notes + form.losses(colors):
        console.note(f"{printable(name)}: {note}")
    outputs.write(options.output, partial(write_palette, colors, form=form))
    target = printable(name_of(options.output))
    count = len(form.fitted(colors).colors)
    console.say(f"{printable(name)} -> {target}: {count:,} colours, {form.name}")


def palette_list(_: Namespace) -> None:
    """Print key, number of colours and name of each built-in palette."""
    from kquant.core.palette.builtin import BUILT_IN

    print_lines(f"{each.key} {len(each.colors)} {each.name}" for each in BUILT_IN)


def quantize(options: Namespace) -> None:
    """Write the picture in few colours, then palettes and report, and tell in one line what came out."""
    console, outputs, watch = Console(options.quiet), Outputs(options), Stopwatch()
    _check_outputs(options, outputs)
    settings = requested_settings(options, console)
    size_before = file_size(options.input)
    with watch.stage("read"):
        source = _read(options, console)
    limit = _limit(source, _picture_name(options), settings)
    metrics = set(Metric) if options.report else {Metric.MSE}  # MSE and PSNR are printed
    result = _cluster(source, options, settings, console, limit=limit, metrics=metrics)
    with outputs.writing():
        with watch.stage("write"):
            notes = _write_results(result, options, outputs)
        watch.stop()
        if options.report:
            seconds = {"read": 0.0, **result.seconds, **watch.seconds}  # in this order
            figures = report(options.input, source, result, seconds)
            outputs.write(options.report, partial(write_bytes, data=as_json(figures)))
    for target, note in notes:
        console.note(f"{printable(name_of(target))}: {note}")
    sizes = outputs.sizes.get(options.output), size_before
    console.say(_summary(options, result, sizes, watch.seconds["total"]))


def selftest(_: Namespace) -> None:
    """Check that this installation is whole, and say so."""
    from kquant.cli.selftest import selftest as check  # brings the window along

    check()


def _check_outputs(options: Namespace, outputs: Outputs) -> None:
    """Refuse before the work what could not be written after it."""
    outputs.check([options.output, *options.palettes, *([options.report] if options.report else [])])
    with about(name_of(options.output)):
        picture_format(_picture_name(options))
    for target in options.palettes:
        _palette_format(target, options)


def _picture_name(options: Namespace) -> str:
    return _told_format(options.output, options, ".png")


def _palette_format(target: str, options: Namespace) -> PaletteFormat:
    from kquant.io.palettes import palette_format

    with about(name_of(target)):
        return palette_format(_told_format(target, options, ".hex"))


def _told_format(target: str, options: Namespace, default: str) -> str:
    """Return what tells the format of a target: its suffix, or else what was chosen, or else the default."""
    if ending_of(target):
        return target
    if options.format is not None:
        return f".{options.format.removeprefix('.')}"
    return default if target == STANDARD else target


def _read(options: Namespace, console: Console) -> SourceImage:
    limit = {} if options.max_pixels is None else {"max_pixels": options.max_pixels}
    name = "standard input" if options.input == STANDARD else options.input
    with about(name):
        source = read_image(options.input, allow_truncated=options.allow_truncated, **limit)
    for note in source.notes:
        console.note(f"{printable(name)}: {note}")
    return source


def _limit(source: SourceImage, output: str, settings: Settings) -> int:
    """Return the most colours the output's format holds, leaving room for transparency if there is any."""
    transparent = source.pixels.shape[2] == 4 and settings.alpha is not AlphaMode.MATTE
    transparent |= settings.unselected is Unselected.CLEAR
    transparent |= bool(settings.excluded) and settings.excluded_as is ExcludedAs.TRANSPARENT
    return max_colors(output, transparent)


def _cluster(
    source: SourceImage,
    options: Namespace,
    settings: Settings,
    console: Console,
    *,
    limit: int,
    metrics: Collection[Metric],
) -> Result:
    threads = getattr(options, "threads", None)
    if threads is not None:
        use_threads(threads)
    picture = Picture(source.pixels)
    try:
        with about(options.input):
            result = run_quantize(
                picture,
                settings=settings,
                limit=limit,
                on_progress=console.progress,
                threads=threads,
                metrics=metrics,
            )
    finally:
        console.clear()
    for change in result.request.changes:
        console.note(f"{printable(options.input)}: {change}")
    if not console.quiet:
        from kquant.cli.accents import lost_accents

        if lost := lost_accents(picture, result, threads):
            console.note(f"{printable(options.input)}: {lost}")
    if options.sort:
        from kquant.core.palette.order import Arrangement, Order, arranged

        result = arranged(result, Arrangement(Order(options.sort), options.descending))
    return result


def _write_results(result: Result, options: Namespace, outputs: Outputs) -> list[tuple[str, str]]:
    """Write picture and palettes; return targets, each with what its format could not hold."""
    form = picture_format(_picture_name(options))
    losses = outputs.write(options.output, partial(_write_picture, result, form=form))
    notes = [(options.output, note) for note in losses]
    if not options.palettes:
        return notes
    from kquant.io.palettes import palette_from_result, write_palette  # all formats, which take their time

    name = "" if options.input == STANDARD else Path(options.input).stem
    colors = palette_from_result(result, name, _names(options))
    for target in options.palettes:
        palette_form = _palette_format(target, options)
        outputs.write(target, partial(write_palette, colors, form=palette_form))
        notes += [(target, note) for note in palette_form.losses(colors)]
    return notes


def _write_picture(
    result: Result, target: str, *, form: PictureFormat, source: Path | None, force: bool
) -> tuple[str, ...]:
    """Write the picture, and tell what may be done where its palette does not fit."""
    try:
        return write_image(result, target, form=form, source=source, force=force)
    except PaletteFullError as error:
        is_matte = result.request.settings.alpha is AlphaMode.MATTE
        matte = "--alpha matte, " if error.for_transparency and not is_matte else ""
        choices = f"use {matte}fewer colours, or a format that needs no palette, such as .webp"
        raise KQuantError(f"{error}: {choices}") from error


def _names(options: Namespace) -> NameList | None:
    if not options.names:
        return None
    from kquant.core.color.names import NameList

    return NameList(options.names)


def _summary(options: Namespace, result: Result, sizes: tuple[int | None, int | None], seconds: float) -> str:
    metrics = result.metrics
    names = f"{printable(options.input)} -> {printable(name_of(options.output))}"
    colors = f"{result.colors_before} -> {result.colors_after} colours"
    quality = ""
    if metrics is not None and metrics.mse is not None and metrics.psnr is not None:
        quality = f", MSE {metrics.mse:.1f}, PSNR {metrics.psnr:.2f} dB"
    after, before = sizes
    size = "" if after is None else f", {size_text(after)}"
    if after is not None and before:
        size += f", {compared(after, before)}"
    return f"{names}: {colors}{quality}{size}, {seconds:.2f} s"
