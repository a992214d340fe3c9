"""The compiled colour differences, beside their twin."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kquant.core import kernels
from kquant.core.color.spaces import lab
from kquant.core.model.arrays import Float64
from kquant.core.twins import ciede2000 as twin
from kquant.kernels import compiled

needs_module = pytest.mark.skipif(compiled() is None, reason="there are no compiled kernels")

BLOCK = 1 << 13

# Whole numbers give equal, grey and opposite colours, and those that lie on an axis.
values = st.one_of(st.integers(-3, 3).map(float), st.floats(-128, 128))
colors = st.tuples(st.floats(0, 100), values, values)
pairs = st.one_of(
    st.tuples(colors, colors),
    colors.map(lambda color: (color, color)),
    colors.map(lambda color: (color, (color[0], -color[1], -color[2]))),
    colors.map(lambda color: (color, (color[0], 2 * color[1], 2 * color[2]))),
)


def random_lab(seed: int, number: int) -> Float64:
    return np.random.default_rng(seed).uniform([0, -128, -128], [100, 128, 128], (number, 3))


def agrees(first: Float64, second: Float64) -> None:
    found = kernels.ciede2000(first, second)

    assert np.abs(found - twin.ciede2000(first, second)).max(initial=0) <= 1e-9
    for threads in (2, 3, 7):
        assert np.array_equal(kernels.ciede2000(first, second, threads), found)


@needs_module
@given(st.lists(pairs, min_size=1, max_size=40))
@settings(max_examples=300, deadline=None)
def test_agrees_with_its_twin_for_any_number_of_threads(pairs: list[tuple[tuple[float, ...], ...]]) -> None:
    first, second = np.array(pairs).transpose(1, 0, 2)

    agrees(first, second)


@needs_module
@pytest.mark.parametrize("number", [0, 1, BLOCK - 1, BLOCK, BLOCK + 1, 5 * BLOCK + 7])
def test_agrees_with_its_twin_where_blocks_meet(number: int) -> None:
    agrees(random_lab(1, number), random_lab(2, number))


@needs_module
def test_agrees_with_its_twin_for_greys_of_srgb() -> None:
    """Their a and b are not quite 0, and their hues are anything."""
    grey = lab(np.repeat(np.arange(256, dtype=np.uint8)[:, np.newaxis], 3, axis=1))

    agrees(np.repeat(grey, 256, axis=0), np.tile(grey, (256, 1)))


@pytest.mark.parametrize("where", [pytest.param(kernels, marks=needs_module, id="kernel"), twin])
@given(colors)
@settings(deadline=None)
def test_opposite_colors_are_as_far_either_way(where: object, color: tuple[float, float, float]) -> None:
    """As in the published data, their mean hue does not depend on which is first."""
    ciede2000 = where.ciede2000  # type: ignore[attr-defined]
    first, second = np.array([color]), np.array([color]) * (1, -1, -1)

    assert ciede2000(first, second)[0] == pytest.approx(ciede2000(second, first)[0], abs=1e-9)


def test_colors_that_are_opposite_but_for_rounding_are_opposite() -> None:
    first, second = lab(np.array([[5, 4, 7]], np.uint8)), lab(np.array([[3, 4, 1]], np.uint8))
    assert (first[:, 1:] != -second[:, 1:]).any()

    exact = np.array([[second[0, 0], -first[0, 1], -first[0, 2]]])

    assert kernels.ciede2000(first, second)[0] == pytest.approx(kernels.ciede2000(first, exact)[0], abs=1e-9)


@needs_module
def test_views_with_gaps_are_read_as_they_look() -> None:
    first, second = random_lab(3, 60)[::-2], random_lab(4, 30).T.copy().T

    agrees(first, second)


@needs_module
def test_arrays_that_are_too_short_are_refused() -> None:
    module = compiled()
    assert module is not None
    two, three = np.zeros((2, 3)), np.zeros((3, 3))

    for first, second, number, out in (
        (two, three, 3, np.zeros(3)),
        (three, two, 3, np.zeros(3)),
        (three, three, 3, np.zeros(2)),
        (three, three, -1, np.zeros(3)),
    ):
        with pytest.raises(ValueError):
            module.ciede2000(first, second, number, out, 1, None)
