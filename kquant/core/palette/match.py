"""The assignment problem: each of N rows gets a column of its own, at the least total cost."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from kquant.core.model.arrays import Float64


def best_matching(costs: Float64) -> NDArray[np.intp]:
    """(N,) column of each row of (N, M) float64 costs, N at most M, with the least sum. Exact, O(N^2 M).

    Shortest augmenting paths with dual variables: R. Jonker and A. Volgenant, "A shortest augmenting path
    algorithm for dense and sparse linear assignment problems", Computing 38, 1987, without its warm start.

    Raises:
        ValueError: there are more rows than columns.
    """
    rows, columns = costs.shape
    if rows > columns:
        raise ValueError(f"{rows} rows cannot have a column each of {columns}")
    column_of, row_of = np.full(rows, -1), np.full(columns, -1)
    prices = np.zeros(columns)  # with them no row would rather have another column than its own
    for row in range(rows):
        column, from_row = _cheapest_path(costs, row, column_of, row_of, prices)
        while True:  # the rows along the path move on
            mover = int(from_row[column])
            before = int(column_of[mover])
            row_of[column], column_of[mover] = mover, column
            if mover == row:
                break
            column = before
    return column_of


def greedy_matching(costs: Float64) -> NDArray[np.intp]:
    """(N,) column of each row, N at most M: row after row takes the cheapest that is left. O(N M)."""
    left = np.zeros(costs.shape[1])
    column_of = np.empty(len(costs), np.intp)
    for row, own in enumerate(costs):
        column_of[row] = (own + left).argmin()
        left[column_of[row]] = np.inf
    return column_of


def _cheapest_path(
    costs: Float64, row: int, column_of: NDArray[np.intp], row_of: NDArray[np.intp], prices: Float64
) -> tuple[int, NDArray[np.intp]]:
    """The free column at the end of the path, and the row before each column; brings `prices` up to date.

    Dijkstra's algorithm on the costs less the prices.
    """
    reached = np.full(costs.shape[1], np.inf)  # length of the shortest path to each column
    from_row = np.full(costs.shape[1], row)
    done = np.zeros(costs.shape[1], bool)
    length, at, base = 0.0, row, 0.0
    while True:
        through = costs[at] - prices + (length - base)
        shorter = ~done & (through < reached)
        reached[shorter] = through[shorter]
        from_row[shorter] = at
        column = int(np.where(done, np.inf, reached).argmin())
        length = float(reached[column])
        done[column] = True
        if row_of[column] < 0:
            break
        at = int(row_of[column])
        base = float(costs[at, column] - prices[column])
    prices[done] -= length - reached[done]
    return column, from_row
