"""The one door to `cv2.kmeans`: seeded, one attempt a call, in steps that can be followed and stopped.

What OpenCV does and the callers rely on (read in its source, measured with 4.14 and 5.0): samples are the
rows of a float32 array, a single row is taken for N one-dimensional samples; the labels returned are those
that the returned centres were computed from; MAX_ITER is clamped to 2..100; the same seed gives the same
result for any number of threads.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

import cv2
import numpy as np
from numpy.typing import NDArray

from kquant.core.model.arrays import Float32, Float64
from kquant.core.model.choices import Init
from kquant.core.model.clustering import KMeansOutput

_CRITERIA = cv2.TERM_CRITERIA_EPS + cv2.TERM_CRITERIA_MAX_ITER
_FLAGS = {Init.RANDOM: cv2.KMEANS_RANDOM_CENTERS, Init.PP: cv2.KMEANS_PP_CENTERS}


class Criteria(NamedTuple):
    """When to stop: after `max_iter` iterations, or once no centre moves by more than `epsilon`."""

    max_iter: int
    epsilon: float


def threads() -> int:
    """How many threads OpenCV uses in this process."""
    return cv2.getNumThreads()


def use_threads(count: int) -> None:
    """Let OpenCV use so many threads, in the whole process; its results do not depend on it."""
    cv2.setNumThreads(count)


def attempt(data: Float32, k: int, init: Init, criteria: Criteria, seed: int) -> KMeansOutput:
    """One run of `cv2.kmeans` on (N, D) float32 samples from random or k-means++ centres, K <= N."""
    cv2.setRNGSeed(seed)  # its random numbers are per thread
    return _call(data, k, None, criteria, _FLAGS[init])


def attempts(
    data: Float32, k: int, init: Init, criteria: Criteria, seed: int, count: int, labels: NDArray[np.int32]
) -> Iterator[KMeansOutput]:
    """The attempts that one call of `cv2.kmeans` with `attempts=count` makes, one after another.

    That call returns the first of those with the lowest compactness. With `Init.GIVEN` the first attempt
    goes on from (N, 1) int32 `labels` and the others are random, as with KMEANS_USE_INITIAL_LABELS; else
    `labels` is not read. OpenCV's random numbers of this thread are in use until the end.
    """
    cv2.setRNGSeed(seed)
    for number in range(count):
        if init is Init.GIVEN and number == 0:
            yield resume(data, k, labels, criteria)
        else:
            yield _call(data, k, None, criteria, _FLAGS.get(init, cv2.KMEANS_RANDOM_CENTERS))


def resume(data: Float32, k: int, labels: NDArray[np.int32], criteria: Criteria) -> KMeansOutput:
    """Go on from (N, 1) int32 labels: KMEANS_USE_INITIAL_LABELS. `labels` is left as it is."""
    return _call(data, k, labels.copy(), criteria, cv2.KMEANS_USE_INITIAL_LABELS)


def iterate(
    data: Float32, k: int, start: KMeansOutput, done: int, criteria: Criteria
) -> Iterator[tuple[int, KMeansOutput]]:
    """Follow a run from the output of its first `done` iterations to its end, two iterations a call.

    Yields (iterations so far, output). A call first recomputes the centres of its initial labels, so
    each one goes on exactly where the one before ended: up to float32 rounding where OpenCV, refilling an
    empty cluster, had subtracted from a sum that is not a whole number. Ends as `cv2.kmeans` does.
    """
    output = start
    while done < criteria.max_iter:
        before = output.centers
        output = resume(data, k, output.labels, Criteria(2, 0))
        done += 1
        yield done, output
        shift = (output.centers - before).astype(np.float64)
        if float((shift**2).sum(axis=1).max()) <= criteria.epsilon**2:
            return


def attempt_seed(seed: int, number: int) -> int:
    """The seed of one attempt: the same attempt of the same seed is the same run."""
    return int(np.random.SeedSequence((seed, number)).generate_state(1)[0] & 0x7FFFFFFF)


def plus_plus(data: Float64, given: Float64, k: int, seed: int) -> Float64:
    """Add to the (G, D) `given` centres rows of (N, D) `data` until there are K, by k-means++ sampling.

    Each is drawn with a probability proportional to its squared distance from the nearest centre so
    far (Arthur and Vassilvitskii, "k-means++: the advantages of careful seeding", 2007).
    """
    random = np.random.default_rng(seed)
    centers = list(given[:k])
    distances = np.full(len(data), np.inf)
    for center in centers:
        distances = np.minimum(distances, ((data - center) ** 2).sum(axis=1))
    while len(centers) < k:
        chances = np.where(np.isinf(distances), 1.0, distances).cumsum()
        drawn = int(np.searchsorted(chances, random.random() * chances[-1], side="right"))
        centers.append(data[min(drawn, len(data) - 1)])
        distances = np.minimum(distances, ((data - centers[-1]) ** 2).sum(axis=1))
    return np.array(centers)


def _call(
    data: Float32,
    k: int,
    labels: NDArray[np.int32] | None,
    criteria: Criteria,
    flags: int,
) -> KMeansOutput:
    if len(data) == 1:
        return KMeansOutput(0.0, np.zeros((1, 1), np.int32), data.copy())
    compactness, found, centers = cv2.kmeans(
        data,
        k,
        labels,  # type: ignore[arg-type]  # None asks for none; the stubs do not know
        (_CRITERIA, criteria.max_iter, criteria.epsilon),
        1,
        flags,
    )
    return KMeansOutput(float(compactness), np.asarray(found, np.int32), np.asarray(centers, np.float32))
