from __future__ import annotations

from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kquant.core.finders.histogram.lloyd import Partition
from kquant.core.finders.histogram.swaps import Descent, Plan, Trace, swap
from kquant.core.model.arrays import Float64
from kquant.core.points.points import Points
from tests.core.hostile import moment

LAW = settings(max_examples=50, deadline=None)
DIMENSIONS = st.sampled_from([2, 3, 4, 6])


def cloud(seed: int, n: int, whole: bool, d: int = 3) -> Points:
    random = np.random.default_rng(seed)
    coords = random.normal(random.integers(0, 256, (4, d))[random.integers(0, 4, n)], 15)
    return Points(np.ascontiguousarray((coords.round() if whole else coords).T), random.integers(1, 9, n) / 3)


def brute(points: Points, centers: Float64) -> Float64:
    return np.asarray(((points.columns.T[:, None] - centers[None]) ** 2).sum(axis=2))


def assert_right(partition: Partition, points: Points) -> None:
    squared = brute(points, partition.centers)
    nearest = squared.min(axis=1)
    assert squared[np.arange(len(points)), partition.clusters.labels] == pytest.approx(
        nearest, rel=1e-9, abs=1e-8
    )
    assert partition.clusters.own == pytest.approx(nearest, rel=1e-9, abs=1e-8)
    assert partition.compactness == pytest.approx((nearest * points.weights).sum(), rel=1e-9, abs=1e-6)


@LAW
@given(
    seed=st.integers(0, 9999),
    n=st.integers(1, 400),
    k=st.integers(1, 30),
    moves=st.lists(st.tuples(st.integers(1, 30), st.sampled_from([0, 0.01, 1, 30, 200])), max_size=6),
    whole=st.booleans(),
    threads=st.integers(1, 2),
    d=DIMENSIONS,
)
def test_exact_however_the_centers_move(
    seed: int, n: int, k: int, moves: list[tuple[int, float]], whole: bool, threads: int, d: int
) -> None:
    points = cloud(seed, n, whole, d)
    random = np.random.default_rng(seed)
    partition = Partition(points, random.uniform(0, 255, (k, d)), threads)
    assert_right(partition, points)

    for movers, far in moves:
        centers = partition.centers.copy()
        rows = random.integers(0, k, movers)
        centers[rows] += random.normal(0, far, (movers, d))
        if random.random() < 0.3:
            centers[rows] = points.columns[:, random.integers(0, n, movers)].T
        if whole:
            centers = centers.round()
        partition.move(centers)
        assert_right(partition, points)

    if k > 1:
        ordered = np.sort(brute(points, partition.centers), axis=1)
        costs = np.bincount(partition.clusters.labels, points.weights * (ordered[:, 1] - ordered[:, 0]), k)
        assert partition.prospects()[0] == pytest.approx(costs, rel=1e-6, abs=1e-6)
    weights, sums = partition.clusters.totals[:, 0], partition.clusters.totals[:, 1:-1]
    assert weights == pytest.approx(np.bincount(partition.clusters.labels, points.weights, k))
    assert sums.sum(axis=0) == pytest.approx((points.columns * points.weights).sum(axis=1))


def test_a_copy_moves_by_itself() -> None:
    points = cloud(1, 200, whole=False)
    partition = Partition(points, points.columns[:, :5].T.astype(np.float64), 1)
    labels, compactness = partition.clusters.labels.copy(), partition.compactness

    twin = partition.copy()
    twin.move(points.columns[:, 50:55].T.astype(np.float64))

    assert np.array_equal(partition.clusters.labels, labels)
    assert partition.compactness == compactness
    assert_right(partition, points)
    assert_right(twin, points)


@LAW
@given(st.integers(0, 9999), st.integers(2, 300), st.integers(1, 20), st.integers(0, 3), DIMENSIONS)
def test_swaps_never_make_it_worse_nor_move_what_is_locked(
    seed: int, n: int, k: int, locked: int, d: int
) -> None:
    points = cloud(seed, n, whole=False, d=d)
    start = np.random.default_rng(seed).uniform(0, 255, (k, d))
    free = np.arange(k) >= locked
    partition = Partition(points, start.copy(), 1)
    before = partition.compactness
    trace, descent = Trace(lambda part: None), Descent(free, 0.1)

    descent.run(partition, 3, trace)
    settled = partition.compactness
    found = swap(partition, descent, Plan(40, 30, 0.3, 5, 5), seed, trace)

    assert found.compactness <= settled <= before + 1e-15 * moment(points)
    assert np.array_equal(found.centers[:locked], start[:locked])
    assert_right(found, points)
    assert all(after <= one * (1 + 1e-9) + 1e-15 * moment(points) for one, after in pairwise(trace.values))


@pytest.mark.parametrize("d", [2, 3, 4, 6])
def test_a_swap_leaves_a_local_minimum(d: int) -> None:
    """Two centres in one clump and one for two clumps: Lloyd's iteration cannot get out of that."""
    clumps = [np.random.default_rng(n).normal(at, 1, (50, d)) for n, at in enumerate((0, 100, 200))]
    points = Points(np.ascontiguousarray(np.concatenate(clumps).T), np.ones(150))
    partition = Partition(points, np.array([[-1.0] * d, [1.0] * d, [150.0] * d]), 1)
    trace, descent = Trace(lambda part: None), Descent(np.ones(3, bool), 0.0)
    descent.run(partition, 50, trace)
    assert partition.compactness > 100_000

    found = swap(partition, descent, Plan(8, 30, 0.3, 3, 3), 0, trace)

    assert found.compactness < 1000
