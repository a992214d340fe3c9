"""The same clustering as a short Python script, as the tutorials on `cv2.kmeans` have it."""

from __future__ import annotations

from kquant.core.model.choices import Init
from kquant.core.model.errors import KQuantError
from kquant.lab.core.datasets import DENSITIES, INNER, SHEAR, unequal_counts
from kquant.lab.core.points import PointSet
from kquant.lab.core.recipe import Recipe, Shape
from kquant.lab.core.settings import LabSettings

_FLAGS = {
    Init.RANDOM: "cv2.KMEANS_RANDOM_CENTERS",
    Init.PP: "cv2.KMEANS_PP_CENTERS",
    Init.GIVEN: "cv2.KMEANS_USE_INITIAL_LABELS",
}


def script(points: PointSet, settings: LabSettings) -> str:
    """A script that makes or holds the points, clusters them with resolved `settings`, and plots them.

    It needs OpenCV, numpy and matplotlib, and scikit-learn for its made-up points. Its `compactness`,
    `labels` and `centers` are those of the lab's run.

    Raises:
        KQuantError: there are not two points; `cv2.kmeans` takes a single row for single numbers.
    """
    if len(points) < 2:
        raise KQuantError("a script needs at least two points")
    imports, data = _data(points)
    parts = [
        "\n".join(["import cv2", "import matplotlib.pyplot as plt", "import numpy as np", *imports]),
        data,
        *([_START.format(_rows(settings.centers))] if settings.init is Init.GIVEN else []),
        _call(settings),
        _PLOT.format(x=points.axes[0], y=points.axes[1]),
    ]
    return "\n\n".join(parts)


def _data(points: PointSet) -> tuple[list[str], str]:
    """Imports, and the lines that leave the points in `x`."""
    recipe = points.recipe
    if recipe is None:
        return [], f"x = np.array([{_rows(points.points.tolist())}])"
    if recipe.shape is Shape.UNIFORM:
        return [], f"random = np.random.RandomState({recipe.seed})\n{_uniform(recipe)}"
    call = _calls(recipe)
    maker = call.partition("(")[0]
    shear = f"\nx = x @ {_rows_inline(SHEAR)}" if recipe.shape is Shape.ANISOTROPIC else ""
    return [f"from sklearn.datasets import {maker}"], f"x, y_true = {call}{shear}"


def _calls(recipe: Recipe) -> str:
    """Of the function of scikit-learn."""
    samples, spread, seed = recipe.samples, recipe.spread, f"random_state={recipe.seed}"
    if recipe.shape is Shape.MOONS:
        return f"make_moons(n_samples={samples}, noise={spread}, {seed})"
    if recipe.shape is Shape.CIRCLES:
        return f"make_circles(n_samples={samples}, noise={spread}, factor={INNER}, {seed})"
    if recipe.shape is Shape.UNEQUAL_SIZES:
        return f"make_blobs(n_samples={unequal_counts(samples)}, cluster_std={spread}, {seed})"
    if recipe.shape is Shape.UNEQUAL_DENSITIES:
        spreads = [spread * part for part in DENSITIES]
        return f"make_blobs(n_samples={samples}, centers={len(spreads)}, cluster_std={spreads}, {seed})"
    centers = 1 if recipe.shape is Shape.ONE_BLOB else recipe.centers
    return f"make_blobs(n_samples={samples}, centers={centers}, cluster_std={spread}, {seed})"


def _uniform(recipe: Recipe) -> str:
    return f"x = random.uniform(-10.0, 10.0, size=({recipe.samples}, 2))"


def _call(settings: LabSettings) -> str:
    labels = "labels" if settings.init is Init.GIVEN else "None"
    return _CALL.format(
        criteria=_criteria(settings),
        seed=settings.seed,
        k=settings.k,
        labels=labels,
        attempts=settings.attempts,
        flags=_FLAGS[settings.init],
    )


def _criteria(settings: LabSettings) -> str:
    names = []
    if settings.epsilon is not None:
        names.append("cv2.TERM_CRITERIA_EPS")
    if settings.max_iter is not None:
        names.append("cv2.TERM_CRITERIA_MAX_ITER")
    return f"({' + '.join(names) or '0'}, {settings.max_iter or 0}, {settings.epsilon or 0.0!r})"


def _rows(rows: object) -> str:
    assert isinstance(rows, list | tuple)
    return "".join(f"\n    [{x!r}, {y!r}]," for x, y in rows) + ("\n" if rows else "")


def _rows_inline(rows: tuple[tuple[float, float], ...]) -> str:
    return f"np.array({[list(row) for row in rows]})"


_START = """\
# Initial labels: the nearest of the centres placed by hand
start = np.array([{}], np.float32)
distances = ((x.astype(np.float32)[:, None] - start) ** 2).sum(axis=2)
labels = distances.argmin(axis=1).astype(np.int32)[:, None]"""

_CALL = """\
criteria = {criteria}
cv2.setRNGSeed({seed})
compactness, labels, centers = cv2.kmeans(
    x.astype(np.float32), {k}, {labels}, criteria, {attempts}, {flags}
)
print("compactness:", compactness)"""

_PLOT = """\
plt.scatter(x[:, 0], x[:, 1], c=labels.ravel())
plt.scatter(centers[:, 0], centers[:, 1], c="red")
plt.xlabel({x!r})
plt.ylabel({y!r})
plt.show()
"""
