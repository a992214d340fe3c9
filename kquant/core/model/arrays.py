"""Kinds of arrays."""

from __future__ import annotations

from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

UInt8: TypeAlias = NDArray[np.uint8]
Labels: TypeAlias = NDArray[np.uint8] | NDArray[np.uint16]
Int64: TypeAlias = NDArray[np.int64]
Float32: TypeAlias = NDArray[np.float32]
Float64: TypeAlias = NDArray[np.float64]
Weights: TypeAlias = NDArray[np.float64] | NDArray[np.int64]
