"""What a made-up set of points is made by."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Shape(StrEnum):
    """A kind of made-up points."""

    BLOBS = "blobs"
    UNIFORM = "uniform"
    MOONS = "moons"
    CIRCLES = "circles"
    ANISOTROPIC = "anisotropic"
    UNEQUAL_SIZES = "unequal-sizes"
    UNEQUAL_DENSITIES = "unequal-densities"
    ONE_BLOB = "one-blob"


@dataclass(frozen=True, slots=True)
class Recipe:
    """How points are made; the default is the lab's opening example.

    Attributes:
        samples: how many, 1..100,000.
        centers: blobs, 1..50, where the shape has blobs that can be counted.
        spread: standard deviation of each blob, or of the noise of moons and circles, from 0.
        seed: 0..2**31 - 1, scikit-learn's `random_state`.
    """

    shape: Shape = Shape.BLOBS
    samples: int = 100
    centers: int = 5
    spread: float = 1.5
    seed: int = 10


PARAMETERS: dict[Shape, tuple[str, ...]] = {
    Shape.BLOBS: ("samples", "centers", "spread", "seed"),
    Shape.UNIFORM: ("samples", "seed"),
    Shape.MOONS: ("samples", "spread", "seed"),
    Shape.CIRCLES: ("samples", "spread", "seed"),
    Shape.ANISOTROPIC: ("samples", "centers", "spread", "seed"),
    Shape.UNEQUAL_SIZES: ("samples", "spread", "seed"),
    Shape.UNEQUAL_DENSITIES: ("samples", "spread", "seed"),
    Shape.ONE_BLOB: ("samples", "spread", "seed"),
}
"""The fields of a recipe that matter for a shape."""

DEFAULTS: dict[Shape, Recipe] = {
    Shape.BLOBS: Recipe(),
    Shape.UNIFORM: Recipe(Shape.UNIFORM, 300, 1, 0.0, 0),
    Shape.MOONS: Recipe(Shape.MOONS, 300, 2, 0.05, 0),
    Shape.CIRCLES: Recipe(Shape.CIRCLES, 300, 2, 0.05, 0),
    Shape.ANISOTROPIC: Recipe(Shape.ANISOTROPIC, 300, 3, 1.0, 170),
    Shape.UNEQUAL_SIZES: Recipe(Shape.UNEQUAL_SIZES, 600, 3, 1.0, 25),
    Shape.UNEQUAL_DENSITIES: Recipe(Shape.UNEQUAL_DENSITIES, 300, 3, 1.0, 170),
    Shape.ONE_BLOB: Recipe(Shape.ONE_BLOB, 200, 1, 1.0, 0),
}
"""A telling example of each shape."""
