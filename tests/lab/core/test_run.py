"""A run is one call of `cv2.kmeans`, and a walk ends where a run does."""

from __future__ import annotations

from itertools import pairwise
from typing import Any

import cv2
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kquant.core.model.choices import Init
from kquant.core.model.errors import Cancelled, KQuantError
from kquant.lab.core.datasets import make
from kquant.lab.core.points import PointSet
from kquant.lab.core.recipe import Recipe
from kquant.lab.core.run import LabRun, initial_labels, run
from kquant.lab.core.settings import LabSettings, resolved
from kquant.lab.core.starts import nearest, starting_centers
from kquant.lab.core.walk import Phase, Stop, Walk, begin

LAW = settings(max_examples=60, deadline=None)
FLAGS = {
    Init.RANDOM: cv2.KMEANS_RANDOM_CENTERS,
    Init.PP: cv2.KMEANS_PP_CENTERS,
    Init.GIVEN: cv2.KMEANS_USE_INITIAL_LABELS,
}


@st.composite
def point_sets(draw: st.DrawFn) -> PointSet:
    """Clouds, grids with ties and duplicates, lines, and points all in one place."""
    random = np.random.default_rng(draw(st.integers(0, 10_000)))
    count = draw(st.integers(2, 80))
    kind = draw(st.sampled_from(["cloud", "grid", "line", "place"]))
    points = random.normal(0, 10, (count, 2))
    if kind == "grid":
        points = points.round() // 8
    elif kind == "line":
        points[:, 1] = 2 * points[:, 0]
    elif kind == "place":
        points[:] = points[0]
    return PointSet(points)


@st.composite
def lab_settings(draw: st.DrawFn) -> LabSettings:
    k = draw(st.integers(1, 12))
    centers = np.random.default_rng(k).normal(0, 10, (k, 2)).tolist()
    return LabSettings(
        k,
        draw(st.sampled_from(Init)),
        draw(st.sampled_from([None, 2, 3, 10, 100])),
        draw(st.sampled_from([None, 0.0, 0.5, 1.0])),
        draw(st.integers(1, 3)),
        draw(st.integers(0, 2**31 - 1)),
        tuple((x, y) for x, y in centers),
    )


def opencv(points: PointSet, asked: LabSettings) -> LabRun:
    """The one call, with the arguments as they are given to it in a script."""
    kind = (asked.epsilon is not None) * cv2.TERM_CRITERIA_EPS
    kind += (asked.max_iter is not None) * cv2.TERM_CRITERIA_MAX_ITER
    criteria = (kind, asked.max_iter or 0, asked.epsilon or 0.0)
    cv2.setRNGSeed(asked.seed)
    given_labels: Any = initial_labels(points, asked) if asked.init is Init.GIVEN else None
    compactness, labels, centers = cv2.kmeans(
        points.samples, asked.k, given_labels, criteria, asked.attempts, FLAGS[asked.init]
    )
    return LabRun(compactness, labels.ravel().astype(np.int32), np.asarray(centers, np.float32), (), 0, asked)


@LAW
@given(point_sets(), lab_settings())
def test_a_run_is_one_call(points: PointSet, asked: LabSettings) -> None:
    found = run(points, asked)
    expected = opencv(points, found.settings)
    assert found.compactness == expected.compactness == found.attempts[found.best]
    assert np.array_equal(found.labels, expected.labels)
    assert np.array_equal(found.centers, expected.centers)


@LAW
@given(point_sets(), lab_settings())
def test_a_walk_from_initial_labels_ends_as_one_call_does(points: PointSet, asked: LabSettings) -> None:
    one = resolved(
        LabSettings(asked.k, Init.GIVEN, asked.max_iter, asked.epsilon, 1, 0, asked.centers), points
    )
    walk = begin(points, one.settings).to_end()
    expected = opencv(points, one.settings)
    assert walk.step.centers == pytest.approx(expected.centers, rel=1e-5, abs=1e-5)
    assert walk.step.labels is not None
    assert np.array_equal(walk.step.labels, expected.labels)
    assert walk.step.cost == pytest.approx(expected.compactness, rel=1e-5, abs=1e-8)
    assert walk.stopped is not None


@LAW
@given(point_sets(), lab_settings())
def test_a_walk_from_any_start_ends_as_the_run_does(points: PointSet, asked: LabSettings) -> None:
    found = run(points, asked)
    walk = begin(points, asked, found.best).to_end()
    assert walk.step.labels is not None
    assert np.array_equal(walk.step.labels, found.labels)
    assert walk.step.centers == pytest.approx(found.centers, rel=1e-5, abs=1e-5)


def test_steps_alternate_and_never_cost_more() -> None:
    walk = begin(make(Recipe()), LabSettings(epsilon=0.0, max_iter=100)).to_end()
    phases = [step.phase for step in walk.steps]
    assert phases[0] is Phase.START
    assert phases[1:] == [Phase.ASSIGN, Phase.UPDATE] * ((len(phases) - 1) // 2)
    costs = [cost for _, cost in walk.costs]
    assert len(costs) == len(phases) - 1
    assert all(after <= before * (1 + 1e-6) for before, after in pairwise(costs))
    assert walk.trails.shape == (5, phases.count(Phase.UPDATE) + 1, 2)
    assert np.array_equal(walk.trails[:, -1], walk.step.centers)
    assert walk.steps[1].changed == 100
    assert walk.steps[-2].changed == 0
    assert walk.step.shift == 0


def test_stepping_back_and_on_again_is_the_same() -> None:
    end = begin(make(Recipe()), LabSettings(init=Init.PP)).to_end()
    walk: Walk = end
    for _ in range(3):
        walk = walk.back()
    assert walk.stopped is None
    assert len(walk.steps) == len(end.steps) - 3
    again = walk.to_end()
    assert np.array_equal(again.step.centers, end.step.centers)
    assert again.stopped is end.stopped
    assert end.advanced() is end
    start = begin(make(Recipe()), LabSettings())
    assert start.back() is start


@pytest.mark.parametrize(
    ("asked", "stop"),
    [
        (LabSettings(epsilon=0.5, max_iter=100), Stop.EPSILON),
        (LabSettings(epsilon=0.0, max_iter=3), Stop.MAX_ITER),
        (LabSettings(epsilon=None, max_iter=100), Stop.SETTLED),
        (LabSettings(k=1, epsilon=0.0, max_iter=100), Stop.LIMIT),
    ],
)
def test_what_stopped_it_is_told(asked: LabSettings, stop: Stop) -> None:
    walk = begin(make(Recipe()), asked).to_end()
    assert walk.stopped is stop
    if stop is Stop.MAX_ITER:
        assert walk.step.iteration == 3


def test_an_empty_cluster_takes_the_farthest_point_of_the_largest() -> None:
    points = PointSet(np.array([(0.0, 0), (1, 0), (0, 1), (9, 0), (20, 0), (21, 0)]))
    asked = LabSettings(3, Init.GIVEN, 10, 0.0, 1, 0, ((0, 0), (20, 0), (500, 500)))
    walk = begin(points, asked).advanced().advanced()
    assert walk.step.refilled == (2,)
    assert walk.step.labels is not None
    assert walk.step.labels.tolist() == [0, 0, 0, 2, 1, 1]
    assert walk.step.changed == 1


def test_stopping_between_attempts() -> None:
    calls: list[int] = []

    def should_stop() -> bool:
        calls.append(1)
        return len(calls) > 5

    with pytest.raises(Cancelled):
        run(make(Recipe()), LabSettings(attempts=1000), should_stop=should_stop)
    assert len(calls) < 20


def test_settings_that_cannot_be_are_put_right_in_sentences() -> None:
    points = PointSet(np.array([(0.0, 0), (0, 0), (0, 0), (1, 1)]))
    found = run(points, LabSettings(k=9, max_iter=5000))
    assert found.settings.k == 4
    assert found.settings.max_iter == 100
    assert [note.split(":")[0] for note in found.notes] == [
        "K is 4",
        "MAX_ITER is 100",
        "4 clusters of points at 2 different places",
    ]
    assert len(found.centers) == 4
    assert run(PointSet(points.points[:1]), LabSettings()).centers.tolist() == [[0, 0]]


@pytest.mark.parametrize(
    ("points", "asked", "cause"),
    [
        (np.empty((0, 2)), LabSettings(), "no points"),
        (np.zeros((4, 2)), LabSettings(init=Init.GIVEN), "no initial centres"),
        (np.zeros((4, 2)), LabSettings(init=Init.GIVEN, centers=((np.nan, 0),)), "has no place"),
        (np.zeros((4, 2)), LabSettings(epsilon=np.nan), "epsilon"),
    ],
)
def test_what_cannot_run_is_a_sentence(points: np.ndarray, asked: LabSettings, cause: str) -> None:
    with pytest.raises(KQuantError, match=cause):
        run(PointSet(points), asked)
    with pytest.raises(KQuantError, match=cause):
        begin(PointSet(points), asked)


def test_points_too_close_for_float32_are_told_of() -> None:
    points = PointSet(np.random.default_rng(1).normal((1e9, 0), (1, 1), (50, 2)))
    assert any("float32" in note for note in run(points, LabSettings(k=2)).notes)
    assert not run(make(Recipe()), LabSettings()).notes


def test_a_hundred_thousand_points() -> None:
    points = make(Recipe(samples=100_000))
    asked = LabSettings(attempts=1)
    found = run(points, asked)
    assert len(found.labels) == 100_000
    ended = begin(points, asked).to_end().step.labels
    assert ended is not None
    assert np.array_equal(ended, found.labels)


def test_nearest_takes_the_first_of_equals() -> None:
    samples = np.array([(0, 0), (5, 0), (10, 0)], np.float32)
    labels, distances = nearest(samples, np.array([(0, 0), (10, 0), (0, 0)], np.float32))
    assert labels.tolist() == [0, 0, 1]
    assert distances.tolist() == [0, 25, 0]


def test_given_centers_are_where_the_first_attempt_begins() -> None:
    points, asked = make(Recipe()), LabSettings(2, Init.GIVEN, centers=((1.0, 2.0), (3.0, 4.0)))
    assert starting_centers(points, asked).tolist() == [[1, 2], [3, 4]]
    first_random = starting_centers(points, LabSettings(2, seed=asked.seed))
    assert np.array_equal(starting_centers(points, asked, 1), first_random)
