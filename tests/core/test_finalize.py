"""Locked colours, and centres that round to the same colour."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import kquant
from kquant.core.color.spaces import to_space
from kquant.core.image.histogram import Histogram, histogram
from kquant.core.model.arrays import Float64, UInt8
from kquant.core.model.choices import COLOR_SPACES, Engine, Space
from kquant.core.model.clustering import Clustering
from kquant.core.model.rgb import Rgb
from kquant.core.model.specification import Specification
from kquant.core.palette.finalize import FinalPalette, finalize
from kquant.core.run.run import Run
from tests.core.hostile import ENGINES, SPACES, codes, pictures, squared_distances

LAW = settings(max_examples=50, deadline=None)
COLOR = st.tuples(*[st.integers(0, 255)] * 3)


@LAW
@given(pictures(), st.integers(1, 12), SPACES, ENGINES, st.lists(COLOR, min_size=1, max_size=4, unique=True))
def test_locked_colors_stay_bit_for_bit(
    pixels: UInt8, k: int, space: Space, engine: Engine, colors: list[Rgb]
) -> None:
    locked = (tuple(pixels[0, 0].tolist()), *colors)

    result = kquant.quantize(pixels, k, space=space, engine=engine, locked=locked, metrics=False)

    wanted = list(dict.fromkeys(locked))
    assert sorted(map(tuple, result.palette[result.locked].tolist())) == sorted(wanted)
    assert len(np.unique(codes(result.palette))) == len(result.palette)
    either = {*map(tuple, pixels.reshape(-1, 3).tolist()), *wanted}
    assert len(result.palette) == max(min(k, len(either)), len(wanted))
    assert (result.counts[~result.locked] > 0).all()
    squared = squared_distances(pixels.reshape(-1, 3), result.palette, space)
    own = squared[np.arange(len(squared)), result.labels.ravel()]
    assert (own <= squared.min(axis=1) + 1e-8).all()


@LAW
@given(pictures(), st.integers(1, 30), SPACES, st.integers(0, 99), st.integers(0, 3))
def test_any_centers_become_different_colors_that_are_used(
    pixels: UInt8, k: int, space: Space, seed: int, polish: int
) -> None:
    found = histogram(pixels, None, 1)
    k = min(k, len(found))
    random = np.random.default_rng(seed)
    centers = to_space(random.integers(0, 256, (k, 3), dtype=np.uint8), space)
    centers[random.integers(0, k, k // 2)] = centers[0]  # several at one place

    done = finalized(found, centers, space, polish)

    assert len(np.unique(codes(done.colors))) == k
    assert np.array_equal(np.unique(done.account.labels), np.arange(k))
    assert np.array_equal(np.bincount(done.account.labels, found.counts, k), done.account.counts)


def finalized(found: Histogram, centers: Float64, space: Space, polish: int) -> FinalPalette:
    clustering = Clustering(centers, np.zeros(len(centers), bool), polish=polish)
    return finalize(found, clustering, Specification(space=space), Run(1))


def test_polishing_never_makes_it_worse() -> None:
    found = histogram(np.random.default_rng(0).integers(0, 40, (90, 90, 3), dtype=np.uint8), None, 1)
    for space in COLOR_SPACES:
        centers = to_space(np.ascontiguousarray(found.colors[::900]), space)

        totals = [finalized(found, centers, space, polish).account.total for polish in (0, 1, 5)]

        assert totals[0] > totals[1] >= totals[2]


@pytest.mark.parametrize("engine", Engine)
def test_more_locked_colors_than_pixels(engine: Engine) -> None:
    locked = ((1, 2, 3), (4, 5, 6), (9, 9, 9))

    result = kquant.quantize(np.full((1, 2, 3), 5, np.uint8), 1, engine=engine, locked=locked)

    assert sorted(map(tuple, result.palette.tolist())) == list(locked)
    assert result.image[0].tolist() == [[4, 5, 6], [4, 5, 6]]
