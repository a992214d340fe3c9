"""Where the cubes of an octree begin."""

from __future__ import annotations

import numpy as np

from kquant.core.model.arrays import Int64
from kquant.core.points.morton import UInt32, run_starts


def cube_starts(keys: UInt32, bits: int) -> Int64:
    """See `kquant.core.kernels.cube_starts`."""
    return np.append(run_starts(keys >> np.uint32(bits)), len(keys))
