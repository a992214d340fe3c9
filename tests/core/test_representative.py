"""The most frequent colour of each cluster in place of its mean."""

from __future__ import annotations

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

import kquant
from kquant.core.color.spaces import to_space
from kquant.core.image.picture import Picture
from kquant.core.model.arrays import UInt8
from kquant.core.model.choices import Representative, Space
from kquant.core.model.depth import Depth
from kquant.core.model.edits import Merge, Split
from kquant.core.model.rgb import Rgb, rgb
from kquant.core.model.settings import Settings
from kquant.core.palette.edit import apply_edits
from tests.core.hostile import (
    ENGINES,
    SPACES,
    codes,
    distinct,
    gradient,
    pictures,
    squared_distances,
    translucent,
)

MANY = settings(max_examples=40, deadline=None)
COLORS = st.sampled_from([1, 2, 3, 5, 8, 16, 33])
COLOR = st.tuples(*[st.integers(0, 255)] * 3)


@MANY
@given(pictures(), COLORS, SPACES, ENGINES, st.lists(COLOR, max_size=3))
def test_every_free_color_is_one_of_the_picture(
    pixels: UInt8, k: int, space: Space, engine: str, locked: list[Rgb]
) -> None:
    result = kquant.quantize(
        pixels, k, representative="frequent", space=space, engine=engine, locked=tuple(locked), metrics=False
    )

    palette = codes(result.palette)
    assert np.isin(palette[~result.locked], codes(pixels)).all()
    assert len(np.unique(palette)) == len(palette)
    assert sorted(map(tuple, result.palette[result.locked].tolist())) == sorted(set(locked))
    assert (result.counts[~result.locked] > 0).all()
    if not locked:
        assert len(palette) == min(k, distinct(pixels))
    squared = squared_distances(pixels.reshape(-1, 3), result.palette, space)
    labels = result.labels.ravel()
    own = squared[np.arange(len(squared)), labels]
    assert (own <= squared.min(axis=1) + 1e-8).all()
    coords = to_space(pixels.reshape(-1, 3), space)
    for row in np.flatnonzero(result.counts):
        assert np.allclose(result.centers[row], coords[labels == row].mean(axis=0), rtol=1e-9, atol=1e-6)


@MANY
@given(translucent(), st.integers(1, 5))
def test_colors_of_see_through_pixels_are_of_the_picture_too(pixels: UInt8, k: int) -> None:
    result = kquant.quantize(pixels, k, representative="frequent", metrics=False)

    assert np.isin(codes(result.palette), codes(pixels[pixels[..., 3] > 0][:, :3])).all()


def flag() -> UInt8:
    """Three stripes whose edges are mixed, as when a drawing is scaled."""
    pixels = np.zeros((90, 60, 3), np.uint8)
    pixels[30:60] = 0xDD, 0, 0
    pixels[60:] = 0xFF, 0xCE, 0
    pixels[30] = 0x6E, 0, 0
    pixels[60] = 0xEE, 0x67, 0
    return pixels


def test_a_flag_keeps_its_own_colors() -> None:
    stripes = [[0, 0, 0], [0xDD, 0, 0], [0xFF, 0xCE, 0]]

    mean = kquant.quantize(flag(), 3)
    frequent = kquant.quantize(flag(), 3, representative="frequent")

    assert sorted(mean.palette.tolist()) != stripes
    assert sorted(frequent.palette.tolist()) == stripes
    assert {tuple(color) for color in frequent.image.reshape(-1, 3).tolist()} == set(map(tuple, stripes))


def test_the_first_of_two_that_are_as_frequent() -> None:
    pixels = np.array([[[9, 0, 0], [0, 0, 0], [4, 0, 0], [4, 0, 0], [0, 0, 0]]], np.uint8)

    assert kquant.quantize(pixels, 1, representative="frequent").palette.tolist() == [[0, 0, 0]]


def test_at_a_depth_it_is_the_nearest_color_there() -> None:
    result = kquant.quantize(flag(), 3, representative="frequent", depth=Depth.RGB555)

    assert sorted(result.palette.tolist()) == [[0, 0, 0], [222, 0, 0], [255, 206, 0]]


def test_a_palette_to_map_to_stays() -> None:
    palette = ((10, 10, 10), (200, 0, 10), (250, 200, 10))

    result = kquant.quantize(flag(), palette=palette, representative="frequent")

    assert result.palette.tolist() == [list(color) for color in palette]


def test_merged_and_split_colors_are_of_the_picture() -> None:
    pixels = gradient(60, 60)
    for space in (Space.SRGB, Space.OKLAB):
        picture = Picture(pixels)
        result = kquant.quantize(
            picture, settings=Settings(8, representative=Representative.FREQUENT, space=space)
        )
        one, two, three = (rgb(color) for color in result.palette[:3].tolist())

        edited = apply_edits(picture, result, (Merge((one, two)), Split(three)))

        assert len(edited.palette) == 8
        assert np.isin(codes(edited.palette), codes(pixels)).all()
