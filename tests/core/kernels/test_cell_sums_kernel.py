"""The compiled sums of cells against their twin, and both against sums of fractions, which are exact."""

from __future__ import annotations

from fractions import Fraction
from itertools import pairwise
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kquant.core import kernels
from kquant.core.model.arrays import Int64
from kquant.core.twins import cell_sums as twin
from kquant.kernels import compiled

COMPILED = pytest.mark.skipif(compiled() is None, reason="the kernels are not compiled here")
BOTH = pytest.mark.parametrize(
    "where", [pytest.param(kernels, marks=COMPILED, id="kernel"), pytest.param(twin, id="twin")]
)
COLUMNS = st.sampled_from([1, 2, 3, 4, 6, 8])


def some_points(d: int, n: int, is_whole: bool, seed: int) -> tuple[Any, Any]:
    random = np.random.default_rng(seed)
    if is_whole:
        return random.integers(0, 256, (d, n), dtype=np.uint8), random.integers(1, 1 << 20, n)
    scale = random.choice([1e-3, 1.0, 300.0])
    return random.normal(0, scale, (d, n)), random.integers(0, 9, n) / 3


def some_cells(n: int, seed: int) -> Int64:
    random = np.random.default_rng(seed)
    inner = np.flatnonzero(random.random(n) < random.choice([0.001, 0.3, 1]))
    return np.unique(np.concatenate([[0], inner, [n]])).astype(np.int64)


@COMPILED
@settings(max_examples=200, deadline=None)
@given(COLUMNS, st.integers(1, 3000), st.booleans(), st.integers(1, 4), st.integers(0, 9999))
def test_as_the_twin(d: int, n: int, is_whole: bool, threads: int, seed: int) -> None:
    columns, weights = some_points(d, n, is_whole, seed)
    first = some_cells(n, seed)

    sums = kernels.cell_sums(columns, weights, first, threads)

    assert np.array_equal(sums, twin.cell_sums(columns, weights, first, threads))
    runs = some_cells(len(first) - 1, seed + 1)
    assert np.array_equal(kernels.merged_cells(sums, runs, threads), twin.merged_cells(sums, runs, threads))


@BOTH
@pytest.mark.parametrize("n", [0, 1, 40, 9000])
@pytest.mark.parametrize("d", [3, 4])
def test_each_is_added_up_one_after_another(where: Any, d: int, n: int) -> None:
    columns, weights = some_points(d, n, False, n)
    first = some_cells(n, 5) if n else np.zeros(1, np.int64)

    sums = where.cell_sums(columns, weights, first, 2)

    norms = np.zeros(n)
    for column in columns:
        norms = norms + column * column
    for row, values in zip(sums, [weights, *(weights * columns), weights * norms], strict=True):
        for cell, (begin, end) in enumerate(pairwise(first.tolist())):
            total = 0.0
            for value in values[begin:end].tolist():
                total += value
            assert row[cell] == total


@BOTH
def test_whole_numbers_are_exact(where: Any) -> None:
    columns = np.full((3, 5000), 255, np.uint8)
    weights = np.arange(1, 5001)

    sums = where.cell_sums(columns, weights, np.array([0, 4999, 5000]), 1)

    first = sum(Fraction(value) for value in range(1, 5000))
    assert sums[:, 0].tolist() == [first, 255 * first, 255 * first, 255 * first, 3 * 255 * 255 * first]
    assert sums[:, 1].tolist() == [5000, 255 * 5000, 255 * 5000, 255 * 5000, 3 * 255 * 255 * 5000]


@COMPILED
def test_cells_outside_of_the_points_are_refused() -> None:
    columns, weights = some_points(3, 10, True, 0)

    for first in ([0, 11], [-1, 10], [0, 7, 5]):
        with pytest.raises(ValueError):
            kernels.cell_sums(columns, weights, np.array(first), 1)
