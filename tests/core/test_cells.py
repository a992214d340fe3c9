from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kquant.core import kernels
from kquant.core.image.histogram import Histogram, histogram
from kquant.core.image.points import color_points
from kquant.core.model.arrays import UInt8
from kquant.core.model.choices import COLOR_SPACES, Space
from kquant.core.points.cells import cells
from kquant.core.points.octree import octree_levels
from kquant.core.points.points import Points
from tests.core.hostile import SPACES, gradient, moment, pictures, translucent

LAW = settings(max_examples=50, deadline=None)


def assert_stands_for(coarse: Points, points: Points) -> None:
    assert coarse.weights.sum() == pytest.approx(points.weights.sum(), rel=1e-12)
    wanted = (points.columns * points.weights).sum(axis=1)
    assert (coarse.columns * coarse.weights).sum(axis=1) == pytest.approx(wanted, rel=1e-9)
    assert (coarse.weights > 0).all()
    inside = moment(points) - moment(coarse)
    assert coarse.within == pytest.approx(inside, rel=1e-9, abs=1e-11 * moment(points))


def made(pixels: UInt8, space: Space) -> tuple[Histogram, Points]:
    found = histogram(pixels, None, 1)
    return found, color_points(found, space, 1)


@LAW
@given(pictures(), SPACES, st.integers(1, 300))
def test_weights_and_sums_are_kept(pixels: UInt8, space: Space, limit: int) -> None:
    found, points = made(pixels, space)

    coarse = cells(octree_levels(found.keys, points), points, limit)

    assert_stands_for(coarse, points)
    if len(points) <= limit:
        assert np.array_equal(coarse.columns, points.columns)


@pytest.mark.slow
@LAW
@given(st.sampled_from([2, 4, 6]), st.integers(1, 600), st.integers(1, 300), st.integers(0, 999))
def test_any_number_of_columns(d: int, n: int, limit: int, seed: int) -> None:
    random = np.random.default_rng(seed)
    points = Points(random.normal(100, 40, (d, n)), random.integers(1, 9, n) / 3)
    keys = np.sort(random.choice(1 << 24, n, replace=False)).astype(np.uint32)
    levels = octree_levels(keys, points)

    assert_stands_for(cells(levels, points, limit), points)
    for level in levels:
        for cell, (start, stop) in enumerate(pairs(level.first)):
            members, weights = points.columns[:, start:stop], points.weights[start:stop]
            mean = np.average(members, axis=1, weights=weights)
            assert level.means[:, cell] == pytest.approx(mean, rel=1e-9)
            spread = (weights * (members - mean[:, None]) ** 2).sum()
            assert level.spread[cell] == pytest.approx(spread, rel=1e-6, abs=1e-6 * level.sums[-1, cell])


@settings(max_examples=25, deadline=None)
@given(translucent(), st.integers(1, 300))
def test_colors_with_alpha(pixels: UInt8, limit: int) -> None:
    keys, codes, counts = kernels.histogram_rgba(pixels, None, 1)
    colors = np.stack([codes >> shift & 255 for shift in (16, 8, 0, 24)], axis=1)
    alpha = colors[:, 3] / 255
    seen = np.vstack([colors[:, :3].T / 255 * alpha - alpha / 2, alpha / 2])  # distances over all backgrounds
    points = Points(seen, counts)
    levels = octree_levels(keys, points, 4, 2)

    assert_stands_for(cells(levels, points, limit), points)
    for number, level in enumerate(levels, start=3):
        cubes = [np.unique(colors[a:b] >> (8 - number), axis=0) for a, b in pairs(level.first)]
        assert all(len(cube) == 1 for cube in cubes)
        assert len(np.unique(np.concatenate(cubes), axis=0)) == len(level)
        assert np.array_equal(level.sums[0], [counts[a:b].sum() for a, b in pairs(level.first)])


@pytest.mark.parametrize("limit", [600, 2000, 4096])
@pytest.mark.parametrize("space", COLOR_SPACES)
def test_about_as_many_as_asked_for(limit: int, space: Space) -> None:
    found, points = made(gradient(300, 400), space)

    coarse = cells(octree_levels(found.keys, points), points, limit)

    assert_stands_for(coarse, points)
    assert limit / 2 < len(coarse) <= limit * 1.01
    fewer = cells(octree_levels(found.keys, points), points, limit // 2)
    assert coarse.within < fewer.within


@settings(max_examples=30, deadline=None)
@given(pictures(most=200), SPACES)
def test_the_octree_adds_up(pixels: UInt8, space: Space) -> None:
    found, points = made(pixels, space)
    colors = found.colors

    for number, level in enumerate(octree_levels(found.keys, points), start=3):
        cubes = [np.unique(colors[a:b] >> (8 - number), axis=0) for a, b in pairs(level.first)]
        assert all(len(cube) == 1 for cube in cubes)
        assert len(np.unique(np.concatenate(cubes), axis=0)) == len(level)
        for cell, (start, stop) in enumerate(pairs(level.first)):
            assert level.sums[0, cell] == points.weights[start:stop].sum()


def pairs(first: np.ndarray) -> list[tuple[int, int]]:
    return list(zip(first[:-1].tolist(), first[1:].tolist(), strict=True))
