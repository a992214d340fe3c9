"""One call of `cv2.kmeans` with all of its arguments."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from kquant.core.model.arrays import Float32
from kquant.core.model.choices import Init
from kquant.core.run import kmeans
from kquant.core.run.run import OnProgress, Run, ShouldStop
from kquant.lab.core.points import PointSet
from kquant.lab.core.settings import LabSettings, resolved
from kquant.lab.core.starts import nearest, starting_centers


@dataclass(frozen=True, slots=True, eq=False)
class LabRun:
    """What `cv2.kmeans` returned, and how it got there.

    Attributes:
        compactness: the sum of the squared distances of the points to their centres, as returned.
        labels: (N,) int32.
        centers: (K, 2) float32.
        attempts: compactness of each attempt.
        best: which attempt, from 0, the rest is of.
        settings: what ran.
        notes: a sentence for each thing that differs from what was asked or is good to know.
    """

    compactness: float
    labels: NDArray[np.int32]
    centers: Float32
    attempts: tuple[float, ...]
    best: int
    settings: LabSettings
    notes: tuple[str, ...] = ()


def run(
    points: PointSet,
    settings: LabSettings,
    on_progress: OnProgress | None = None,
    should_stop: ShouldStop | None = None,
) -> LabRun:
    """Cluster the points; bit for bit what one call of `cv2.kmeans` after `cv2.setRNGSeed(seed)` returns.

    With `Init.GIVEN` every point's nearest given centre is its initial label, and only the first attempt
    starts from these: so does KMEANS_USE_INITIAL_LABELS.

    Raises:
        KQuantError: there is nothing to cluster.
        Cancelled: `should_stop` said so, between two attempts.
    """
    request = resolved(settings, points)
    progress = Run(None, on_progress, should_stop)
    asked, best, found = request.settings, 0, []
    outputs = kmeans.attempts(
        points.samples,
        asked.k,
        asked.init,
        asked.criteria,
        asked.seed,
        asked.attempts,
        initial_labels(points, asked),
    )
    with progress.stage("cluster", 1.0):
        for number, output in enumerate(outputs):
            found.append(output.compactness)
            if number == 0 or output.compactness < found[best]:
                best, kept = number, output
            progress.at((number + 1) / asked.attempts)
    labels, centers = kept.labels.ravel(), kept.centers
    return LabRun(found[best], labels, centers, tuple(found), best, asked, request.notes)


def initial_labels(points: PointSet, settings: LabSettings) -> NDArray[np.int32]:
    """(N, 1) int32 labels of the nearest given centres; none where none are given."""
    if settings.init is not Init.GIVEN:
        return np.empty((0, 1), np.int32)
    return nearest(points.samples, starting_centers(points, settings))[0][:, None]
