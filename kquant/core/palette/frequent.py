"""The most frequent colour of each cluster."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from kquant.core.model.arrays import Weights
from kquant.core.points.assign import Members


def most_frequent(weights: Weights, labels: Members, k: int) -> NDArray[np.intp]:
    """(K,) the member of each cluster that weighs most, the first of several; the last of all for none."""
    most = np.zeros(k)
    np.maximum.at(most, labels, weights)
    rows = np.flatnonzero(weights == most[labels])[::-1]
    chosen = np.full(k, len(labels) - 1, np.intp)
    chosen[labels[rows]] = rows  # the first one last, so that it stays
    return chosen
