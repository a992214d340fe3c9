"""Hardware colour depths: colours of their grid alone, and as many as there can be."""

from __future__ import annotations

from dataclasses import replace
from itertools import product

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import kquant
from kquant.core.image.grid import grid_of
from kquant.core.image.picture import Picture
from kquant.core.model.arrays import Int64, UInt8
from kquant.core.model.changes import Reason
from kquant.core.model.choices import COLOR_SPACES, Representative, Space
from kquant.core.model.depth import Depth
from kquant.core.model.edits import Delete, Edit, Merge, Recolor, Split
from kquant.core.model.result import Result
from kquant.core.model.rgb import Rgb, rgb
from kquant.core.model.settings import Settings
from kquant.core.palette.edit import apply_edits
from kquant.core.preview import preview
from tests.core.hostile import (
    ENGINES,
    SPACES,
    codes,
    gradient,
    outcome,
    pictures,
    squared_distances,
    visible_colors,
)

MANY = settings(max_examples=40, deadline=None)
SOME = settings(max_examples=15, deadline=None)
COLOR = st.tuples(*[st.integers(0, 255)] * 3)
COLORS = st.sampled_from([1, 2, 3, 5, 8, 16, 33, 100, 4096])
COARSE = st.sampled_from([Depth.RGB444, Depth.RGB333, Depth.RGB222, Depth.RGB111])
"""Few enough colours that plain numpy can compare with all of them."""
DEPTHS = st.sampled_from([depth for depth in Depth if depth is not Depth.FULL])


def grid(depth: Depth) -> UInt8:
    """Every colour of a depth, in the order of their codes."""
    bits = {"16": (5, 6, 5)}.get(depth, (int(depth) // 3,) * 3)
    channels = [[int(255 * value / (2**n - 1) + 0.5) for value in range(2**n)] for n in bits]
    return np.array(list(product(*channels)), np.uint8)


def nearest(colors: UInt8, depth: Depth, space: Space) -> Int64:
    """The codes of the nearest colours of a depth, the lowest of several."""
    colors = np.unique(colors.reshape(-1, 3), axis=0)
    every = grid(depth)
    found = [squared_distances(colors[at : at + 64], every, space) for at in range(0, len(colors), 64)]
    return codes(every[np.concatenate(found).argmin(axis=1)])


def on_grid(result: Result, depth: Depth) -> bool:
    palette = codes(result.palette)
    return bool(np.isin(palette, codes(grid(depth))).all()) and len(np.unique(palette)) == len(palette)


def reasons(result: Result) -> set[Reason]:
    return {change.reason for change in result.request.changes}


def test_channels_expand_as_hardware_is_emulated() -> None:
    assert grid(Depth.RGB111).tolist() == [list(color) for color in product((0, 255), repeat=3)]
    assert sorted(set(grid(Depth.RGB222).ravel().tolist())) == [0, 85, 170, 255]
    assert sorted(set(grid(Depth.RGB333).ravel().tolist())) == [0, 36, 73, 109, 146, 182, 219, 255]
    for depth in set(Depth) - {Depth.FULL}:  # which has 2**24 colours
        assert [np.unique(column).tolist() for column in grid(depth).T] == list(map(list, depth.levels))


@MANY
@given(pictures(), COLORS, COARSE, SPACES, ENGINES, st.sampled_from(Representative))
def test_as_many_colors_of_the_grid_as_there_can_be_each_used(
    pixels: UInt8, k: int, depth: Depth, space: Space, engine: str, representative: Representative
) -> None:
    result = kquant.quantize(
        pixels, k, depth=depth, space=space, engine=engine, representative=representative, metrics=False
    )

    there = np.unique(nearest(pixels, depth, space))
    assert on_grid(result, depth)
    assert len(result.palette) == min(k, len(there))
    assert (result.counts > 0).all()
    if k >= len(there):
        assert np.array_equal(np.sort(codes(result.palette)), there)
    assert (Reason.FEW_AT_DEPTH in reasons(result)) == (k > len(there) > 1)
    squared = squared_distances(pixels.reshape(-1, 3), result.palette, space)
    own = squared[np.arange(len(squared)), result.labels.ravel()]
    assert (own <= squared.min(axis=1) + 1e-8).all()


@pytest.mark.slow
@SOME
@given(pictures(), COLORS, DEPTHS, SPACES)
def test_all_colors_are_of_the_grid(pixels: UInt8, k: int, depth: Depth, space: Space) -> None:
    result = kquant.quantize(pixels, k, depth=depth, space=space, metrics=False)

    assert on_grid(result, depth)
    assert (result.counts > 0).all()


@SOME
@given(pictures(), COARSE, SPACES, ENGINES)
def test_colors_of_the_grid_come_back(pixels: UInt8, depth: Depth, space: Space, engine: str) -> None:
    every = grid(depth)
    own = every[codes(pixels) % len(every)].reshape(pixels.shape)

    result = kquant.quantize(own, 4096, depth=depth, space=space, engine=engine, metrics=False)

    assert np.array_equal(result.image, own)


@MANY
@given(pictures(), st.integers(1, 12), COARSE, SPACES, ENGINES, st.lists(COLOR, min_size=1, max_size=4))
def test_locked_colors_are_rounded_to_the_grid(
    pixels: UInt8, k: int, depth: Depth, space: Space, engine: str, locked: list[Rgb]
) -> None:
    result = kquant.quantize(
        pixels, k, depth=depth, space=space, engine=engine, locked=tuple(locked), metrics=False
    )

    wanted = np.unique(nearest(np.array(locked, np.uint8), depth, Space.SRGB))
    assert np.array_equal(np.sort(codes(result.palette[result.locked])), wanted)
    assert on_grid(result, depth)
    either = np.union1d(nearest(pixels, depth, space), wanted)
    assert len(result.palette) == max(min(k, len(either)), len(wanted))
    assert (result.counts[~result.locked] > 0).all()
    off = not np.isin(codes(np.array(locked, np.uint8)), codes(grid(depth))).all()
    assert (Reason.LOCKED_AT_DEPTH in reasons(result)) == off


@pytest.mark.slow
@pytest.mark.parametrize("space", COLOR_SPACES)
def test_the_nearest_color_of_a_depth_is_exact(space: Space) -> None:
    random = np.random.default_rng(0)
    scattered = random.integers(0, 256, (300, 3), dtype=np.uint8)
    dark = random.integers(0, 12, (200, 3), dtype=np.uint8)
    colors = np.concatenate([scattered, dark, dark])
    for depth in (Depth.HIGH, Depth.RGB555, Depth.RGB222):
        every = grid(depth)
        found = grid_of(depth, space).nearest(colors, 2)

        assert np.isin(codes(found), codes(every)).all()
        own = np.diag(squared_distances(colors[::7], found[::7], space))
        assert (own <= squared_distances(colors[::7], every, space).min(axis=1) + 1e-8).all()


@pytest.mark.parametrize("space", [Space.SRGB, Space.OKLAB])
def test_the_same_on_any_number_of_threads(space: Space) -> None:
    asked = Settings(200, depth=Depth.RGB333, space=space, representative=Representative.FREQUENT)
    pixels = gradient(320, 310)

    found = [kquant.quantize(pixels, settings=asked, threads=threads) for threads in (1, 3)]

    assert outcome(found[0]) == outcome(found[1])
    there = np.unique(codes(grid_of(Depth.RGB333, space).nearest(visible_colors(pixels))))
    assert len(found[0].palette) == min(200, len(there))


@pytest.mark.slow
def test_many_colors_come_to_few() -> None:
    pixels = gradient(320, 310)

    for space in COLOR_SPACES:
        result = kquant.quantize(pixels, 4096, depth=Depth.RGB222, space=space, metrics=False)

        assert np.array_equal(np.sort(codes(result.palette)), np.unique(nearest(pixels, Depth.RGB222, space)))


def test_a_fixed_palette_is_rounded_and_what_falls_together_stands_once() -> None:
    palette = ((255, 0, 0), (250, 3, 1), (90, 90, 90), (0, 0, 0))

    result = kquant.quantize(np.zeros((2, 2, 3), np.uint8), palette=palette, depth="6")

    assert result.palette.tolist() == [[255, 0, 0], [85, 85, 85], [0, 0, 0]]
    assert reasons(result) == {Reason.PALETTE_AT_DEPTH}


@pytest.mark.parametrize("use", ["recolor", "lightness"])
def test_painted_in_colors_of_the_grid(use: str) -> None:
    palette = ((255, 0, 0), (250, 3, 1), (90, 90, 90), (0, 0, 0))

    result = kquant.quantize(gradient(40, 40), 9, palette=palette, palette_use=use, depth=6)

    assert on_grid(result, Depth.RGB222)
    assert len(result.palette) == 3


def test_initial_colors_need_not_be_of_the_grid() -> None:
    start = ((200, 30, 30), (30, 30, 200))

    result = kquant.quantize(gradient(40, 40), 2, palette=start, palette_use="start", depth="6")

    assert on_grid(result, Depth.RGB222)
    assert result.request.settings.init_colors == start
    assert Reason.PALETTE_AT_DEPTH not in reasons(result)


@pytest.mark.parametrize("space", [Space.SRGB, Space.OKLAB])
@pytest.mark.parametrize("representative", Representative)
def test_edits_stay_on_the_grid(space: Space, representative: Representative) -> None:
    pixels = gradient(60, 60)
    asked = Settings(9, depth=Depth.RGB444, space=space, representative=representative)
    picture = Picture(pixels)
    result = kquant.quantize(picture, settings=asked)
    one, two, three, four, five = (rgb(color) for color in result.palette[:5].tolist())
    edits: tuple[Edit, ...] = (Merge((one, two)), Split(three), Recolor(four, (1, 77, 200)), Delete((five,)))

    edited = apply_edits(picture, result, edits)

    assert on_grid(edited, Depth.RGB444)
    assert [0, 85, 204] in edited.palette.tolist()
    assert len(edited.palette) == 8


def test_what_has_one_color_at_a_depth_is_not_split() -> None:
    pixels = np.array([[[10, 10, 10], [20, 20, 20], [250, 250, 250]]], np.uint8)
    picture = Picture(pixels)
    result = kquant.quantize(picture, 2, depth="3")

    edited = apply_edits(picture, result, (Split((0, 0, 0)),))

    assert sorted(edited.palette.tolist()) == [[0, 0, 0], [255, 255, 255]]


@pytest.mark.parametrize("space", [Space.SRGB, Space.LAB])
def test_a_preview_shows_colors_of_the_grid(space: Space) -> None:
    pixels = gradient(150, 150)

    guess = preview(Picture(pixels), Settings(30, depth=Depth.RGB222, space=space))

    assert guess is not None
    assert np.isin(codes(guess.palette), codes(grid(Depth.RGB222))).all()
    assert len(np.unique(codes(guess.palette))) == len(guess.palette) <= 30
    assert np.isin(codes(guess.paint(pixels)), codes(guess.palette)).all()


def test_the_full_depth_changes_nothing() -> None:
    pixels = gradient(60, 60)
    asked = Settings(9)

    assert outcome(kquant.quantize(pixels, settings=replace(asked, depth=Depth.FULL))) == outcome(
        kquant.quantize(pixels, settings=asked)
    )
