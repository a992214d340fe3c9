"""The CIEDE2000 colour difference.

G. Sharma, W. Wu, E. N. Dalal: "The CIEDE2000 color-difference formula: implementation notes, supplementary
test data, and mathematical observations", Color Research and Application 30(1), 2005, equations 2 to 22.
"""

from __future__ import annotations

from kquant.core import kernels
from kquant.core.model.arrays import Float64


def ciede2000(lab1: Float64, lab2: Float64, threads: int = 1) -> Float64:
    """The (N,) float64 differences of (N, 3) and (N, 3) float64 CIELAB colours, with kL = kC = kH = 1."""
    return kernels.ciede2000(lab1, lab2, threads)
