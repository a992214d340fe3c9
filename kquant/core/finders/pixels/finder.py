"""The `pixels` finder: `cv2.kmeans` on every visible pixel, as OpenCV's users know it. The reference."""

from __future__ import annotations

from collections.abc import Generator, Iterator
from contextlib import closing
from dataclasses import dataclass, replace

import numpy as np

from kquant.core.color.spaces import to_space
from kquant.core.finders.initial import given_labels, locked_centers, with_locked
from kquant.core.image.histogram import colors_of
from kquant.core.image.source import Source
from kquant.core.model.arrays import Float32
from kquant.core.model.choices import Init, Space
from kquant.core.model.clustering import Clustering, KMeansOutput
from kquant.core.model.specification import Specification
from kquant.core.run import kmeans
from kquant.core.run.parallel import blocks
from kquant.core.run.run import Run

_BLOCK = 1 << 18
_BLINK = 1 << 23
"""Distances up to which a call of `cv2.kmeans` ends before anyone could want to stop it."""


@dataclass(frozen=True, slots=True)
class PixelsFinder:
    """Makes every attempt on every pixel.

    A call of `cv2.kmeans` cannot be stopped. Where one may take longer than a blink, the attempts are made
    in a process of their own, which can.
    """

    needs_pixels: bool = True

    def find(self, source: Source, spec: Specification, run: Run) -> Clustering:
        """The best attempt; locked colours take the places of the centres that are nearest to them."""
        from kquant.core.finders.pixels import process

        data = pixel_samples(source, spec.space)
        if len(data) < spec.colors:  # of a tiny picture with held colours that it does not have
            data = np.resize(data, (spec.colors, data.shape[1]))
        steps = attempts(data, spec) if len(data) * spec.colors < _BLINK else process.attempts(data, spec)
        with closing(steps):  # at once: a `Cancelled` that someone keeps would keep the process alive
            for step in steps:
                run.at(step.done)
        assert step.best is not None
        return Clustering(
            with_locked(step.best.centers.astype(np.float64), locked_centers(spec)),
            np.arange(spec.colors) < len(spec.locked),
            attempts=step.attempts,
            iterations=step.iterations,
            trace=step.trace,
            reference=step.best,
        )


FINDER = PixelsFinder()


@dataclass(frozen=True, slots=True, eq=False)
class Attempts:
    """The attempts so far.

    Attributes:
        done: the part of the work that is done, at the latest possible end.
        best: the output with the lowest compactness among the attempts that ended.
        iterations: of that attempt.
        trace: compactness after each call of `cv2.kmeans` in that attempt.
        attempts: compactness of each attempt that ended.
    """

    done: float
    best: KMeansOutput | None
    iterations: int
    trace: tuple[float, ...]
    attempts: tuple[float, ...]


def pixel_samples(source: Source, space: Space) -> Float32:
    """(N, D) float32: the visible pixels that count in row order, in the colour space."""
    colors = colors_of(source.pixel_codes())
    return colors.astype(np.float32) if space is Space.SRGB else to_space(colors, space).astype(np.float32)


def attempts(data: Float32, spec: Specification) -> Generator[Attempts, None, None]:
    """Make the attempts of `spec` on (N, D) float32 samples; yields after every iteration."""
    latest = Attempts(0.0, None, 0, (), ())
    for number in range(spec.attempts):
        trace: list[float] = []
        for done, output in _attempt(data, spec, number):
            trace.append(output.compactness)
            part = (number + done / spec.max_iter) / spec.attempts
            yield replace(latest, done=min(part, 1.0))
        latest = replace(latest, attempts=(*latest.attempts, output.compactness))
        if latest.best is None or output.compactness < latest.best.compactness:
            latest = replace(latest, best=output, iterations=done, trace=tuple(trace))
    yield replace(latest, done=1.0)


def _attempt(data: Float32, spec: Specification, number: int) -> Iterator[tuple[int, KMeansOutput]]:
    """(iterations so far, output) until the attempt ends."""
    k, init, epsilon = spec.colors, spec.init, spec.epsilon
    given = given_labels(data, spec) if init is Init.GIVEN else None
    seed = kmeans.attempt_seed(spec.seed, number)

    def begin(iterations: int) -> KMeansOutput:
        criteria = kmeans.Criteria(iterations, epsilon)
        if given is not None:
            return kmeans.resume(data, k, given, criteria)
        return kmeans.attempt(data, k, init, criteria, seed)

    output = begin(2)
    yield 2, output
    # Only a run that met epsilon already is the same if it may go on. Beginning twice is dear with k-means++.
    may_have_ended = epsilon > 0 and (init is not Init.PP or _near_samples(data, output, epsilon))
    if may_have_ended and _same(begin(3), output):
        return
    yield from kmeans.iterate(data, k, output, 2, kmeans.Criteria(spec.max_iter, epsilon))


def _same(one: KMeansOutput, other: KMeansOutput) -> bool:
    return np.array_equal(one.labels, other.labels) and np.array_equal(one.centers, other.centers)


def _near_samples(data: Float32, output: KMeansOutput, epsilon: float) -> bool:
    """Whether every centre is within epsilon of one of its samples, such as k-means++ begins with."""
    near = np.zeros(len(output.centers), bool)
    for part in blocks(len(data), _BLOCK):
        labels = output.labels[part, 0]
        offsets = data[part] - output.centers[labels]
        near[labels[(offsets * offsets).sum(axis=1) <= (epsilon * 1.001) ** 2]] = True
    return bool(near.all())
