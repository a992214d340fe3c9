"""The compiled sample against its twin, and both against a look at every point."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kquant.core import kernels
from kquant.core.twins import cubes as cubes_twin
from kquant.core.twins import sample as sample_twin
from kquant.kernels import compiled

COMPILED = pytest.mark.skipif(compiled() is None, reason="the kernels are not compiled here")


def both(twin: Any) -> pytest.MarkDecorator:
    ways = [pytest.param(kernels, marks=COMPILED, id="kernel"), pytest.param(twin, id="twin")]
    return pytest.mark.parametrize("where", ways)


@both(sample_twin)
@settings(max_examples=200, deadline=None)
@given(
    weights=st.lists(st.integers(1, 40), min_size=1, max_size=60),
    size=st.integers(1, 100),
    first=st.floats(0, 1, exclude_max=True),
    parts=st.sampled_from([1, 3]),
)
def test_points_at_equal_steps(where: Any, weights: list[int], size: int, first: float, parts: int) -> None:
    numbers = np.array(weights) if parts == 1 else np.array(weights) / parts
    ends = np.cumsum(numbers).tolist()

    found = where.sample(numbers, size, first)

    for number, point in enumerate(found.tolist()):
        position = (number + first) * (ends[-1] / size)
        position = int(position) if parts == 1 else position
        assert ends[point] > position or point == len(weights) - 1
        assert point == 0 or ends[point - 1] <= position
    assert len(found) == size


@both(cubes_twin)
@settings(max_examples=200, deadline=None)
@given(
    keys=st.lists(st.one_of(st.integers(0, 40), st.integers(0, 2**32 - 1)), max_size=60).map(sorted),
    bits=st.integers(0, 31),
)
def test_where_cubes_begin(where: Any, keys: list[int], bits: int) -> None:
    first = where.cube_starts(np.array(keys, np.uint32), bits)

    cubes = [key >> bits for key in keys]
    begins = [at for at in range(len(keys)) if at == 0 or cubes[at] != cubes[at - 1]]
    assert first.tolist() == [*begins, len(keys)]


@COMPILED
def test_what_cannot_be_is_refused() -> None:
    with pytest.raises(ValueError, match="0 points"):
        kernels.sample(np.empty(0, np.int64), 3, 0.5)
    with pytest.raises(ValueError, match="32 bits"):
        kernels.cube_starts(np.empty(0, np.uint32), 32)
