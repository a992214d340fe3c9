"""Initial and fixed centres, as every finder that runs `cv2.kmeans` needs them."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from kquant.core.color.spaces import rgb_array, to_space
from kquant.core.model.arrays import Float32, Float64
from kquant.core.model.specification import Specification
from kquant.core.points.assign import assign
from kquant.core.points.points import Points
from kquant.core.run import kmeans


def locked_centers(spec: Specification) -> Float64:
    """(L, D) the locked colours in the colour space."""
    return to_space(rgb_array(spec.locked), spec.space)


def given_labels(data: Float32, spec: Specification) -> NDArray[np.int32]:
    """(N, 1) labels of the given initial centres, by one exact assignment."""
    samples = data.astype(np.float64)
    centers = kmeans.plus_plus(
        samples, to_space(rgb_array(spec.init_colors), spec.space), spec.colors, spec.seed
    )
    labels = assign(Points(samples.T, np.ones(len(samples))), centers, 1).labels
    return labels.astype(np.int32).reshape(-1, 1)


def with_locked(centers: Float64, locked: Float64) -> Float64:
    """Put the (L, D) locked centres first; each takes the place of the nearest of the (K, D) others."""
    rest = centers
    for center in locked:
        rest = np.delete(rest, ((rest - center) ** 2).sum(axis=1).argmin(), axis=0)
    return np.concatenate([locked, rest])
