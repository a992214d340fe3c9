"""The laws of a result, on hostile pictures, in every colour space."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from skimage import data as photographs

import kquant
from kquant.core.color.spaces import to_space
from kquant.core.model.arrays import UInt8
from kquant.core.model.choices import COLOR_SPACES, Effort, Engine, Init, Space
from kquant.core.model.settings import Settings
from tests.core.hostile import (
    ENGINES,
    SPACES,
    alpha_of,
    distinct,
    gradient,
    outcome,
    pictures,
    squared_distances,
    translucent,
    visible_colors,
)

MANY = settings(max_examples=80, deadline=None)
SOME = settings(max_examples=30, deadline=None)
COLORS = st.sampled_from([1, 2, 3, 5, 8, 16, 33, 100])
EFFORTS = st.sampled_from([Effort.FAST, Effort.BALANCED])  # best is the same code with more rounds
SEEDS = st.integers(0, 2**31 - 1)


@pytest.fixture(scope="module")
def photograph() -> UInt8:
    return np.ascontiguousarray(photographs.astronaut()[::2, ::2])


@MANY
@given(pictures(), COLORS, SPACES, ENGINES, EFFORTS, SEEDS)
def test_as_many_colors_as_asked_for_none_twice_each_used(
    pixels: UInt8, k: int, space: Space, engine: Engine, effort: Effort, seed: int
) -> None:
    result = kquant.quantize(pixels, k, space=space, engine=engine, effort=effort, seed=seed, metrics=False)

    expected = min(k, distinct(pixels))
    assert len(np.unique(result.palette, axis=0)) == len(result.palette) == expected
    assert distinct(result.image) == result.colors_after == expected
    assert np.array_equal(np.bincount(result.labels.ravel(), minlength=expected), result.counts)
    assert (np.diff(result.counts) <= 0).all()
    assert result.shares.sum() == pytest.approx(1)
    assert result.colors_before == distinct(pixels)


@pytest.mark.parametrize("space", COLOR_SPACES)
@pytest.mark.parametrize("engine", Engine)
def test_each_used_with_many_colors_in_the_dark(space: Space, engine: Engine) -> None:
    dark = np.random.default_rng(0).integers(0, 8, (40, 40, 3), dtype=np.uint8)

    result = kquant.quantize(dark, distinct(dark) - 1, space=space, engine=engine, metrics=False)

    assert distinct(result.image) == len(result.palette) == distinct(dark) - 1


@SOME
@given(pictures(), SPACES, ENGINES, st.integers(0, 3))
def test_a_picture_with_few_colors_comes_back_bit_for_bit(
    pixels: UInt8, space: Space, engine: Engine, more: int
) -> None:
    result = kquant.quantize(pixels, distinct(pixels) + more, space=space, engine=engine)

    assert np.array_equal(result.image, pixels)
    assert result.compactness == 0
    assert result.metrics is not None
    assert result.metrics.mse == 0


@SOME
@given(translucent(), SPACES)
def test_a_translucent_picture_with_few_colors_comes_back(pixels: UInt8, space: Space) -> None:
    result = kquant.quantize(pixels, max(1, distinct(pixels)), space=space)

    seen = alpha_of(pixels) > 0
    assert np.array_equal(result.image[seen][:, :3], pixels[seen][:, :3])
    assert np.array_equal(alpha_of(result.image), alpha_of(pixels))


@MANY
@given(pictures(), EFFORTS, SEEDS)
def test_one_color_is_the_mean(pixels: UInt8, effort: Effort, seed: int) -> None:
    result = kquant.quantize(pixels, 1, effort=effort, seed=seed, metrics=False)

    flat = pixels.reshape(-1, 3).astype(np.int64)
    half_up = (2 * flat.sum(axis=0) + len(flat)) // (2 * len(flat))
    assert result.palette.tolist() == [half_up.tolist()]
    assert result.centers[0] == pytest.approx(flat.mean(axis=0), rel=1e-12)


@SOME
@given(pictures(most=200), SPACES)
def test_one_color_is_the_mean_in_any_space(pixels: UInt8, space: Space) -> None:
    result = kquant.quantize(pixels, 1, space=space, metrics=False)

    coords = to_space(pixels.reshape(-1, 3), space)
    assert result.centers[0] == pytest.approx(coords.mean(axis=0), rel=1e-9, abs=1e-9)


def test_one_color_is_the_mean_of_sixteen_million_pixels() -> None:
    tile = gradient(512, 512)
    pixels = np.tile(tile, (8, 8, 1))  # float32 sums go wrong long before
    pixels[:4, :4] = 255

    result = kquant.quantize(pixels, 1, metrics=False)

    mean = [float(pixels[..., channel].mean(dtype=np.float64)) for channel in range(3)]
    assert pixels.size == 3 * 2**24
    assert result.palette[0].tolist() == [int(value + 0.5) for value in mean]
    assert result.centers[0] == pytest.approx(mean, rel=1e-12)


@MANY
@given(pictures(), COLORS, SPACES, ENGINES)
def test_every_pixel_has_the_nearest_color_and_the_sums_are_right(
    pixels: UInt8, k: int, space: Space, engine: Engine
) -> None:
    result = kquant.quantize(pixels, k, space=space, engine=engine, metrics=False)

    squared = squared_distances(pixels.reshape(-1, 3), result.palette, space)
    labels = result.labels.ravel()
    own = squared[np.arange(len(labels)), labels]
    assert (own <= squared.min(axis=1) + 1e-8).all()
    if space is Space.SRGB:  # whole numbers: ties are exact, and go to one colour
        assert np.array_equal(own, squared.min(axis=1))
    assert result.compactness == pytest.approx(own.sum(), rel=1e-9, abs=1e-9)
    by_cluster = np.bincount(labels, own, len(result.palette))
    assert result.cluster_compactness == pytest.approx(by_cluster, rel=1e-9, abs=1e-9)
    assert result.cluster_compactness.sum() == pytest.approx(result.compactness, rel=1e-12)


@pytest.mark.parametrize("space", COLOR_SPACES)
def test_the_nearest_color_of_many_colors(photograph: UInt8, space: Space) -> None:
    """Enough distinct colours for the ways that leave out comparisons."""
    for k in (7, 200):
        result = kquant.quantize(photograph, k, space=space, effort="fast", metrics=False)

        flat, labels = photograph.reshape(-1, 3), result.labels.ravel()
        squared = squared_distances(flat[::7], result.palette, space)
        own = squared[np.arange(len(squared)), labels[::7]]
        assert (own <= squared.min(axis=1) + 1e-8).all()
        offsets = to_space(flat, space) - to_space(result.palette, space)[labels]
        assert result.compactness == pytest.approx((offsets**2).sum(), rel=1e-9)


@SOME
@given(translucent(), COLORS, SPACES, ENGINES)
def test_alpha_weighs_the_compactness(pixels: UInt8, k: int, space: Space, engine: Engine) -> None:
    result = kquant.quantize(pixels, k, space=space, engine=engine, metrics=False)

    seen, alpha = alpha_of(pixels) > 0, alpha_of(pixels)
    if not seen.any():
        assert result.compactness == 0
        return
    squared = squared_distances(visible_colors(pixels), result.palette, space)
    own = squared[np.arange(len(squared)), result.labels[seen]]
    assert (own <= squared.min(axis=1) + 1e-8).all()
    assert result.compactness == pytest.approx((own * (alpha[seen] / 255)).sum(), rel=1e-9, abs=1e-9)


@SOME
@given(pictures(most=400), COLORS, SPACES, ENGINES, EFFORTS, SEEDS)
def test_the_same_seed_gives_the_same_on_any_number_of_threads(
    pixels: UInt8, k: int, space: Space, engine: Engine, effort: Effort, seed: int
) -> None:
    asked = Settings(k, engine, space=space, effort=effort, seed=seed)

    outcomes = {outcome(kquant.quantize(pixels, settings=asked, threads=threads)) for threads in (1, 2, 3)}

    assert len(outcomes) == 1


@pytest.mark.slow
@pytest.mark.parametrize(("space", "k"), [(Space.SRGB, 6), (Space.OKLAB, 180)])
def test_the_same_seed_with_many_colors(space: Space, k: int) -> None:
    pixels = gradient(1030, 1030)  # counted rather than sorted, and many blocks of everything

    outcomes = {outcome(kquant.quantize(pixels, k, space=space, threads=n, effort="fast")) for n in (1, 3)}

    assert len(outcomes) == 1


def test_another_seed_gives_another_result(photograph: UInt8) -> None:
    palettes = {kquant.quantize(photograph, 20, seed=n, effort="fast").palette.tobytes() for n in range(4)}

    assert len(palettes) > 1


@MANY
@given(pictures(), COLORS, SPACES, st.sampled_from(Effort), SEEDS)
def test_the_trace_never_rises(pixels: UInt8, k: int, space: Space, effort: Effort, seed: int) -> None:
    result = kquant.quantize(pixels, k, space=space, effort=effort, seed=seed, attempts=1, metrics=False)

    never_rises(result.trace, pixels, space)


@pytest.mark.parametrize("space", COLOR_SPACES)
@pytest.mark.parametrize("effort", Effort)
def test_the_trace_never_rises_on_a_photograph(photograph: UInt8, space: Space, effort: Effort) -> None:
    result = kquant.quantize(photograph, 12, space=space, effort=effort, init="random", metrics=False)

    never_rises(result.trace, photograph, space)
    assert result.compactness <= result.trace[0]
    assert result.iterations > 0


def never_rises(trace: tuple[float, ...], pixels: UInt8, space: Space) -> None:
    """Within 1e-9, and what float64 leaves of sums of squared coordinates."""
    rounding = 1e-13 * (to_space(pixels.reshape(-1, 3), space) ** 2).sum()
    for before, after in pairwise(trace):
        assert after <= before * (1 + 1e-9) + rounding


@SOME
@given(pictures(), st.sampled_from([2, 5, 16]), SPACES, EFFORTS, SEEDS)
def test_never_worse_than_the_given_colors(
    pixels: UInt8, k: int, space: Space, effort: Effort, seed: int
) -> None:
    colors = np.unique(np.random.default_rng(seed).integers(0, 256, (k, 3), dtype=np.uint8), axis=0)
    given_colors = tuple(map(tuple, colors.tolist()))

    result = kquant.quantize(
        pixels, len(colors), init="given", init_colors=given_colors, space=space, effort=effort
    )

    start = squared_distances(pixels.reshape(-1, 3), colors, space).min(axis=1).sum()
    assert result.compactness <= start * (1 + 1e-9)


@pytest.mark.parametrize("space", COLOR_SPACES)
@pytest.mark.parametrize("k", [3, 24])
def test_never_worse_than_a_good_palette_that_is_given(photograph: UInt8, space: Space, k: int) -> None:
    small = photograph[::2, ::2]
    best = kquant.quantize(small, k, space=space, effort="best", metrics=False)
    asked = Settings(k, init=Init.GIVEN, init_colors=tuple(map(tuple, best.palette.tolist())), space=space)

    for effort in (Effort.FAST, Effort.BALANCED):
        result = kquant.quantize(small, settings=replace(asked, effort=effort), metrics=False)
        assert result.compactness <= best.compactness * (1 + 1e-12)


def test_more_effort_is_worth_it(photograph: UInt8) -> None:
    fast, balanced, best = (
        sum(kquant.quantize(photograph, k, effort=e, metrics=False).compactness for k in (6, 20))
        for e in Effort
    )

    assert best < balanced < fast
