"""What a plot of the lab shows."""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np

from kquant.core.model.arrays import Float32, Float64
from kquant.lab.core.points import PointSet
from kquant.lab.core.scores import Whole

NO_CENTERS: Float64 = np.zeros((0, 2))


@dataclass(frozen=True, slots=True)
class Layers:
    """What is drawn besides points and centres.

    Attributes:
        regions: where each centre is the nearest one.
        links: a line from each point to its centre.
        trails: the way each centre has come.
        starts: the initial centres.
    """

    regions: bool = True
    links: bool = False
    trails: bool = True
    starts: bool = False


@dataclass(frozen=True, slots=True)
class ChosenMarks:
    """What keys and drags are meant for.

    Attributes:
        points: indices of points.
        center: index of an initial centre.
        band: a rectangle that is being drawn to select points, as two corners.
    """

    points: tuple[int, ...] = ()
    center: int | None = None
    band: tuple[tuple[float, float], tuple[float, float]] | None = None


@dataclass(frozen=True, slots=True, eq=False)
class LabScene:
    """Points with what is known of them at one moment.

    Attributes:
        points: all of them.
        labels: (N,) cluster of each, or None while there are none.
        centers: (K, 2), the red ones.
        starts: (S, 2), where they begin.
        trails: (K, U, 2), where they have been.
        refilled: clusters that ran empty and were given a point.
        names: what is written over the points, and where.
    """

    points: PointSet
    labels: Whole | None = None
    centers: Float32 | Float64 = field(default_factory=lambda: NO_CENTERS)
    starts: Float32 | Float64 = field(default_factory=lambda: NO_CENTERS)
    trails: Float32 | None = None
    refilled: tuple[int, ...] = ()
    names: tuple[tuple[str, float, float], ...] = ()
