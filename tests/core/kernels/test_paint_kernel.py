"""Compiled painting against its twin, and both against indexing."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kquant.core import kernels
from kquant.core.twins import paint as twin
from kquant.kernels import compiled

COMPILED = pytest.mark.skipif(compiled() is None, reason="the kernels are not compiled here")
BOTH = pytest.mark.parametrize(
    "where", [pytest.param(kernels, marks=COMPILED, id="kernel"), pytest.param(twin, id="twin")]
)


@BOTH
@settings(max_examples=100, deadline=None)
@given(
    size=st.tuples(st.integers(1, 50), st.integers(1, 50)),
    k=st.sampled_from([1, 2, 255, 256, 257, 65536]),
    channels=st.sampled_from([3, 4]),
    threads=st.integers(1, 4),
    seed=st.integers(0, 99),
)
def test_every_pixel_has_its_color(
    where: Any, size: tuple[int, int], k: int, channels: int, threads: int, seed: int
) -> None:
    random = np.random.default_rng(seed)
    colors = random.integers(0, 256, (k, channels), dtype=np.uint8)
    labels = random.integers(0, k, size).astype(np.uint8 if k <= 256 else np.uint16)

    assert np.array_equal(where.paint(labels, colors, threads), colors[labels])


@BOTH
@pytest.mark.parametrize("channels", [3, 4])
def test_more_pixels_than_a_block_has(where: Any, channels: int) -> None:
    random = np.random.default_rng(0)
    colors = random.integers(0, 256, (200, channels), dtype=np.uint8)
    labels = random.integers(0, 200, (701, 503), dtype=np.uint8)

    assert np.array_equal(where.paint(labels[:, ::2], colors, 3), colors[labels[:, ::2]])
