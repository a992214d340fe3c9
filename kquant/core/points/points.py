"""Weighted points: the distinct colours of a picture, or cells of neighbouring ones."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from kquant.core import kernels
from kquant.core.model.arrays import Float64, UInt8, Weights

_BLOCK = 1 << 16


@dataclass(frozen=True, eq=False)
class Points:
    """N weighted points of D columns.

    Attributes:
        columns: (D, N), float64 in the colour space; uint8 for the colours of a picture in sRGB.
        weights: (N,) positive, float64 or whole numbers.
    """

    columns: Float64 | UInt8
    weights: Weights

    def __len__(self) -> int:
        return len(self.weights)

    def block(self, part: slice | NDArray[np.intp]) -> Float64:
        """(D + 1, n) float64: the coordinates of some of the points and a row of ones."""
        columns = self.columns[:, part]
        block = np.empty((len(columns) + 1, columns.shape[1]))
        block[:-1] = columns
        block[-1] = 1
        return block

    def norms(self, part: slice) -> Float64:
        """(n,) float64, the squared distance of some of the points from the origin."""
        block = self.block(part)[:-1]
        block *= block
        return np.asarray(block.sum(axis=0))

    @cached_property
    def moment(self) -> float:
        """The weighted sum of `norms` of all points, in blocks of 65,536 that are added in their order."""
        ends = np.append(np.arange(0, len(self), _BLOCK), len(self))
        sums = kernels.cell_sums(self.columns, self.weights, ends, 1)
        return float(np.cumsum(sums[-1])[-1]) if len(self) else 0.0
