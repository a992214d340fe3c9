"""JPEG comes as Pillow decodes it, whatever its size, colours and completeness."""

import io

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from kquant.io.read import DamagedError, read_image


def jpeg(mode: str, width: int, height: int, **options: int | bool | str) -> bytes:
    channels = {"L": (), "RGB": (3,), "CMYK": (4,)}[mode]
    pixels = np.random.default_rng(0).integers(0, 256, (height, width, *channels), dtype=np.uint8)
    file = io.BytesIO()
    Image.frombytes(mode, (width, height), pixels.tobytes()).save(file, "JPEG", **options)
    return file.getvalue()


@given(
    width=st.integers(1, 70),
    height=st.integers(1, 70),
    subsampling=st.sampled_from(["4:4:4", "4:2:2", "4:2:0"]),
    progressive=st.booleans(),
    mode=st.sampled_from(["L", "RGB"]),
)
def test_pixels_are_those_of_pillow(
    width: int, height: int, subsampling: str, progressive: bool, mode: str
) -> None:
    data = jpeg(mode, width, height, subsampling=subsampling, progressive=progressive)
    picture = read_image(data)
    assert np.array_equal(picture.pixels, np.asarray(Image.open(io.BytesIO(data)).convert("RGB")))
    assert picture.pixels.flags.c_contiguous
    assert picture.notes == ()


def test_pixels_of_many_bands_are_those_of_pillow() -> None:
    data = jpeg("RGB", 1500, 1100)
    assert np.array_equal(read_image(data).pixels, np.asarray(Image.open(io.BytesIO(data))))


def test_inks_are_those_of_pillow() -> None:
    data = jpeg("CMYK", 31, 17)
    inks = np.asarray(Image.open(io.BytesIO(data))).astype(int)
    paper = 255 - inks
    assert np.array_equal(read_image(data).pixels, (paper[..., :3] * paper[..., 3:] + 127) // 255)


@pytest.mark.parametrize("mode", ["RGB", "CMYK"])
def test_of_a_cut_file_is_kept_what_pillow_can_decode(mode: str) -> None:
    data = jpeg(mode, 200, 160)
    cut = data[: len(data) // 2]
    with pytest.raises(DamagedError, match="truncated"):
        read_image(cut)
    pixels = read_image(cut, allow_truncated=True).pixels
    whole = read_image(data).pixels
    assert pixels.shape == whole.shape
    assert np.array_equal(pixels[:40], whole[:40])
    assert len(np.unique(pixels[-8:].reshape(-1, 3), axis=0)) == 1
