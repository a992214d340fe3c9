from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kquant.core.color.codes import pixel_codes
from kquant.core.image.histogram import Histogram, codes_of, colors_of, histogram
from kquant.core.model.arrays import UInt8
from kquant.core.points.morton import keys_of
from tests.core.hostile import alpha_of, codes, pictures, translucent, visible_colors

LAW = settings(max_examples=50, deadline=None)


def assert_is_of(found: Histogram, pixels: UInt8, weights: np.ndarray) -> None:
    """Against numpy.unique over the (N, 3) visible pixels and their (N,) weights."""
    expected, inverse, counts = np.unique(codes(pixels), return_inverse=True, return_counts=True)
    order = np.argsort(found.codes)
    assert np.array_equal(found.codes[order], expected)
    assert np.array_equal(found.counts[order], counts)
    assert np.allclose(found.weights[order], np.bincount(inverse, weights, len(expected)), rtol=1e-12)
    assert (np.diff(keys_of(found.codes).astype(np.int64)) > 0).all()
    assert np.array_equal(codes_of(found.colors), found.codes)


@LAW
@given(pictures(), st.booleans())
def test_of_an_opaque_picture(pixels: UInt8, with_alpha: bool) -> None:
    asked = np.dstack([pixels, pixels[..., :1]]) if with_alpha else pixels

    assert_is_of(histogram(asked, None, 1), pixels, np.ones(pixels.size // 3))


@LAW
@given(translucent())
def test_of_a_translucent_picture(pixels: UInt8) -> None:
    alpha = alpha_of(pixels)

    found = histogram(pixels, np.ascontiguousarray(alpha), 1)

    assert_is_of(found, visible_colors(pixels), alpha[alpha > 0] / 255)


@settings(max_examples=6, deadline=None)
@given(pictures(), st.booleans())
def test_the_same_on_any_number_of_threads(pixels: UInt8, with_alpha: bool) -> None:
    asked = np.dstack([pixels, pixels[..., :1]]) if with_alpha else pixels

    for threads in (1, 2, 3, 7):
        assert_is_of(histogram(asked, None, threads), pixels, np.ones(pixels.size // 3))


def test_of_a_picture_of_several_blocks() -> None:
    pixels = np.random.default_rng(0).integers(0, 256, (1500, 1500, 3), dtype=np.uint8)
    pixels[:1000] //= 16

    assert_is_of(histogram(pixels, None, 2), pixels, np.ones(1500 * 1500))


@pytest.mark.parametrize("shape", [(4100, 4100), (1, 4100 * 4100)])
def test_a_color_of_more_pixels_than_float32_can_count(shape: tuple[int, int]) -> None:
    pixels = np.full((*shape, 3), 200, np.uint8)
    pixels.reshape(-1, 3)[::5000] = 7
    rare = len(range(0, 4100 * 4100, 5000))

    found = histogram(pixels, None, 2)

    assert dict(zip(found.codes.tolist(), found.counts.tolist(), strict=True)) == {
        0x070707: rare,
        0xC8C8C8: 4100 * 4100 - rare,
    }
    assert 4100 * 4100 - rare > 1 << 24


@LAW
@given(st.lists(st.integers(0, 0xFFFFFF), min_size=1, max_size=50))
def test_colors_and_codes(values: list[int]) -> None:
    wanted = np.array(values, np.uint32)

    assert np.array_equal(codes_of(colors_of(wanted)), wanted)
    assert colors_of(wanted)[0].tolist() == [values[0] >> 16, values[0] >> 8 & 255, values[0] & 255]
    assert np.array_equal(pixel_codes(np.ascontiguousarray(colors_of(wanted)[None]))[0], wanted)
