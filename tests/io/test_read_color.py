"""Colour spaces and profiles come out as sRGB."""

import io
import struct

import numpy as np
import pytest
from PIL import Image, ImageCms
from read_files import DISPLAY_P3, chunk, png, tiff

from kquant.io.matrix_profile import H273_PRIMARIES, matrix_profile
from kquant.io.profiles import Samples, to_srgb
from kquant.io.read import read_image

SRGB = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
COLORS = np.array([[[128, 64, 32], [100, 150, 200], [255, 255, 255], [0, 0, 0], [255, 0, 0]]], np.uint8)
# By the matrices of CSS Color 4 (Display P3 to sRGB), clipped, with sRGB's curve on both sides.
P3_AS_SRGB = np.array([[[138, 59, 21], [83, 152, 205], [255, 255, 255], [0, 0, 0], [255, 0, 0]]])


def encoded(image: Image.Image, name: str, **options: object) -> bytes:
    data = io.BytesIO()
    image.save(data, name, **options)
    return data.getvalue()


def test_display_p3_is_converted_and_said() -> None:
    picture = read_image(encoded(Image.fromarray(COLORS), "PNG", icc_profile=DISPLAY_P3))
    assert picture.profile == "Test RGB"
    assert "converted from Test RGB to sRGB" in picture.notes
    exact = P3_AS_SRGB[:, 2:]
    assert np.abs(picture.pixels[:, 2:].astype(int) - exact).max() <= 1
    assert (
        picture.pixels[0, 0, 0] > 128 > 64 > picture.pixels[0, 0, 1]
    )  # a wider gamut: more saturated in sRGB


def test_matrix_profile_follows_the_published_matrix() -> None:
    pixels, _, _ = to_srgb(Samples(COLORS.copy(), "RGB"), matrix_profile(H273_PRIMARIES[12]))
    assert np.abs(pixels.astype(int) - P3_AS_SRGB).max() <= 1


def test_alpha_passes_a_conversion_untouched() -> None:
    rgba = np.dstack((COLORS, np.array([[0, 1, 128, 254, 255]], np.uint8)))
    picture = read_image(encoded(Image.fromarray(rgba), "PNG", icc_profile=DISPLAY_P3))
    assert picture.pixels[0, :, 3].tolist() == [0, 1, 128, 254, 255]
    plain = read_image(encoded(Image.fromarray(COLORS), "PNG", icc_profile=DISPLAY_P3))
    assert np.array_equal(picture.pixels[..., :3], plain.pixels)


def test_large_pictures_convert_like_small_ones() -> None:
    tall = np.tile(COLORS, (3000, 100, 1))
    small = read_image(encoded(Image.fromarray(COLORS), "PNG", icc_profile=DISPLAY_P3))
    large = read_image(encoded(Image.fromarray(tall), "PNG", icc_profile=DISPLAY_P3, compress_level=1))
    assert np.array_equal(large.pixels, np.tile(small.pixels, (3000, 100, 1)))


def test_an_srgb_profile_changes_no_pixel() -> None:
    noise = np.random.default_rng(1).integers(0, 256, (50, 50, 3), np.uint8)
    picture = read_image(encoded(Image.fromarray(noise), "PNG", icc_profile=SRGB))
    assert np.array_equal(picture.pixels, noise)
    assert picture.profile is not None
    assert "sRGB" in picture.profile
    assert picture.notes == ()


@pytest.mark.parametrize(
    "broken",
    [b"not a profile", SRGB[:200], DISPLAY_P3[:150] + bytes(300), SRGB[:16] + b"\xffGB " + SRGB[20:]],
    # Profiles hold the second in which they were made: as names two workers might not find the same tests.
    ids=["text", "short", "zeros", "space"],
)
def test_a_broken_profile_is_ignored_and_said(broken: bytes) -> None:
    picture = read_image(encoded(Image.fromarray(COLORS), "TIFF", icc_profile=broken))
    assert np.array_equal(picture.pixels, COLORS)
    assert picture.profile is None
    assert picture.notes == ("the embedded colour profile is damaged and was ignored",)


def test_a_profile_of_another_kind_is_ignored_and_said() -> None:
    lab = ImageCms.ImageCmsProfile(ImageCms.createProfile("LAB")).tobytes()
    picture = read_image(encoded(Image.fromarray(COLORS), "PNG", icc_profile=lab))
    assert np.array_equal(picture.pixels, COLORS)
    assert len(picture.notes) == 1
    assert "ignored" in picture.notes[0]


def test_grey_with_an_rgb_profile() -> None:
    grey = Image.linear_gradient("L").resize((16, 16))
    picture = read_image(encoded(grey, "PNG", icc_profile=DISPLAY_P3))
    assert np.abs(np.ptp(picture.pixels.astype(int), axis=2)).max() <= 1


def test_cmyk_jpeg_is_not_inverted() -> None:
    paper = Image.new("CMYK", (16, 16), (0, 0, 0, 0))
    paper.paste((0, 255, 255, 0), (0, 0, 8, 16))
    picture = read_image(encoded(paper, "JPEG", quality=95))
    assert np.abs(picture.pixels[8, 2].astype(int) - [255, 0, 0]).max() <= 8
    assert np.abs(picture.pixels[8, 13].astype(int) - [255, 255, 255]).max() <= 8
    assert picture.mode == "CMYK 8-bit"
    assert picture.notes == ("CMYK without a profile: its colours are approximate",)


def test_cielab_tiff() -> None:
    # L* of 0..255 for 0..100, a* and b* as two's complement; the last is sRGB's red.
    samples = np.array([[[255, 0, 0], [0, 0, 0], [136, 0, 0], [138, 81, 70]]], np.uint8)
    picture = read_image(tiff(samples, 8))
    assert np.abs(picture.pixels.astype(int) - [[[255] * 3, [0] * 3, [127] * 3, [255, 0, 0]]]).max() <= 6
    assert picture.mode == "LAB 8-bit"


@pytest.mark.parametrize("gamma", [0.35, 0.6, 1.0])
def test_gamma_of_a_png_is_undone(gamma: float) -> None:
    light = np.linspace(0, 1, 64)
    stored = np.rint(255 * light**gamma).astype(np.uint8).reshape(1, 64, 1).repeat(3, axis=2)
    picture = read_image(png(stored, 2, chunk(b"gAMA", struct.pack(">I", round(gamma * 1e5)))))
    kept = (stored[0, :, 0] / 255) ** (1 / gamma)  # what the 8-bit file still knows
    srgb = np.where(kept <= 0.0031308, 12.92 * kept, 1.055 * kept ** (1 / 2.4) - 0.055)
    assert np.abs(picture.pixels[0, :, 0] - 255 * srgb).max() <= 1.5
    assert any("gamma" in note for note in picture.notes)


@pytest.mark.parametrize(
    "extra",
    [
        chunk(b"gAMA", struct.pack(">I", 45455)),
        chunk(b"sRGB", b"\0") + chunk(b"gAMA", struct.pack(">I", 100000)),
        chunk(b"gAMA", bytes(4)),
    ],
)
def test_gamma_that_does_not_matter_changes_no_pixel(extra: bytes) -> None:
    picture = read_image(png(COLORS, 2, extra))
    assert np.array_equal(picture.pixels, COLORS)
    assert picture.notes == ()


def test_primaries_without_sense_are_ignored_and_said() -> None:
    picture = read_image(png(COLORS, 2, chunk(b"cHRM", struct.pack(">8I", *[31270, 32900] * 4))))
    assert np.array_equal(picture.pixels, COLORS)
    assert any("ignored" in note for note in picture.notes)
