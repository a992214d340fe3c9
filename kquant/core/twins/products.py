"""Squared distances by products of small matrices."""

from __future__ import annotations

from typing import Final

import numpy as np

from kquant.core.model.arrays import Float64

SMALL_PRODUCT: Final = 1 << 18
"""Multiplications up to which OpenBLAS stays on the calling thread, as it should; ours are enough."""


def operand(centers: Float64) -> Float64:
    """(D + 1, K): a block's rows, times this, are the squared distances less |x|^2."""
    return np.ascontiguousarray(np.vstack([-2 * centers.T, (centers * centers).sum(axis=1)]))
