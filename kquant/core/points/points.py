"""Weighted points: the distinct colours of a picture, or cells of neighbouring ones."""

from __future__ import annotations

from dataclasses import dataclass

from kquant.core.model.arrays import Float64, UInt8, Weights


@dataclass(frozen=True, eq=False)
class Points:
    """N weighted points of D columns.

    Attributes:
        columns: (D, N), float64 in the colour space; uint8 for the colours of a picture in sRGB.
        weights: (N,) positive, float64 or whole numbers.
        within: the compactness of what they stand for, if they are the means of other points.
    """

    columns: Float64 | UInt8
    weights: Weights
    within: float = 0.0

    def __len__(self) -> int:
        return len(self.weights)
