"""The nearest centre of every point among the few that may be it.

Points that follow one another are taken together in runs, each in a box. A matrix product tells how far the
middles of the boxes are from all centres, and so which may be the nearest of some point in a box. Those are
compared by the sum of squared differences that defines a label, the first one of all runs at once, then the
second one of those that have two, and so on.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from kquant.core.model.arrays import Float64, UInt8, Weights
from kquant.core.points.morton import run_starts
from kquant.core.run.parallel import Check, blocks, map_blocks
from kquant.core.twins.products import SMALL_PRODUCT, operand

Index = NDArray[np.intp]

_BLOCK = 1 << 16
"""Points whose sums are added up together: a part of what the sums are."""

_RUN = 64
_ROUNDING = 1e-13
"""No product of coordinates whose squares add up to 1 is off by more."""


def assign(
    columns: Float64 | UInt8,
    weights: Weights,
    centers: Float64,
    threads: int,
    check: Check = None,
    with_second: bool = False,
    order: NDArray[np.uint16] | None = None,
    cells: object = (),
) -> tuple[NDArray[np.uint16], Float64, Float64, Float64, Float64 | None]:
    """See `kquant.core.kernels.assign`. Cells would not make it faster."""
    if order is not None:
        found, *by_center, second = assign(columns, weights, centers[order], threads, check, with_second)
        place = np.argsort(order)
        held, sums, costs = (part[place] for part in by_center)
        return order.take(found), held, sums, costs, second
    n, (k, d) = len(weights), centers.shape
    labels = np.empty(n, np.uint16)
    second = np.empty(n) if with_second else None
    is_exact = columns.dtype == np.uint8 and weights.dtype == np.int64  # and so the same in any order

    def work(part: slice) -> Float64:
        block = np.ascontiguousarray(columns[:, part], np.float64)
        found, squared, others = _nearest(block, centers, with_second)
        labels[part] = found
        if second is not None:
            second[part] = others
        w = weights[part].astype(np.float64)
        rows, places = np.stack([w, *(w * block)]), found
        if is_exact:  # by stretches of equal labels
            first = run_starts(found)
            rows, places = np.add.reduceat(rows, first, axis=1), found[first]
        sums = [np.bincount(places, row, k) for row in rows]
        if is_exact:
            squared = _squared(block, np.zeros(d))
        return np.stack([*sums, np.bincount(found, w * squared, k)])

    totals = sum(map_blocks(work, n, _BLOCK, threads, check), np.zeros((d + 2, k)))
    costs = _costs(centers, totals) if is_exact else totals[-1]
    return labels, totals[0], np.ascontiguousarray(totals[1:-1].T), costs, second


def _costs(centers: Float64, totals: Float64) -> Float64:
    """(K,) costs out of (D + 2, K) sums of w, of w x and of w |x|^2."""
    held, *sums, costs = totals
    more = np.zeros(len(costs))
    for column, total in zip(centers.T, sums, strict=True):
        whole = np.floor(column + 0.5)
        beside = column - whole
        costs = costs + whole * (held * whole - 2 * total)
        more += beside * (held * beside - 2 * (total - held * whole))
    return np.asarray(costs + more)


def _nearest(
    points: Float64, centers: Float64, with_second: bool, size: int = _RUN
) -> tuple[Index, Float64, Float64]:
    """The nearest of (K, D) centres to each of (D, n) points, the first of equals.

    Returns:
        (n,) its index, the squared distance to it, and that to the second nearest, which is only right if
        it is wanted. All is looked for in runs of so many points.
    """
    d, n = points.shape
    runs = np.pad(points, ((0, 0), (0, -n % size)), mode="edge").reshape(d, -1, size)
    run, center = _candidates(runs.min(axis=2), runs.max(axis=2), centers, with_second)
    counts = np.bincount(run)
    first = np.cumsum(counts) - counts
    worth_a_run = max(24, len(centers) // 3) if size > 1 else len(centers)
    scattered = np.flatnonzero(counts > worth_a_run)
    counts[scattered] = 0
    order = np.argsort(-counts, kind="stable")  # runs that have another candidate come first
    columns, ordered, first = np.ascontiguousarray(centers.T), runs[:, order], first[order]
    winner = np.zeros(ordered.shape[1:], np.uint16)  # among the candidates of a run
    least, others = np.full(winner.shape, np.inf), np.full(winner.shape, np.inf)
    for number in range(int(counts.max())):
        some = slice(int(np.count_nonzero(counts > number)))
        squared = _squared(ordered[:, some], columns[:, center[first[some] + number], None])
        if with_second:
            np.minimum(others[some], np.maximum(least[some], squared), out=others[some])
        is_nearer = squared < least[some]
        np.maximum(winner[some], is_nearer * np.uint16(number), out=winner[some])
        np.minimum(least[some], squared, out=least[some])
    place = np.argsort(order)
    found = center[(first[:, None] + winner)[place]], least[place], others[place]
    if len(scattered):
        alone = _nearest(runs[:, scattered].reshape(d, -1), centers, with_second, size=1)
        for whole, part in zip(found, alone, strict=True):
            whole[scattered] = part.reshape(-1, size)
    nearest, least, others = (whole.ravel()[:n] for whole in found)
    return nearest, least, others


def _squared(points: Float64, others: Float64) -> Float64:
    """The squared differences of each row of two arrays, added up row by row."""
    added: Float64 = points[0] - others[0]
    added *= added
    for row, other in zip(points[1:], others[1:], strict=True):
        offset = row - other
        offset *= offset
        added += offset
    return added


def _candidates(low: Float64, high: Float64, centers: Float64, with_second: bool) -> tuple[Index, Index]:
    """Boxes, given by (D, n) corners, and the centres that may be the nearest, or second nearest, in each.

    A centre is not if it is farther from the middle than the nearest centre by more than the diagonal, or
    if that one is nearer to the corner that favours it least, and so to the whole box (Kanungo et al., "An
    efficient k-means clustering algorithm", 2002). All is widened by what rounding may do.
    """
    middles, sides, factor = (low + high) / 2, high - low, operand(centers)
    rows = np.vstack([middles, np.ones(len(low[0]))]).T
    norms, diagonals = (middles * middles).sum(axis=0), np.sqrt((sides * sides).sum(axis=0))
    doubt = _ROUNDING * float((centers * centers).sum(axis=1).max() + norms.max() + (sides * sides).max())
    rank = int(with_second and len(centers) > 1)

    def work(part: slice) -> tuple[Index, Index]:
        squared = rows[part] @ factor  # less the norms
        rivals = np.argpartition(squared, rank, axis=1)[:, rank] if rank else squared.argmin(axis=1)
        least = squared[np.arange(len(squared)), rivals] + norms[part]
        reach = (np.sqrt(np.maximum(least, 0) + doubt) + diagonals[part]) ** 2 - norms[part] + doubt
        run, center = np.nonzero(~(squared > reach[:, None]))  # where squares are infinite, all
        if not rank:
            rival = rivals[run]
            excess = squared[run, center] - squared[run, rival]
            for side, column in zip(sides[:, part], centers.T, strict=True):
                excess -= np.abs(column[center] - column[rival]) * side[run]
            near = ~(excess > doubt)
            run, center = run[near], center[near]
        return run + part.start, center

    found = [work(part) for part in blocks(len(rows), max(1, SMALL_PRODUCT // factor.size))]
    run, center = (np.concatenate(side) for side in zip(*found, strict=True))
    return run, center
