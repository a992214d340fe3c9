from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kquant.core.color.spaces import to_space
from kquant.core.image.histogram import histogram
from kquant.core.image.points import color_points
from kquant.core.model.arrays import Float64, UInt8
from kquant.core.model.choices import COLOR_SPACES, Space
from kquant.core.points.assign import Assignment, assign, roughly_nearest
from kquant.core.points.points import Points
from tests.core.hostile import SPACES, moment, pictures

LAW = settings(max_examples=50, deadline=None)


def brute(points: Points, centers: Float64) -> Float64:
    """(N, K) squared distances."""
    coords = points.columns.T.astype(np.float64)
    return np.asarray(((coords[:, None] - centers[None]) ** 2).sum(axis=2))


def assert_nearest(step: Assignment, points: Points, centers: Float64) -> None:
    squared = brute(points, centers)
    own = squared[np.arange(len(points)), step.labels]
    assert (own <= squared.min(axis=1) + 1e-8).all()
    by_cluster = np.bincount(step.labels, points.weights, len(centers))
    assert step.weights == pytest.approx(by_cluster, rel=1e-12)
    for axis in range(centers.shape[1]):
        sums = np.bincount(step.labels, points.weights * points.columns[axis], len(centers))
        assert step.sums[:, axis] == pytest.approx(sums, rel=1e-9, abs=1e-9)
    rounding = 1e-12 * moment(points)
    assert step.compactness == pytest.approx((points.weights * own).sum(), rel=1e-9, abs=rounding)


@LAW
@given(pictures(), SPACES, st.integers(1, 40), st.integers(0, 999), st.integers(1, 3))
def test_against_brute_force(pixels: UInt8, space: Space, k: int, seed: int, threads: int) -> None:
    found = histogram(pixels, None, 1)
    points = color_points(found, space, 1)
    random = np.random.default_rng(seed)
    centers = to_space(random.integers(0, 256, (k, 3), dtype=np.uint8), space) + random.normal(0, 1, (k, 3))

    assert_nearest(assign(points, centers, threads), points, centers)


@LAW
@given(pictures(), st.integers(2, 12), st.integers(0, 999))
def test_a_tie_goes_to_the_lowest_index(pixels: UInt8, k: int, seed: int) -> None:
    found = histogram(pixels, None, 1)
    points = color_points(found, Space.SRGB, 1)
    rows = np.random.default_rng(seed).integers(0, 3, (k, 3)) * 2  # many at the same place or distance
    centers = np.asarray(rows + found.colors[0] // 2 * 2, np.float64)

    step = assign(points, centers, 1)

    assert np.array_equal(step.labels, brute(points, centers).argmin(axis=1))


@pytest.mark.parametrize("space", COLOR_SPACES)
@pytest.mark.parametrize("k", [2, 30, 150])
def test_many_colors(space: Space, k: int) -> None:
    random = np.random.default_rng(k)
    pixels = random.integers(0, 256, (150, 200, 3), dtype=np.uint8)
    found = histogram(pixels, None, 1)
    points = color_points(found, space, 1)
    centers = to_space(pixels[0, :k], space)

    step = assign(points, centers, 2)

    assert_nearest(step, points, centers)
    order = random.permutation(len(points))
    mixed = assign(Points(points.columns[:, order], points.weights[order]), centers, 2)
    assert np.array_equal(mixed.labels, step.labels[order])


@LAW
@given(st.sampled_from([2, 4, 6]), st.integers(1, 600), st.integers(1, 40), st.integers(0, 999))
def test_any_number_of_columns(d: int, n: int, k: int, seed: int) -> None:
    random = np.random.default_rng(seed)
    middles = random.integers(0, 256, (5, d))
    points = Points(
        random.normal(middles[random.integers(0, 5, n)], 9).T.copy(), random.integers(1, 9, n) / 3
    )
    centers = random.normal(middles[random.integers(0, 5, k)], 20)

    assert_nearest(assign(points, centers, 2), points, centers)
    roughly = brute(points, centers)[np.arange(n), roughly_nearest(points, centers)]
    assert roughly == pytest.approx(brute(points, centers).min(axis=1), rel=1e-3, abs=1)


@pytest.mark.parametrize("d", [2, 3, 6])
def test_no_points(d: int) -> None:
    step = assign(Points(np.empty((d, 0)), np.empty(0)), np.zeros((2, d)), 2)

    assert step.weights.tolist() == [0, 0]
    assert step.sums.tolist() == [[0] * d] * 2
    assert step.compactness == 0
