"""A finished palette maps a picture to the same pixels in whatever order its colours stand."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import kquant
from kquant.core.image.picture import Picture
from kquant.core.model.arrays import UInt8
from kquant.core.model.choices import Engine, ExcludedAs, ExcludedWhere, Space
from kquant.core.model.constraints import Exclusion
from kquant.core.model.depth import Depth
from kquant.core.model.edits import Delete
from kquant.core.model.result import Result
from kquant.core.palette.edit import apply_edits
from tests.core.hostile import SPACES, pictures, squared_distances, translucent

LAW = settings(max_examples=40, deadline=None)
SRGB: dict[str, Any] = {"space": Space.SRGB, "metrics": False}
RAMP: UInt8 = np.repeat(np.arange(256, dtype=np.uint8), 3).reshape(16, 16, 3)


@st.composite
def tied(draw: st.DrawFn) -> UInt8:
    """(H, W, 3) uint8 of few colours at equal steps, where most are equally near to several."""
    random = np.random.default_rng(draw(st.integers(0, 2**32)))
    step, first = draw(st.sampled_from([1, 2, 16])), draw(st.sampled_from([0, 100]))
    shape = (draw(st.integers(1, 12)), 12, draw(st.sampled_from([1, 3])))
    steps = np.broadcast_to(random.integers(0, 6, shape), (*shape[:2], 3))
    return (first + step * steps).astype(np.uint8)


def painted(result: Result) -> UInt8:
    """(H, W, 3), black where transparent."""
    return np.concatenate([result.palette, np.zeros((1, 3), np.uint8)])[result.labels]


def orders(palette: UInt8, seed: int) -> list[UInt8]:
    rising = palette[np.lexsort(palette.T[::-1])]
    return [palette, rising, rising[::-1], np.random.default_rng(seed).permutation(palette)]


@LAW
@given(st.one_of(tied(), pictures()), st.integers(1, 9), st.sampled_from(list(Engine)), st.integers(0, 99))
def test_a_palette_found_gives_the_same_pixels_when_applied(
    pixels: UInt8, k: int, engine: Engine, seed: int
) -> None:
    result = kquant.quantize(pixels, k, engine=engine, **SRGB)
    palette = kquant.find_palette(pixels, k, engine=engine, space=Space.SRGB)

    assert np.array_equal(palette, result.palette)
    for colors in orders(palette, seed):
        again = kquant.apply_palette(pixels, colors, **SRGB)
        assert np.array_equal(again.palette, colors)
        assert np.array_equal(painted(again), painted(result))


@LAW
@given(tied(), SPACES, st.integers(1, 6), st.sampled_from([Depth.FULL, Depth.RGB444]), st.integers(0, 99))
def test_in_every_space_and_at_a_depth(pixels: UInt8, space: Space, k: int, depth: Depth, seed: int) -> None:
    result = kquant.quantize(pixels, k, space=space, depth=depth, metrics=False)

    for colors in orders(result.palette, seed):
        again = kquant.apply_palette(pixels, colors, space=space, metrics=False)
        assert np.array_equal(painted(again), painted(result))


@LAW
@given(translucent(), st.integers(1, 6), st.integers(0, 99))
def test_with_alpha(pixels: UInt8, k: int, seed: int) -> None:
    result = kquant.quantize(pixels, k, **SRGB)

    for colors in orders(result.palette, seed) if len(result.palette) else ():
        assert np.array_equal(painted(kquant.apply_palette(pixels, colors, **SRGB)), painted(result))


@LAW
@given(tied(), st.integers(1, 6), st.integers(0, 99))
def test_with_locked_colors(pixels: UInt8, k: int, seed: int) -> None:
    locked = tuple(sorted({tuple(map(int, color)) for color in pixels[0, :2]}, reverse=True))[:k]
    result = kquant.quantize(pixels, k, locked=locked, **SRGB)

    for colors in orders(result.palette, seed):
        again = kquant.apply_palette(pixels, colors, locked=locked, **SRGB)
        assert np.array_equal(painted(again), painted(result))


@LAW
@given(
    tied(),
    st.integers(1, 5),
    st.sampled_from([0.0, 2.0]),
    st.sampled_from(list(ExcludedAs)),
    st.sampled_from(list(ExcludedWhere)),
    st.integers(0, 99),
)
def test_with_papers(
    pixels: UInt8, k: int, radius: float, as_: ExcludedAs, where: ExcludedWhere, seed: int
) -> None:
    first = tuple(map(int, pixels[0, 0]))
    how: dict[str, Any] = {
        "excluded": (Exclusion(first, radius),),  # type: ignore[arg-type]
        "excluded_as": as_,
        "excluded_where": where,
        **SRGB,
    }
    result = kquant.quantize(pixels, k, **how)

    for colors in orders(result.palette, seed) if len(result.palette) else ():
        again = kquant.apply_palette(pixels, colors, **how)
        assert np.array_equal(again.labels < len(again.palette), result.labels < len(result.palette))
        assert np.array_equal(painted(again), painted(result))


@LAW
@given(tied(), st.integers(2, 9), st.integers(0, 99))
def test_the_lowest_of_equally_near_colors_wins(pixels: UInt8, k: int, seed: int) -> None:
    random = np.random.default_rng(seed)
    palette = np.unique(pixels.reshape(-1, 3), axis=0)
    palette = random.permutation(palette)[:k] // 2 * 2

    result = kquant.apply_palette(pixels, np.unique(palette, axis=0)[::-1], **SRGB)

    rising = np.unique(palette, axis=0)
    nearest = squared_distances(pixels.reshape(-1, 3), rising, Space.SRGB).argmin(axis=1)
    assert np.array_equal(painted(result).reshape(-1, 3), rising[nearest])


@pytest.mark.parametrize("colors", [[(0, 0, 0), (2, 2, 2)], [(2, 2, 2), (0, 0, 0)]])
def test_the_darker_of_two_greys(colors: list[tuple[int, int, int]]) -> None:
    result = kquant.apply_palette(np.ones((1, 1, 3), np.uint8), colors, **SRGB)

    assert painted(result).tolist() == [[[0, 0, 0]]]


@pytest.mark.parametrize("colors", [[(0, 0, 0), (2, 2, 2)], [(2, 2, 2), (0, 0, 0)]])
def test_a_paper_goes_before_a_darker_color(colors: list[tuple[int, int, int]]) -> None:
    pixels = np.array([[[1, 1, 1], [2, 2, 2], [0, 0, 0]]], np.uint8)

    result = kquant.apply_palette(pixels, colors, excluded=(Exclusion((2, 2, 2), 0),), **SRGB)

    assert painted(result)[0, :, 0].tolist() == [2, 2, 0]


@pytest.mark.parametrize("seed", range(4))
def test_the_best_of_a_palette_serves_whatever_its_order(seed: int) -> None:
    """A candidate is chosen because a colour is given to it, so it has that colour in the end."""
    palette = np.random.default_rng(seed).permutation(RAMP[::3, ::5].reshape(-1, 3))

    result = kquant.apply_palette(RAMP, palette, colors=9, **SRGB)

    assert len(result.palette) == 9
    assert (result.counts > 0).all()


@LAW
@given(tied(), st.integers(2, 6), st.integers(0, 99))
def test_colors_of_a_deleted_one_go_where_they_would_without_it(pixels: UInt8, k: int, seed: int) -> None:
    palette = np.random.default_rng(seed).permutation(kquant.quantize(pixels, k, **SRGB).palette)
    if len(palette) < 2:
        return
    picture = Picture(pixels)
    result = kquant.apply_palette(picture, palette, **SRGB)

    edited = apply_edits(picture, result, (Delete((tuple(map(int, palette[0])),)),))  # type: ignore[arg-type]

    moved = result.labels == 0
    without = kquant.apply_palette(picture, orders(palette[1:], 0)[1], **SRGB)
    assert np.array_equal(painted(edited)[moved], painted(without)[moved])
