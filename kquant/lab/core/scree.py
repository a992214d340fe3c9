"""Which K: how compactness and silhouette go with the number of clusters."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from kquant.core.model.arrays import Float64, Int64
from kquant.core.model.choices import Init
from kquant.core.run.run import OnProgress, Run, ShouldStop
from kquant.lab.core.points import PointSet
from kquant.lab.core.run import run
from kquant.lab.core.scores import SILHOUETTE_POINTS, silhouette, silhouette_sample
from kquant.lab.core.settings import MAX_K, LabSettings, resolved

_ATTEMPTS = (3, 30)
_AFFORDABLE = 300_000
"""As many attempts as there are of this many points, within `_ATTEMPTS`: with few, bad luck at one K would be
taken for a property of the points; many points are alike for any attempt, and slow."""

_NOTHING = 1e-12
"""Compactness below this part of that of K = 1 is rounding."""

_BEND = 0.05
"""An elbow has at least some 5 % less compactness than no elbow would have."""


@dataclass(frozen=True, slots=True, eq=False)
class Scree:
    """The figures of K = 1, 2, ...

    Attributes:
        ks: (n,) int64.
        compactness: (n,) float64.
        silhouettes: (n,) float64, -1..1; NaN where it is undefined, as for K = 1.
        elbow: the K where the compactness bends most, None if it does not.
        sampled: on how many of the points the silhouettes were measured, None for all.
    """

    ks: Int64
    compactness: Float64
    silhouettes: Float64
    elbow: int | None
    sampled: int | None

    @property
    def best_silhouette(self) -> int | None:
        """The K of the highest silhouette, None if there is none."""
        if np.isnan(self.silhouettes).all():
            return None
        return int(self.ks[np.nanargmax(self.silhouettes)])


def scree(
    points: PointSet,
    settings: LabSettings,
    most: int = 10,
    on_progress: OnProgress | None = None,
    should_stop: ShouldStop | None = None,
) -> Scree:
    """Cluster with K = 1..`most`, each as well as can be: k-means++, up to 30 attempts, until nothing moves.

    Of `settings` only the seed matters: the figures are to tell of the points, not of the luck.

    Raises:
        KQuantError: there is nothing to cluster.
        Cancelled: `should_stop` said so.
    """
    low, high = _ATTEMPTS
    attempts = min(max(_AFFORDABLE // max(len(points), 1), low), high)
    thorough = LabSettings(min(most, MAX_K), Init.PP, None, None, attempts, settings.seed)
    progress = Run(None, on_progress, should_stop)
    last = resolved(thorough, points).settings.k
    sample = silhouette_sample(len(points))
    compactness, silhouettes = [], []
    with progress.stage("scree", 1.0):
        for k in range(1, last + 1):
            one = run(points, replace(thorough, k=k), should_stop=should_stop)
            compactness.append(one.compactness)
            silhouettes.append(silhouette(points.points[sample], one.labels[sample], progress.check))
            progress.at(k / last)
    ks, costs = np.arange(1, last + 1), np.array(compactness)
    sampled = SILHOUETTE_POINTS if len(sample) < len(points) else None
    return Scree(ks, costs, np.array(silhouettes), elbow(costs), sampled)


def elbow(compactness: Float64) -> int | None:
    """The K, of 1, 2, ..., at which the compactness bends most, None if it does not.

    Without clusters the compactness of points in a plane falls as 1 / K: a straight line where both axes are
    logarithmic. The elbow is farthest below the line from the first to the last K, as in Satopaa et al.,
    "Finding a 'kneedle' in a haystack", 2011.
    """
    positive = compactness[compactness > _NOTHING * compactness.max(initial=0)]
    if len(positive) < 3:
        return None
    costs, ks = np.log(positive), np.log(np.arange(1, len(positive) + 1))
    below = costs[0] + (costs[-1] - costs[0]) * ks / ks[-1] - costs
    best = int(below.argmax())
    return best + 1 if below[best] > _BEND else None
