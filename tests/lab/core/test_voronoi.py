from __future__ import annotations

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from kquant.core.model.arrays import Float64
from kquant.lab.core.voronoi import voronoi

LAW = settings(max_examples=80, deadline=None)
BOX = (-10.0, -5.0, 10.0, 15.0)


def area(cell: Float64) -> float:
    """Of a polygon, positive if counter-clockwise."""
    x, y = cell.T if len(cell) else np.zeros((2, 1))
    return float((x * np.roll(y, -1) - np.roll(x, -1) * y).sum() / 2)


@LAW
@given(st.integers(0, 9999), st.integers(1, 40), st.sampled_from(["cloud", "grid", "line", "outside"]))
def test_cells_are_convex_fill_the_box_and_hold_what_is_nearest(seed: int, k: int, kind: str) -> None:
    random = np.random.default_rng(seed)
    centers = random.uniform(-10, 10, (k, 2))
    if kind == "grid":
        centers = centers.round() // 4
    elif kind == "line":
        centers[:, 1] = centers[:, 0] / 3
    elif kind == "outside":
        centers += (40, 0)
    cells = voronoi(centers, BOX)

    assert len(cells) == k
    assert np.isclose(sum(map(area, cells)), 400)
    for number, cell in enumerate(cells):
        if not len(cell):
            continue
        assert area(cell) >= 0
        edges = np.roll(cell, -1, axis=0) - cell
        following = np.roll(edges, -1, axis=0)
        turns = edges[:, 0] * following[:, 1] - edges[:, 1] * following[:, 0]
        assert turns.min() >= -1e-7
        inside = random.dirichlet(np.ones(len(cell)), 20) @ cell
        distances = np.hypot(*(inside[:, None] - centers).transpose(2, 0, 1))
        assert (distances[:, number] <= distances.min(axis=1) + 1e-7).all()


def test_of_centers_in_one_place_the_first_has_the_cell() -> None:
    cells = voronoi([(0, 0), (0, 0), (5, 5)], BOX)
    assert [len(cell) > 0 for cell in cells] == [True, False, True]


def test_one_center_has_everything() -> None:
    (cell,) = voronoi([(100, 100)], BOX)
    assert cell.tolist() == [[-10, -5], [10, -5], [10, 15], [-10, 15]]
