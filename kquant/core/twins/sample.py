"""Points at equal steps of their weights."""

from __future__ import annotations

import numpy as np

from kquant.core.model.arrays import Int64, Weights


def sample(weights: Weights, size: int, first: float) -> Int64:
    """See `kquant.core.kernels.sample`."""
    ends = np.cumsum(weights)
    positions = (np.arange(size) + first) * (ends[-1] / size)
    whole = positions.astype(ends.dtype)  # or all ends would be converted
    points: Int64 = np.minimum(np.searchsorted(ends, whole, side="right"), len(weights) - 1)
    return points
