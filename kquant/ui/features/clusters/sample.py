"""Which of the distinct colours are shown, and where."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from kquant.core.color.spaces import to_space
from kquant.core.image.prepared import Prepared
from kquant.core.model.arrays import Float64, Int64, UInt8
from kquant.core.model.choices import Space

SAMPLE_SIZE = 20_000


@dataclass(frozen=True, slots=True, eq=False)
class Sample:
    """Some of the distinct colours of a picture.

    Attributes:
        indices: (N,) their places in the histogram, rising; at most `SAMPLE_SIZE`.
        colors: (N, 3) uint8.
        weights: (N,) int64, how often each was drawn.
        total: distinct colours there are.
    """

    indices: NDArray[np.intp]
    colors: UInt8
    weights: Int64
    total: int


@dataclass(frozen=True, slots=True, eq=False)
class Coordinates:
    """Colours in a space, along its three axes and its two principal components.

    Attributes:
        space: of all of it.
        points: (N, 5) float64 of the sample.
        explained: (2,) the part of the variance along each principal component.
    """

    space: Space
    points: Float64
    explained: Float64
    _mean: Float64
    _components: Float64

    def of(self, colors: UInt8) -> Float64:
        """(K, 5) float64 of other colours, along the same axes."""
        return _with_components(to_space(colors, self.space), self._mean, self._components)


def draw_sample(prepared: Prepared, size: int = SAMPLE_SIZE) -> Sample:
    """Every colour if there are at most `size`, else a systematic sample over the counts.

    Equally spaced pixels are taken from all pixels sorted by colour, so that a colour is drawn in
    proportion to its count, and colours that are near each other are spread evenly.
    """
    histogram = prepared.histogram
    if len(histogram) <= size:
        indices = np.arange(len(histogram))
        return Sample(indices, histogram.colors, histogram.counts.astype(np.int64), len(histogram))
    ends = np.cumsum(histogram.counts, dtype=np.int64)
    places = (np.arange(size) + 0.5) * (int(ends[-1]) / size)
    indices, weights = np.unique(np.searchsorted(ends, places, side="right"), return_counts=True)
    return Sample(indices, histogram.colors[indices], weights.astype(np.int64), len(histogram))


def locate(sample: Sample, space: Space) -> Coordinates:
    """The sample in a space, with the principal components of that space weighted by count."""
    coords = to_space(sample.colors, space)
    mass = max(int(sample.weights.sum()), 1)
    mean = sample.weights @ coords / mass
    centered = coords - mean
    variances, vectors = np.linalg.eigh((centered * sample.weights[:, None]).T @ centered / mass)
    components = vectors[:, [2, 1]]
    # A component has no sign of its own: the largest of its parts is made positive.
    components = components * np.sign(components[np.abs(components).argmax(axis=0), [0, 1]])
    explained = np.clip(variances[[2, 1]], 0, None) / max(float(variances.clip(0).sum()), 1e-12)
    return Coordinates(space, _with_components(coords, mean, components), explained, mean, components)


def _with_components(coords: Float64, mean: Float64, components: Float64) -> Float64:
    return np.hstack([coords, (coords - mean) @ components])
