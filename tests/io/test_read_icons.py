"""Icons and cursors give the best of their pictures, and a mask where there is no alpha."""

import io
import struct
from itertools import pairwise

import numpy as np
import pytest
from numpy.typing import NDArray
from PIL import Image

from kquant.io.read import ReadError, read_image
from tests.io.read_files import chunk, padded, png

RED_GREEN = np.zeros((16, 16, 3), np.uint8)
RED_GREEN[:8], RED_GREEN[8:] = (255, 0, 0), (0, 255, 0)
CLEAR_ROW = np.zeros((16, 16), bool)
CLEAR_ROW[0] = True


def dib(colors: NDArray[np.uint8], bits: int, mask: NDArray[np.bool_] | None, alpha: int = 0) -> bytes:
    """A bitmap of an icon: pixels and a mask below them, both bottom up."""
    height, width = colors.shape[:2]
    header = struct.pack("<IiiHHIIiiII", 40, width, 2 * height, 1, bits, 0, 0, 0, 0, 0, 0)
    palette = b""
    if bits == 8:
        values, indices = np.unique(colors.reshape(-1, 3), axis=0, return_inverse=True)
        palette = b"".join(bytes((*value[::-1], 0)) for value in values.tolist()).ljust(1024, b"\0")
        rows = indices.reshape(height, width).astype(np.uint8)
    elif bits == 32:
        rows = np.dstack((colors[..., ::-1], np.full((height, width), alpha, np.uint8)))
    else:
        rows = colors[..., ::-1]
    pixels = b"".join(padded(row.tobytes()) for row in rows[::-1])
    masked = b"" if mask is None else b"".join(padded(np.packbits(row).tobytes()) for row in mask[::-1])
    return header + palette + pixels + masked


def icon(*bitmaps: bytes, sides: tuple[int, int] = (16, 16), depth: int = 32, kind: int = 1) -> bytes:
    """An icon, or a cursor of kind 2, whose directory says the same of every bitmap."""
    starts = np.cumsum([6 + 16 * len(bitmaps), *(len(bitmap) for bitmap in bitmaps)]).tolist()
    directory = b"".join(
        struct.pack("<BBBBHHII", *sides, 0, 0, 1, depth, end - start, start)
        for start, end in pairwise(starts)
    )
    return struct.pack("<HHH", 0, kind, len(bitmaps)) + directory + b"".join(bitmaps)


def saved(image: Image.Image, name: str = "PNG") -> bytes:
    data = io.BytesIO()
    image.save(data, name)
    return data.getvalue()


GREY = np.full((16, 16, 3), 128, np.uint8)
FALSE = np.zeros((16, 16), bool)
SHALLOW = [dib(GREY, 8, FALSE), dib(GREY, 24, FALSE), saved(Image.new("P", (16, 16)))]
DEEP = [dib(RED_GREEN, 32, FALSE, 255), saved(Image.fromarray(RED_GREEN).convert("RGBA"))]


@pytest.mark.parametrize("depth", [0, 4, 8, 32])
@pytest.mark.parametrize("deep", DEEP, ids=["bitmap", "PNG"])
def test_the_deepest_of_the_largest_bitmaps_is_read_by_its_own_header(deep: bytes, depth: int) -> None:
    small = dib(GREY[:8, :8], 32, FALSE[:8, :8], 255)
    for bitmaps in ([deep, *SHALLOW, small], [small, *SHALLOW, deep]):
        picture = read_image(icon(*bitmaps, depth=depth))
        assert np.array_equal(picture.pixels, RED_GREEN)
        assert picture.notes == ("the largest of 5 pictures",)


def test_size_counts_before_depth_and_is_that_of_the_bitmap() -> None:
    large = dib(np.tile(RED_GREEN, (2, 2, 1)), 8, np.tile(FALSE, (2, 2)))
    assert read_image(icon(dib(GREY, 32, FALSE, 255), large)).width == 32
    wide = saved(Image.new("RGB", (300, 300), "red"))
    assert read_image(icon(dib(GREY, 32, FALSE, 255), wide, sides=(0, 0))).width == 300


@pytest.mark.parametrize("kind", [1, 2], ids=["icon", "cursor"])
@pytest.mark.parametrize("bits", [8, 24, 32])
def test_the_mask_counts_where_there_is_no_alpha(bits: int, kind: int) -> None:
    for depth in (bits, 5):
        picture = read_image(icon(dib(RED_GREEN, bits, CLEAR_ROW), depth=depth, kind=kind))
        assert np.array_equal(picture.pixels[..., 3] == 0, CLEAR_ROW)
        assert np.array_equal(picture.pixels[1:, :, :3], RED_GREEN[1:])
        assert picture.format == ("ICO" if kind == 1 else "CUR")
        assert bool(picture.notes) == (bits == 32)


def test_alpha_counts_where_there_is_some() -> None:
    picture = read_image(icon(dib(RED_GREEN, 32, CLEAR_ROW, 99)))
    assert (picture.pixels[..., 3] == 99).all()
    assert picture.notes == ()


def test_32_bits_without_alpha_or_mask_are_opaque() -> None:
    picture = read_image(icon(dib(RED_GREEN, 32, None)))
    assert np.array_equal(picture.pixels, RED_GREEN)
    assert picture.notes == ("its alpha is zero everywhere and was ignored",)


@pytest.mark.parametrize("bits", [8, 24])
def test_a_bitmap_without_a_mask_is_opaque_and_one_that_is_cut_short_is_refused(bits: int) -> None:
    picture = read_image(icon(dib(RED_GREEN, bits, None)))
    assert np.array_equal(picture.pixels, RED_GREEN)
    assert picture.notes == ("it has no mask, so it is opaque",)
    for cut in (10, 64):
        with pytest.raises(ReadError, match="truncated"):
            read_image(icon(dib(RED_GREEN, bits, CLEAR_ROW))[:-cut])


@pytest.mark.parametrize("bits", [8, 24, 32])
def test_what_lies_behind_a_bitmap_without_a_mask_is_not_taken_for_one(bits: int) -> None:
    small = dib(np.full((8, 8, 3), 255, np.uint8), 32, ~FALSE[:8, :8], 255)
    picture = read_image(icon(dib(RED_GREEN, bits, None), small))
    assert np.array_equal(picture.pixels, RED_GREEN)


@pytest.mark.parametrize("side", [16, 17, 31, 33])
@pytest.mark.parametrize("mode", ["1", "L", "P", "RGB", "RGBA"])
def test_icons_that_pillow_writes(mode: str, side: int) -> None:
    colors = np.random.default_rng(side).integers(0, 256, (side, side, 3), np.uint8)
    image = Image.fromarray(colors).quantize(16) if mode == "P" else Image.fromarray(colors).convert(mode)
    data = io.BytesIO()
    smaller = [(side - 1, side - 1), (side, side)]
    image.save(data, "ICO", sizes=smaller, bitmap_format="bmp")
    assert np.array_equal(read_image(data.getvalue()).pixels, np.asarray(image.convert("RGB")))


def test_a_png_in_an_icon_keeps_its_transparency() -> None:
    clear = read_image(icon(saved(Image.new("RGBA", (16, 16), (1, 2, 3, 0)))))
    assert (clear.pixels[..., 3] == 0).all()
    assert clear.notes == ()
    indexed = Image.new("P", (16, 16), 1)
    indexed.putpalette([0, 0, 0, 255, 0, 0])
    indexed.info["transparency"] = 1
    assert (read_image(icon(saved(indexed))).pixels[..., 3] == 0).all()


def test_a_png_in_an_icon_is_read_as_one_of_its_own() -> None:
    comment = chunk(b"tEXt", b"Title\0hello")
    broken = read_image(icon(png(RED_GREEN, 2, comment[:-1] + bytes((comment[-1] ^ 1,)))))
    assert np.array_equal(broken.pixels, RED_GREEN)
    assert "damaged (tEXt)" in broken.notes[0]
    assert np.array_equal(
        read_image(icon(png(RED_GREEN, 2, chunk(b"tEXt", b"transparency\0hello")))).pixels, RED_GREEN
    )
    display_p3 = png(np.full((16, 16, 3), (200, 60, 60), np.uint8), 2, chunk(b"cICP", bytes((12, 13, 0, 1))))
    alone, inside = read_image(display_p3), read_image(icon(display_p3))
    assert np.array_equal(inside.pixels, alone.pixels)
    assert inside.notes == alone.notes == ("converted from Display P3 to sRGB",)


def test_a_tga_that_begins_like_a_cursor_is_read_as_one() -> None:
    assert np.array_equal(read_image(saved(Image.fromarray(RED_GREEN), "TGA")).pixels, RED_GREEN)
