"""Samples of more than 8 bits are rounded, not cut off, and it is said."""

import io
import struct
from collections.abc import Iterator
from typing import Any

import cv2
import numpy as np
import pytest
from numpy.typing import NDArray
from PIL import Image

from kquant.io.deep import round_to_8_bits
from kquant.io.read import DamagedError, ReadError, read_image
from tests.io.read_files import DISPLAY_P3, ByteOrder, chunk, png, tiff

ALL = np.arange(65536, dtype=np.uint16).reshape(256, 256, 1)
WIDE = np.concatenate((ALL, ALL[::-1], ALL.transpose(1, 0, 2)), axis=2)
EXACT = np.rint(WIDE / 257.0).astype(np.uint8)
NOTE = "16 bits per channel were rounded to 8"


@pytest.mark.parametrize("white", [65535, 4095, 1023, 7])
def test_rounding_is_that_of_the_exact_quotient(white: int) -> None:
    values = np.arange(white + 1)
    assert np.array_equal(
        round_to_8_bits(values, white), np.floor(values * 255 / white + 0.5).astype(np.uint8)
    )
    assert round_to_8_bits(np.array([white + 9]), white)[0] == 255


def test_png_rgb() -> None:
    picture = read_image(png(WIDE, 2))
    assert np.array_equal(picture.pixels, EXACT)
    assert picture.mode == "RGB 16-bit"
    assert picture.notes == (NOTE,)


def test_png_rgba() -> None:
    picture = read_image(png(np.concatenate((WIDE, ALL), axis=2), 6))
    assert np.array_equal(picture.pixels, np.dstack((EXACT, EXACT[..., :1])))


def test_png_grey_and_grey_with_alpha() -> None:
    grey = read_image(png(ALL, 0))
    assert np.array_equal(grey.pixels, EXACT[..., [0, 0, 0]])
    both = read_image(png(WIDE[..., :2], 4))
    assert np.array_equal(both.pixels, EXACT[..., [0, 0, 0, 1]])
    assert both.mode == "grey with alpha 16-bit"


def test_png_transparent_color_matches_all_16_bits() -> None:
    samples = np.array([[[0x1234, 0x5678, 0x9ABC], [0x1234, 0x5678, 0x9ABD]]], np.uint16)
    picture = read_image(png(samples, 2, chunk(b"tRNS", struct.pack(">3H", 0x1234, 0x5678, 0x9ABC))))
    assert picture.pixels[0, :, 3].tolist() == [0, 255]
    grey = read_image(
        png(samples[..., :1] + np.arange(2, dtype=np.uint16)[None, :, None], 0, chunk(b"tRNS", b"\x12\x34"))
    )
    assert grey.pixels[0, :, 3].tolist() == [0, 255]


@pytest.mark.parametrize("order", ["<", ">"])
@pytest.mark.parametrize("planar", [1, 2])
def test_tiff_rgb(order: ByteOrder, planar: int) -> None:
    picture = read_image(tiff(WIDE, 2, {284: planar}, order))
    assert np.array_equal(picture.pixels, EXACT)
    assert NOTE in picture.notes


def test_tiff_compressed() -> None:
    data = cv2.imencode(".tiff", WIDE[..., ::-1])[1].tobytes()
    assert np.array_equal(read_image(data).pixels, EXACT)


def test_tiff_premultiplied_alpha_is_divided_out() -> None:
    premultiplied = np.array([[[10000, 20000, 0, 40000], [0, 0, 0, 0]]], np.uint16)
    pixels = read_image(tiff(premultiplied, 2, {338: 1})).pixels
    assert pixels[0, 0].tolist() == [64, 128, 0, 156]
    assert pixels[0, 1, 3] == 0


def test_tiff_cmyk() -> None:
    inks = np.array([[[0, 0, 0, 0], [65535, 0, 0, 0], [0, 0, 0, 65535]]], np.uint16)
    picture = read_image(tiff(inks, 5))
    assert picture.pixels.tolist() == [[[255, 255, 255], [0, 255, 255], [0, 0, 0]]]
    assert picture.mode == "CMYK 16-bit"


@pytest.mark.parametrize("order", ["<", ">"])
def test_tiff_grey(order: ByteOrder) -> None:
    assert np.array_equal(read_image(tiff(ALL, 1, order=order)).pixels, EXACT[..., [0, 0, 0]])


def test_tiff_grey_where_zero_is_white() -> None:
    assert np.array_equal(read_image(tiff(ALL, 0)).pixels, EXACT[::-1, ::-1, [0, 0, 0]])


def test_pnm_of_any_maximum() -> None:
    data = b"P6\n# a comment\n256 256\n65535\n" + WIDE.astype(">u2").tobytes()
    assert np.array_equal(read_image(data).pixels, EXACT)
    grey = read_image(b"P5 2 1 65535\n" + struct.pack(">2H", 128, 129))
    assert grey.pixels[0, :, 0].tolist() == [0, 1]
    assert read_image(b"P5 3 1 4\n\0\2\4").pixels[0, :, 0].tolist() == [0, 128, 255]
    plain = read_image(b"P3\n2 1\n# white is 10\n10\n0 5 10\n10 10 0 # end\n")
    assert plain.pixels.tolist() == [[[0, 128, 255], [255, 255, 0]]]
    assert read_image(b"P1 4 1\n01 10").pixels[0, :, 0].tolist() == [255, 0, 0, 255]


def test_jpeg_2000() -> None:
    data = cv2.imencode(".jp2", WIDE[..., ::-1], [cv2.IMWRITE_JPEG2000_COMPRESSION_X1000, 1000])[1]
    decoded = cv2.imdecode(data, cv2.IMREAD_UNCHANGED)
    assert decoded is not None
    picture = read_image(data.tobytes())
    assert np.array_equal(picture.pixels, np.rint(decoded[..., ::-1] / 257.0).astype(np.uint8))
    assert picture.mode == "RGB 16-bit"


@pytest.mark.parametrize(
    ("samples", "expected"),
    [([0.0, 0.5, 1.0], [0, 128, 255]), ([-1.0, 0.0, 3.0], [0, 64, 255]), ([np.nan, 2.0, np.inf], [0, 0, 0])],
)
def test_floating_point_is_scaled_and_said(samples: list[float], expected: list[int]) -> None:
    picture = read_image(tiff(np.array(samples, np.float32).reshape(1, 3, 1), 1))
    assert picture.pixels[0, :, 0].tolist() == expected
    assert any("scaled to 0..255" in note for note in picture.notes)


def test_signed_32_bit_is_scaled_by_its_range() -> None:
    samples = np.array([-1000, 0, 1000], np.int32).reshape(1, 3, 1)
    assert read_image(tiff(samples, 1)).pixels[0, :, 0].tolist() == [0, 128, 255]


def test_eight_bits_say_nothing() -> None:
    data = io.BytesIO()
    Image.new("RGB", (2, 2), (1, 2, 3)).save(data, "PNG")
    assert read_image(data.getvalue()).notes == ()


LAB, CMYK = 9, 4
GREY, RGB = 1, 3


def psd(samples: NDArray[np.generic], mode: int, packed: bool = False, icc: bytes = b"") -> bytes:
    """The merged picture of (H, W, C) samples, planes after one another."""
    height, width, channels = samples.shape
    bits = samples.dtype.itemsize * 8
    head = struct.pack(">4sH6xHIIHH", b"8BPS", 1, channels, height, width, bits, mode)
    resource = b"8BIM" + struct.pack(">HHI", 1039, 0, len(icc)) + icc + bytes(len(icc) % 2) if icc else b""
    planes = samples.transpose(2, 0, 1).astype(samples.dtype.newbyteorder(">"))
    body = planes.tobytes()
    if packed:
        rows = [b"".join(literal(row.tobytes())) for plane in planes for row in plane]
        body = b"".join(struct.pack(">H", len(row)) for row in rows) + b"".join(rows)
    sections = bytes(4) + struct.pack(">I", len(resource)) + resource + bytes(4)
    return head + sections + struct.pack(">H", packed) + body


def literal(row: bytes) -> Iterator[bytes]:
    """PackBits without any runs."""
    for start in range(0, len(row), 128):
        part = row[start : start + 128]
        yield bytes((len(part) - 1,)) + part


@pytest.mark.parametrize("packed", [False, True])
def test_psd(packed: bool) -> None:
    picture = read_image(psd(WIDE, RGB, packed))
    assert np.array_equal(picture.pixels, EXACT)
    assert (picture.format, picture.mode, picture.notes) == ("PSD", "RGB 16-bit", (NOTE,))
    with_alpha = read_image(psd(np.dstack((WIDE, ALL)), RGB, packed))
    assert np.array_equal(with_alpha.pixels, np.dstack((EXACT, EXACT[..., :1])))
    grey = read_image(psd(ALL, GREY, packed))
    assert np.array_equal(grey.pixels[..., :1], EXACT[..., :1])
    wide = np.random.default_rng(0).integers(0, 65536, (3, 50, 3), np.uint16)
    assert np.array_equal(read_image(psd(wide, RGB, packed)).pixels, np.rint(wide / 257).astype(np.uint8))


def test_psd_cmyk_and_lab() -> None:
    ink = np.broadcast_to(np.array([65535, 0, 65535, 65535], np.uint16), (2, 3, 4))  # stored inverted
    assert read_image(psd(ink, CMYK)).pixels[0, 0].tolist() == [255, 0, 255]
    lab = np.array([[[0, 32768, 32768], [65535, 32768, 32768], [35117, 32768, 32768]]], np.uint16)
    black, white, grey = read_image(psd(lab, LAB)).pixels[0].tolist()
    assert (black, white) == ([0, 0, 0], [255, 255, 255])
    assert grey == [128, 128, 128]  # L* of 53.585


@pytest.mark.parametrize("packed", [False, True])
def test_psd_of_8_bits_in_lab(packed: bool) -> None:
    lab = np.array([[[0, 128, 128], [255, 128, 128], [136, 209, 195]]], np.uint8)
    black, white, red = read_image(psd(lab, LAB, packed)).pixels[0].astype(int)
    assert (black.tolist(), white.tolist()) == ([0] * 3, [255] * 3)
    assert np.abs(red - [254, 0, 2]).max() <= 6


@pytest.mark.parametrize("kind", [np.uint8, np.uint16, np.float32])
@pytest.mark.parametrize(("mode", "used"), [(GREY, 1), (RGB, 3), (CMYK, 4), (LAB, 3)])
def test_psd_with_more_channels_than_its_colours_need(mode: int, used: int, kind: type) -> None:
    samples: NDArray[Any] = np.random.default_rng(0).integers(0, 256, (4, 300, used + 2)).astype(kind)
    if kind is np.float32:
        samples /= 255
    if kind is np.float32 and mode in (CMYK, LAB):
        with pytest.raises(ReadError, match="of a kind"):
            read_image(psd(samples, mode))
        return
    expected = read_image(psd(samples[..., :used], mode)).pixels
    for packed in (False, True):
        assert np.array_equal(read_image(psd(samples, mode, packed)).pixels, expected)


def test_psd_of_16_bits_cannot_be_indexed() -> None:
    with pytest.raises(ReadError, match="of a kind"):
        read_image(psd(ALL, 2))


def test_psd_with_a_profile() -> None:
    red = np.broadcast_to(np.array([65535, 0, 0], np.uint16), (4, 4, 3))
    picture = read_image(psd(red, RGB, icc=DISPLAY_P3))
    assert picture.profile == "Test RGB"
    assert picture.notes == (NOTE, "converted from Test RGB to sRGB")


def test_psd_of_floating_point() -> None:
    picture = read_image(psd((EXACT[:9] / 255).astype(np.float32), RGB))
    assert np.array_equal(picture.pixels, EXACT[:9])
    assert picture.mode == "RGB 32-bit"


def test_a_truncated_psd_of_16_bits_is_refused_unless_allowed() -> None:
    cut = psd(WIDE, RGB)[:-40000]
    with pytest.raises(DamagedError, match="truncated"):
        read_image(cut)
    assert np.array_equal(read_image(cut, allow_truncated=True).pixels[:100, :, :2], EXACT[:100, :, :2])
    with pytest.raises(ReadError, match="limit"):
        read_image(psd(WIDE, RGB), max_pixels=65535)
