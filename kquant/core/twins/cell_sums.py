"""Sums over the cells of an octree by `numpy.bincount`, which takes one point after another."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from kquant.core.model.arrays import Float64, Int64, UInt8, Weights
from kquant.core.run.parallel import Check, map_blocks

_BLOCK = 2048


def cell_sums(
    columns: Float64 | UInt8, weights: Weights, first: Int64, threads: int, check: Check = None
) -> Float64:
    """See `kquant.core.kernels.cell_sums`."""
    sums = np.empty((len(columns) + 2, len(first) - 1))
    is_exact = columns.dtype == np.uint8 and weights.dtype == np.int64  # and so the same in any order

    def work(cells: slice) -> None:
        begins = first[cells.start : cells.stop + 1]
        members = slice(int(begins[0]), int(begins[-1]))
        w, x = weights[members].astype(np.float64), columns[:, members].astype(np.float64)
        rows = np.empty((len(sums), len(w)))
        rows[0], rows[1:-1], rows[-1] = w, w * x, 0
        x *= x
        for square in x:
            rows[-1] += square
        rows[-1] *= w
        if is_exact:
            np.add.reduceat(rows, begins[:-1] - begins[0], axis=1, out=sums[:, cells])
        else:
            sums[:, cells] = merged_cells(rows, begins - begins[0], 1)

    map_blocks(work, len(first) - 1, _BLOCK, threads, check)
    return sums


def merged_cells(sums: Float64, first: Int64, threads: int, check: Check = None) -> Float64:
    """See `kquant.core.kernels.merged_cells`."""
    n = len(first) - 1
    cell: NDArray[np.intp] = np.repeat(np.arange(n), np.diff(first))
    return np.stack([np.bincount(cell, row, n) for row in sums])
