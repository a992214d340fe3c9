"""How good a clustering is, by itself and beside the truth."""

from __future__ import annotations

from dataclasses import dataclass
from math import comb, nan

import numpy as np
from numpy.typing import NDArray

from kquant.core.model.arrays import Float64, Int64
from kquant.core.run.parallel import Check, blocks
from kquant.lab.core.points import UNKNOWN

Whole = NDArray[np.int32] | NDArray[np.int64]

SILHOUETTE_POINTS = 4000
"""As many points, at most, are compared with one another."""

_BLOCK = 512


def silhouette_sample(count: int) -> NDArray[np.intp]:
    """Which of `count` points the silhouette is measured on: all, or `SILHOUETTE_POINTS` at random."""
    if count <= SILHOUETTE_POINTS:
        return np.arange(count)
    return np.sort(np.random.default_rng(0).choice(count, SILHOUETTE_POINTS, replace=False))


def silhouette(points: Float64, labels: Whole, check: Check = None) -> float:
    """The mean silhouette coefficient of (N, 2) points, -1..1; NaN unless there are 2 to N - 1 clusters.

    Of a point: (b - a) / max(a, b), with a its mean distance to the others of its cluster, and b that to
    the points of the nearest other cluster; 0 for a point alone in its cluster (Rousseeuw, "Silhouettes",
    1987). Takes time with N squared: see `silhouette_sample`.
    """
    _, places = np.unique(labels, return_inverse=True)
    counts = np.bincount(places)
    if not 2 <= len(counts) < len(points):
        return nan
    order = np.argsort(places, kind="stable")
    points, places = np.asarray(points, np.float64)[order], places[order]
    starts = np.concatenate([[0], counts.cumsum()[:-1]])
    total = 0.0
    for part in blocks(len(points), _BLOCK):
        if check is not None:
            check()
        total += float(_coefficients(points, places, counts, starts, part).sum())
    return total / len(points)


def _coefficients(points: Float64, places: Whole, counts: Int64, starts: Int64, part: slice) -> Float64:
    """Of some of the points, which are sorted by cluster."""
    across = points[part, None, 0] - points[None, :, 0]
    up = points[part, None, 1] - points[None, :, 1]
    sums = np.add.reduceat(np.sqrt(across * across + up * up), starts, axis=1)
    row, own = np.arange(len(sums)), places[part]
    alone = counts[own] == 1
    inner = sums[row, own] / np.maximum(counts[own] - 1, 1)
    sums[row, own] = np.inf
    outer = (sums / counts).min(axis=1)
    larger = np.maximum(inner, outer)
    coefficients = np.divide(outer - inner, larger, out=np.zeros_like(larger), where=larger > 0)
    return np.where(alone, 0.0, coefficients)


@dataclass(frozen=True, slots=True, eq=False)
class Confusion:
    """How many points of each true cluster are in which found one.

    Attributes:
        truths: (T,) true clusters, rising.
        clusters: (C,) found ones, in the order in which they fit the true ones.
        counts: (T, C) int64.
    """

    truths: Int64
    clusters: Int64
    counts: Int64


def confusion(truth: Whole, labels: Whole) -> Confusion:
    """Compare (N,) labels with the truth; points of unknown truth are left out."""
    known = truth != UNKNOWN
    truths, rows = np.unique(truth[known], return_inverse=True)
    clusters, columns = np.unique(labels[known], return_inverse=True)
    counts = np.zeros((len(truths), len(clusters)), np.int64)
    np.add.at(counts, (rows, columns), 1)
    order = _fitting_order(counts)
    return Confusion(truths.astype(np.int64), clusters[order].astype(np.int64), counts[:, order])


def _fitting_order(counts: Int64) -> list[int]:
    """Columns so that the largest counts, taken greedily, are on the diagonal; the others follow."""
    placed: dict[int, int] = {}
    width = counts.shape[1]
    for place in np.argsort(-counts, axis=None, kind="stable").tolist():
        row, column = divmod(place, width)
        if row not in placed and column not in placed.values() and counts[row, column]:
            placed[row] = column
    diagonal = [placed[row] for row in sorted(placed)]
    return diagonal + [column for column in range(width) if column not in diagonal]


def adjusted_rand(truth: Whole, labels: Whole) -> float:
    """The adjusted Rand index, about 0 by chance and 1 for the same clusters, NaN if no truth is known.

    Hubert and Arabie, "Comparing partitions", 1985.
    """
    counts = confusion(truth, labels).counts
    total = comb(int(counts.sum()), 2)
    if not counts.size:
        return nan
    both = _pairs(counts)
    in_rows, in_columns = _pairs(counts.sum(axis=1)), _pairs(counts.sum(axis=0))
    # In whole numbers, which have no limit here: the products leave 64 bits with 100,000 points.
    above = 2 * (both * total - in_rows * in_columns)
    below = total * (in_rows + in_columns) - 2 * in_rows * in_columns
    return above / below if below else 1.0


def _pairs(counts: Int64) -> int:
    return sum(comb(count, 2) for count in counts.ravel().tolist())
