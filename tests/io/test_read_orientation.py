"""Pictures come out upright."""

import io

import numpy as np
import pytest
from PIL import Image

from kquant.io.read import read_image

UPRIGHT = np.arange(6 * 4 * 3, dtype=np.uint8).reshape(6, 4, 3) * 3
# How an upright picture is stored for each value of the tag (EXIF 2.32: where row 0 and column 0 lie).
STORED = {
    1: UPRIGHT,
    2: UPRIGHT[:, ::-1],
    3: UPRIGHT[::-1, ::-1],
    4: UPRIGHT[::-1],
    5: UPRIGHT.transpose(1, 0, 2),
    6: UPRIGHT.transpose(1, 0, 2)[::-1],
    7: UPRIGHT.transpose(1, 0, 2)[::-1, ::-1],
    8: UPRIGHT.transpose(1, 0, 2)[:, ::-1],
}


def stored(pixels: np.ndarray, orientation: int, name: str) -> bytes:
    exif = Image.Exif()
    exif[0x0112] = orientation
    data = io.BytesIO()
    options = {"lossless": True} if name == "WEBP" else {}
    Image.fromarray(np.ascontiguousarray(pixels)).save(data, name, exif=exif, **options)
    return data.getvalue()


@pytest.mark.parametrize("orientation", range(1, 9))
@pytest.mark.parametrize("name", ["PNG", "TIFF", "WEBP"])
def test_every_orientation(name: str, orientation: int) -> None:
    picture = read_image(stored(STORED[orientation], orientation, name))
    assert np.array_equal(picture.pixels, UPRIGHT)
    assert picture.pixels.flags.c_contiguous
    assert (picture.width, picture.height, picture.orientation) == (4, 6, orientation)
    assert picture.notes == ()


def test_jpeg_orientation() -> None:
    halves = np.zeros((16, 32, 3), np.uint8)
    halves[:, 16:] = 255
    picture = read_image(stored(halves, 6, "JPEG"))
    assert (picture.width, picture.height) == (16, 32)
    assert picture.pixels[:15].max() < 20
    assert picture.pixels[17:].min() > 235


@pytest.mark.parametrize("value", [0, 9, 65535])
@pytest.mark.parametrize("name", ["PNG", "TIFF"])
def test_an_invalid_orientation_is_ignored_and_said(name: str, value: int) -> None:
    picture = read_image(stored(UPRIGHT, value, name))
    assert np.array_equal(picture.pixels, UPRIGHT)
    assert picture.orientation == 1
    assert picture.notes == ("the orientation in the EXIF data is not valid and was ignored",)
