"""The best K colours of a given palette: the laws, and how good they are."""

from __future__ import annotations

from itertools import combinations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import kquant
from kquant.core.image.picture import Picture
from kquant.core.model.arrays import Float64, UInt8
from kquant.core.model.choices import Effort, PaletteUse, Space
from kquant.core.model.constraints import ClearEntry
from kquant.core.model.errors import Cancelled
from kquant.core.model.rgb import Rgb
from kquant.core.model.settings import Settings
from kquant.core.preview import preview
from tests.core.hostile import SPACES, codes, distinct, gradient, pictures, squared_distances

LAW = settings(max_examples=60, deadline=None)
BYTES = st.integers(0, 255)
RGB = st.tuples(BYTES, BYTES, BYTES)
SIX = ((255, 0, 0), (0, 255, 0), (0, 0, 255), (255, 255, 255), (0, 0, 0), (255, 255, 0))


def _random_palette(count: int, seed: int = 0) -> tuple[Rgb, ...]:
    colors = np.random.default_rng(seed).integers(0, 256, (count, 3)).tolist()
    return tuple(dict.fromkeys((r, g, b) for r, g, b in colors))


@LAW
@given(
    pictures(),
    st.integers(1, 9),
    st.lists(RGB, min_size=1, max_size=12),
    st.lists(RGB, max_size=3),
    SPACES,
    st.sampled_from([Effort.FAST, Effort.BALANCED]),
)
def test_k_colors_in_the_order_of_the_palette_none_unused(
    pixels: UInt8, k: int, palette: list[Rgb], locked: list[Rgb], space: Space, effort: Effort
) -> None:
    asked = Settings(palette=tuple(palette), locked=tuple(locked), space=space, effort=effort)
    whole = kquant.quantize(pixels, settings=asked, metrics=False)

    result = kquant.quantize(pixels, k, settings=asked, metrics=False)

    everything = list(dict.fromkeys((*palette, *locked)))
    if k >= len(everything):
        assert np.array_equal(result.palette, whole.palette)
        return
    needed = whole.locked | (whole.counts > 0)
    assert len(result.palette) == max(len(set(locked)), min(k, int(needed.sum())))
    assert len(result.palette) == result.request.settings.colors
    found = [tuple(color) for color in result.palette.tolist()]
    assert found == [color for color in everything if color in found]
    assert {*map(tuple, result.palette[result.locked].tolist())} == {*locked}
    assert (result.locked | (result.counts > 0)).all()
    own = squared_distances(pixels.reshape(-1, 3), result.palette, space)
    assert (own[np.arange(len(own)), result.labels.ravel()] <= own.min(axis=1) + 1e-8).all()


def _cost(squared: Float64, chosen: tuple[int, ...]) -> float:
    return float(squared[:, chosen].min(axis=1).sum())


def _greedy(squared: Float64, k: int) -> float:
    chosen: tuple[int, ...] = ()
    for _ in range(k):
        left = (place for place in range(squared.shape[1]) if place not in chosen)
        chosen = min(((*chosen, place) for place in left), key=lambda some: _cost(squared, some))
    return _cost(squared, chosen)


def test_nearly_always_the_best_that_there_are_and_never_worse_than_greedy() -> None:
    random = np.random.default_rng(5)
    missed = 0
    for seed in range(60):
        pixels = random.integers(0, 256, (1, int(random.integers(5, 200)), 3), dtype=np.uint8)
        palette = _random_palette(int(random.integers(3, 13)), seed)
        k = int(random.integers(1, min(5, len(palette))))
        squared = squared_distances(pixels[0], np.array(palette, np.uint8), Space.SRGB)
        best = min(_cost(squared, some) for some in combinations(range(len(palette)), k))

        result = kquant.quantize(pixels, k, palette=palette, metrics=False, space="srgb")

        assert best <= result.compactness <= _greedy(squared, k)
        missed += result.compactness > best
    assert missed <= 2


@pytest.mark.slow
def test_more_colors_of_a_long_palette_are_better_and_effort_helps() -> None:
    pixels, palette = gradient(120, 160), _random_palette(455)
    costs = [
        kquant.quantize(pixels, k, palette=palette, metrics=False, space="srgb").compactness
        for k in (1, 5, 16, 64, 455)
    ]
    assert costs == sorted(costs, reverse=True)
    efforts = [
        kquant.quantize(pixels, 16, palette=palette, effort=effort, metrics=False).compactness
        for effort in ("fast", "best")
    ]
    assert efforts[1] <= efforts[0]


def test_it_does_not_depend_on_threads() -> None:
    pixels, palette = gradient(200, 300), _random_palette(100)
    one, three = (kquant.quantize(pixels, 9, palette=palette, threads=n, metrics=False) for n in (1, 3))
    assert np.array_equal(one.palette, three.palette)
    assert np.array_equal(one.labels, three.labels)


def test_no_k_is_all_of_a_palette_that_is_mapped_to_or_started_from() -> None:
    pixels = gradient(60, 80)
    palette = _random_palette(30)
    counts = {
        use: len(kquant.quantize(pixels, palette=palette, palette_use=use, metrics=False).palette)
        for use in PaletteUse
    }
    assert counts == {"fixed": 30, "start": 30, "recolor": 16, "lightness": 16}
    assert len(kquant.quantize(pixels, metrics=False).palette) == 16


def test_a_palette_that_is_not_needed_is_told_of() -> None:
    flag = np.array([[[250, 0, 0], [0, 0, 250]]], np.uint8)
    result = kquant.quantize(flag, 4, palette=SIX, space="srgb")
    assert result.palette.tolist() == [[255, 0, 0], [0, 0, 255]]
    assert [str(change) for change in result.request.changes] == [
        "The picture has a use for only 2 of the palette's colours: 2 instead of 4."
    ]
    more = kquant.quantize(flag, 9, palette=SIX)
    assert len(more.palette) == 6
    assert "6 are used instead of 9" in str(more.request.changes[0])
    assert not kquant.quantize(flag, palette=SIX).request.changes


def test_locked_colors_count_and_there_is_room_for_all_of_them() -> None:
    pixels, locked = gradient(40, 50), ((9, 9, 9), (0, 255, 0))
    result = kquant.quantize(pixels, 3, palette=SIX, locked=locked)
    assert len(result.palette) == 3
    assert {*map(tuple, result.palette[result.locked].tolist())} == {*locked}
    few = kquant.quantize(pixels, 1, palette=SIX, locked=locked)
    assert few.palette.tolist() == [[0, 255, 0], [9, 9, 9]]
    assert "2 colours are locked" in str(few.request.changes[0])


def test_nothing_visible_needs_no_color() -> None:
    nothing = np.zeros((3, 4, 4), np.uint8)
    result = kquant.quantize(nothing, 2, palette=SIX)
    assert result.palette.shape == (0, 3)
    assert str(result.request.changes[0]).startswith("Nothing in the picture is visible")
    assert len(kquant.quantize(nothing, palette=SIX).palette) == 6


@pytest.mark.parametrize("place", range(7))
def test_the_clear_entry_stays_between_its_neighbours(place: int) -> None:
    pixels = np.array([[[250, 0, 0], [0, 0, 250], [5, 5, 5]]], np.uint8)
    asked = Settings(3, palette=SIX, clear_entry=ClearEntry(place), space=Space.SRGB)
    result = kquant.quantize(pixels, settings=asked)
    kept = [SIX.index((r, g, b)) for r, g, b in result.palette.tolist()]
    assert kept == [0, 2, 4]
    assert result.clear_place == sum(number < place for number in kept)


@pytest.mark.parametrize("side", [50, 400])  # without and with an octree
def test_the_preview_is_a_guess_at_the_same(side: int) -> None:
    pixels, palette = gradient(side, side), _random_palette(200)
    guess = preview(Picture(pixels), Settings(5, palette=palette))
    if guess is not None:
        assert len(guess.palette) == 5
        assert {*map(tuple, guess.palette.tolist())} <= {*palette}
        exact = kquant.quantize(pixels, 5, palette=palette, metrics=False)
        apart = guess.paint(pixels).astype(int) - pixels
        assert (apart**2).sum() < 2 * ((exact.image.astype(int) - pixels) ** 2).sum()
    assert (guess is not None) == (side == 400)


def test_it_can_be_stopped_while_it_looks() -> None:
    pixels = gradient(200, 300)
    asked: list[int] = []

    def should_stop() -> bool:
        asked.append(1)
        return len(asked) > 60

    with pytest.raises(Cancelled):
        kquant.quantize(pixels, 20, palette=_random_palette(300), should_stop=should_stop, effort="best")
    assert len(asked) == 61


def test_a_format_with_less_room_gets_fewer() -> None:
    pixels = np.random.default_rng(1).integers(0, 256, (60, 80, 3), dtype=np.uint8)
    result = kquant.quantize(pixels, 30, palette=_random_palette(90), limit=20, metrics=False)
    assert len(result.palette) == 20
    assert distinct(result.image) == len(np.unique(codes(result.palette))) == 20
