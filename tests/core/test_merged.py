"""Histograms of several pictures, and what becomes of one that is sent to another process."""

from __future__ import annotations

import pickle
from dataclasses import dataclass

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kquant.core.finders.find import find
from kquant.core.image.histogram import Histogram, emphasized, histogram, merged
from kquant.core.image.masks import Mask
from kquant.core.image.source import Source
from kquant.core.model.arrays import UInt8
from kquant.core.model.choices import Space
from kquant.core.model.specification import Specification
from kquant.core.run.run import Run
from tests.core.hostile import gradient, pictures, translucent

LAW = settings(max_examples=50, deadline=None)


@dataclass(frozen=True)
class Counted:
    """(1, N, 3) pixels, their alpha, which of them are counted, and their histogram."""

    pixels: UInt8
    alpha: UInt8 | None
    mask: Mask
    found: Histogram


@st.composite
def counted(draw: st.DrawFn) -> Counted:
    pixels = draw(st.one_of(pictures(100), translucent(100)))
    pixels = pixels.reshape(1, -1, pixels.shape[2])
    alpha = np.ascontiguousarray(pixels[..., 3]) if pixels.shape[2] == 4 else None
    colors = np.ascontiguousarray(pixels[..., :3])
    random = np.random.default_rng(draw(st.integers(0, 999)))
    mask = random.random(pixels.shape[:2]) < draw(st.sampled_from([0, 0.5, 1]))
    return Counted(colors, alpha, mask, histogram(colors, alpha, 1, mask=None if mask.all() else mask))


def same(one: Histogram, other: Histogram) -> bool:
    """To the last bit."""
    arrays = [(x.keys, x.codes, x.counts, x.weights) for x in (one, other)]
    return all(np.array_equal(a, b) for a, b in zip(*arrays, strict=True))


@LAW
@given(counted(), counted(), counted())
def test_in_any_order_and_groups(one: Counted, other: Counted, third: Counted) -> None:
    a, b, c = one.found, other.found, third.found
    whole = merged(a, b, c)

    for found in (merged(merged(a, b), c), merged(a, merged(b, c)), merged(c, a, b), merged(b, merged(c, a))):
        assert same(found, whole)
        assert found.weights.dtype == whole.weights.dtype


@LAW
@given(st.lists(counted(), min_size=1, max_size=5))
def test_the_histogram_of_the_pictures_side_by_side(parts: list[Counted]) -> None:
    pixels = np.concatenate([part.pixels for part in parts], axis=1)
    mask = np.concatenate([part.mask for part in parts], axis=1)
    alphas = [np.full_like(part.pixels[..., 0], 255) if part.alpha is None else part.alpha for part in parts]
    opaque = all(part.alpha is None for part in parts)

    expected = histogram(pixels, None if opaque else np.concatenate(alphas, axis=1), 1, mask=mask)

    assert same(merged(*(part.found for part in parts)), expected)


def test_of_nothing() -> None:
    empty = merged()
    assert len(empty) == 0
    assert empty.weights.sum() == 0

    few = histogram(np.full((2, 2, 3), 7, np.uint8), None, 1)
    clear = histogram(np.zeros((2, 2, 3), np.uint8), np.zeros((2, 2), np.uint8), 1)

    assert same(merged(few, clear, empty), few)
    assert same(merged(clear, empty), empty)


def test_more_pixels_than_32_bits_can_count() -> None:
    few = histogram(np.full((2, 2, 3), 7, np.uint8), None, 1)
    many = few
    for _ in range(40):
        many = merged(many, many)

    assert many.counts.tolist() == [1 << 42]
    assert many.weights.tolist() == [1 << 42]


@pytest.mark.parametrize("space", [Space.SRGB, Space.OKLAB])
@pytest.mark.parametrize("see_through", [False, True])
def test_a_palette_of_ten_pictures_is_that_of_one_tall_picture(space: Space, see_through: bool) -> None:
    tall = gradient(400, 60)
    alpha = np.random.default_rng(0).integers(0, 256, tall.shape[:2], dtype=np.uint8) if see_through else None
    bands = [slice(at, at + 40) for at in range(0, 400, 40)]
    ten = [histogram(tall[band], None if alpha is None else alpha[band], 1) for band in bands]

    def palette(found: Histogram) -> tuple[bytes, tuple[float, ...]]:
        clustering = find(Source(found), Specification(colors=12, space=space), Run(1))
        return clustering.centers.tobytes(), clustering.trace

    assert palette(merged(*ten[::-1])) == palette(histogram(tall, alpha, 1))


@LAW
@given(counted(), st.integers(2, 20))
def test_emphasis_counts_some_pixels_several_times(one: Counted, times: int) -> None:
    whole = histogram(one.pixels, one.alpha, 1)

    found = emphasized(whole, one.found, times)

    assert found.weights == pytest.approx(merged(whole, *[one.found] * (times - 1)).weights, rel=1e-12)
    assert np.array_equal(found.counts, whole.counts)


@LAW
@given(counted(), counted())
def test_emphasis_is_put_on_merged_ones(one: Counted, other: Counted) -> None:
    wholes = [histogram(each.pixels, each.alpha, 1) for each in (one, other)]
    parts = [each.found for each in (one, other)]

    found = emphasized(merged(*wholes), merged(*parts), 3)

    assert same(found, emphasized(merged(*wholes[::-1]), merged(*parts[::-1]), 3))
    with pytest.raises(ValueError, match="before"):
        merged(emphasized(wholes[0], parts[0], 3), wholes[1])


@LAW
@given(counted(), st.booleans())
def test_pickled(one: Counted, used: bool) -> None:
    found = one.found
    if used:
        assert len(found.weights) == len(found)

    back = pickle.loads(pickle.dumps(found))

    assert same(back, found)
    assert (back.weights is back.counts) == (found.weights is found.counts) == (found.alpha_sums is None)
