"""The nearest of very many targets for every point, exactly: cells of points against cells of targets.

Both are octrees laid out flat. A cell of targets that is farther from a cell of points than another one
surely is holds the nearest target of none of its points; what is left is opened, on both sides, until only
single targets are left (Gray and Moore, "N-body problems in statistical learning", 2000).
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from kquant.core.model.arrays import Float64
from kquant.core.points import morton
from kquant.core.points.octree import Index
from kquant.core.run.parallel import Check, map_blocks

_LEVELS = 8
_COARSEST, _FINEST = 3, 6
"""Levels of the cells of points: cubes of 32 and 4 values a side."""
_CELLS = 32
"""Cells of the coarsest level that are worked on at once."""
_HAIR = 1e-9
"""Distances are widened by this, as they are rounded."""


@dataclass(frozen=True, slots=True, eq=False)
class _Boxes:
    """The n occupied cells of one level.

    Attributes:
        first: (n + 1,) the first cell of the next finer level in each, or the first point.
        middle, half: (D, n) of a box that holds the points of each cell, and half of its sides.
    """

    first: Index
    middle: Float64
    half: Float64


@dataclass(frozen=True, slots=True, eq=False)
class Targets:
    """Targets among which to look for the nearest one.

    Attributes:
        columns: (D, N) float64, in Z-order.
        boxes: their cells, each inside one of the level before; in the last, one target each.
    """

    columns: Float64
    boxes: tuple[_Boxes, ...]

    @classmethod
    def of(cls, keys: NDArray[np.uint32], columns: Float64) -> Targets:
        """Targets of (N,) rising Z-order keys, none twice, of the colours they stand for."""
        return cls(columns, _boxes(keys, columns, range(_COARSEST, _LEVELS + 1)))


def nearest_targets(
    keys: NDArray[np.uint32], columns: Float64, targets: Targets, threads: int, check: Check = None
) -> Index:
    """(N,) the nearest target of each of (D, N) points of rising Z-order keys.

    Of two targets equally near it is one, always the same.
    """
    cells = _boxes(keys, columns, range(_COARSEST, _FINEST + 1))
    nearest = np.empty(len(keys), np.intp)

    def work(part: slice) -> None:
        own, other = _descended(cells, targets.boxes, part)
        _compare(cells[-1], columns, targets.columns, own, other, nearest)

    map_blocks(work, len(cells[0].first) - 1, _CELLS, threads, check)
    return nearest


def _boxes(keys: NDArray[np.uint32], columns: Float64, levels: range) -> tuple[_Boxes, ...]:
    """The cells of some levels, the coarsest first."""
    low = high = columns
    at = np.arange(len(keys))
    found: list[_Boxes] = []
    for level in reversed(levels):
        runs = morton.run_starts(keys[at] >> np.uint32(3 * (8 - level)))
        if found and len(runs) == len(at):
            continue  # as many cells as in the finer level
        low, high = np.minimum.reduceat(low, runs, axis=1), np.maximum.reduceat(high, runs, axis=1)
        found.append(_Boxes(np.append(runs, len(at)), (low + high) / 2, (high - low) / 2))
        at = at[runs]
    return tuple(reversed(found))


def _descended(cells: tuple[_Boxes, ...], others: tuple[_Boxes, ...], part: slice) -> tuple[Index, Index]:
    """Pairs of the finest cells of points and of targets that may be near, in the order of the former."""
    starts = np.arange(part.start, part.stop)
    many = len(others[0].first) - 1
    own, other = np.repeat(starts, many), np.tile(np.arange(many), len(starts))
    own, other = _near(cells[0], others[0], own, other)
    for depth in range(1, max(len(cells), len(others))):
        if depth < len(others):
            own, other = _opened(others[depth - 1].first, own, other)
            own, other = _near(cells[min(depth, len(cells)) - 1], others[depth], own, other)
        if depth < len(cells):
            own, other = _opened_own(cells[depth - 1].first, own, other)
            own, other = _near(cells[depth], others[min(depth, len(others) - 1)], own, other)
    return own, other


def _opened(first: Index, own: Index, other: Index) -> tuple[Index, Index]:
    """The same pairs with the cells in each of the others."""
    sizes = first[other + 1] - first[other]
    ends = np.cumsum(sizes)
    inside = np.arange(ends[-1]) - np.repeat(ends - sizes - first[other], sizes)
    return np.repeat(own, sizes), inside


def _opened_own(first: Index, own: Index, other: Index) -> tuple[Index, Index]:
    """The same pairs with the cells in each of one's own, in their order."""
    inside, other = _opened(first, other, own)[::-1]
    order = np.argsort(inside, kind="stable")
    return inside[order], other[order]


def _near(cells: _Boxes, others: _Boxes, own: Index, other: Index) -> tuple[Index, Index]:
    """Those of some pairs, in the order of `own`, that may hold a point and its nearest target."""
    least, most = np.zeros(len(own)), np.zeros(len(own))
    for mine, my_half, its, its_half in zip(
        cells.middle, cells.half, others.middle, others.half, strict=True
    ):
        apart = np.abs(mine[own] - its[other])
        reach = my_half[own] + its_half[other]
        most += (apart + reach) ** 2
        apart -= reach
        least += np.maximum(apart, 0, out=apart) ** 2
    first = morton.run_starts(own.astype(np.uint32))
    bound = np.minimum.reduceat(most, first) + _HAIR
    near = least <= np.repeat(bound, np.diff(first, append=len(own)))
    return own[near], other[near]


def _compare(
    cells: _Boxes, columns: Float64, targets: Float64, own: Index, other: Index, nearest: Index
) -> None:
    """Fill in the nearest target of the points in some cells, of which each has at least one."""
    first = morton.run_starts(own.astype(np.uint32))
    sizes = np.diff(first, append=len(own))
    cell = own[first]
    for size in np.flatnonzero(np.bincount(sizes)).tolist():  # np.unique would import numpy.ma
        chosen = np.flatnonzero(sizes == size)
        choice = other[first[chosen][:, None] + np.arange(size)]
        row, point = _opened(cells.first, np.arange(len(chosen)), cell[chosen])
        if size == 1:
            nearest[point] = choice[row, 0]
            continue
        squared = np.zeros((size, len(point)))
        for column, target in zip(columns, targets, strict=True):
            offset = target[choice].T[:, row] - column[point]
            offset *= offset
            squared += offset
        nearest[point] = choice[row, squared.argmin(axis=0)]
