"""`kquant --selftest`: whether this copy is whole. Every built installer has to pass it."""

from __future__ import annotations

import tempfile
import time
from contextlib import closing
from importlib.util import find_spec
from pathlib import Path

import numpy as np

from kquant import __version__
from kquant.api import quantize
from kquant.cli.outputs import print_lines
from kquant.cli.window import parse_window, show_window
from kquant.core.finders.pixels import process
from kquant.core.model.errors import KQuantError
from kquant.core.model.result import Result
from kquant.core.model.specification import Specification
from kquant.io.palettes import palette_from_result, read_palette, write_palette
from kquant.io.picture_formats import PICTURE_FORMATS, PictureFormat
from kquant.io.read import read_image
from kquant.io.write import write_image
from kquant.resources import sample_images

_COLORS = 8


def selftest() -> None:
    """Take a sample through every part that a bad installation could lack, and say so in one line.

    Raises:
        KQuantError: something did not come out as it must.
    """
    start = time.perf_counter()
    sample = sample_images()[0]
    result = quantize(read_image(sample).pixels, colors=_COLORS)
    with tempfile.TemporaryDirectory(prefix="kquant-") as folder:
        formats = [form for form in PICTURE_FORMATS if not form.plugin or find_spec(form.plugin)]
        for form in formats:
            _try_format(result, form, Path(folder))
        _try_palette(result, Path(folder) / "palette.gpl")
        _try_window(sample, Path(folder) / "window.png")
    _try_child_process()
    seconds = time.perf_counter() - start
    names = ", ".join(form.name for form in formats)
    print_lines([f"kquant {__version__}: self-test passed in {seconds:.1f} s ({names})"])


def _try_format(result: Result, form: PictureFormat, folder: Path) -> None:
    path = folder / f"picture{form.endings[0]}"
    losses = write_image(result, path)
    pixels = read_image(path).pixels
    if pixels.shape != result.image.shape or not (losses or np.array_equal(pixels, result.image)):
        raise KQuantError(f"self-test: {form.name} gave other pixels than were written")


def _try_palette(result: Result, path: Path) -> None:
    write_palette(palette_from_result(result, "self-test"), path)
    if not np.array_equal(read_palette(path).colors[:, :3], result.palette):
        raise KQuantError("self-test: the palette has other colours than were written")


def _try_window(sample: Path, path: Path) -> None:
    options = [str(sample), "--colors", str(_COLORS), "--size", "1024x700", "--screenshot", str(path)]
    show_window(parse_window(options))
    if len(np.unique(read_image(path).pixels.reshape(-1, 3)[::7], axis=0)) < _COLORS:
        raise KQuantError("self-test: the window is empty")


def _try_child_process() -> None:
    """Four samples of two colours, clustered where long runs are."""
    data = np.array([[0, 0, 0], [0, 0, 0], [9, 9, 9], [9, 9, 9]], np.float32)
    with closing(process.attempts(data, Specification(colors=2))) as steps:
        *_, last = steps
    if last.best is None or sorted(last.best.centers[:, 0].tolist()) != [0, 9]:
        raise KQuantError("self-test: the clustering in another process went wrong")
