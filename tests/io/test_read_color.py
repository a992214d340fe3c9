"""Colour spaces and profiles come out as sRGB."""

import io
import struct
import zlib
from typing import get_args

import numpy as np
import pytest
from PIL import Image, ImageCms

from kquant.io.matrix_profile import H273_PRIMARIES, matrix_profile
from kquant.io.profiles import Samples, to_srgb
from kquant.io.read import read_image
from tests.io.read_files import DISPLAY_P3, ByteOrder, chunk, exif, exif_directory, png, tiff

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


P3, BT2020, SRGB_CURVE, LINEAR, PQ, HLG = 12, 9, 13, 8, 16, 18  # ITU-T H.273
GAMMA_1 = chunk(b"gAMA", struct.pack(">I", 100_000))
HDR = "high dynamic range is not supported: its brightness was taken for sRGB's"


def cicp(primaries: int, transfer: int, matrix: int = 0, full_range: int = 1) -> bytes:
    return chunk(b"cICP", bytes([primaries, transfer, matrix, full_range]))


def icc_chunk(profile: bytes) -> bytes:
    return chunk(b"iCCP", b"x\0\0" + zlib.compress(profile))


@pytest.mark.parametrize(
    "others",
    [(), (GAMMA_1,), (chunk(b"sRGB", b"\0"),), (icc_chunk(SRGB),), (icc_chunk(b"damaged"), GAMMA_1)],
    ids=["alone", "gAMA", "sRGB", "iCCP", "damaged iCCP"],
)
def test_cicp_comes_before_all_other_colour_of_a_png(others: tuple[bytes, ...]) -> None:
    picture = read_image(png(COLORS, 2, cicp(P3, SRGB_CURVE), *others))
    assert np.abs(picture.pixels.astype(int) - P3_AS_SRGB).max() <= 1
    assert picture.profile is None
    assert picture.notes == ("converted from Display P3 to sRGB",)


@pytest.mark.parametrize("transfer", [1, 6, SRGB_CURVE, 14, 15])
def test_curves_of_cameras_are_shown_as_srgb(transfer: int) -> None:
    picture = read_image(png(COLORS, 2, cicp(1, transfer), GAMMA_1, icc_chunk(DISPLAY_P3)))
    assert np.array_equal(picture.pixels, COLORS)
    assert picture.notes == ()


def test_linear_light_by_cicp_is_that_of_gamma_1() -> None:
    by_gamma = read_image(png(COLORS, 2, GAMMA_1))
    picture = read_image(png(COLORS, 2, cicp(1, LINEAR)))
    assert np.array_equal(picture.pixels, by_gamma.pixels)
    assert picture.notes == ("converted from linear BT.709 to sRGB",)


@pytest.mark.parametrize("transfer", [PQ, HLG])
@pytest.mark.parametrize("others", [(), (GAMMA_1,), (chunk(b"mDCV", bytes(24)), chunk(b"cLLI", bytes(8)))])
def test_high_dynamic_range_of_a_png_is_said(transfer: int, others: tuple[bytes, ...]) -> None:
    picture = read_image(png(COLORS, 2, cicp(BT2020, transfer), *others))
    assert np.array_equal(picture.pixels, COLORS)
    assert picture.notes == (HDR,)


@pytest.mark.parametrize("kind", ["RGB", "RGBA", "grey", "indexed"])
def test_limited_range_is_stretched(kind: str) -> None:
    levels = np.array([[0, 16, 71, 126, 235, 255]], np.uint8)
    expected = [0, 0, 64, 128, 255, 255]
    alpha = np.array([[255, 16, 235, 0, 128, 1]], np.uint8)
    limited = cicp(1, SRGB_CURVE, full_range=0)
    if kind == "grey":
        data = png(levels[..., None], 0, limited)
    elif kind == "indexed":
        data = png(
            np.arange(6, dtype=np.uint8)[None, :, None],
            3,
            limited,
            chunk(b"PLTE", levels.repeat(3).tobytes()),
        )
    else:
        rgb = levels[..., None].repeat(3, axis=2)
        rgba = np.dstack((rgb, alpha))
        data = png(rgba, 6, limited) if kind == "RGBA" else png(rgb, 2, limited)
    picture = read_image(data)
    assert picture.pixels[0, :, 0].tolist() == expected
    if kind == "RGBA":
        assert np.array_equal(picture.pixels[..., 3], alpha)
    assert picture.notes == ("the limited range of its samples was stretched to the full one",)


def test_limited_range_of_16_bits_reaches_black_and_white() -> None:
    levels = np.array([[0, 4096, 60160, 65535]], np.uint16)[..., None].repeat(3, axis=2)
    picture = read_image(png(levels, 2, cicp(1, 1, full_range=0)))
    assert picture.pixels[0, :, 0].tolist() == [0, 0, 255, 255]


def test_limited_range_is_stretched_before_colours_are_converted() -> None:
    narrow = np.rint(16 + COLORS * (219 / 255)).astype(np.uint8)
    picture = read_image(png(narrow, 2, cicp(P3, SRGB_CURVE, full_range=0)))
    assert (
        np.abs(picture.pixels.astype(int) - P3_AS_SRGB).max() <= 4
    )  # narrow samples are coarser, more so dark
    assert len(picture.notes) == 2
    hdr = read_image(png(narrow, 2, cicp(BT2020, PQ, full_range=0)))
    assert np.abs(hdr.pixels.astype(int) - COLORS).max() <= 1
    assert HDR in hdr.notes


@pytest.mark.parametrize(
    "useless",
    [cicp(0, 13), cicp(3, 13), cicp(12, 0), cicp(12, 255), cicp(10, 13), cicp(12, 9), cicp(12, 13, matrix=1)],
    ids=["primaries 0", "primaries 3", "transfer 0", "transfer 255", "XYZ", "logarithm", "Y'CbCr"],
)
def test_cicp_of_no_use_gives_way_to_the_others_and_is_said(useless: bytes) -> None:
    ignored = "its cICP chunk names no colour space that is known and was ignored"
    plain = read_image(png(COLORS, 2, useless))
    assert np.array_equal(plain.pixels, COLORS)
    assert plain.notes == (ignored,)
    for other in (GAMMA_1, icc_chunk(DISPLAY_P3)):
        picture, without = read_image(png(COLORS, 2, useless, other)), read_image(png(COLORS, 2, other))
        assert np.array_equal(picture.pixels, without.pixels)
        assert picture.notes == (ignored, *without.notes)


@pytest.mark.parametrize(
    "silent", [cicp(2, 2), chunk(b"cICP", b"\x0c\x0d\0"), chunk(b"gAMA", b"\0\1\x86\xa0\0")]
)
def test_colour_that_says_nothing_changes_nothing(silent: bytes) -> None:
    picture = read_image(png(COLORS, 2, silent))
    assert np.array_equal(picture.pixels, COLORS)
    assert picture.notes == ()


def test_cicp_after_the_samples_does_not_count() -> None:
    data = png(COLORS, 2)
    picture = read_image(data[:-12] + cicp(P3, SRGB_CURVE) + data[-12:])
    assert np.array_equal(picture.pixels, COLORS)


@pytest.mark.parametrize("word", [b"gamma\x002.2", b"srgb\0yes", b"icc_profile\0none", b"chromaticity\0D65"])
def test_comments_of_a_png_are_no_colour(word: bytes) -> None:
    picture = read_image(png(COLORS, 2, chunk(b"tEXt", word), cicp(2, 2)))
    assert np.array_equal(picture.pixels, COLORS)
    assert picture.notes == ()
    linear = read_image(png(COLORS, 2, GAMMA_1, chunk(b"tEXt", word)))
    assert np.array_equal(linear.pixels, read_image(png(COLORS, 2, GAMMA_1)).pixels)


@pytest.mark.parametrize("name", ["PNG", "AVIF"])
def test_other_primaries_than_bt709_are_converted(name: str) -> None:
    """Those of H.273 for standard definition: red of BT.601 (525 lines) is less than that of sRGB."""
    red = np.full((16, 16, 3), (255, 0, 0), np.uint8)
    if name == "PNG":
        data = png(red, 2, cicp(6, 6))
    else:
        plain = encoded(Image.fromarray(red), "AVIF", quality=100, subsampling="4:4:4")
        data = plain.replace(b"colrnclx\0\1\0\x0d", b"colrnclx\0\6\0\6")
        assert data != plain
    picture = read_image(data)
    # By hand: the matrix of SMPTE RP 145 to BT.709 gives linear (0.9395, 0.0178, -0.0016).
    assert np.abs(picture.pixels[8, 8].astype(int) - [248, 36, 0]).max() <= 2
    assert picture.notes == ("converted from BT.601 to sRGB",)


ADOBE_AS_SRGB = np.array([[[146, 62, 23], [66, 151, 203], [255, 255, 255], [0, 0, 0], [255, 0, 0]]])
"""`COLORS` in Adobe RGB (1998) as sRGB, by its published matrices and gamma 563/256, clipped."""
BY_EXIF = "converted from Adobe RGB (by its EXIF data) to sRGB"


@pytest.mark.parametrize("name", ["PNG", "WEBP", "MPO", "JPEG"])
@pytest.mark.parametrize(
    ("color_space", "index", "adobe"),
    [
        (65535, b"R03", True),
        (None, b"R03", True),
        (2, None, True),
        (2, b"R98", True),
        (1, b"R03", False),
        (65535, b"R98", False),
        (65535, None, False),
        (1, b"R98", False),
    ],
)
def test_adobe_rgb_by_exif(name: str, color_space: int | None, index: bytes | None, adobe: bool) -> None:
    bars = np.ascontiguousarray(COLORS.repeat(16, axis=0).repeat(16, axis=1))
    options = {"WEBP": {"lossless": True}, "PNG": {}}.get(name, {"quality": 100, "subsampling": 0})
    for order in get_args(ByteOrder):
        data = encoded(Image.fromarray(bars), name, exif=exif(color_space, index, order), **options)
        picture = read_image(data)
        middles = picture.pixels[8:9, 8::16].astype(int)
        assert np.abs(middles - (ADOBE_AS_SRGB if adobe else COLORS)).max() <= (
            3 if name in ("JPEG", "MPO") else 1
        )
        assert (BY_EXIF in picture.notes) == adobe
        assert picture.profile is None


def adobe_tiff(samples: np.ndarray, photometric: int, order: ByteOrder = "<") -> bytes:
    start = len(tiff(samples, photometric, {34665: 0}, order))
    return tiff(samples, photometric, {34665: start}, order) + exif_directory(order, start, 65535, b"R03")


@pytest.mark.parametrize("order", ["<", ">"])
def test_adobe_rgb_by_exif_of_a_tiff(order: ByteOrder) -> None:
    picture = read_image(adobe_tiff(COLORS, 2, order))
    assert np.abs(picture.pixels.astype(int) - ADOBE_AS_SRGB).max() <= 1
    assert picture.notes == (BY_EXIF,)


def test_adobe_rgb_by_exif_means_nothing_for_cmyk() -> None:
    paper = np.zeros((2, 2, 4), np.uint8)
    assert read_image(adobe_tiff(paper, 5)).notes == ("CMYK without a profile: its colours are approximate",)


def test_an_embedded_profile_wins_over_exif() -> None:
    image, by_exif = Image.fromarray(COLORS), exif(65535, b"R03")
    picture = read_image(encoded(image, "PNG", exif=by_exif, icc_profile=DISPLAY_P3))
    assert picture.notes == ("converted from Test RGB to sRGB",)
    picture = read_image(encoded(image, "PNG", exif=by_exif, icc_profile=SRGB))
    assert np.array_equal(picture.pixels, COLORS)


@pytest.mark.parametrize(
    "said", [chunk(b"sRGB", b"\0"), chunk(b"gAMA", struct.pack(">I", 45455)), cicp(1, 13)]
)
def test_what_a_png_itself_says_wins_over_exif(said: bytes) -> None:
    picture = read_image(png(COLORS, 2, said, chunk(b"eXIf", exif(65535, b"R03")[6:])))
    assert np.array_equal(picture.pixels, COLORS)
    assert picture.notes == ()


def test_what_an_avif_itself_says_wins_over_exif() -> None:
    image = Image.fromarray(np.full((16, 16, 3), (200, 60, 60), np.uint8))
    stated = encoded(image, "AVIF", quality=100, subsampling="4:4:4", exif=exif(65535, b"R03"))
    assert read_image(stated).notes == ()
    unspecified = stated.replace(b"colrnclx\0\1\0\x0d", b"colrnclx\0\2\0\2")
    assert read_image(unspecified).notes == (BY_EXIF,)
