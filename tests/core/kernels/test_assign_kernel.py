"""The compiled assignment against its twin, and both against the definition, where most points are tied."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kquant.core import kernels
from kquant.core.model.arrays import Float64, UInt8, Weights
from kquant.core.model.errors import Cancelled
from kquant.core.points.morton import keys_of
from kquant.core.points.octree import Octree, octree_levels
from kquant.core.points.points import Points
from kquant.core.twins import assign as twin
from kquant.kernels import compiled
from tests.core.kernels.processors import avx2

COMPILED = pytest.mark.skipif(compiled() is None, reason="the kernels are not compiled here")
BOTH = pytest.mark.parametrize(
    "where", [pytest.param(kernels, marks=COMPILED, id="kernel"), pytest.param(twin, id="twin")]
)
COLUMNS = st.sampled_from([2, 3, 4, 6])
SEEDS = st.integers(0, 2**32)
Case = tuple[Float64 | UInt8, Weights, Float64]


@st.composite
def cases(draw: st.DrawFn, most_points: int, most_centers: int) -> Case:
    """Points, weights and centres with many equal and nearly equal distances."""
    d, kind = draw(COLUMNS), draw(st.sampled_from([_grid, _bytes, _thirds, _mirrored, _clusters]))
    n, k = draw(st.integers(1, most_points)), draw(st.integers(1, most_centers))
    random = np.random.default_rng(draw(SEEDS))
    columns, centers = kind(random, d, n, k)
    if draw(st.booleans()):
        columns = columns[:, np.lexsort(columns)]  # runs of points that are near each other
    whole = random.integers(1, 1000, n)
    weights = whole if draw(st.booleans()) else whole / 7
    return np.ascontiguousarray(columns), weights, np.ascontiguousarray(centers)


def _grid(random: np.random.Generator, d: int, n: int, k: int) -> Any:
    """Few whole places, where centres stand on each other, and halfway between."""
    return random.integers(0, 5, (d, n)).astype(np.float64), random.integers(-1, 10, (k, d)) / 2


def _bytes(random: np.random.Generator, d: int, n: int, k: int) -> Any:
    side = random.choice([3, 30, 256])
    return random.integers(0, side, (d, n)).astype(np.uint8), random.integers(0, side, (k, d)).astype(float)


def _thirds(random: np.random.Generator, d: int, n: int, k: int) -> Any:
    """Ties on paper that rounding decides, far from the origin and near to it."""
    scale, shift = random.choice([1 / 3, 1e-5, 100.1]), random.choice([0, 0.1, 1e4])
    return random.integers(0, 6, (d, n)) * scale + shift, random.integers(0, 6, (k, d)) * scale + shift


def _mirrored(random: np.random.Generator, d: int, n: int, k: int) -> Any:
    """Pairs of centres on both sides of a point."""
    columns = random.random((d, n))
    offsets, middles = random.random((k, d)) / 10, columns.T[random.integers(0, n, k)]
    return columns, np.where(random.random((k, 1)) < 0.5, middles + offsets, middles - offsets)


def _clusters(random: np.random.Generator, d: int, n: int, k: int) -> Any:
    middles = random.integers(0, 256, (4, d))
    points = random.normal(middles[random.integers(0, 4, n)], 9)
    return points.T, random.normal(middles[random.integers(0, 4, k)], 20)


def defined(columns: Float64 | UInt8, weights: Weights, centers: Float64) -> tuple[Any, ...]:
    """What the docstring of `kernels.assign` says, number by number."""
    k, d = centers.shape
    x = columns.astype(np.float64)
    squared = np.zeros((len(weights), k))
    for axis in range(d):
        offset = x[axis][:, None] - centers[:, axis]
        squared = squared + offset * offset
    labels = squared.argmin(axis=1)
    others = squared.copy()
    others[np.arange(len(labels)), labels] = np.inf
    sums = np.zeros((k, d + 2))
    for start in range(0, len(weights), 65_536):
        block = [[0.0] * (d + 2) for _ in range(k)]
        for point in range(start, min(start + 65_536, len(weights))):
            own, w = block[labels[point]], float(weights[point])
            for place, value in enumerate([1.0, *x[:, point].tolist(), float(squared[point, labels[point]])]):
                own[place] += w * value
        sums += np.array(block)
    return labels, sums[:, 0], sums[:, 1:-1], sums[:, -1], others.min(axis=1)


def assert_same(found: tuple[Any, ...], expected: tuple[Any, ...]) -> None:
    for one, other in zip(found, expected, strict=True):
        assert (one is None) is (other is None)
        assert one is None or np.array_equal(one, other)


@BOTH
@settings(max_examples=150, deadline=None)
@given(case=cases(400, 40), threads=st.integers(1, 4))
def test_as_defined(where: Any, case: Case, threads: int) -> None:
    *expected, second = defined(*case)

    assert_same(where.assign(*case, threads), (*expected, None))
    assert_same(where.assign(*case, threads, with_second=True), (*expected, second))


@pytest.mark.slow
@COMPILED
@pytest.mark.parametrize("with_avx2", [True, False])
@settings(max_examples=300, deadline=None)
@given(case=cases(9000, 300), threads=st.integers(1, 4), with_second=st.booleans())
def test_as_the_twin(with_avx2: bool, case: Case, threads: int, with_second: bool) -> None:
    with avx2(with_avx2):
        found = kernels.assign(*case, threads, None, with_second)

    assert_same(found, twin.assign(*case, 1, None, with_second))


@BOTH
@settings(max_examples=100, deadline=None)
@given(case=cases(400, 40), seed=SEEDS, with_second=st.booleans())
def test_ties_go_to_the_first_in_order(where: Any, case: Case, seed: int, with_second: bool) -> None:
    columns, weights, centers = case
    order = np.random.default_rng(seed).permutation(len(centers)).astype(np.uint16)
    labels, *by_center, second = where.assign(columns, weights, centers[order], 1, None, with_second)

    found = where.assign(*case, 2, None, with_second, order)

    place = np.argsort(order)
    assert_same(found, (order[labels], *(part[place] for part in by_center), second))


@BOTH
def test_costs_of_whole_numbers_are_distances_too(where: Any) -> None:
    random = np.random.default_rng(8)
    columns, weights = random.integers(0, 256, (3, 70_000)).astype(np.uint8), random.integers(1, 99, 70_000)
    centers = np.vstack([random.random((40, 3)) * 255, columns[:, :9].T - 1e-7])

    costs = where.assign(columns, weights, centers, 2)[3]

    np.testing.assert_allclose(costs, defined(columns, weights, centers)[3], rtol=1e-13)


@st.composite
def colors(draw: st.DrawFn) -> tuple[Octree, Float64]:
    """Colours with their octree, and centres: whole and between, some beyond the cube, some equal."""
    random = np.random.default_rng(draw(SEEDS))
    spread, k = draw(st.sampled_from([4, 20, 256])), draw(st.integers(1, 300))
    places = random.integers(0, 257 - spread, 3) + random.integers(0, spread, (9000, 3))
    codes = np.unique(places[: draw(st.integers(1, 9000))] @ [1 << 16, 1 << 8, 1]).astype(np.uint32)
    keys = keys_of(codes)
    order = np.argsort(keys)
    columns = (codes[order] >> np.array([[16], [8], [0]], np.uint32)).astype(np.uint8)
    points = Points(columns, random.integers(1, draw(st.sampled_from([2, 1000, 10**7])), len(order)))
    centers = columns.T[random.integers(0, len(order), k)] + random.normal(
        0, draw(st.sampled_from([0, 3, 90])), (k, 3)
    )
    if draw(st.booleans()):
        centers = np.floor(centers)
    return Octree(points, octree_levels(keys[order], points)), centers


@COMPILED
@pytest.mark.parametrize("with_avx2", [True, False])
@settings(max_examples=200, deadline=None)
@given(case=colors(), threads=st.integers(1, 4), seed=SEEDS)
def test_cells_change_nothing(with_avx2: bool, case: tuple[Octree, Float64], threads: int, seed: int) -> None:
    octree, centers = case
    order = np.random.default_rng(seed).permutation(len(centers)).astype(np.uint16)
    with avx2(with_avx2):
        found = octree.assigned(centers, threads, None, order)

    columns, weights = octree.points.columns, octree.points.weights
    assert_same(found, twin.assign(columns, weights, centers, 1, None, False, order)[:4])


@COMPILED
def test_cells_that_are_none_are_refused() -> None:
    columns, weights, centers = np.zeros((3, 2), np.uint8), np.ones(2, np.int64), np.zeros((1, 3))
    first, sums = np.array([0, 2]), np.zeros((5, 1))
    level = (first, first, sums)

    for cells in ([level] * 6, [(np.array([0, 3]), first, sums)], [(first, first[::-1], sums), level]):
        with pytest.raises(ValueError, match=r"levels|cells"):
            kernels.assign(columns, weights, centers, 1, cells=cells)


@BOTH
@pytest.mark.parametrize("d", [2, 3, 4, 6])
@pytest.mark.parametrize("k", [1, 2, 700])
def test_more_points_than_are_added_up_together(where: Any, d: int, k: int) -> None:
    random = np.random.default_rng(d)
    columns, weights = np.sort(random.random((d, 140_000)), axis=1), random.random(140_000)
    centers = columns[:, random.integers(0, 140_000, k)].T + 1e-3

    found = where.assign(columns, weights, centers, 3)

    some = slice(65_530, 65_545)
    assert np.array_equal(found[0][some], defined(columns[:, some], weights[some], centers)[0])
    assert_same(found, where.assign(columns, weights, centers, 1))
    sums = [
        np.bincount(found[0][at : at + 65_536], weights[at : at + 65_536], k) for at in (0, 65_536, 131_072)
    ]
    assert np.array_equal(found[1], sums[0] + sums[1] + sums[2])


@BOTH
def test_more_centres_than_sums_are_kept_of_at_once(where: Any) -> None:
    random = np.random.default_rng(5)
    columns, weights = np.sort(random.random((3, 140_000)), axis=1), random.random(140_000)
    centers = np.repeat(columns[:, ::700].T, 327, axis=0)[:65_000]  # each place many times

    found = where.assign(columns, weights, centers, 2)

    assert (found[0] % 327 == 0).all()
    assert found[1].sum() == pytest.approx(weights.sum())


@BOTH
def test_a_point_right_between(where: Any) -> None:
    columns = np.array([[1.0], [1.0]])
    centers = np.array([[9.0, 9.0], [2.0, 1.0], [0.0, 1.0], [1.0, 2.0]])

    labels, weights, sums, costs, second = where.assign(columns, np.array([3]), centers, 1, None, True)

    assert labels.tolist() == [1]
    assert weights.tolist() == [0, 3, 0, 0]
    assert sums.tolist() == [[0, 0], [3, 3], [0, 0], [0, 0]]
    assert costs.tolist() == [0, 3, 0, 0]
    assert second.tolist() == [1]


@BOTH
def test_one_centre_has_no_second(where: Any) -> None:
    *_, second = where.assign(np.zeros((3, 2)), np.ones(2), np.zeros((1, 3)), 1, None, True)

    assert second.tolist() == [np.inf, np.inf]


@BOTH
@pytest.mark.parametrize("k", [0, 2])
def test_no_points(where: Any, k: int) -> None:
    labels, weights, sums, costs, _ = where.assign(np.empty((3, 0)), np.empty(0), np.zeros((k, 3)), 2)

    assert len(labels) == 0
    assert weights.tolist() == costs.tolist() == [0] * k
    assert sums.shape == (k, 3)
    assert not sums.any()


@BOTH
def test_it_can_be_stopped(where: Any) -> None:
    def check() -> None:
        raise Cancelled

    with pytest.raises(Cancelled):
        where.assign(np.zeros((3, 9)), np.ones(9), np.zeros((1, 3)), 1, check)


@COMPILED
def test_what_is_no_such_array_is_refused() -> None:
    with pytest.raises(ValueError, match="columns"):
        kernels.assign(np.zeros((9, 2)), np.ones(2), np.zeros((1, 9)), 1)
    with pytest.raises(ValueError, match="centre 1"):
        kernels.assign(np.zeros((3, 2)), np.ones(2), np.zeros((1, 3)), 1, order=np.array([1], np.uint16))
    with pytest.raises(ValueError, match="bytes"):
        kernels.assign(np.zeros((3, 2)), np.ones(2), np.zeros((1, 3), np.float32).astype("f4"), 1)
