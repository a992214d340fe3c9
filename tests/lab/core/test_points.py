from __future__ import annotations

import numpy as np
import pytest

from kquant.core.model.errors import KQuantError
from kquant.lab.core.datasets import make
from kquant.lab.core.points import MAX_POINTS, UNKNOWN, PointSet
from kquant.lab.core.recipe import Recipe


def test_points_cannot_be_changed_from_outside() -> None:
    mine = np.zeros((3, 2))
    points = PointSet(mine)
    mine[0] = 7
    assert points.points.tolist() == [[0, 0]] * 3
    with pytest.raises(ValueError):
        points.points[0] = 1


@pytest.mark.parametrize(
    ("points", "cause"),
    [
        ([(0, np.nan), (1, 1)], "1 of the points"),
        ([(np.inf, 0), (0, -np.inf)], "2 of the points"),
        ([(1e30, 0)], "too large"),
        (np.zeros((MAX_POINTS + 1, 2)), "too many"),
    ],
)
def test_what_has_no_place_is_refused_in_a_sentence(points: object, cause: str) -> None:
    with pytest.raises(KQuantError, match=cause):
        PointSet(np.array(points, np.float64))


def test_editing_makes_another_set_of_no_recipe() -> None:
    made = make(Recipe())
    grown = made.added([(50, 60), (1, 2)])
    assert (len(made), len(grown)) == (100, 102)
    assert grown.points[100].tolist() == [50, 60]
    assert grown.truth is not None
    assert grown.truth[100:].tolist() == [UNKNOWN, UNKNOWN]
    assert grown.recipe is None
    assert made.recipe == Recipe()
    moved = grown.moved(100, (-1, -2))
    assert moved.points[100].tolist() == [-1, -2]
    assert np.array_equal(moved.removed([100, 101]).points, made.points)
    assert len(made.removed(list(range(100)))) == 0


def test_distinct_points_are_counted_as_float32() -> None:
    assert PointSet(np.array([(0.0, 1), (-0.0, 1), (1e-30, 1), (1, 1 + 1e-12), (1, 1)])).distinct == 3
    assert PointSet(np.empty((0, 2))).distinct == 0


def test_bounds() -> None:
    assert PointSet(np.array([(3.0, -1), (2, 5)])).bounds() == (2, -1, 3, 5)
    assert PointSet(np.empty((0, 2))).bounds() == (0, 0, 1, 1)
