"""The compiled histogram against its twin, and both against `numpy.unique`."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kquant.core import kernels
from kquant.core.model.arrays import UInt8
from kquant.core.points.morton import codes_of, keys_of
from kquant.core.twins import histogram as twin
from kquant.kernels import compiled
from tests.core.kernels.processors import avx2

LAW = settings(max_examples=150, deadline=None)
COMPILED = pytest.mark.skipif(compiled() is None, reason="the kernels are not compiled here")
BOTH = pytest.mark.parametrize(
    "where", [pytest.param(kernels, marks=COMPILED, id="kernel"), pytest.param(twin, id="twin")]
)


@st.composite
def pictures(draw: st.DrawFn, channels: tuple[int, ...] = (3, 4)) -> UInt8:
    height, width = draw(st.tuples(st.integers(1, 40), st.integers(1, 60)))
    if draw(st.integers(0, 9)) == 0:  # more than one block
        height *= 60
    values = draw(st.sampled_from([1, 2, 5, 256]))
    random = np.random.default_rng(draw(st.integers(0, 999)))
    shape = (height, width, draw(st.sampled_from(channels)))
    return (random.integers(0, values, shape) * (255 // max(1, values - 1))).astype(np.uint8)


def part_of(pixels: UInt8, seed: int) -> Any:
    random = np.random.default_rng(seed)
    return random.random(pixels.shape[:2]) < random.choice([0.0, 0.1, 0.9])


def assert_same(found: tuple[Any, ...], expected: tuple[Any, ...]) -> None:
    for one, other in zip(found, expected, strict=True):
        if other is None:
            assert one is None
        else:
            assert one.dtype == other.dtype
            assert np.array_equal(one, other)


@COMPILED
@pytest.mark.parametrize("with_avx2", [True, False])
@LAW
@given(
    pixels=pictures(),
    with_alpha=st.booleans(),
    with_mask=st.booleans(),
    threads=st.integers(1, 4),
    seed=st.integers(0, 99),
)
def test_as_the_twin(
    with_avx2: bool, pixels: UInt8, with_alpha: bool, with_mask: bool, threads: int, seed: int
) -> None:
    values = np.array([0, 1, 128, 255], np.uint8)
    alpha = np.random.default_rng(seed).choice(values, pixels.shape[:2]) if with_alpha else None
    mask = part_of(pixels, seed) if with_mask else None

    with avx2(with_avx2):
        found = kernels.histogram(pixels, alpha, mask, threads)

    assert_same(found, twin.histogram(pixels, alpha, mask, threads))


@COMPILED
@LAW
@given(pictures((4,)), st.booleans(), st.integers(1, 4), st.integers(0, 99))
def test_rgba_as_the_twin(pixels: UInt8, with_mask: bool, threads: int, seed: int) -> None:
    mask = part_of(pixels, seed) if with_mask else None

    found = kernels.histogram_rgba(pixels, mask, threads)

    assert_same(found, twin.histogram_rgba(pixels, mask, threads))


@BOTH
@settings(max_examples=50, deadline=None)
@given(pixels=pictures((4,)))
def test_rgba_is_what_is_there(where: Any, pixels: UInt8) -> None:
    r, g, b, a = pixels.reshape(-1, 4).astype(np.uint32).T
    expected, counts = np.unique(a << 24 | r << 16 | g << 8 | b, return_counts=True)

    keys, codes, found = where.histogram_rgba(pixels, None, 2)

    order = np.argsort(codes)
    assert np.array_equal(codes[order], expected)
    assert np.array_equal(found[order], counts)
    assert (np.diff(keys.astype(np.int64)) > 0).all()
    assert np.array_equal(keys, keys_of(codes, 4))
    assert np.array_equal(codes, codes_of(keys, 4))


@BOTH
@pytest.mark.parametrize("channels", [3, 4])
def test_every_bucket(where: Any, channels: int) -> None:
    """Many pixels of one colour among many colours of one pixel."""
    pixels = np.random.default_rng(0).integers(0, 256, (900, 800, channels), dtype=np.uint8)
    pixels[200:700] = 77
    count = where.histogram if channels == 3 else lambda *given: where.histogram_rgba(given[0], *given[2:])

    keys, codes, counts = count(pixels, None, None, 2)[:3]

    assert counts.sum() == 900 * 800
    assert counts[codes == 0x4D4D4D4D % (1 << 8 * channels)] >= 500 * 800
    assert len(np.unique(keys)) == len(keys) > 200_000


@COMPILED
@pytest.mark.parametrize("channels", [3, 4])
@pytest.mark.parametrize("with_mask", [False, True])
def test_many_pixels_of_rare_and_frequent_colors(channels: int, with_mask: bool) -> None:
    """Also around multiples of 255, the most that a byte can count."""
    random = np.random.default_rng(channels)
    colors = random.integers(0, 256, (40, channels), dtype=np.uint8)
    times = [255 * many + around for many in (1, 2, 3, 4, 1000) for around in range(-2, 6)]
    frequent = np.repeat(colors, times, axis=0)
    rare = random.integers(0, 256, (1500 * 1501 - len(frequent), channels), dtype=np.uint8)
    rare[::3, :3] //= 64
    pixels = random.permutation(np.concatenate([frequent, rare])).reshape(1500, 1501, channels)
    mask = random.random(pixels.shape[:2]) < 0.999 if with_mask else None
    expected = twin.histogram(pixels, None, mask, 1)

    for threads in (1, 2, 7):
        assert_same(kernels.histogram(pixels, None, mask, threads), expected)


@COMPILED
def test_gaps_between_rows_are_left_out() -> None:
    pixels = np.random.default_rng(0).integers(0, 4, (30, 40, 4), dtype=np.uint8)

    found = kernels.histogram(pixels[::2, 3:-3], None, None, 2)

    assert_same(found, kernels.histogram(pixels[::2, 3:-3].copy(), None, None, 2))
