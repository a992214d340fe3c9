"""Made-up points are scikit-learn's own, bit for bit."""

from __future__ import annotations

import numpy as np
import pytest
from sklearn.datasets import make_blobs, make_circles, make_moons

from kquant.lab.core.datasets import INNER, make, spray
from kquant.lab.core.points import PointSet
from kquant.lab.core.recipe import DEFAULTS, PARAMETERS, Recipe, Shape


def test_the_opening_example_is_the_tutorials() -> None:
    points, truth = make_blobs(n_samples=100, centers=5, cluster_std=1.5, random_state=10)
    made = make(Recipe())
    assert made.points.tobytes() == points.tobytes()
    assert made.truth is not None
    assert np.array_equal(made.truth, truth)


@pytest.mark.parametrize(
    "recipe",
    [
        Recipe(samples=1, centers=1, spread=0.0, seed=0),
        Recipe(samples=7, centers=9, spread=0.3, seed=1),
        Recipe(samples=1003, centers=12, spread=2.25, seed=170),
        Recipe(samples=100_000, centers=50, spread=10.0, seed=2**31 - 1),
    ],
)
def test_blobs_of_any_arguments(recipe: Recipe) -> None:
    points, truth = make_blobs(
        n_samples=recipe.samples,
        centers=recipe.centers,
        cluster_std=recipe.spread,
        random_state=recipe.seed,
    )
    made = make(recipe)
    assert made.points.tobytes() == points.tobytes()
    assert made.truth is not None
    assert np.array_equal(made.truth, truth)


@pytest.mark.parametrize("samples", [2, 301])
@pytest.mark.parametrize("spread", [0.0, 0.07])
def test_moons_and_circles(samples: int, spread: float) -> None:
    moons = make(Recipe(Shape.MOONS, samples, 2, spread, 3))
    circles = make(Recipe(Shape.CIRCLES, samples, 2, spread, 3))
    for made, (points, truth) in (
        (moons, make_moons(samples, noise=spread, random_state=3)),
        (circles, make_circles(samples, noise=spread, factor=INNER, random_state=3)),
    ):
        assert made.points.tobytes() == np.ascontiguousarray(points).tobytes()
        assert made.truth is not None
        assert np.array_equal(made.truth, truth)


@pytest.mark.parametrize("shape", Shape)
def test_every_shape_makes_as_many_points_as_asked_and_others_with_another_seed(shape: Shape) -> None:
    recipe = DEFAULTS[shape]
    one, again = make(recipe), make(recipe)
    assert len(one) == recipe.samples
    assert one.points.tobytes() == again.points.tobytes()
    other = make(Recipe(shape, recipe.samples, recipe.centers, recipe.spread or 1.0, recipe.seed + 1))
    assert "seed" in PARAMETERS[shape]
    assert not np.array_equal(one.points, other.points)


def test_sizes_and_densities_are_unequal() -> None:
    sizes = make(DEFAULTS[Shape.UNEQUAL_SIZES])
    assert sizes.truth is not None
    assert np.bincount(sizes.truth).tolist() == [480, 102, 18]
    spreads = deviations(make(DEFAULTS[Shape.UNEQUAL_DENSITIES]))
    assert max(spreads) > 3 * min(spreads)


def test_anisotropic_blobs_are_long() -> None:
    made = make(DEFAULTS[Shape.ANISOTROPIC])
    for cluster in range(3):
        values = np.linalg.eigvalsh(np.cov(made.points[made.truth == cluster].T))
        assert values[1] > 4 * values[0]


def test_spray_stays_near_and_differs_by_seed() -> None:
    points = spray((5.0, -3.0), 2.0, 3000, 1)
    distances = np.hypot(*(points - (5.0, -3.0)).T)
    assert (distances < 2).mean() == pytest.approx(2 / 3, abs=0.05)
    assert not np.array_equal(points, spray((5.0, -3.0), 2.0, 3000, 2))


def deviations(made: PointSet) -> list[float]:
    return [float(made.points[made.truth == cluster].std()) for cluster in range(3)]
