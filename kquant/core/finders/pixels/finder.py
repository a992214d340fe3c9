"""The `pixels` engine: `cv2.kmeans` on every visible pixel, as OpenCV's users know it. The reference."""

from __future__ import annotations

from collections.abc import Callable, Generator, Iterator
from contextlib import closing
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from kquant.core.color.spaces import to_space
from kquant.core.finders.histogram.finder import given_labels
from kquant.core.image.histogram import colors_of, pixel_codes
from kquant.core.image.picture import Prepared, Voters
from kquant.core.model.arrays import Float32
from kquant.core.model.result import KMeansOutput
from kquant.core.model.settings import Init, Settings, Space
from kquant.core.run import kmeans
from kquant.core.run.parallel import blocks

_BLOCK = 1 << 18


@dataclass(frozen=True, slots=True, eq=False)
class Run:
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


def pixel_samples(prepared: Prepared, voters: Voters, space: Space) -> Float32:
    """(N, 3) float32: the visible pixels that vote in row order, in the colour space."""
    colors = colors_of(_voting_codes(prepared, voters))
    return colors.astype(np.float32) if space is Space.SRGB else to_space(colors, space).astype(np.float32)


def _voting_codes(prepared: Prepared, voters: Voters) -> NDArray[np.uint32]:
    codes = pixel_codes(prepared.pixels)
    masks = [mask for mask in (prepared.visible, voters.mask) if mask is not None]
    codes = codes[np.logical_and.reduce(masks)] if masks else codes.ravel()
    if len(voters.histogram) == len(prepared.histogram):
        return codes
    table = np.zeros(1 << 24, bool)
    table[voters.histogram.codes] = True
    return codes[table[codes]]


def run(data: Float32, settings: Settings) -> Generator[Run, None, None]:
    """Make the attempts of `settings` on (N, 3) float32 samples; yields after every iteration."""
    latest = Run(0.0, None, 0, (), ())
    for number in range(settings.attempts):
        trace: list[float] = []
        for done, output in _attempt(data, settings, number):
            trace.append(output.compactness)
            part = (number + done / settings.max_iter) / settings.attempts
            yield replace(latest, done=min(part, 1.0))
        latest = replace(latest, attempts=(*latest.attempts, output.compactness))
        if latest.best is None or output.compactness < latest.best.compactness:
            latest = replace(latest, best=output, iterations=done, trace=tuple(trace))
    yield replace(latest, done=1.0)


def _attempt(data: Float32, settings: Settings, number: int) -> Iterator[tuple[int, KMeansOutput]]:
    """(iterations so far, output) until the attempt ends."""
    k, init, epsilon = settings.colors, settings.init, settings.epsilon
    given = given_labels(data, settings) if init is Init.GIVEN else None
    seed = kmeans.attempt_seed(settings.seed, number)

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
    yield from kmeans.iterate(data, k, output, 2, kmeans.Criteria(settings.max_iter, epsilon))


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


def cluster_pixels(
    prepared: Prepared, voters: Voters, settings: Settings, at: Callable[[float], None]
) -> Run:
    """All attempts; `at` is told the part done and may raise `Cancelled`.

    A call of `cv2.kmeans` cannot be stopped. Where one may take longer than a blink, the run is made
    in a process of its own, which can.
    """
    from kquant.core.finders.pixels import process

    data = pixel_samples(prepared, voters, settings.space)
    steps = run(data, settings) if len(data) * settings.colors < 1 << 23 else process.run(data, settings)
    with closing(steps):  # at once: a `Cancelled` that someone keeps would keep the process alive
        for step in steps:
            at(step.done)
    return step
