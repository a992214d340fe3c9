"""What may be chosen of a picture file, read back with Pillow."""

from __future__ import annotations

import io
from dataclasses import replace

import numpy as np
import pytest
from PIL import Image

from kquant.core.model.result import Result
from kquant.io.picture_formats import PICTURE_FORMATS, PictureFormat, picture_format
from kquant.io.picture_options import Compression, SaveOptions, Subsampling
from kquant.io.write import write_image
from tests.io.results import distinct_colors, make_result, random_result

RESULT = random_result(12, 64, 80)


def taking(option: str) -> list[PictureFormat]:
    return [form for form in PICTURE_FORMATS if option in form.takes]


def written(
    result: Result, form: PictureFormat, options: SaveOptions | None = None
) -> tuple[bytes, tuple[str, ...]]:
    stream = io.BytesIO()
    notes = write_image(result, stream, form=form, options=options)
    return stream.getvalue(), notes


def pixels(data: bytes) -> np.ndarray:
    return np.asarray(Image.open(io.BytesIO(data)).convert("RGB"))


@pytest.mark.parametrize("form", taking("indexed"), ids=lambda form: form.name)
def test_true_color_holds_the_same_pixels(form: PictureFormat) -> None:
    data, notes = written(RESULT, form, replace(form.defaults, indexed=False))
    assert Image.open(io.BytesIO(data)).mode == "RGB"
    assert np.array_equal(pixels(data), RESULT.image)
    assert notes == ()


@pytest.mark.parametrize("compression", picture_format(".tif").compressions)
def test_tiff_compressions_lose_nothing(compression: Compression) -> None:
    data, _ = written(RESULT, picture_format(".tif"), SaveOptions(compression=compression))
    names = {Compression.LZW: "tiff_lzw", Compression.DEFLATE: "tiff_adobe_deflate", Compression.NONE: "raw"}
    assert Image.open(io.BytesIO(data)).info["compression"] == names[compression]
    assert np.array_equal(pixels(data), RESULT.image)


def test_the_smallest_png_is_made_at_any_size(monkeypatch: pytest.MonkeyPatch) -> None:
    down, across = np.mgrid[-700:700, -700:700]
    rings = (np.hypot(down, across) / 9).astype(int) % 200
    result, png = make_result(distinct_colors(200), rings), picture_format(".png")
    small, _ = written(result, png)
    monkeypatch.setattr("kquant.io.png.LARGE", 0)
    assert written(result, png)[0] != small
    assert written(result, png, SaveOptions(compression=Compression.SMALL))[0] == small


@pytest.mark.parametrize("form", taking("lossless"), ids=lambda form: form.name)
def test_what_may_be_lossy_says_so_only_then(form: PictureFormat) -> None:
    assert written(RESULT, form)[1] == ()
    data, notes = written(RESULT, form, SaveOptions(lossless=False, quality=50))
    assert "lossy" in notes[0]
    assert not np.array_equal(pixels(data), RESULT.image)


@pytest.mark.parametrize("form", taking("quality"), ids=lambda form: form.name)
def test_higher_quality_is_closer(form: PictureFormat) -> None:
    def distance(quality: int) -> float:
        options = replace(form.defaults, lossless=False, quality=quality)
        found = pixels(written(RESULT, form, options)[0]).astype(np.float64)
        return float(((found - RESULT.image) ** 2).mean())

    assert distance(95) < distance(30)


@pytest.mark.parametrize(
    ("subsampling", "factors"),
    [(Subsampling.FULL, (1, 1)), (Subsampling.HALF, (2, 1)), (Subsampling.QUARTER, (2, 2))],
)
def test_jpeg_keeps_the_hue_of_as_many_pixels_as_chosen(
    subsampling: Subsampling, factors: tuple[int, int]
) -> None:
    data, _ = written(RESULT, picture_format(".jpg"), SaveOptions(subsampling=subsampling))
    assert Image.open(io.BytesIO(data)).layer[0][1:3] == factors  # type: ignore[attr-defined]


def test_what_a_format_does_not_take_changes_nothing() -> None:
    odd = SaveOptions(
        indexed=False,
        compression=Compression.DEFLATE,
        lossless=False,
        quality=1,
        subsampling=Subsampling.QUARTER,
    )
    for form in PICTURE_FORMATS:
        settled = form.settled(odd)
        for name in ("indexed", "lossless", "quality", "subsampling"):
            kept = odd if name in form.takes else form.defaults
            assert getattr(settled, name) == getattr(kept, name)
        assert settled.compression in (form.compressions or (form.defaults.compression,))
    gif = picture_format(".gif")
    assert written(RESULT, gif, odd) == written(RESULT, gif)
