"""Races and K, with the figures of the opening example."""

from __future__ import annotations

import numpy as np
import pytest

from kquant.core.model.choices import Init
from kquant.core.model.errors import Cancelled, KQuantError
from kquant.lab.core.datasets import make
from kquant.lab.core.points import PointSet
from kquant.lab.core.race import race
from kquant.lab.core.recipe import DEFAULTS, Recipe, Shape
from kquant.lab.core.run import run
from kquant.lab.core.scores import SILHOUETTE_POINTS
from kquant.lab.core.scree import elbow, scree
from kquant.lab.core.settings import LabSettings


@pytest.mark.parametrize(
    ("init", "attempts", "percent"),
    [
        (Init.RANDOM, 1, 38),
        (Init.RANDOM, 3, 73),
        (Init.RANDOM, 10, 98),
        (Init.PP, 1, 92),
        (Init.PP, 10, 100),
    ],
)
def test_luck_in_the_opening_example(init: Init, attempts: int, percent: int) -> None:
    found = race(make(Recipe()), LabSettings(init=init, attempts=attempts), 400)
    assert 100 * found.share == pytest.approx(percent, abs=1)
    assert len(found.compactness) == 400
    assert found.best.compactness == found.compactness.min()
    assert found.worst.compactness == found.compactness.max()


def test_a_run_of_a_race_can_be_repeated_by_its_seed() -> None:
    points, settings = make(Recipe()), LabSettings(attempts=1, seed=2**31 - 3)
    found = race(points, settings, 5)
    assert found.seeds.tolist() == [2**31 - 3, 2**31 - 2, 2**31 - 1, 0, 1]
    for seed, compactness in zip(found.seeds.tolist(), found.compactness, strict=True):
        assert run(points, LabSettings(attempts=1, seed=seed)).compactness == compactness


def test_a_race_tells_how_far_it_is_and_can_be_stopped() -> None:
    told: list[float] = []
    race(make(Recipe()), LabSettings(), 10, lambda part, stage: told.append(part))
    assert told == sorted(told)
    assert told[-1] == 1
    with pytest.raises(Cancelled):
        race(make(Recipe()), LabSettings(), 400, should_stop=lambda: len(told) > 3)


@pytest.mark.parametrize("runs", [0, 401])
def test_races_have_a_length(runs: int) -> None:
    with pytest.raises(KQuantError, match="1 to 400"):
        race(make(Recipe()), LabSettings(), runs)


def test_which_k_of_the_opening_example() -> None:
    found = scree(make(Recipe()), LabSettings())
    assert found.ks.tolist() == list(range(1, 11))
    assert np.isnan(found.silhouettes[0])
    reference = [0.556, 0.570, 0.617, 0.634, 0.576, 0.545, 0.492, 0.427]
    assert found.silhouettes[1:9].round(3).tolist() == reference
    assert (np.diff(found.compactness) < 0).all()
    assert found.elbow == 5
    assert found.best_silhouette == 5
    assert found.sampled is None


def test_where_there_are_no_clusters_there_is_no_elbow() -> None:
    assert scree(make(DEFAULTS[Shape.UNIFORM]), LabSettings()).elbow is None
    assert elbow(1000 / np.arange(1, 11)) is None
    assert elbow(np.zeros(10)) is None
    assert elbow(np.empty(0)) is None


def test_of_many_points_the_silhouette_is_sampled_and_that_is_told() -> None:
    found = scree(make(Recipe(samples=6000)), LabSettings(), most=3)
    assert found.sampled == SILHOUETTE_POINTS
    assert found.silhouettes[1:] == pytest.approx([0.55, 0.54], abs=0.02)


@pytest.mark.parametrize(
    "points", [[(1, 1)], [(1, 1)] * 4, [(0, 0), (1, 1), (2, 2)]], ids=["one", "duplicates", "line"]
)
def test_few_points_have_few_ks(points: list[tuple[int, int]]) -> None:
    found = scree(PointSet(np.array(points, np.float64)), LabSettings())
    assert len(found.ks) == len(points)
    assert found.compactness[-1] == 0


def test_scree_can_be_stopped_and_needs_points() -> None:
    with pytest.raises(Cancelled):
        scree(make(Recipe()), LabSettings(), should_stop=lambda: True)
    with pytest.raises(KQuantError, match="no points"):
        scree(PointSet(np.empty((0, 2))), LabSettings())
