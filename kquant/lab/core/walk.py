"""k-means in half steps: assign, update, assign, update ... each one kept.

The arithmetic is that of `cv2.kmeans` (OpenCV's core/kmeans.cpp), in float32 and in its order, so that a walk
ends where a run does.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import StrEnum
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from kquant.core.model.arrays import Float32
from kquant.core.model.choices import Init
from kquant.core.run.kmeans import Criteria
from kquant.lab.core.points import PointSet
from kquant.lab.core.settings import LabSettings, resolved
from kquant.lab.core.starts import nearest, squared_distances, starting_centers


class Phase(StrEnum):
    """What a half step has done."""

    START = "start"  # placed the initial centres
    ASSIGN = "assign"  # given every point to its nearest centre
    UPDATE = "update"  # moved every centre to the mean of its points


class Stop(StrEnum):
    """Why a walk is over."""

    EPSILON = "epsilon"  # no centre moved further than EPS
    MAX_ITER = "max-iter"  # the iterations asked for are done
    SETTLED = "settled"  # nothing moves any more, without an EPS
    LIMIT = "limit"  # cv2.kmeans goes no further by itself: 100 iterations, or the 2 that K = 1 needs


@dataclass(frozen=True, slots=True, eq=False)
class HalfStep:
    """Where the walk is after one half step.

    Attributes:
        iteration: how many iterations `cv2.kmeans` counts so far.
        centers: (K, 2) float32.
        labels: (N,) int32; None at the start.
        cost: the compactness of these labels and centres; None at the start.
        changed: points that have another label than before.
        shift: how far the centre that moved most moved; None but after an update.
        refilled: clusters that had no point left, and were given the one farthest from the centre of the
            largest cluster.
    """

    phase: Phase
    iteration: int
    centers: Float32
    labels: NDArray[np.int32] | None = None
    cost: float | None = None
    changed: int = 0
    shift: float | None = None
    refilled: tuple[int, ...] = ()


@dataclass(frozen=True, eq=False)
class Walk:
    """All half steps so far; never changed, only followed by a longer or a shorter one.

    Attributes:
        samples: (N, 2) float32.
        settings: what is walked, resolved.
        stopped: why there is no further step, None while there is one.
        notes: as in `LabRun`.
        from_labels: whether the first assignment counts as initial labels.
    """

    samples: Float32
    settings: LabSettings
    steps: tuple[HalfStep, ...]
    stopped: Stop | None = None
    notes: tuple[str, ...] = ()
    from_labels: bool = False

    @property
    def step(self) -> HalfStep:
        """The last one."""
        return self.steps[-1]

    @property
    def costs(self) -> list[tuple[int, float]]:
        """(index of the step, cost) of every step that has one."""
        return [(number, step.cost) for number, step in enumerate(self.steps) if step.cost is not None]

    @cached_property
    def trails(self) -> Float32:
        """(K, U, 2) the places of each centre so far: the first, and one after every update."""
        places = [step.centers for step in self.steps if step.phase is not Phase.ASSIGN]
        return np.stack(places, axis=1)

    def advanced(self) -> Walk:
        """With one more half step; itself once it has stopped."""
        if self.stopped is not None:
            return self
        if self.step.phase is Phase.ASSIGN:
            step = self._update()
            return replace(self, steps=(*self.steps, step), stopped=self._stop_after(step))
        return replace(self, steps=(*self.steps, self._assign()))

    def back(self) -> Walk:
        """Without the last half step; itself at the start."""
        return self if len(self.steps) == 1 else replace(self, steps=self.steps[:-1], stopped=None)

    def to_end(self) -> Walk:
        """To where it stops, after at most 100 iterations."""
        walk = self
        while walk.stopped is None:
            walk = walk.advanced()
        return walk

    def _assign(self) -> HalfStep:
        before = self.step
        labels, distances = nearest(self.samples, before.centers)
        changed = len(labels) if before.labels is None else int((labels != before.labels).sum())
        return HalfStep(Phase.ASSIGN, before.iteration, before.centers, labels, _total(distances), changed)

    def _update(self) -> HalfStep:
        before = self.step
        assert before.labels is not None
        centers, labels, refilled = means(self.samples, before.labels, self.settings.k)
        shift = float(((centers - before.centers).astype(np.float64) ** 2).sum(axis=1).max() ** 0.5)
        cost = _total(squared_distances(self.samples, centers[labels].T))
        changed = int((labels != before.labels).sum())
        return HalfStep(Phase.UPDATE, before.iteration + 1, centers, labels, cost, changed, shift, refilled)

    def _stop_after(self, step: HalfStep) -> Stop | None:
        settings, criteria = self.settings, self.settings.criteria
        assert step.shift is not None
        first_of_labels = self.from_labels and step.iteration == 1
        if not first_of_labels and step.shift**2 <= criteria.epsilon**2:
            return Stop.SETTLED if settings.epsilon is None else Stop.EPSILON
        if step.iteration < _last_iteration(settings.k, criteria):
            return None
        return Stop.LIMIT if settings.max_iter is None or settings.k == 1 else Stop.MAX_ITER


def begin(points: PointSet, settings: LabSettings, attempt: int = 0, centers: Float32 | None = None) -> Walk:
    """The start of one attempt of `cv2.kmeans`; `centers` are its initial ones, where they are known already.

    Raises:
        KQuantError: there is nothing to cluster.
    """
    request = resolved(settings, points)
    if centers is None:
        centers = starting_centers(points, request.settings, attempt)
    # Initial labels count as no iteration, drawn centres as the first one.
    from_labels = request.settings.init is Init.GIVEN and attempt == 0
    start = HalfStep(Phase.START, 0 if from_labels else 1, centers)
    return Walk(points.samples, request.settings, (start,), None, request.notes, from_labels)


def means(
    samples: Float32, labels: NDArray[np.int32], k: int
) -> tuple[Float32, NDArray[np.int32], tuple[int, ...]]:
    """(K, 2) centres of clusters none of which is empty, their labels, and the clusters that were empty.

    An empty cluster takes the farthest point of the largest one, the last of equals.
    """
    counts = np.bincount(labels, minlength=k)
    sums = np.zeros((k, 2), np.float32)
    np.add.at(sums, labels, samples)  # one after another: a pairwise sum would round otherwise
    empty = tuple(np.flatnonzero(counts == 0).tolist())
    if empty:
        labels = labels.copy()
    for cluster in empty:
        largest = int(counts.argmax())
        members = np.flatnonzero(labels == largest)
        middle = sums[largest] * (np.float32(1) / np.float32(counts[largest]))
        distances = squared_distances(samples[members], middle)
        farthest = members[len(members) - 1 - int(distances[::-1].argmax())]
        labels[farthest] = cluster
        counts[largest] -= 1
        counts[cluster] += 1
        sums[largest] -= samples[farthest]
        sums[cluster] += samples[farthest]
    return sums * (np.float32(1) / counts.astype(np.float32))[:, None], labels, empty


def _last_iteration(k: int, criteria: Criteria) -> int:
    return 2 if k == 1 else criteria.max_iter


def _total(distances: Float32) -> float:
    return float(distances.sum(dtype=np.float64))
