"""Made-up points, bit for bit those of scikit-learn (https://scikit-learn.org/stable/datasets/sample_generators.html)
where it has such a function, without needing it."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np

from kquant.core.model.arrays import Float64, Int64
from kquant.lab.core.points import PointSet
from kquant.lab.core.recipe import Recipe, Shape

Made = tuple[Float64, Int64 | None]

SHEAR = ((0.6, -0.6), (-0.4, 0.8))
"""What blobs are multiplied by to be drawn out."""

DENSITIES = (1.0, 2.5, 0.5)
"""Standard deviations of three blobs, to be multiplied by the spread."""

_SHARES = (0.8, 0.17)
"""Of the points in the first two of three blobs; the third has the rest."""

INNER = 0.5
"""The radius of the inner circle; the outer one's is 1."""


def make(recipe: Recipe) -> PointSet:
    """The points of a recipe, always the same."""
    random = np.random.RandomState(recipe.seed)  # scikit-learn's, whose numbers never change
    points, truth = _MAKERS[recipe.shape](recipe, random)
    return PointSet(points, truth, source=recipe.shape.value, recipe=recipe)


def spray(center: tuple[float, float], radius: float, count: int, seed: int) -> Float64:
    """(count, 2) points around a centre: normally distributed, two thirds of them within `radius`."""
    deviation = radius / np.sqrt(2 * np.log(3))
    return np.random.default_rng(seed).normal(center, deviation, (count, 2))


def unequal_counts(samples: int) -> list[int]:
    """How many points the three blobs of `Shape.UNEQUAL_SIZES` have."""
    most, some = (int(samples * share) for share in _SHARES)
    return [most, some, samples - most - some]


def _blobs(random: np.random.RandomState, counts: Sequence[int], spreads: Sequence[float]) -> Made:
    """`make_blobs`: centres uniform in -10..10, normal points around each, shuffled."""
    centers = random.uniform(-10.0, 10.0, size=(len(counts), 2))
    parts = [
        random.normal(loc=center, scale=spread, size=(count, 2))
        for center, count, spread in zip(centers, counts, spreads, strict=True)
    ]
    truth = np.repeat(np.arange(len(counts)), counts)
    return _shuffled(np.concatenate(parts), truth, random)


def _shuffled(points: Float64, truth: Int64, random: np.random.RandomState) -> Made:
    order = np.arange(len(points))
    random.shuffle(order)
    return points[order], truth[order]


def _even(recipe: Recipe) -> list[int]:
    """As many points in each blob, the first ones having one more of what is left over."""
    share, rest = divmod(recipe.samples, recipe.centers)
    return [share + (number < rest) for number in range(recipe.centers)]


def _make_blobs(recipe: Recipe, random: np.random.RandomState) -> Made:
    return _blobs(random, _even(recipe), [recipe.spread] * recipe.centers)


def _make_anisotropic(recipe: Recipe, random: np.random.RandomState) -> Made:
    points, truth = _make_blobs(recipe, random)
    return np.dot(points, SHEAR), truth


def _make_unequal_sizes(recipe: Recipe, random: np.random.RandomState) -> Made:
    return _blobs(random, unequal_counts(recipe.samples), [recipe.spread] * 3)


def _make_unequal_densities(recipe: Recipe, random: np.random.RandomState) -> Made:
    counts = _even(Recipe(samples=recipe.samples, centers=len(DENSITIES)))
    return _blobs(random, counts, [recipe.spread * part for part in DENSITIES])


def _make_one_blob(recipe: Recipe, random: np.random.RandomState) -> Made:
    return _blobs(random, [recipe.samples], [recipe.spread])


def _make_uniform(recipe: Recipe, random: np.random.RandomState) -> Made:
    return random.uniform(-10.0, 10.0, size=(recipe.samples, 2)), None


def _make_moons(recipe: Recipe, random: np.random.RandomState) -> Made:
    """`make_moons`: two half circles that reach into one another."""
    angles = [np.linspace(0, np.pi, count) for count in _halves(recipe)]
    upper = np.cos(angles[0]), np.sin(angles[0])
    lower = 1 - np.cos(angles[1]), 1 - np.sin(angles[1]) - 0.5
    return _noisy_pair(upper, lower, recipe, random)


def _make_circles(recipe: Recipe, random: np.random.RandomState) -> Made:
    """`make_circles`: one circle inside another."""
    angles = [np.linspace(0, 2 * np.pi, count, endpoint=False) for count in _halves(recipe)]
    outer = np.cos(angles[0]), np.sin(angles[0])
    inner = np.cos(angles[1]) * INNER, np.sin(angles[1]) * INNER
    return _noisy_pair(outer, inner, recipe, random)


def _halves(recipe: Recipe) -> tuple[int, int]:
    half = recipe.samples // 2
    return half, recipe.samples - half


def _noisy_pair(
    first: tuple[Float64, Float64],
    second: tuple[Float64, Float64],
    recipe: Recipe,
    random: np.random.RandomState,
) -> Made:
    points = np.concatenate([np.stack(first, axis=1), np.stack(second, axis=1)])
    points, truth = _shuffled(points, np.repeat([0, 1], _halves(recipe)), random)
    return points + random.normal(scale=recipe.spread, size=points.shape), truth


_MAKERS: dict[Shape, Callable[[Recipe, np.random.RandomState], Made]] = {
    Shape.BLOBS: _make_blobs,
    Shape.UNIFORM: _make_uniform,
    Shape.MOONS: _make_moons,
    Shape.CIRCLES: _make_circles,
    Shape.ANISOTROPIC: _make_anisotropic,
    Shape.UNEQUAL_SIZES: _make_unequal_sizes,
    Shape.UNEQUAL_DENSITIES: _make_unequal_densities,
    Shape.ONE_BLOB: _make_one_blob,
}
