"""What a plot of the lab shows, and how it is made of what the document holds."""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np

from kquant.core.model.arrays import Float32, Float64, Int64
from kquant.core.model.choices import Init
from kquant.lab.core.points import PointSet
from kquant.lab.core.scores import Whole, confusion
from kquant.lab.core.settings import MAX_K
from kquant.lab.core.starts import nearest
from kquant.lab.session.document import LabDocument

NO_CENTERS: Float64 = np.zeros((0, 2))
_QUICK = 1_000_000  # distances that can be found while somebody waits for a frame


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


class SceneBuilder:
    """Knows the scene before, so that nothing flickers while points are edited and a run is on its way."""

    def __init__(self, document: LabDocument) -> None:
        self._document = document
        self._centers: Float32 | None = None

    def scene(self) -> LabScene:
        """The walk if there is one, else the run, else only the points."""
        document = self._document
        points, walk, run = document.points, document.walk, document.run
        if walk is not None:
            step = walk.step
            return LabScene(
                points, step.labels, step.centers, walk.steps[0].centers, walk.trails, step.refilled
            )
        if run is not None:
            self._centers = run.centers
            return LabScene(points, run.labels, run.centers, starting_places(document))
        kept = self._centers if points.recipe is None and document.live else None
        if kept is None or not 0 < len(points) * len(kept) <= _QUICK:
            return LabScene(points, starts=starting_places(document))
        return LabScene(points, nearest(points.samples, kept)[0], kept, starting_places(document))


def starting_places(document: LabDocument) -> Float64:
    """(S, 2) the initial centres that were placed by hand, or else those of the run's best attempt."""
    settings = document.settings
    if settings.init is Init.GIVEN and settings.centers:
        return np.array(settings.centers, np.float64).reshape(-1, 2)
    return NO_CENTERS if document.start is None else document.start.astype(np.float64)


def truth_scene(document: LabDocument, shown: LabScene) -> LabScene:
    """The points by the cluster they were made in, in the colours of the found ones most like these."""
    truth = document.points.truth
    if truth is None or shown.labels is None or len(shown.labels) != len(truth):
        return LabScene(document.points, truth)
    found = confusion(truth, shown.labels)
    likeness = found.counts.astype(np.float64)
    names = np.full(int(truth.max(initial=-1)) + 2, -1)  # the last one is for unknown truth
    for _ in range(min(likeness.shape)):
        row, column = np.unravel_index(int(likeness.argmax()), likeness.shape)
        names[found.truths[row]] = found.clusters[column]
        likeness[row, :] = likeness[:, column] = -1
    left = [int(one) for one in found.truths if names[one] < 0]
    free = (name for name in range(len(names) + MAX_K) if name not in names)
    for one in left:
        names[one] = next(free)
    return LabScene(document.points, names[truth], names=_named(document.points, found.truths))


def true_name(cluster: int) -> str:
    """A, B, C ... for true clusters, which have no numbers, as found ones do."""
    return chr(ord("A") + cluster % 26) + (str(cluster // 26) if cluster >= 26 else "")


def _named(points: PointSet, truths: Int64) -> tuple[tuple[str, float, float], ...]:
    """In the middle of each cluster."""
    middles = ((int(one), points.points[points.truth == one].mean(axis=0).tolist()) for one in truths)
    return tuple((true_name(one), x, y) for one, (x, y) in middles)
