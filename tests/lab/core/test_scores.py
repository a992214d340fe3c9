from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sklearn.metrics import adjusted_rand_score, silhouette_score
from sklearn.metrics.cluster import contingency_matrix

from kquant.core.model.errors import Cancelled
from kquant.lab.core.scores import (
    SILHOUETTE_POINTS,
    adjusted_rand,
    confusion,
    silhouette,
    silhouette_sample,
)

LAW = settings(max_examples=40, deadline=None)


@LAW
@given(st.integers(0, 9999), st.integers(3, 700), st.integers(2, 9))
def test_silhouette_is_scikit_learns(seed: int, count: int, k: int) -> None:
    random = np.random.default_rng(seed)
    points = random.normal(0, 5, (count, 2)).round(random.integers(0, 3))
    labels = random.integers(0, k, count)
    if 2 <= len(np.unique(labels)) < count:
        assert silhouette(points, labels) == pytest.approx(silhouette_score(points, labels), abs=1e-9)
    else:
        assert math.isnan(silhouette(points, labels))


def test_silhouette_of_one_cluster_or_of_points_alone_is_undefined() -> None:
    points = np.random.default_rng(1).normal(size=(5, 2))
    assert math.isnan(silhouette(points, np.zeros(5, np.int32)))
    assert math.isnan(silhouette(points, np.arange(5)))
    assert silhouette(np.zeros((5, 2)), np.array([0, 0, 0, 1, 1])) == 0


def test_silhouette_can_be_stopped() -> None:
    def check() -> None:
        raise Cancelled

    with pytest.raises(Cancelled):
        silhouette(np.zeros((9, 2)), np.arange(9) % 2, check)


def test_many_points_are_sampled() -> None:
    assert silhouette_sample(SILHOUETTE_POINTS).tolist() == list(range(SILHOUETTE_POINTS))
    sample = silhouette_sample(100_000)
    assert len(np.unique(sample)) == SILHOUETTE_POINTS
    assert sample.max() > 90_000


@LAW
@given(st.integers(0, 9999), st.integers(1, 300), st.integers(1, 8), st.integers(1, 8))
def test_against_scikit_learn_beside_the_truth(seed: int, count: int, true: int, k: int) -> None:
    random = np.random.default_rng(seed)
    truth = random.integers(0, true, count)
    labels = np.where(random.random(count) < 0.7, truth % k, random.integers(0, k, count))
    assert adjusted_rand(truth, labels) == pytest.approx(adjusted_rand_score(truth, labels), abs=1e-12)
    table = confusion(truth, labels)
    order = np.searchsorted(np.unique(labels), table.clusters)
    assert np.array_equal(table.counts, contingency_matrix(truth, labels)[:, order])


def test_columns_are_in_the_order_that_fits() -> None:
    truth = np.array([0, 0, 0, 1, 1, 2, 2, 2, 2, -1, -1])
    labels = np.array([5, 5, 7, 3, 3, 7, 7, 7, 9, 5, 4])
    table = confusion(truth, labels)
    assert table.truths.tolist() == [0, 1, 2]
    assert table.clusters.tolist() == [5, 3, 7, 9]
    assert table.counts.tolist() == [[2, 0, 1, 0], [0, 2, 0, 0], [0, 0, 3, 1]]


def test_no_known_truth_and_very_many_points() -> None:
    assert math.isnan(adjusted_rand(np.full(4, -1), np.arange(4)))
    truth = np.arange(100_000) % 5
    assert adjusted_rand(truth, (truth + 2) % 5) == 1
    assert adjusted_rand(np.zeros(3, int), np.zeros(3, int)) == 1
