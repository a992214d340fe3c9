"""TIFF gives the full picture in its right colours, whatever its pages and kinds of samples."""

import io
import struct
from collections.abc import Sequence
from dataclasses import dataclass, field

import cv2
import numpy as np
import pytest
from numpy.typing import NDArray
from PIL import Image
from skimage import color

from kquant.io.read import DamagedError, ReadError, read_image
from tests.io.read_files import ByteOrder, tiff

RNG = np.random.default_rng(0)
FULL = RNG.integers(0, 256, (16, 32, 3), np.uint8)
PREVIEW = np.full((2, 4, 3), (0, 255, 0), np.uint8)


@dataclass
class Page:
    """An uncompressed RGB picture, tags of type LONG beside its own, and child directories."""

    samples: NDArray[np.uint8]
    tags: dict[int, int] = field(default_factory=dict)
    children: Sequence["Page"] = ()


def pages(*chain: Page, order: ByteOrder = "<", big: bool = False) -> bytes:
    """A TIFF or BigTIFF of pages with children in SubIFDs."""
    word, size = ("Q", 8) if big else ("I", 4)
    mark = {"<": b"II", ">": b"MM"}[order]
    head = mark + (struct.pack(order + "HHHQ", 43, 8, 0, 0) if big else struct.pack(order + "HI", 42, 0))
    data = bytearray(head)

    def add(page: Page) -> tuple[int, int]:
        """Where the directory stands, and where it says what comes next."""
        children = [add(child)[0] for child in page.children]
        strip = len(data)
        data.extend(page.samples.tobytes())
        bits = len(data)
        data.extend(struct.pack(order + "HHH", 8, 8, 8) + bytes(2))
        listed = len(data)
        data.extend(struct.pack(order + word * len(children), *children))
        height, width = page.samples.shape[:2]
        entries = {tag: (4, 1, value) for tag, value in page.tags.items()}
        entries |= {256: (4, 1, width), 257: (4, 1, height), 259: (4, 1, 1), 273: (4, 1, strip)}
        entries |= {277: (4, 1, 3), 278: (4, 1, height), 279: (4, 1, page.samples.nbytes)}
        entries.setdefault(262, (4, 1, 2))
        entries[258] = (3, 3, bits)
        if children:
            entries[330] = (16 if big else 4, len(children), children[0] if len(children) == 1 else listed)
        at = len(data)
        data.extend(struct.pack(order + ("Q" if big else "H"), len(entries)))
        for tag, (kind, count, value) in sorted(entries.items()):
            packed = struct.pack(order + word, value)
            if kind == 4:
                packed = struct.pack(order + "I", value).ljust(size, b"\0")
            if big and tag == 258:  # then three SHORTs stand in the entry itself
                packed = struct.pack(order + "HHH", 8, 8, 8) + bytes(2)
            data.extend(struct.pack(order + "HH" + word, tag, kind, count) + packed)
        data.extend(bytes(size))
        return at, len(data) - size

    link = 8 if big else 4
    for page in chain:
        at, following = add(page)
        struct.pack_into(order + word, data, link, at)
        link = following
    return bytes(data)


REDUCED, OLD_REDUCED, MASK = {254: 1}, {255: 2}, {254: 4}


@pytest.mark.parametrize(("order", "big"), [("<", False), (">", False), ("<", True)])
@pytest.mark.parametrize(
    "chain",
    [
        [Page(PREVIEW, REDUCED, [Page(FULL)])],
        [Page(PREVIEW, REDUCED, [Page(FULL, {254: 0})])],
        [Page(PREVIEW, OLD_REDUCED, [Page(PREVIEW, REDUCED), Page(FULL)])],
        [Page(PREVIEW, REDUCED, [Page(PREVIEW, REDUCED, [Page(FULL)])])],
        [Page(PREVIEW, {}, [Page(FULL)])],
        [Page(PREVIEW, REDUCED), Page(FULL)],
        [Page(PREVIEW, OLD_REDUCED), Page(PREVIEW, REDUCED), Page(FULL), Page(PREVIEW)],
        [Page(PREVIEW, MASK), Page(FULL, {254: 0})],
    ],
    ids=["child", "marked child", "second child", "grandchild", "larger child", "page", "third page", "mask"],
)
def test_the_full_picture_is_read_and_not_its_preview(chain: list[Page], order: ByteOrder, big: bool) -> None:
    picture = read_image(pages(*chain, order=order, big=big))
    assert np.array_equal(picture.pixels, FULL)
    assert picture.notes == ("the full picture, behind a reduced preview",)


@pytest.mark.parametrize(
    ("chain", "notes"),
    [
        ([Page(FULL, {}, [Page(PREVIEW, REDUCED), Page(PREVIEW)])], ()),
        ([Page(FULL, REDUCED)], ()),
        ([Page(FULL), Page(PREVIEW, REDUCED)], ("page 1 of 2",)),
        ([Page(FULL, {254: 2}), Page(np.zeros((99, 99, 3), np.uint8), {254: 2})], ("page 1 of 2",)),
    ],
    ids=["pyramid", "nothing else", "preview behind", "pages"],
)
def test_the_first_page_is_read_if_it_is_no_preview(chain: list[Page], notes: tuple[str, ...]) -> None:
    picture = read_image(pages(*chain))
    assert np.array_equal(picture.pixels, FULL)
    assert picture.notes == notes


def test_children_that_lead_nowhere_or_in_circles_are_passed_by() -> None:
    first = struct.unpack_from("<I", pages(Page(PREVIEW, REDUCED | {330: 2}), Page(FULL)), 4)[0]
    for offset in (first, 10**9, 2):
        data = pages(Page(PREVIEW, REDUCED | {330: offset}), Page(FULL))
        assert np.array_equal(read_image(data).pixels, FULL)


def link_behind(data: bytes | bytearray, directory: int) -> int:
    """Where a directory says what comes next."""
    (entries,) = struct.unpack_from("<H", data, directory)
    return directory + 2 + 12 * int(entries)


def test_children_may_follow_each_other_as_pages_do() -> None:
    chain = (Page(PREVIEW, REDUCED), Page(FULL))
    data = bytearray(pages(Page(PREVIEW, REDUCED | {330: 0}), *chain))  # to learn where they stand
    (first,) = struct.unpack_from("<I", data, 4)
    (child,) = struct.unpack_from("<I", data, link_behind(data, first))
    data = bytearray(pages(Page(PREVIEW, REDUCED | {330: child}), *chain))
    struct.pack_into("<I", data, link_behind(data, first), 0)
    assert np.array_equal(read_image(bytes(data)).pixels, FULL)


@pytest.mark.slow
def test_directories_without_end_are_not_all_looked_at() -> None:
    huge = struct.pack("<H", 60000) + bytes(12 * 60000 + 4)

    def behind(count: int) -> bytes:
        start = len(pages(Page(PREVIEW, REDUCED), Page(FULL)))
        data = bytearray(pages(Page(PREVIEW, REDUCED), Page(FULL)) + huge * count)
        (first,) = struct.unpack_from("<I", data, 4)
        link = link_behind(data, first)
        (last,) = struct.unpack_from("<I", data, link)
        for i in range(count):
            struct.pack_into("<I", data, link, start + i * len(huge))
            link = start + (i + 1) * len(huge) - 4
        struct.pack_into("<I", data, link, last)
        return bytes(data)

    assert np.array_equal(read_image(behind(1)).pixels, FULL)
    assert np.array_equal(read_image(behind(2)).pixels, PREVIEW)


def test_a_cameras_raw_picture_gives_its_largest_preview_or_a_reason() -> None:
    raw = {254: 0, 262: 32803}
    picture = read_image(pages(Page(PREVIEW, REDUCED, [Page(FULL, raw), Page(FULL[:8], REDUCED)])))
    assert np.array_equal(picture.pixels, FULL[:8])
    assert "preview" in picture.notes[0]
    with pytest.raises(ReadError, match="develop it first"):
        read_image(pages(Page(FULL, raw)))


def test_a_page_is_kept_if_its_larger_child_cannot_be_read() -> None:
    assert np.array_equal(read_image(pages(Page(PREVIEW, {}, [Page(FULL, {262: 77})]))).pixels, PREVIEW)
    with pytest.raises(ReadError):
        read_image(pages(Page(PREVIEW, REDUCED, [Page(FULL, {262: 77})])))


def with_color_map(colors: NDArray[np.uint8], factor: int, compression: str | None) -> bytes:
    """An indexed TIFF of 16 x 16 whose map holds the colours times `factor`, where Pillow has 256."""
    image = Image.fromarray(np.arange(256, dtype=np.uint8).reshape(16, 16), "P")
    image.putpalette(colors.tobytes())
    data = io.BytesIO()
    image.save(data, "TIFF", compression=compression)
    values = colors.T.ravel().astype("<u2")
    written = (values * 256).astype("<u2").tobytes()
    assert data.getvalue().count(written) == 1
    return data.getvalue().replace(written, (values * factor).astype("<u2").tobytes())


@pytest.mark.parametrize("compression", [None, "tiff_lzw"])
def test_a_color_map_of_8_bit_values(compression: str | None) -> None:
    colors = RNG.integers(0, 256, (256, 3), np.uint8)
    colors[0] = 255
    narrow = read_image(with_color_map(colors, 1, compression))
    wide = read_image(with_color_map(colors, 257, compression))
    assert np.array_equal(narrow.pixels.reshape(-1, 3), colors)
    assert np.array_equal(wide.pixels, narrow.pixels)
    assert "colour map" in narrow.notes[0]
    assert wide.notes == ()


@pytest.mark.parametrize("order", ["<", ">"])
@pytest.mark.parametrize("kind", [np.float32, np.float64])
def test_floating_point_rgb(kind: type, order: ByteOrder) -> None:
    picture = read_image(tiff((FULL / 255).astype(kind), 2, {50341: 1}, order))  # with a private tag
    assert np.array_equal(picture.pixels, FULL)
    assert picture.mode == f"floating-point RGB {np.dtype(kind).itemsize * 8}-bit"
    assert picture.notes == ("samples from 0 to 1 were scaled to 0..255",)


@pytest.mark.parametrize("compression", [5, 8])
@pytest.mark.parametrize("predictor", [1, 3])
def test_compressed_floating_point_rgb(compression: int, predictor: int) -> None:
    options = [cv2.IMWRITE_TIFF_COMPRESSION, compression, cv2.IMWRITE_TIFF_PREDICTOR, predictor]
    done, data = cv2.imencode(".tif", (FULL[..., ::-1] / 255).astype(np.float32), options)
    assert done
    assert np.array_equal(read_image(data.tobytes()).pixels, FULL)


def test_floating_point_rgb_beyond_one_is_scaled_to_what_it_uses() -> None:
    samples = np.array([[[-1, 0, 1], [3, np.nan, np.inf]]], np.float32)
    picture = read_image(tiff(samples, 2))
    assert picture.pixels.tolist() == [[[0, 64, 128], [255, 0, 255]]]
    assert picture.notes == ("samples from -1 to 3 were scaled to 0..255",)


@pytest.mark.parametrize(("extra", "alpha"), [(0, None), (1, 0.5), (2, 0.5)])
def test_floating_point_rgb_with_a_fourth_channel(extra: int, alpha: float | None) -> None:
    pixel = np.array([0.2, 0.4, 1.0]) * (alpha if extra == 1 and alpha else 1)
    samples = np.broadcast_to(np.array([*pixel, 0.5], np.float32), (3, 4, 4))
    expected = [51, 102, 255] if alpha is None else [51, 102, 255, 128]
    assert read_image(tiff(samples, 2, {338: extra})).pixels[0, 0].tolist() == expected


@pytest.mark.parametrize("orientation", range(1, 9))
def test_floating_point_rgb_is_turned_upright(orientation: int) -> None:
    tags = {274: orientation}
    picture = read_image(tiff((FULL / 255).astype(np.float32), 2, tags))
    assert np.array_equal(picture.pixels, read_image(tiff(FULL, 2, tags)).pixels)
    assert picture.orientation == orientation


def test_a_truncated_floating_point_picture_is_refused() -> None:
    cut = bytearray(tiff((FULL / 255).astype(np.float32), 2))
    struct.pack_into("<I", cut, cut.index(struct.pack("<HHI", 273, 4, 1)) + 8, len(cut) - 50)
    with pytest.raises(DamagedError):
        read_image(bytes(cut))


def test_whole_numbers_of_32_bits() -> None:
    picture = read_image(tiff(FULL.astype(np.uint32) * 1000, 2))
    assert np.array_equal(picture.pixels, FULL)
    assert picture.mode == "RGB 32-bit"


@pytest.mark.parametrize(
    ("samples", "photometric", "tags", "words"),
    [
        (FULL.astype(np.float16), 2, {}, "floating-point RGB of 16 bits"),
        (FULL.astype(np.float32), 2, {284: 2}, "floating-point RGB of 32 bits in planes"),
        (FULL.astype(np.int16), 2, {}, "signed RGB of 16 bits"),
        (FULL.astype(np.float32), 8, {}, "floating-point CIELAB of 32 bits"),
    ],
)
def test_other_kinds_are_named(
    samples: NDArray[np.generic], photometric: int, tags: dict[int, int], words: str
) -> None:
    with pytest.raises(ReadError, match=rf"\({words}\): save it as") as caught:
        read_image(tiff(samples, photometric, tags))
    assert not isinstance(caught.value, DamagedError)


def lab_samples(rgb: NDArray[np.uint8]) -> NDArray[np.float64]:
    """CIELAB under D50 by another's hand; skimage's own white is D65."""
    xyz = color.rgb2xyz(rgb)
    to_d50 = np.array([[1.0478112, 0.0228866, -0.050127], [0.0295424, 0.9904844, -0.0170491]])
    to_d50 = np.vstack([to_d50, [-0.0092345, 0.0150436, 0.7521316]])
    return np.asarray(color.xyz2lab(xyz @ to_d50.T, illuminant="D50"))


@pytest.mark.parametrize("tags", [{}, {284: 2}], ids=["together", "planes"])
@pytest.mark.parametrize("order", ["<", ">"])
@pytest.mark.parametrize("photometric", [8, 9])
def test_lab_of_16_bits(photometric: int, order: ByteOrder, tags: dict[int, int]) -> None:
    lab = lab_samples(FULL)
    lightness = np.rint(lab[..., :1] * (65535 if photometric == 8 else 65280) / 100)
    ab = np.rint(lab[..., 1:] * 256) % 65536 if photometric == 8 else np.rint((lab[..., 1:] + 128) * 256)
    data = tiff(np.concatenate((lightness, ab), axis=-1).astype(np.uint16), photometric, tags, order)
    picture = read_image(data)
    assert np.abs(picture.pixels.astype(int) - FULL).max() <= 1
    assert picture.mode == "LAB 16-bit"
    assert picture.notes == ("converted from CIELAB to sRGB",)


@pytest.mark.parametrize(("extra", "planar"), [(None, 1), (None, 2), (0, 1), (2, 1), (2, 2)])
@pytest.mark.parametrize("photometric", [8, 9])
def test_lab_of_8_bits(photometric: int, extra: int | None, planar: int) -> None:
    middle = 0 if photometric == 8 else 128
    lab = np.array([[[0, 0, 0], [255, 0, 0], [136, 81, 67]]], np.uint8)
    lab[..., 1:] += np.uint8(middle)
    if extra is not None:
        lab = np.dstack((lab, np.full((1, 3), 77, np.uint8)))
    pixels = read_image(
        tiff(lab, photometric, {284: planar} | ({} if extra is None else {338: extra}))
    ).pixels
    black, white, red = pixels[0, :, :3].astype(int)
    assert (black.tolist(), white.tolist()) == ([0] * 3, [255] * 3)
    assert np.abs(red - [254, 0, 2]).max() <= 6  # Lab 53.3, 81, 67 is near sRGB's red
    assert (pixels[..., 3:] == 77).all()
    assert pixels.shape[2] == (4 if extra else 3)


@pytest.mark.parametrize("order", ["<", ">"])
@pytest.mark.parametrize(("extra", "expected"), [(0, [100]), (1, [199, 128]), (2, [100, 128])])
def test_grey_with_alpha_of_16_bits(extra: int, expected: list[int], order: ByteOrder) -> None:
    samples = np.broadcast_to(np.array([100 * 257, 128 * 257], np.uint16), (3, 4, 2))
    picture = read_image(tiff(samples, 1, {338: extra}, order))
    assert picture.pixels[2, 3].tolist() == [expected[0]] * 3 + expected[1:]
    assert picture.mode == "grey with alpha 16-bit"
