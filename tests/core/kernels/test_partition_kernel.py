from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kquant.core import kernels
from kquant.core.model.arrays import Float64
from kquant.core.points.clusters import Clusters
from kquant.kernels import compiled

LAW = settings(max_examples=120, deadline=None)
DIMENSIONS = st.sampled_from([2, 3, 4, 6])
SCALES = st.sampled_from([1 / 255, 1.0, 100.0])
KINDS = st.sampled_from(["real", "whole", "few values", "one value"])

needs_module = pytest.mark.skipif(compiled() is None, reason="the kernels are not compiled")


def cloud(random: np.random.Generator, n: int, d: int, kind: str, scale: float) -> tuple[Float64, Float64]:
    """(d, n) points, with many ties unless they are real, and (n,) weights."""
    columns = random.normal(random.integers(0, 256, (4, d))[random.integers(0, 4, n)], 15).T
    if kind == "whole":
        columns = columns.round()
    if kind == "few values":
        columns = (columns / 60).round()
    if kind == "one value":
        columns = np.full_like(columns, 7)
    columns = columns[:, np.lexsort(columns)] if random.random() < 0.5 else columns
    return np.ascontiguousarray(columns * scale), random.integers(1, 9, n) / 3


def start(random: np.random.Generator, columns: Float64, k: int) -> Float64:
    """(k, d) centres: points, of which some coincide, or anywhere."""
    if random.random() < 0.5:
        return columns[:, random.integers(0, columns.shape[1], k)].T.copy()
    low, high = columns.min(), columns.max()
    return random.uniform(low - 1, high + 1, (k, len(columns)))


def moved(random: np.random.Generator, columns: Float64, centers: Float64, kind: str) -> Float64:
    """The centres after a few of them, or all, have gone a bit, or to a point."""
    movers = random.random(len(centers)) < random.choice([0.05, 0.3, 1])
    far = random.choice([0.01, 3, 50]) * max(1e-3, np.ptp(columns)) / 255
    others = centers + np.where(movers[:, None], random.normal(0, far, centers.shape), 0)
    others[random.integers(0, len(centers))] = columns[:, random.integers(0, columns.shape[1])]
    return others if kind == "real" else (others * 2).round() / 2


def brute(clusters: Clusters) -> Float64:
    """(N, K) squared distances as they are defined."""
    squared = np.zeros((len(clusters.own), len(clusters.centers)))
    for column, center in zip(clusters.columns, clusters.centers.T, strict=True):
        squared += (column[:, None] - center) ** 2
    return squared


def assert_defined(clusters: Clusters) -> None:
    squared, k = brute(clusters), len(clusters.centers)
    assert np.array_equal(clusters.labels, squared.argmin(axis=1))
    assert np.array_equal(clusters.own, squared.min(axis=1))
    summands = [np.ones_like(clusters.own), *clusters.columns, clusters.own]
    for row, found in zip(summands, clusters.totals.T, strict=True):
        assert np.array_equal(found, np.bincount(clusters.labels, clusters.weights * row, k))
    assert clusters.compactness == clusters.totals[:, -1].cumsum()[-1]


def assert_same(one: Any, other: Any) -> None:
    if isinstance(one, Clusters):
        for name in ("centers", "labels", "own", "totals"):
            assert_same(getattr(one, name), getattr(other, name))
    elif isinstance(one, np.ndarray):
        assert one.dtype == other.dtype
        assert np.array_equal(one, other)
    elif isinstance(one, tuple | list):
        assert len(one) == len(other)
        for each, its_twin in zip(one, other, strict=True):
            assert_same(each, its_twin)
    else:
        assert one == other


def in_numpy(work: Callable[[], Any]) -> Any:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(kernels, "compiled", lambda: None)
        return work()


CASE = {
    "seed": st.integers(0, 1 << 30),
    "n": st.one_of(st.integers(1, 40), st.integers(1, 1500)),
    "share": st.sampled_from([0.0, 0.01, 0.1, 0.5, 1.0]),
    "d": DIMENSIONS,
    "kind": KINDS,
    "scale": SCALES,
    "held": st.sampled_from([0.0, 0.3, 1.0]),
}


def centers_of(n: int, share: float) -> int:
    return max(1, min(round(n * share), 300))


@LAW
@given(**CASE)
def test_labels_distances_and_sums_are_those_of_the_definition(
    seed: int, n: int, share: float, d: int, kind: str, scale: float, held: float
) -> None:
    random = np.random.default_rng(seed)
    columns, weights = cloud(random, n, d, kind, scale)
    centers = start(random, columns, centers_of(n, share))

    def work() -> None:
        own = np.random.default_rng(seed)
        clusters = kernels.begin_clusters(columns, weights, centers, 1)
        assert_defined(clusters)
        for _ in range(3):
            kernels.move(clusters, moved(own, columns, clusters.centers, kind), 2)
            assert_defined(clusters)
        free = own.random(len(centers)) >= held
        before = clusters.centers.copy()
        kernels.descend(clusters, free, 3, 0.0, np.inf, 0, 1)
        assert_defined(clusters)
        assert np.array_equal(clusters.centers[~free], before[~free])

    work()
    in_numpy(work)


@needs_module
@LAW
@given(**CASE)
def test_compiled_and_numpy_search_bit_for_bit_alike(
    seed: int, n: int, share: float, d: int, kind: str, scale: float, held: float
) -> None:
    random = np.random.default_rng(seed)
    columns, weights = cloud(random, n, d, kind, scale)
    centers = start(random, columns, centers_of(n, share))
    epsilon = 0.1 * float(np.ptp(columns)) / 255

    def work() -> list[Any]:
        own = np.random.default_rng(seed)
        free = own.random(len(centers)) >= held
        clusters = kernels.begin_clusters(columns, weights, centers, 2)
        found: list[Any] = [clusters.copy(), kernels.prospects(clusters, 1)]
        found.append(kernels.descend(clusters, free, 40, epsilon, np.inf, 0, 1))
        found += [clusters.copy(), kernels.prospects(clusters, 2)]
        trial = clusters.copy()
        kernels.move(trial, moved(own, columns, clusters.centers, kind), 1)
        found.append(kernels.descend(trial, free, 6, None, clusters.compactness, 4, 1))
        return [*found, trial, clusters]

    assert_same(work(), in_numpy(work))


@needs_module
@pytest.mark.parametrize("d", [2, 3, 4, 6])
def test_many_points_and_centers_are_alike_for_any_number_of_threads(d: int) -> None:
    random = np.random.default_rng(d)
    columns, weights = cloud(random, 40_000, d, "real", 1.0)
    columns = columns[:, np.lexsort(columns.round(-1))]
    centers = start(random, columns, 700)

    def work(threads: int = 1) -> list[Any]:
        clusters = kernels.begin_clusters(columns, weights, centers, threads)
        reached = kernels.descend(clusters, np.ones(700, bool), 3, None, np.inf, 0, threads)
        return [clusters, reached, kernels.prospects(clusters, threads)]

    alone = work()
    assert_same(alone, work(3))
    assert_same(alone, in_numpy(work))


def both_ways(test: Callable[[], None]) -> None:
    test()
    in_numpy(test)


def test_empty_clusters_take_the_points_that_cost_most() -> None:
    columns = np.array([[0.0, 1, 10, 11, 30, 30], [0, 0, 0, 0, 0, 1]])
    weights = np.array([1.0, 1, 1, 1, 2, 2])
    centers = np.array([[0.5, 0], [99, 99], [98, 98], [10.5, 0], [97, 97]])
    free = np.array([True, True, True, True, False])

    def test() -> None:
        clusters = kernels.begin_clusters(columns, weights, centers, 1)
        kernels.descend(clusters, free, 1, None, np.inf, 0, 1)
        # the last two points cost most, and in this order
        assert clusters.centers[1].tolist() == [30, 1]
        assert clusters.centers[2].tolist() == [30, 0]
        assert clusters.centers[4].tolist() == [97, 97]

    both_ways(test)


def test_points_that_cost_the_same_are_taken_in_their_order() -> None:
    columns = np.array([[0.0, 2, 4, 6], [0, 0, 0, 0]])
    centers = np.array([[3.0, 0], [50, 50], [60, 60], [70, 70]])

    def test() -> None:
        clusters = kernels.begin_clusters(columns, np.ones(4), centers, 1)
        kernels.descend(clusters, np.ones(4, bool), 1, None, np.inf, 0, 1)
        assert clusters.centers[:, 0].tolist() == [3, 0, 6, 2]

    both_ways(test)


def test_of_centers_equally_near_the_lowest_has_the_point() -> None:
    columns = np.array([[5.0, 5, 5], [5, 5, 5]])
    centers = np.array([[8.0, 9], [2, 1], [5, 10], [5, 5], [5, 5]])

    def test() -> None:
        clusters = kernels.begin_clusters(columns, np.ones(3), centers, 1)
        assert clusters.labels.tolist() == [3, 3, 3]
        kernels.move(clusters, centers[[0, 1, 2, 0, 1]], 1)
        assert clusters.labels.tolist() == [0, 0, 0]
        assert clusters.own.tolist() == [25, 25, 25]

    both_ways(test)


def test_one_center_cannot_go() -> None:
    columns = np.arange(12.0).reshape(3, 4)

    def test() -> None:
        clusters = kernels.begin_clusters(columns, np.ones(4), columns[:, :1].T, 1)
        costs, gains, halves = kernels.prospects(clusters, 1)
        assert costs.tolist() == [np.inf]
        assert gains.tolist() == [12.0]
        assert sorted(halves[0, :, 0].tolist()) == [0.5, 2.5]

    both_ways(test)


def test_as_many_centers_as_points_cost_nothing_and_gain_nothing() -> None:
    columns = np.random.default_rng(0).random((3, 50))

    def test() -> None:
        clusters = kernels.begin_clusters(columns, np.ones(50), columns.T, 1)
        _, gains, halves = kernels.prospects(clusters, 1)
        assert clusters.labels.tolist() == list(range(50))
        assert clusters.compactness == 0
        assert not gains.any()
        assert np.array_equal(halves[:, 0], columns.T)

    both_ways(test)


def test_a_center_costs_what_its_points_lose_by_going_to_the_next() -> None:
    random = np.random.default_rng(3)
    columns, weights = cloud(random, 600, 3, "real", 1.0)
    centers = start(random, columns, 20)

    def test() -> None:
        clusters = kernels.begin_clusters(columns, weights, centers, 1)
        costs, _, _ = kernels.prospects(clusters, 1)
        for center in range(20):
            rest = np.delete(centers, center, axis=0)
            without = kernels.begin_clusters(columns, weights, rest, 1).compactness
            assert without - clusters.compactness == pytest.approx(costs[center], rel=1e-9, abs=1e-6)

    both_ways(test)


def test_a_cluster_gains_what_two_halves_across_its_length_cost_less() -> None:
    random = np.random.default_rng(1)
    long = random.normal(0, 1, (200, 3)) * [1, 9, 1] + 50
    columns = np.ascontiguousarray(np.concatenate([long, random.normal(200, 1, (100, 3))]).T)
    centers = np.stack([columns[:, :200].mean(axis=1), columns[:, 200:].mean(axis=1)])

    def test() -> None:
        clusters = kernels.begin_clusters(columns, np.ones(300), centers, 1)
        _, gains, halves = kernels.prospects(clusters, 1)
        upper = columns[1, :200] > centers[0, 1]
        assert np.abs(halves[0, :, 1] - 50).min() > 5
        assert gains[0] > gains[1]
        parts = [columns[:, :200][:, upper], columns[:, :200][:, ~upper]]
        least = sum(((part - part.mean(axis=1, keepdims=True)) ** 2).sum() for part in parts)
        assert clusters.totals[0, -1] - gains[0] == pytest.approx(least, rel=0.02)

    both_ways(test)


def test_a_descent_ends_with_small_shifts_and_where_it_is_hopeless() -> None:
    random = np.random.default_rng(5)
    columns, weights = cloud(random, 900, 3, "real", 1.0)
    centers, free = start(random, columns, 12), np.ones(12, bool)

    def test() -> None:
        clusters = kernels.begin_clusters(columns, weights, centers, 1)
        reached = kernels.descend(clusters, free, 500, 0.0, np.inf, 0, 1)
        assert 1 < len(reached) < 500
        assert reached[-1] == clusters.compactness
        assert reached == sorted(reached, reverse=True)
        sums, held = clusters.totals[:, 1:-1], clusters.totals[:, :1]
        assert np.array_equal(clusters.centers, sums / held)

        again = kernels.begin_clusters(columns, weights, centers, 1)
        assert len(kernels.descend(again, free, 500, None, reached[-1] / 9, 4, 1)) < 50

    both_ways(test)
