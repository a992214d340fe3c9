"""Quantized pictures written and read back with Pillow."""

from __future__ import annotations

import io
import sys
from pathlib import Path

import cv2
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from kquant.core.model.arrays import UInt8
from kquant.core.model.result import Result
from kquant.io.atomic import WriteError
from kquant.io.picture_formats import PICTURE_FORMATS, PictureFormat, max_colors, picture_format
from kquant.io.read import read_image
from kquant.io.write import write_image
from tests.io.results import distinct_colors, make_result, random_result, results

INDEXED = [".png", ".gif", ".bmp", ".tif", ".tga"]
LOSSLESS = [form for form in PICTURE_FORMATS if form.defaults.lossless]
LOSSY = [form for form in PICTURE_FORMATS if not form.defaults.lossless]


def written(result: Result, ending: str) -> tuple[Image.Image, tuple[str, ...]]:
    stream = io.BytesIO()
    notes = write_image(result, stream, form=picture_format(ending))
    return Image.open(stream), notes


def opened(path: Path) -> Image.Image:
    return Image.open(io.BytesIO(path.read_bytes()))


def shown(image: Image.Image, like: UInt8) -> UInt8:
    return np.asarray(image.convert("RGBA" if like.shape[2] == 4 else "RGB"))


def chunks(path: Path) -> dict[bytes, bytes]:
    data, found, at = path.read_bytes(), {}, 8
    while at < len(data):
        size = int.from_bytes(data[at : at + 4], "big")
        found[data[at + 4 : at + 8]] = data[at + 8 : at + 8 + size]
        at += size + 12
    return found


@pytest.mark.parametrize("ending", INDEXED)
@given(result=results())
def test_indexed_files_hold_palette_order_and_labels(ending: str, result: Result) -> None:
    image, notes = written(result, ending)
    assert notes == ()
    assert np.array_equal(shown(image, result.image), result.image)
    if image.mode == "L":  # Pillow opens a GIF whose palette is 0, 1, 2 ... in grey as grey
        assert np.array_equal(np.asarray(image), result.labels)
        return
    assert image.mode == "P"
    palette = np.array(image.getpalette(), np.uint8).reshape(-1, 3)
    assert np.array_equal(palette[: len(result.palette)], result.palette)
    assert np.array_equal(np.asarray(image), result.labels)


@pytest.mark.parametrize("form", LOSSLESS, ids=lambda form: form.name)
@settings(max_examples=30, deadline=None)  # some writers take a quarter of a second to start
@given(data=st.data(), seed=st.integers(0, 2**32))
def test_lossless_formats_are_exact(form: PictureFormat, data: st.DataObject, seed: int) -> None:
    transparency = data.draw(st.integers(0, form.transparency))
    colors = data.draw(st.integers(1, min(300, form.max_colors(transparency > 0))))
    result = random_result(colors, 6, 11, seed, transparency > 0, transparency > 1)
    image, _ = written(result, form.endings[0])
    assert np.array_equal(shown(image, result.image), result.image)


@pytest.mark.parametrize(
    ("colors", "bits"), [(1, 1), (2, 1), (3, 2), (4, 2), (5, 4), (16, 4), (17, 8), (256, 8)]
)
def test_png_takes_the_fewest_bits(tmp_path: Path, colors: int, bits: int) -> None:
    write_image(random_result(colors), tmp_path / "a.png")
    header = chunks(tmp_path / "a.png")[b"IHDR"]
    assert (header[8], header[9]) == (bits, 3)  # bit depth; colour type: indexed


def test_png_palette_has_no_entries_of_its_own(tmp_path: Path) -> None:
    result = random_result(5, transparent=True)
    write_image(result, tmp_path / "a.png")
    found = chunks(tmp_path / "a.png")
    assert found[b"PLTE"] == result.palette.tobytes() + b"\0\0\0"
    assert found[b"tRNS"] == b"\xff" * 5 + b"\0"


@pytest.mark.parametrize("ending", [*INDEXED, ".ppm"])
@pytest.mark.parametrize("greys", [[0, 255], [255, 0], [0], [255], [0, 1], [0, 255, 7]])
def test_few_greys_come_back_as_they_are(ending: str, greys: list[int]) -> None:
    """Pillow takes a BMP of black and white for 1 bit a pixel, whatever it has."""
    palette = np.repeat(np.array(greys, np.uint8)[:, None], 3, axis=1)
    result = make_result(palette, np.random.default_rng(1).integers(0, len(greys), (5, 19)))
    stream = io.BytesIO()
    write_image(result, stream, form=picture_format(ending))
    assert np.array_equal(np.asarray(Image.open(stream).convert("RGB")), result.image)
    decoded = cv2.imdecode(np.frombuffer(stream.getvalue(), np.uint8), cv2.IMREAD_COLOR)
    if decoded is not None:  # OpenCV has no TGA
        assert np.array_equal(decoded, result.image)
    read = read_image(stream.getvalue())
    assert np.array_equal(read.pixels, result.image)


def test_unused_colors_stay_in_the_palette() -> None:
    """A locked colour may have no pixel; small GIFs are where Pillow would drop it."""
    result = make_result(distinct_colors(9), np.array([[8, 2], [2, 8]]))
    for ending in INDEXED:
        image, _ = written(result, ending)
        assert np.array_equal(np.asarray(image), result.labels), ending


def test_png_says_srgb_in_few_bytes(tmp_path: Path) -> None:
    write_image(random_result(4, 2, 2), tmp_path / "a.png")
    found = chunks(tmp_path / "a.png")
    assert found[b"sRGB"] == b"\0"
    assert b"iCCP" not in found
    assert (tmp_path / "a.png").stat().st_size < 200


@pytest.mark.parametrize("ending", [".tif", ".webp", ".jpg", ".heic"])
def test_other_formats_embed_a_small_srgb_profile(ending: str) -> None:
    image, _ = written(random_result(4), ending)
    profile = image.info["icc_profile"]
    assert len(profile) < 1000
    assert b"s\0R\0G\0B" in profile or b"sRGB" in profile


def test_avif_says_srgb() -> None:
    stream = io.BytesIO()
    write_image(random_result(4), stream, form=picture_format(".avif"))
    # ITU-T H.273: primaries 1 (BT.709, those of sRGB), transfer 13 (sRGB)
    assert b"nclx\0\x01\0\x0d" in stream.getvalue()


def test_kept_alpha_is_a_palette_while_pairs_fit(tmp_path: Path) -> None:
    result = random_result(40, transparent=True, partial=True)
    assert write_image(result, tmp_path / "a.png") == ()
    image = opened(tmp_path / "a.png")
    assert image.mode == "P"
    assert np.array_equal(np.asarray(image.convert("RGBA")), result.image)
    colors = np.array(image.getpalette("RGB")).reshape(-1, 3)
    ranks = [np.flatnonzero((result.palette == color).all(axis=1))[0] for color in colors[:-1]]
    assert ranks == sorted(ranks)


def test_alpha_of_more_pairs_is_true_color_with_a_note(tmp_path: Path) -> None:
    result = random_result(200, 40, 40, transparent=True, partial=True)
    (note,) = write_image(result, tmp_path / "a.png")
    assert "true colour" in note
    image = opened(tmp_path / "a.png")
    assert image.mode == "RGBA"
    assert np.array_equal(np.asarray(image), result.image)


@pytest.mark.parametrize("ending", [".png", ".bmp", ".tif", ".tga"])
def test_more_than_256_colors_are_true_color_with_a_note(ending: str) -> None:
    result = random_result(4096, 80, 80)
    image, (note,) = written(result, ending)
    assert "256" in note
    assert image.mode == "RGB"
    assert np.array_equal(np.asarray(image), result.image)


def test_256_colors_and_transparency_need_a_257th_entry() -> None:
    result = random_result(256, 30, 30, transparent=True)
    image, notes = written(result, ".png")
    assert len(notes) == 1
    assert image.mode == "RGBA"
    assert np.array_equal(np.asarray(image), result.image)
    with pytest.raises(WriteError, match="at most 256 colours, this picture has 256 and transparency"):
        written(result, ".gif")


def test_gif_refuses_too_many_colors() -> None:
    with pytest.raises(WriteError, match="GIF holds at most 256 colours, this picture has 300"):
        written(random_result(300), ".gif")


def test_gif_keeps_the_transparent_index() -> None:
    result = random_result(255, transparent=True)
    image, notes = written(result, ".gif")
    assert notes == ()
    assert image.info["transparency"] == 255
    assert np.array_equal(np.asarray(image), result.labels)


def test_gif_makes_partial_alpha_one_index_and_says_so() -> None:
    result = random_result(20, transparent=True, partial=True)
    image, (note,) = written(result, ".gif")
    assert "partial transparency" in note
    alpha = np.asarray(image.convert("RGBA"))[..., 3]
    assert result.alpha is not None
    assert np.array_equal(alpha == 255, result.alpha >= 128)
    opaque = alpha == 255
    assert np.array_equal(np.asarray(image)[opaque], result.labels[opaque])


@pytest.mark.parametrize("ending", [".bmp", ".ppm"])
def test_no_transparency_means_the_matte(ending: str) -> None:
    labels, alpha = np.array([[0, 1, 0]]), np.array([[255, 0, 51]], np.uint8)
    palette = np.array([[200, 100, 0]], np.uint8)
    image, (note,) = written(make_result(palette, labels, alpha, 1, matte=(0, 50, 255)), ending)
    assert "#0032ff" in note
    assert np.asarray(image.convert("RGB")).tolist() == [[[200, 100, 0], [0, 50, 255], [40, 60, 204]]]


@pytest.mark.parametrize("form", LOSSY, ids=lambda form: form.name)
def test_lossy_formats_warn(form: PictureFormat) -> None:
    result = random_result(8, 32, 32)
    image, notes = written(result, form.endings[0])
    assert "lossy" in notes[-1]
    assert image.size == (32, 32)
    assert np.abs(np.asarray(image.convert("RGB")).astype(int) - result.image).mean() < 8


@pytest.mark.parametrize("form", PICTURE_FORMATS, ids=lambda form: form.name)
def test_same_result_same_bytes(form: PictureFormat, monkeypatch: pytest.MonkeyPatch) -> None:
    streams = [io.BytesIO(), io.BytesIO()]
    for year, stream in zip((2001, 2031), streams, strict=True):
        monkeypatch.setattr("time.time", lambda year=year: year * 3.15e7)
        write_image(random_result(30, partial=True), stream, form=form)
    assert streams[0].getvalue() == streams[1].getvalue()


def test_large_png_is_compressed_by_the_better_way(tmp_path: Path) -> None:
    """Tiles that repeat are what run lengths alone do not see."""
    tile = np.random.default_rng(0).integers(0, 4, (1, 128))
    result = make_result(distinct_colors(4), np.tile(tile, (1500, 12)))
    write_image(result, tmp_path / "a.png")
    assert np.array_equal(np.asarray(opened(tmp_path / "a.png")), result.labels)
    assert (tmp_path / "a.png").stat().st_size < 20_000


def test_sides_a_format_cannot_take_are_refused() -> None:
    result = make_result(distinct_colors(2), np.zeros((1, 16384), int))
    with pytest.raises(WriteError, match="WebP takes up to 16383 pixels a side, the picture is 16384 x 1"):
        written(result, ".webp")


@pytest.mark.parametrize("name", ["a.xyz", "a", "a.psd", ".hidden"])
def test_unknown_endings_are_refused_and_the_known_named(tmp_path: Path, name: str) -> None:
    with pytest.raises(WriteError, match=r"\.png.*\.gif"):
        write_image(random_result(2), tmp_path / name)
    assert list(tmp_path.iterdir()) == []


def test_missing_plugin_names_the_extra(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setitem(sys.modules, "pillow_jxl", None)
    with pytest.raises(WriteError, match=r"kquant\[formats\]"):
        write_image(random_result(2), tmp_path / "a.jxl")


def test_endings_are_told_in_any_case(tmp_path: Path) -> None:
    write_image(random_result(2), tmp_path / "A.PNG")
    assert opened(tmp_path / "A.PNG").format == "PNG"


@pytest.mark.parametrize(
    ("name", "transparent", "colors"),
    [("a.gif", False, 256), ("a.gif", True, 255), ("a.png", True, 4096), ("a.jpg", False, 4096)],
)
def test_largest_palette_of_a_format(name: str, transparent: bool, colors: int) -> None:
    assert max_colors(name, transparent) == colors


def test_without_force_nothing_is_overwritten(tmp_path: Path) -> None:
    target = tmp_path / "a.png"
    target.write_bytes(b"old")
    with pytest.raises(WriteError, match="--force"):
        write_image(random_result(2), target)
    assert target.read_bytes() == b"old"
    write_image(random_result(2), target, force=True)
    assert opened(target).mode == "P"
