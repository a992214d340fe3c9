"""The script that is copied does what the lab does."""

from __future__ import annotations

import io
from collections.abc import Iterator
from contextlib import redirect_stdout
from typing import Any

import matplotlib as mpl
import numpy as np
import pytest

from kquant.core.model.choices import Init
from kquant.core.model.errors import KQuantError
from kquant.lab.core.datasets import make
from kquant.lab.core.points import PointSet
from kquant.lab.core.recipe import DEFAULTS, Recipe, Shape
from kquant.lab.core.run import run
from kquant.lab.core.script import script
from kquant.lab.core.settings import LabSettings, resolved

PLACED = LabSettings(3, Init.GIVEN, centers=((0.1, -3.0), (1e-7, 2.0), (4.0, 5.0)))
LITERAL = PointSet(np.random.default_rng(1).normal(0, 5, (40, 2)), axes=("it's", "b\\n"))


@pytest.fixture(autouse=True)
def agg() -> Iterator[None]:
    mpl.use("Agg")
    from matplotlib import pyplot

    yield
    pyplot.close("all")


def ran(text: str) -> tuple[dict[str, Any], str]:
    names: dict[str, Any] = {}
    printed = io.StringIO()
    with redirect_stdout(printed):
        exec(compile(text, "script.py", "exec"), names)
    return names, printed.getvalue()


@pytest.mark.slow
@pytest.mark.parametrize(
    ("points", "settings"),
    [
        *((make(DEFAULTS[shape]), LabSettings()) for shape in Shape),
        (make(Recipe()), LabSettings(4, Init.PP, 100, None, 3, 11)),
        (make(Recipe()), LabSettings(4, Init.PP, None, 0.01, 1, 12)),
        (make(Recipe()), LabSettings(4, Init.RANDOM, None, None, 1, 13)),
        (make(Recipe()), PLACED),
        (LITERAL, PLACED),
        (LITERAL, LabSettings(k=99)),
    ],
)
def test_the_script_ends_at_the_same_centers(points: PointSet, settings: LabSettings) -> None:
    found = run(points, settings)
    names, printed = ran(script(points, resolved(settings, points).settings))
    assert np.array_equal(names["x"], points.points)
    assert np.array_equal(names["centers"], found.centers)
    assert np.array_equal(names["labels"].ravel(), found.labels)
    assert printed == f"compactness: {found.compactness}\n"


def test_the_centers_are_plotted_in_red_over_the_clusters() -> None:
    from matplotlib import pyplot

    names, _ = ran(script(LITERAL, LabSettings()))
    axes = pyplot.gcf().axes[0]
    clusters, centers = axes.collections
    assert np.array_equal(clusters.get_offsets(), LITERAL.points)
    assert np.asarray(centers.get_offsets()) == pytest.approx(names["centers"])
    assert np.asarray(centers.get_facecolor()).tolist() == [[1, 0, 0, 1]]
    assert axes.get_xlabel() == "it's"


def test_the_opening_example_reads_like_the_tutorial() -> None:
    text = script(make(Recipe()), LabSettings())
    assert "make_blobs(n_samples=100, centers=5, cluster_std=1.5, random_state=10)" in text
    assert "(cv2.TERM_CRITERIA_EPS + cv2.TERM_CRITERIA_MAX_ITER, 10, 1.0)" in text
    assert max(map(len, text.splitlines())) < 100
    assert len(text.splitlines()) < 25


def test_one_point_makes_no_script() -> None:
    with pytest.raises(KQuantError, match="two points"):
        script(PointSet(np.zeros((1, 2))), LabSettings(1))
