"""PNG comes back as it was, and is hardly larger than zlib's best level makes it."""

from __future__ import annotations

import io
import zlib

import cv2
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import NDArray
from PIL import Image

from kquant.core.model.arrays import UInt8
from kquant.io.encode import encode
from kquant.io.indexed_image import IndexedImage
from kquant.io.picture_formats import picture_format
from kquant.io.picture_options import Compression, SaveOptions
from kquant.io.png import indexed_png
from kquant.io.read import read_image
from tests.io.results import distinct_colors

WAYS = st.sampled_from(list(Compression)[:2])
SIDES = st.integers(1, 70) | st.sampled_from([1, 8, 257])


def made(indices: NDArray[np.integer], entries: int, alpha: UInt8 | None = None) -> IndexedImage:
    colors = np.column_stack([distinct_colors(entries), np.full(entries, 255, np.uint8)])
    if alpha is not None:
        colors[:, 3] = alpha
    return IndexedImage(colors, indices.astype(np.uint8))


def chunks(png: bytes) -> list[tuple[bytes, bytes]]:
    found, at = [], 8
    while at < len(png):
        size = int.from_bytes(png[at : at + 4], "big")
        name, content = png[at + 4 : at + 8], png[at + 8 : at + 8 + size]
        assert zlib.crc32(name + content).to_bytes(4, "big") == png[at + 8 + size : at + 12 + size]
        found.append((name, content))
        at += size + 12
    return found


def check(image: IndexedImage, png: bytes) -> None:
    """With Pillow, OpenCV and our own reader."""
    for read in (Image.open(io.BytesIO(png)), Image.open(io.BytesIO(png)).convert("RGBA")):
        read.load()
        if read.mode == "P":
            assert np.array_equal(np.asarray(read), image.indices)
            palette = np.array(read.getpalette("RGB"), np.uint8).reshape(-1, 3)
            assert np.array_equal(palette[: len(image.entries)], image.entries[:, :3])
        else:
            assert np.array_equal(np.asarray(read), image.entries[image.indices])
    pixels = image.entries[image.indices]
    shown = cv2.imdecode(np.frombuffer(png, np.uint8), cv2.IMREAD_UNCHANGED)
    assert shown is not None
    if shown.ndim == 3 and shown.shape[2] == 4:
        assert np.array_equal(cv2.cvtColor(shown, cv2.COLOR_BGRA2RGBA), pixels)
    else:
        assert np.array_equal(cv2.cvtColor(shown, cv2.COLOR_BGR2RGB), pixels[..., :3])
    ours = read_image(png).pixels
    assert np.array_equal(ours, pixels[..., : ours.shape[2]])
    assert ours.shape[2] == 4 or pixels[..., 3].min() == 255


@given(
    width=SIDES,
    height=SIDES,
    entries=st.integers(1, 256) | st.sampled_from([1, 2, 3, 4, 5, 16, 17]),
    runs=st.integers(1, 40),
    clear=st.sampled_from(["none", "one", "all"]),
    compression=WAYS,
    band=st.sampled_from([1, 40, 1000, 1 << 18]),
    seed=st.integers(0, 1000),
)
def test_indexed_pictures_come_back(
    width: int,
    height: int,
    entries: int,
    runs: int,
    clear: str,
    compression: Compression,
    band: int,
    seed: int,
) -> None:
    rng = np.random.default_rng(seed)
    numbers = rng.integers(0, entries, -(-width * height // runs))
    indices = np.repeat(numbers, runs)[: width * height].reshape(height, width)
    alpha = np.full(entries, 255, np.uint8)
    if clear == "one":
        alpha[rng.integers(entries)] = 0
    elif clear == "all":
        alpha = rng.integers(0, 256, entries, dtype=np.uint8)
    image = made(indices, entries, alpha)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("kquant.io.png._BAND", max(band, width * height // 30))
        png = indexed_png(image, compression)
    check(image, png)


@pytest.mark.parametrize("entries", [2, 4, 16, 200])
@pytest.mark.parametrize("shape", [(1, 1), (1, 3000), (3000, 1), (700, 801), (1999, 1001)])
def test_of_any_shape(shape: tuple[int, int], entries: int) -> None:
    indices = np.random.default_rng(1).integers(0, entries, shape)
    image = made(np.sort(indices, axis=1), entries)
    png = indexed_png(image)
    check(image, png)
    assert [name for name, _ in chunks(png)][:5] == [b"IHDR", b"sRGB", b"gAMA", b"cHRM", b"PLTE"]


def photo(colors: int) -> NDArray[np.integer]:
    """Smooth with noise."""
    rng = np.random.default_rng(0)
    down, across = np.mgrid[:900, :1100] / 400
    shades: NDArray[np.float64] = (
        (np.sin(down * across) + 1 + 0.1 * rng.normal(size=(900, 1100))) * colors / 2.4
    )
    return shades.clip(0, colors - 1).astype(np.int64)


def sheet(colors: int) -> NDArray[np.integer]:
    """Of sprites, some of them again and again."""
    rng = np.random.default_rng(0)
    tiles = rng.integers(0, colors, (12, 16, 16)) * (rng.random((12, 16, 16)) < 0.5)
    return np.block([[tiles[number] for number in row] for row in rng.integers(0, 12, (50, 70))])


def flat(colors: int) -> NDArray[np.integer]:
    """Rings."""
    down, across = np.mgrid[-500:500, -600:600]
    rings: NDArray[np.float64] = np.hypot(down, across) // 9 % colors
    return rings.astype(np.int64)


@pytest.mark.slow
@pytest.mark.parametrize("colors", [2, 16, 256])
@pytest.mark.parametrize("draw", [photo, sheet, flat])
def test_at_most_one_per_cent_is_lost(draw: object, colors: int) -> None:
    """Against the rows without filters at zlib's best level."""
    assert callable(draw)
    image = made(draw(colors), colors)
    png = encode(image, picture_format(".png"))
    bits = {2: 1, 16: 4, 256: 8}[colors]
    rows = zlib.decompress(b"".join(content for name, content in chunks(png) if name == b"IDAT"))
    stride = 1 + -(-image.indices.shape[1] * bits // 8)
    assert set(rows[::stride]) == {0}
    assert len(png) <= 1.01 * len(zlib.compress(rows, 9)) + 12 * len(chunks(png)) + 3 * colors + 100
    check(image, png)


@pytest.mark.slow
@pytest.mark.parametrize("draw", [photo, sheet, flat])
def test_at_most_one_per_cent_is_lost_in_true_colour(draw: object) -> None:
    assert callable(draw)
    image, form = made(draw(256), 256), picture_format(".png")
    auto, small = (
        encode(image, form, SaveOptions(indexed=False, compression=way)) for way in list(Compression)[:2]
    )
    assert len(auto) <= 1.01 * len(small)
    assert np.array_equal(np.asarray(Image.open(io.BytesIO(auto))), image.pixels)


@pytest.mark.parametrize("large", [False, True])
def test_the_bytes_do_not_depend_on_threads(large: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("kquant.io.png._BAND", 10_000)
    monkeypatch.setattr("kquant.io.png.LARGE", 0 if large else 1 << 40)
    image, files = made(photo(16), 16), set()
    for threads in (1, 2, 5):
        monkeypatch.setattr("kquant.io.png.default_threads", lambda: threads)  # noqa: B023 - asked at once
        files.add(indexed_png(image))
    assert len(files) == 1
    check(image, files.pop())
