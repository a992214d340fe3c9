"""Every format that is read gives its picture, whatever the kind of samples."""

import io
import struct
import sys
from pathlib import Path
from unittest.mock import Mock

import numpy as np
import pytest
from PIL import Image, ImageFile

from kquant.io.read import ReadError, read_image
from tests.io.read_files import chunk, png

RGB = np.random.default_rng(0).integers(0, 256, (9, 13, 3), np.uint8)
RGBA = np.dstack((RGB, np.random.default_rng(1).integers(0, 256, (9, 13), np.uint8)))


def saved(image: Image.Image, name: str, **options: object) -> bytes:
    data = io.BytesIO()
    image.save(data, name, **options)
    return data.getvalue()


@pytest.mark.parametrize("name", ["PNG", "BMP", "TIFF", "TGA", "WEBP", "PPM", "JPEG2000", "QOI"])
def test_lossless_formats_give_back_their_pixels(name: str) -> None:
    picture = read_image(saved(Image.fromarray(RGB), name, **({"lossless": True} if name == "WEBP" else {})))
    assert np.array_equal(picture.pixels, RGB)
    assert (picture.format, picture.mode) == (name, "RGB 8-bit")
    assert picture.pixels.flags.c_contiguous
    assert picture.path is None


@pytest.mark.parametrize("name", ["PNG", "TIFF", "TGA", "WEBP", "QOI", "JPEG2000"])
def test_alpha_is_kept(name: str) -> None:
    options = {"lossless": True, "exact": True} if name == "WEBP" else {}
    assert np.array_equal(read_image(saved(Image.fromarray(RGBA), name, **options)).pixels, RGBA)


def test_alpha_that_is_full_everywhere_is_dropped() -> None:
    opaque = RGBA.copy()
    opaque[..., 3] = 255
    pixels = read_image(saved(Image.fromarray(opaque), "PNG")).pixels
    assert np.array_equal(pixels, RGB)
    assert pixels.flags.c_contiguous


@pytest.mark.parametrize("name", ["JPEG", "AVIF"])
def test_lossy_formats_are_near(name: str) -> None:
    ramp = np.linspace(0, 255, 64).astype(np.uint8).reshape(1, 64, 1).repeat(32, axis=0).repeat(3, axis=2)
    assert (
        np.abs(read_image(saved(Image.fromarray(ramp), name, quality=95)).pixels.astype(int) - ramp).max()
        <= 8
    )


def test_heic_and_jpeg_xl() -> None:
    heif = pytest.importorskip("pillow_heif")
    jxl = pytest.importorskip("pillow_jxl")
    assert jxl
    heif.register_heif_opener()
    flat = Image.new("RGB", (64, 48), (200, 100, 50))
    heic = read_image(saved(flat, "HEIF", quality=95))
    assert np.abs(heic.pixels.astype(int) - [200, 100, 50]).max() <= 4
    exact = read_image(saved(Image.fromarray(RGB), "JXL", lossless=True))
    assert np.array_equal(exact.pixels, RGB)
    with pytest.raises(ReadError, match="64 x 48 pixels"):
        read_image(saved(flat, "JXL"), max_pixels=64 * 48 - 1)


def test_heic_is_read_by_the_plug_in_that_only_reads(monkeypatch: pytest.MonkeyPatch) -> None:
    heif, reader = pytest.importorskip("pillow_heif"), pytest.importorskip("pi_heif")
    heif.register_heif_opener()
    data = saved(Image.new("RGB", (64, 48), (200, 100, 50)), "HEIF", quality=95)
    monkeypatch.setitem(sys.modules, "pillow_heif", None)
    asked = Mock(wraps=reader.register_heif_opener)
    monkeypatch.setattr(reader, "register_heif_opener", asked)
    assert np.abs(read_image(data).pixels.astype(int) - [200, 100, 50]).max() <= 4
    asked.assert_called_once()


@pytest.mark.parametrize("name", ["HEIC", "JPEG XL"])
def test_a_missing_plug_in_is_named(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    for module in ("pillow_heif", "pi_heif", "pillow_jxl"):
        monkeypatch.setitem(sys.modules, module, None)
    heads = {"HEIC": b"\0\0\0\x18ftypheic\0\0\0\0mif1heic", "JPEG XL": b"\xff\x0a" + bytes(30)}
    with pytest.raises(ReadError, match=rf'{name} pictures need .*pip install "kquant\[formats\]"'):
        read_image(heads[name])


@pytest.mark.parametrize("bits", [1, 2, 4, 8])
def test_indexed_png(bits: int) -> None:
    count = 1 << bits
    colors = np.random.default_rng(bits).integers(0, 256, (count, 3), np.uint8)
    indices = np.arange(7 * 5).reshape(5, 7) % count
    image = Image.fromarray(indices.astype(np.uint8), "P")
    image.putpalette(colors.tobytes())
    picture = read_image(saved(image, "PNG", bits=bits))
    assert np.array_equal(picture.pixels, colors[indices])
    assert picture.mode == f"indexed {bits}-bit"
    clear = read_image(saved(image, "PNG", bits=bits, transparency=bytes([7])))
    assert np.array_equal(clear.pixels[..., 3], np.where(indices == 0, 7, 255))


@pytest.mark.parametrize("bits", [1, 2, 4])
def test_grey_png_of_few_bits_with_a_transparent_level(bits: int) -> None:
    top = (1 << bits) - 1
    levels = np.array([0, 1, top, 0], np.uint8)
    packed = np.packbits(np.unpackbits(levels[:, None], axis=1)[:, 8 - bits :])
    header = struct.pack(">IIBBBBB", 4, 1, bits, 0, 0, 0, 0)
    data = png(packed.reshape(1, -1, 1), 0, chunk(b"tRNS", struct.pack(">H", 1)))
    data = data[:8] + chunk(b"IHDR", header) + data[8 + 25 :]
    pixels = read_image(data).pixels
    assert pixels[0, :, 0].tolist() == [0, 255 // top, 255, 0]
    assert pixels[0, :, 3].tolist() == [0 if level == 1 else 255 for level in levels]


def test_rgb_png_with_a_transparent_color() -> None:
    key = tuple(int(value) for value in RGB[4, 4])
    pixels = read_image(saved(Image.fromarray(RGB), "PNG", transparency=key)).pixels
    assert pixels[4, 4, 3] == 0
    assert (pixels[..., 3] == 0).sum() == np.equal(RGB, key).all(axis=2).sum()
    assert np.array_equal(pixels[..., :3], RGB)


def test_black_and_white() -> None:
    image = Image.fromarray(RGB[..., 0] > 127)
    picture = read_image(saved(image, "TIFF", compression="group4"))
    assert np.array_equal(picture.pixels[..., 1], np.where(RGB[..., 0] > 127, 255, 0))
    assert picture.mode == "black and white 1-bit"


@pytest.mark.parametrize(
    ("name", "note"),
    [
        ("GIF", "frame"),
        ("PNG", "frame"),
        ("WEBP", "frame"),
        ("AVIF", "frame"),
        ("TIFF", "page"),
        ("MPO", "picture"),
    ],
)
def test_the_first_of_several_pictures_is_read_and_said(name: str, note: str) -> None:
    frames = [Image.new("RGB", (8, 8), color) for color in ("red", "green", "blue")]
    picture = read_image(saved(frames[0], name, save_all=True, append_images=frames[1:]))
    assert picture.notes == (f"{note} 1 of 3",)
    assert picture.pixels[0, 0, 0] > 250
    assert picture.pixels[0, 0, 1] < 5


def test_the_largest_icon_is_read_and_said() -> None:
    picture = read_image(
        saved(Image.new("RGBA", (64, 64), (9, 8, 7, 99)), "ICO", sizes=[(16, 16), (64, 64), (32, 32)])
    )
    assert (picture.width, picture.height) == (64, 64)
    assert picture.pixels[0, 0].tolist() == [9, 8, 7, 99]
    assert picture.notes == ("the largest of 3 pictures",)


def test_merged_picture_of_a_psd() -> None:
    head = struct.pack(">4sH6xHIIHH", b"8BPS", 1, 3, *RGB.shape[:2], 8, 3)
    planes = RGB.transpose(2, 0, 1).tobytes()
    picture = read_image(head + bytes(12) + struct.pack(">H", 0) + planes)
    assert np.array_equal(picture.pixels, RGB)
    assert picture.format == "PSD"


def test_the_name_of_a_file_does_not_matter(tmp_path: Path) -> None:
    path = tmp_path / "picture.jpg"
    path.write_bytes(saved(Image.fromarray(RGB), "PNG"))
    picture = read_image(path)
    assert (picture.format, picture.path) == ("PNG", path)


def test_pillow_is_left_as_it_was() -> None:
    before = Image.MAX_IMAGE_PIXELS, ImageFile.LOAD_TRUNCATED_IMAGES
    read_image(saved(Image.fromarray(RGB), "PNG"))
    with pytest.raises(ReadError):
        read_image(b"GIF89a", allow_truncated=True)
    assert before == (Image.MAX_IMAGE_PIXELS, ImageFile.LOAD_TRUNCATED_IMAGES)
