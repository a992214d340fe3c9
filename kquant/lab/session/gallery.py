"""When k-means fails: examples, each with a sentence on why."""

from __future__ import annotations

from dataclasses import dataclass

from kquant.core.model.choices import Init
from kquant.lab.core.datasets import make
from kquant.lab.core.points import PointSet
from kquant.lab.core.recipe import DEFAULTS, Recipe, Shape
from kquant.lab.core.settings import LabSettings
from kquant.translation import QT_TRANSLATE_NOOP


@dataclass(frozen=True, slots=True)
class Failure:
    """An example; `title` and `why` are to be translated in the context "LabGallery".

    Attributes:
        outliers: points added to those of the recipe.
    """

    key: str
    title: str
    why: str
    recipe: Recipe
    settings: LabSettings
    outliers: tuple[tuple[float, float], ...] = ()

    def points(self) -> PointSet:
        """The points of the example."""
        points = make(self.recipe)
        return points.added(self.outliers) if self.outliers else points


def _thorough(k: int) -> LabSettings:
    """With luck left out of it."""
    return LabSettings(k=k, init=Init.PP, max_iter=100, epsilon=0.001, attempts=10)


FAILURES: tuple[Failure, ...] = (
    Failure(
        "moons",
        QT_TRANSLATE_NOOP("LabGallery", "Two moons"),
        QT_TRANSLATE_NOOP(
            "LabGallery",
            "A cluster is what is nearest to one centre, and two centres part the plane by a straight line: "
            "no line runs between two moons that reach into one another.",
        ),
        DEFAULTS[Shape.MOONS],
        _thorough(2),
    ),
    Failure(
        "circles",
        QT_TRANSLATE_NOOP("LabGallery", "A circle in a circle"),
        QT_TRANSLATE_NOOP(
            "LabGallery",
            "Both circles have the same mean, so a centre in the middle would have to own near and far "
            "points alike: k-means cuts the disc into halves instead.",
        ),
        DEFAULTS[Shape.CIRCLES],
        _thorough(2),
    ),
    Failure(
        "densities",
        QT_TRANSLATE_NOOP("LabGallery", "Unequal densities"),
        QT_TRANSLATE_NOOP(
            "LabGallery",
            "The border runs halfway between two centres, however far each cluster spreads: the edge of the "
            "wide one is given to its dense neighbour.",
        ),
        DEFAULTS[Shape.UNEQUAL_DENSITIES],
        _thorough(3),
    ),
    Failure(
        "sizes",
        QT_TRANSLATE_NOOP("LabGallery", "Unequal sizes"),
        QT_TRANSLATE_NOOP(
            "LabGallery",
            "Only the sum of squared distances counts: cutting a cluster of many points in two can save more "
            "than a centre for a few points of their own.",
        ),
        DEFAULTS[Shape.UNEQUAL_SIZES],
        _thorough(3),
    ),
    Failure(
        "anisotropy",
        QT_TRANSLATE_NOOP("LabGallery", "Long clusters"),
        QT_TRANSLATE_NOOP(
            "LabGallery",
            "Distance counts the same in every direction, so clusters come out round: long ones side by "
            "side are cut across.",
        ),
        DEFAULTS[Shape.ANISOTROPIC],
        _thorough(3),
    ),
    Failure(
        "too-many",
        QT_TRANSLATE_NOOP("LabGallery", "More centres than clusters"),
        QT_TRANSLATE_NOOP(
            "LabGallery",
            "K is what you say, not what is there: asked for eight clusters of five blobs, k-means cuts some "
            "of them apart, and the compactness even falls.",
        ),
        DEFAULTS[Shape.BLOBS],
        _thorough(8),
    ),
    Failure(
        "outlier",
        QT_TRANSLATE_NOOP("LabGallery", "One outlier"),
        QT_TRANSLATE_NOOP(
            "LabGallery",
            "Squares make a far point weigh more than many near ones: it gets a centre to itself, and two "
            "real clusters have to share another.",
        ),
        DEFAULTS[Shape.BLOBS],
        _thorough(5),
        ((30.0, 30.0),),
    ),
)
"""In the order in which they are shown."""
