"""Weighted k-means in numpy, with distance bounds that spare most of the work.

Every point keeps the distance to its own centre and a lower bound on the distance to any other; only
points for which the bound no longer decides are compared with all centres (Hamerly, "Making k-means even
faster", 2010). Centres that moved far are compared with every point, so that one of them does not spoil
the bounds of all. Matrix products are a filter: what they leave in doubt is decided by differences. Few
centres are compared with every point by these alone.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import cast

import numpy as np
from numpy.typing import NDArray

from kquant.core.model.arrays import Float64
from kquant.core.points.clusters import Clusters, Tree, means
from kquant.core.run.parallel import Check, map_blocks
from kquant.core.twins.products import SMALL_PRODUCT, operand

_BLOCK = 1 << 13
_POWER_ROUNDS = 8
_FEW = 12
"""Centres with which all points are compared sooner than by bounds."""
_MUCH_WORK = 1 << 20
"""Distances that are worth a second thread."""

Rows = NDArray[np.intp]


@dataclass(frozen=True, slots=True, eq=False)
class _Tree(Tree):
    """The points as the rows of a matrix product, and their squared norms.

    Attributes:
        weighted: (D + 1, N) the weights, and the coordinates times the weights.
        largest: the largest coordinate, without its sign.
    """

    weighted: Float64
    largest: float


def begin_clusters(columns: Float64, weights: Float64, centers: Float64, threads: int) -> Clusters:
    """See `kquant.core.kernels.begin_clusters`."""
    clusters = Clusters.blank(columns, weights, centers, _tree(columns, weights), len(weights))
    if len(centers) <= _FEW:
        _compare_directly(clusters)
    else:
        _compare(clusters, np.arange(len(weights)), threads)
    _add_up(clusters)
    return clusters


def move(clusters: Clusters, centers: Float64, threads: int) -> None:
    """See `kquant.core.kernels.move`."""
    if len(centers) <= _FEW:
        clusters.centers[:] = centers
        _compare_directly(clusters)
    else:
        _move_with_bounds(clusters, centers, threads)
    _add_up(clusters)


def _move_with_bounds(clusters: Clusters, centers: Float64, threads: int) -> None:
    shift = np.sqrt(_squared(centers.T, clusters.centers.T))
    order = np.argsort(-shift, kind="stable")
    far = len(shift) // 4 + 1
    moved = order[:far][shift[order[:far]] > 0]
    clusters.centers[:] = centers
    _measure_own(clusters)
    if far < len(order):
        clusters.bounds -= shift[order[far]]
    if len(moved):
        _meet(clusters, moved, threads)
    nearly = 1e-11 * _largest(clusters)
    doubtful = np.flatnonzero(clusters.bounds <= np.sqrt(clusters.own) * (1 + 1e-12) + nearly)
    if len(doubtful):
        _compare(clusters, doubtful, threads)


def descend(
    clusters: Clusters,
    free: NDArray[np.bool_],
    max_iter: int,
    epsilon: float | None,
    best: float,
    patience: float,
    threads: int,
    check: Check = None,
) -> list[float]:
    """See `kquant.core.kernels.descend`."""
    before, reached = clusters.compactness, list[float]()
    for _ in range(max_iter):
        if check is not None:
            check()
        centers = _means(clusters, free)
        shift = float(_squared(centers.T, clusters.centers.T).max())
        move(clusters, centers, threads)
        now = clusters.compactness
        reached.append(now)
        if (epsilon is not None and shift <= epsilon * epsilon) or now - patience * (before - now) > best:
            break
        before = now
    return reached


def prospects(clusters: Clusters, threads: int) -> tuple[Float64, Float64, Float64]:
    """See `kquant.core.kernels.prospects`."""
    k, weights, labels = len(clusters.centers), clusters.weights, clusters.labels.astype(np.intp)
    growth = weights * (_second(clusters, threads) - clusters.own)
    costs = np.bincount(labels, growth, k).astype(np.float64)
    held = clusters.totals[:, 0]
    middles = means(held, clusters.totals[:, 1:-1], clusters.centers)
    offsets = clusters.columns - middles.T[:, labels]
    directions = _directions(offsets, labels, weights, k)
    along = np.zeros(len(labels))
    for offset, direction in zip(offsets, directions.T, strict=True):
        along += offset * direction[labels]
    half = labels * 2 + (along > 0)
    weight = np.bincount(half, weights, 2 * k).astype(np.float64)
    shifts: Float64 = np.stack([np.bincount(half, weights * offset, 2 * k) for offset in offsets], axis=1)
    pairs = means(weight, shifts, np.zeros_like(shifts)).reshape(k, 2, len(offsets))
    both = weight[::2] * weight[1::2]
    apart = _squared(pairs[:, 0].T, pairs[:, 1].T)
    gains = np.divide(both * apart, held, out=np.zeros(k), where=both > 0)
    return costs, gains, middles[:, None] + pairs


def _tree(columns: Float64, weights: Float64) -> _Tree:
    rows = np.ones((columns.shape[1], len(columns) + 1))
    rows[:, :-1] = columns.T
    norms = np.einsum("ij,ij->j", columns, columns)
    weighted = np.vstack([weights, weights * columns])
    return _Tree(np.empty(0, np.int32), rows, norms, weighted, float(np.abs(columns).max()))


def _squared(columns: Iterable[Float64], others: Iterable[Float64]) -> Float64:
    """(n,) squared distance of points from others, given by columns, as labels are decided by it."""
    offsets = (column - other for column, other in zip(columns, others, strict=True))
    squared = next(offsets)
    squared *= squared
    for offset in offsets:
        offset *= offset
        squared += offset
    return squared


def _squared_to_all(clusters: Clusters, chosen: Rows) -> Float64:
    """(n, K) the same of the chosen points and every centre."""
    squared = np.zeros((len(chosen), len(clusters.centers)))
    for column, center in zip(clusters.columns, clusters.centers.T, strict=True):
        offset = column[chosen, None] - center
        squared += offset * offset
    return squared


def _largest(clusters: Clusters) -> float:
    """The largest coordinate, without its sign: what rounding errors are relative to."""
    return max(cast(_Tree, clusters.tree).largest, float(np.abs(clusters.centers).max()))


def _doubt(clusters: Clusters) -> float:
    """By how much squared distances from a matrix product may be wrong, with much to spare."""
    return 1e-13 * len(clusters.columns) * _largest(clusters) ** 2


def _measure_own(clusters: Clusters) -> None:
    clusters.own[:] = _squared(clusters.columns, (c.take(clusters.labels) for c in clusters.centers.T))


def _add_up(clusters: Clusters) -> None:
    k, labels = len(clusters.centers), clusters.labels.astype(np.intp)
    weighted = cast(_Tree, clusters.tree).weighted
    for number, row in enumerate([*weighted, clusters.weights * clusters.own]):
        clusters.totals[:, number] = np.bincount(labels, row, k)


def _means(clusters: Clusters, free: NDArray[np.bool_]) -> Float64:
    """The means of the clusters. A free cluster with no member takes the point that costs most."""
    weights, sums = clusters.totals[:, 0], clusters.totals[:, 1:-1]
    centers = np.where(free[:, None], means(weights, sums, clusters.centers), clusters.centers)
    empty = np.flatnonzero(free & (weights == 0))
    if len(empty):
        costly = np.argsort(-clusters.weights * clusters.own, kind="stable")[: len(empty)]
        centers[empty[: len(costly)]] = clusters.columns[:, costly].T
    return centers


def _map(work: Callable[[slice], None], n: int, clusters: Clusters, k: int, threads: int) -> None:
    """Do work for blocks of n points, each of which is compared with k centres."""
    block = max(64, min(_BLOCK, SMALL_PRODUCT // ((len(clusters.columns) + 1) * k)))
    map_blocks(work, n, block, threads if n * k >= _MUCH_WORK else 1)


def _meet(clusters: Clusters, moved: Rows, threads: int) -> None:
    """Lower the bounds of the points that a moved centre, not their own, has come near to."""
    factor, doubt = np.ascontiguousarray(operand(clusters.centers[moved]).T), _doubt(clusters)
    rows, all_norms = clusters.tree.points, clusters.tree.balls
    place = np.full(len(clusters.centers), -1)
    place[moved] = np.arange(len(moved))

    def work(part: slice) -> None:
        squared, norms = factor @ rows[part].T, all_norms[part]
        mine = place[clusters.labels[part]]
        held = np.flatnonzero(mine >= 0)
        squared[mine[held], held] = np.inf
        nearest = np.sqrt(np.maximum(squared.min(axis=0) + norms - doubt, 0))
        np.minimum(clusters.bounds[part], nearest, out=clusters.bounds[part])

    _map(work, len(clusters.labels), clusters, len(moved), threads)


def _compare_directly(clusters: Clusters) -> None:
    """Compare all points with one centre after another."""
    clusters.labels.fill(0)
    clusters.own.fill(np.inf)
    for number, center in enumerate(clusters.centers):
        squared = _squared(clusters.columns, center)
        np.maximum(clusters.labels, (squared < clusters.own) * np.int32(number), out=clusters.labels)
        np.minimum(clusters.own, squared, out=clusters.own)


def _compare(clusters: Clusters, chosen: Rows, threads: int) -> None:
    """Compare the chosen points with all centres."""
    factor, doubt = operand(clusters.centers), _doubt(clusters)
    every = len(chosen) == len(clusters.labels)

    def work(part: slice) -> None:
        rows = part if every else chosen[part]
        squared, norms = clusters.tree.points[rows] @ factor, clusters.tree.balls[rows]
        row = np.arange(len(squared))
        nearest = squared.argmin(axis=1)
        least = squared[row, nearest]
        squared[row, nearest] = np.inf
        second = squared.min(axis=1)
        close = np.flatnonzero(second - least <= 2 * doubt)
        nearest[close] = _squared_to_all(clusters, chosen[part][close]).argmin(axis=1)
        second[close] = least[close]
        clusters.labels[rows] = nearest
        clusters.own[rows] = _squared(clusters.columns[:, rows], clusters.centers.T[:, nearest])
        clusters.bounds[rows] = np.sqrt(np.maximum(second + norms - doubt, 0))

    _map(work, len(chosen), clusters, len(clusters.centers), threads)


def _second(clusters: Clusters, threads: int) -> Float64:
    """(N,) squared distance to the nearest of the other centres."""
    factor, doubt = operand(clusters.centers), _doubt(clusters)
    found = np.full(len(clusters.labels), np.inf)
    if len(clusters.centers) == 1:
        return found

    def work(part: slice) -> None:
        rows = np.arange(part.start, part.stop)
        squared = clusters.tree.points[part] @ factor
        row = np.arange(len(rows))
        squared[row, clusters.labels[part]] = np.inf
        nearest = squared.argmin(axis=1)
        least = squared[row, nearest]
        found[part] = _squared(clusters.columns[:, part], clusters.centers.T[:, nearest])
        squared[row, nearest] = np.inf
        close = np.flatnonzero(squared.min(axis=1) - least <= 2 * doubt)
        exact = _squared_to_all(clusters, rows[close])
        exact[np.arange(len(close)), clusters.labels[rows[close]]] = np.inf
        found[rows[close]] = exact.min(axis=1)

    _map(work, len(found), clusters, len(clusters.centers), threads)
    return found


def _directions(offsets: Float64, labels: Rows, weights: Float64, k: int) -> Float64:
    """(K, D) along which each cluster is about longest, by the power method."""
    d = len(offsets)
    scatter = np.empty((k, d, d))
    for i in range(d):
        weighted = weights * offsets[i]
        for j in range(i, d):
            scatter[:, i, j] = scatter[:, j, i] = np.bincount(labels, weighted * offsets[j], k)
    cluster = np.arange(k)
    longest = np.diagonal(scatter, axis1=1, axis2=2).argmax(axis=1)
    scale = scatter[cluster, longest, longest][:, None, None]
    matrix = np.divide(scatter, scale, out=np.zeros_like(scatter), where=scale > 0)
    direction: Float64 = matrix[cluster, longest]
    for _ in range(_POWER_ROUNDS):
        following = matrix[:, :, 0] * direction[:, :1]
        for axis in range(1, d):
            following += matrix[:, :, axis] * direction[:, axis : axis + 1]
        direction = following
    return direction
