from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kquant.core.model.choices import Init
from kquant.core.run import kmeans

LAW = settings(max_examples=50, deadline=None)


@LAW
@given(st.sampled_from([1, 2, 4, 6]), st.integers(0, 4), st.integers(1, 12), st.integers(0, 999))
def test_plus_plus_takes_what_is_far_from_all_so_far(d: int, given: int, k: int, seed: int) -> None:
    """In clumps so far apart that a point of a clump with a centre is never drawn, one of each is taken."""
    random = np.random.default_rng(seed)
    middles = 1e9 * np.arange(12)[:, None] * np.ones(d)
    data = np.repeat(middles, 5, axis=0) + random.normal(0, 1e-3, (60, d))
    random.shuffle(data)
    chosen = middles[:given]

    centers = kmeans.plus_plus(data, chosen, k, seed)

    assert centers.shape == (k, d)
    assert np.array_equal(centers[:given], chosen[:k])
    assert all((data == center).all(axis=1).any() for center in centers[given:])
    assert len(np.unique((centers[:, 0] / 1e9).round())) == k


@pytest.mark.parametrize("d", [2, 4, 6])
@pytest.mark.parametrize("init", [Init.RANDOM, Init.PP])
def test_an_attempt_on_any_number_of_columns(d: int, init: Init) -> None:
    random = np.random.default_rng(d)
    data = random.normal(random.integers(0, 256, (3, d))[random.integers(0, 3, 200)], 9).astype(np.float32)

    found = kmeans.attempt(data, 3, init, kmeans.Criteria(20, 0.1), 1)

    squared = ((data[:, None].astype(np.float64) - found.centers) ** 2).sum(axis=2)
    assert found.centers.shape == (3, d)
    own = squared[np.arange(200), found.labels[:, 0]]
    assert own == pytest.approx(squared.min(axis=1), rel=1e-4)
    assert found.compactness == pytest.approx(own.sum(), rel=1e-4)
