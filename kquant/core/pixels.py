"""The `pixels` engine: `cv2.kmeans` on every visible pixel, as OpenCV's users know it. The reference."""

from __future__ import annotations

from collections.abc import Callable, Generator, Iterator
from contextlib import closing
from dataclasses import dataclass

import numpy as np

from kquant.core import kmeans
from kquant.core.color import to_space
from kquant.core.histogram import colors_of, pixel_codes
from kquant.core.picture import Prepared
from kquant.core.refine import given_labels
from kquant.core.types import Float32, Init, KMeansOutput, Settings, Space


@dataclass(frozen=True, slots=True, eq=False)
class Run:
    """The attempts so far.

    Attributes:
        done: the part of the work that is done, at the latest possible end.
        best: the output with the lowest compactness among the attempts that ended.
        iterations: of that attempt.
        attempts: compactness of each attempt that ended.
    """

    done: float
    best: KMeansOutput | None
    iterations: int
    attempts: tuple[float, ...]


def pixel_samples(prepared: Prepared, space: Space) -> Float32:
    """(N, 3) float32: the visible pixels in row order, in the colour space."""
    codes = pixel_codes(prepared.pixels)
    colors = colors_of(codes[prepared.visible] if prepared.visible is not None else codes.ravel())
    return colors.astype(np.float32) if space is Space.SRGB else to_space(colors, space).astype(np.float32)


def run(data: Float32, settings: Settings) -> Generator[Run, None, None]:
    """Make the attempts of `settings` on (N, 3) float32 samples; yields after every iteration."""
    best, iterations, attempts = None, 0, list[float]()
    for number in range(settings.attempts):
        for done, output in _attempt(data, settings, number):  # noqa: B007 - the last one counts
            part = (number + done / settings.max_iter) / settings.attempts
            yield Run(min(part, 1.0), best, iterations, tuple(attempts))
        attempts.append(output.compactness)
        if best is None or output.compactness < best.compactness:
            best, iterations = output, done
    yield Run(1.0, best, iterations, tuple(attempts))


def _attempt(data: Float32, settings: Settings, number: int) -> Iterator[tuple[int, KMeansOutput]]:
    """(iterations so far, output) until the attempt ends."""
    criteria = kmeans.Criteria(settings.max_iter, settings.epsilon)
    first = kmeans.Criteria(2, settings.epsilon)
    if settings.init is Init.GIVEN:
        output = kmeans.resume(data, settings.colors, given_labels(data, settings), first)
    else:
        seed = kmeans.attempt_seed(settings.seed, number)
        output = kmeans.attempt(data, settings.colors, settings.init, first, seed)
    yield 2, output
    yield from kmeans.iterate(data, settings.colors, output, 2, criteria)


def cluster_pixels(prepared: Prepared, settings: Settings, at: Callable[[float], None]) -> Run:
    """All attempts; `at` is told the part done and may raise `Cancelled`.

    A call of `cv2.kmeans` cannot be stopped. Where one may take longer than a blink, the run is made
    in a process of its own, which can.
    """
    from kquant.core import isolated

    data = pixel_samples(prepared, settings.space)
    steps = run(data, settings) if len(data) * settings.colors < 1 << 23 else isolated.run(data, settings)
    with closing(steps):  # at once: a `Cancelled` that someone keeps would keep the process alive
        for step in steps:
            at(step.done)
    return step
