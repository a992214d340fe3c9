"""TIFF gives the full picture in its right colours, whatever its pages."""

import io
import struct
from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np
import pytest
from numpy.typing import NDArray
from PIL import Image

from kquant.io.read import ReadError, read_image

RNG = np.random.default_rng(0)
FULL = RNG.integers(0, 256, (16, 32, 3), np.uint8)
PREVIEW = np.full((2, 4, 3), (0, 255, 0), np.uint8)


@dataclass
class Page:
    """An uncompressed RGB picture, tags of type LONG beside its own, and child directories."""

    samples: NDArray[np.uint8]
    tags: dict[int, int] = field(default_factory=dict)
    children: Sequence["Page"] = ()


def pages(*chain: Page, order: str = "<", big: bool = False) -> bytes:
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
def test_the_full_picture_is_read_and_not_its_preview(chain: list[Page], order: str, big: bool) -> None:
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
