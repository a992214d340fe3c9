"""The one door to the kernels: compiled where there is a module made of the present sources, else in numpy.

Each function has a twin of the same signature in `kquant.core.twins`. Its docstring defines the result, which
both give to the last bit, metrics to 1e-9: expressions are evaluated as they are written, and sums are taken
in the order that is stated. Where `KQUANT_KERNELS` is `numpy`, the twins run.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from types import ModuleType
from typing import Any, TypeVar

import numpy as np
from numpy.typing import NDArray

from kquant.core import twins
from kquant.core.model.arrays import Float64, Int64, Labels, UInt8, Weights
from kquant.core.model.errors import Cancelled
from kquant.core.points.clusters import Clusters, Tree
from kquant.core.run.parallel import Check
from kquant.core.run.stop import StopCheck
from kquant.kernels import compiled

UInt16 = NDArray[np.uint16]
UInt32 = NDArray[np.uint32]
Bools = NDArray[np.bool_]

Cells = Sequence[tuple[Int64, Int64, Float64]]
"""Levels of an octree, coarsest first: `first`, `parts` and `sums` of `points.octree.Level`."""

COARSEST_SIDE = 32
"""Values a side of the cells of the coarsest level; those of each other one are half as large."""

_FARTHEST = 1e150

_T = TypeVar("_T")


def histogram(
    pixels: UInt8, alpha: UInt8 | None, mask: Bools | None, threads: int, check: Check = None
) -> tuple[UInt32, UInt32, Int64, Int64 | None]:
    """The distinct colours of (H, W, 3 or 4) uint8 pixels, by rising Z-order key.

    Pixels count where (H, W) `mask` is True and (H, W) uint8 `alpha` is not 0; a fourth channel is not
    looked at.

    Returns:
        keys: (M,) uint32.
        codes: (M,) uint32, 0xRRGGBB.
        counts: (M,) int64.
        alpha_sums: (M,) int64, None without `alpha`.
    """
    if (module := compiled()) is None:
        return twins.histogram.histogram(pixels, alpha, mask, threads, check)
    n, channels = pixels.shape[0] * pixels.shape[1], pixels.shape[2]
    arguments = (_whole(pixels), n, channels, 0, _whole(alpha), _whole(mask), np.empty, threads)
    found: tuple[UInt32, UInt32, Int64, Int64 | None] = _run(module.histogram, check, *arguments)
    return found


def histogram_rgba(
    pixels: UInt8, mask: Bools | None, threads: int, check: Check = None
) -> tuple[UInt32, UInt32, Int64]:
    """The distinct colours of (H, W, 4) uint8 pixels, alpha and all, by rising Z-order key.

    Pixels count where (H, W) `mask` is True.

    Returns:
        keys: (M,) uint32.
        codes: (M,) uint32, 0xAARRGGBB.
        counts: (M,) int64.
    """
    if (module := compiled()) is None:
        return twins.histogram.histogram_rgba(pixels, mask, threads, check)
    n = pixels.shape[0] * pixels.shape[1]
    arguments = (_whole(pixels), n, 4, 1, None, _whole(mask), np.empty, threads)
    keys, codes, counts, _ = _run(module.histogram, check, *arguments)
    return keys, codes, counts


def label_map(
    pixels: UInt8,
    visible: Bools | None,
    keys: UInt32,
    codes: UInt32,
    color_labels: Labels,
    invisible: int,
    threads: int,
    check: Check = None,
) -> Labels:
    """The label of every pixel, (H, W) of the dtype of `color_labels`; 0 where its colour is not in the list.

    Args:
        pixels: (H, W, 3 or 4) uint8; the fourth channel is not looked at.
        visible: (H, W) bool; None for all.
        keys: (M,) the colours of the list, as `histogram` returns them.
        codes: (M,) the same.
        color_labels: (M,) uint8 or uint16, the label of each.
        invisible: the label of pixels that are not visible.
    """
    if (module := compiled()) is None:
        return twins.label_map.label_map(
            pixels, visible, keys, codes, color_labels, invisible, threads, check
        )
    return _label_map(module, pixels, False, visible, keys, color_labels, invisible, threads, check)


def label_map_rgba(
    pixels: UInt8,
    visible: Bools | None,
    codes: UInt32,
    color_labels: Labels,
    invisible: int,
    threads: int,
    check: Check = None,
) -> Labels:
    """The label of every one of (H, W, 4) pixels, from those of colours with alpha, 0xAARRGGBB.

    All else is as with `label_map`.
    """
    if (module := compiled()) is None:
        return twins.label_map.label_map_rgba(pixels, visible, codes, color_labels, invisible, threads, check)
    return _label_map(module, pixels, True, visible, codes, color_labels, invisible, threads, check)


def _label_map(
    module: ModuleType,
    pixels: UInt8,
    with_opacity: bool,
    visible: Bools | None,
    keys: UInt32,
    color_labels: Labels,
    invisible: int,
    threads: int,
    check: Check,
) -> Labels:
    labels = np.empty(pixels.shape[:2], color_labels.dtype)
    _run(
        module.map_labels,
        check,
        *(_whole(pixels), labels.size, pixels.shape[2], with_opacity, _whole(visible)),
        *(_whole(keys), _whole(color_labels), len(keys), labels.itemsize, invisible, labels, threads),
    )
    return labels


def paint(labels: Labels, colors: UInt8, threads: int, check: Check = None) -> UInt8:
    """The picture of labels: (H, W, C) uint8, of each the colour.

    Args:
        labels: (H, W) uint8 or uint16, each less than K.
        colors: (K, C) uint8, C 3 or 4.
    """
    if (module := compiled()) is None:
        return twins.paint.paint(labels, colors, threads, check)
    pixels = np.empty((*labels.shape, colors.shape[1]), np.uint8)
    _run(
        module.paint,
        check,
        *(_whole(labels), labels.size, labels.itemsize),
        *(_whole(colors), *colors.shape, pixels, threads),
    )
    return pixels


def sample(weights: Weights, size: int, first: float) -> Int64:
    """(size,) points, each as often as its weight asks: one at `first`, 0..1, of a step, then at equal steps.

    The i-th, from 0, is the first one in which the weights, added up one after another, are more than
    (i + first) * (their sum / size), which is rounded down if they are whole; or else the last one.

    Args:
        weights: (N,) int64 or float64, N at least 1.
    """
    if (module := compiled()) is None or weights.dtype != np.int64:
        return twins.sample.sample(weights, size, first)
    points = np.empty(size, np.int64)
    module.sample(_whole(weights), len(weights), first, size, points)
    return points


def cube_starts(keys: UInt32, bits: int) -> Int64:
    """(n + 1,) where each run of (N,) keys that are alike but for their last `bits` begins, and N."""
    if (module := compiled()) is None:
        return twins.cubes.cube_starts(keys, bits)
    first = np.empty(module.find_cubes(_whole(keys), len(keys), bits, None) + 1, np.int64)
    module.find_cubes(_whole(keys), len(keys), bits, first)
    return first


def cell_sums(
    columns: Float64 | UInt8, weights: Weights, first: Int64, threads: int, check: Check = None
) -> Float64:
    """(D + 2, n) float64, the sums of w, of w x for each column and of w |x|^2 over the points of a cell.

    All are added up from 0 in the order of the points; |x|^2 is (x0^2 + x1^2) + ..., from left to right.

    Args:
        columns: (D, N) uint8 or float64; D at most 8.
        weights: (N,) int64 or float64.
        first: (n + 1,) where the points of each cell begin, rising, and N.
    """
    if (module := compiled()) is None:
        return twins.cell_sums.cell_sums(columns, weights, first, threads, check)
    (d, n), cells = columns.shape, len(first) - 1
    sums = np.empty((d + 2, cells))
    _run(
        module.sum_cells,
        check,
        *(_whole(columns), _whole(weights), d, columns.dtype == np.uint8, weights.dtype == np.int64, n),
        *(_whole(first), cells, sums, threads),
    )
    return sums


def merged_cells(sums: Float64, first: Int64, threads: int, check: Check = None) -> Float64:
    """(R, n) sums of larger cells: the (R, N) of the smaller ones in them, added up from 0 in their order.

    `first` is (n + 1,), where the smaller ones in each begin, rising, and N.
    """
    if (module := compiled()) is None:
        return twins.cell_sums.merged_cells(sums, first, threads, check)
    (rows, n), cells = sums.shape, len(first) - 1
    merged = np.empty((rows, cells))
    _run(module.merge_cells, check, _whole(sums), rows, n, _whole(first), cells, merged, threads)
    return merged


def assign(
    columns: Float64 | UInt8,
    weights: Weights,
    centers: Float64,
    threads: int,
    check: Check = None,
    with_second: bool = False,
    order: UInt16 | None = None,
    cells: Cells = (),
) -> tuple[UInt16, Float64, Float64, Float64, Float64 | None]:
    """The nearest centre of every weighted point, and what each centre gets.

    Distances are squared: (x0 - c0)^2 + (x1 - c1)^2 + ..., added from left to right in float64; of centres at
    the same distance the first in `order` is the nearest. Sums over the points of a centre start
    from 0 and take one point after another within each 65,536 points; the sums of these blocks are added in
    their order. Points that follow each other should be near each other: it takes longer if they are not.

    Where columns are uint8 and weights int64, costs come out of sums too, which are exact below 2^53: W of w,
    S of w x, M of w |x|^2. With r = floor(c + 0.5) and f = c - r, the cost of a centre c is
    (M + r0 (W r0 - 2 S0) + r1 ...) + (f0 (W f0 - 2 (S0 - W r0)) + f1 ...), added from left to right.

    Args:
        columns: (D, N) uint8 or float64, finite; D at most 8.
        weights: (N,) int64 or float64.
        centers: (K, D), finite; K from 1 to 65,535, or 0 where N is.
        with_second: measure the distance to the second nearest centre.
        order: (K,) every index once; None for rising ones.
        cells: an octree of the points, three columns of uint8 with int64 weights, whose sums are below 2^53.
            It changes no result, but takes less time: points of a cell all of which go to one centre are not
            looked at.

    Returns:
        labels: (N,) uint16, the index of the nearest centre.
        weights: (K,) the sum of the weights w of its points.
        sums: (K, D) the sums of w x.
        costs: (K,) the sum of w times the squared distance.
        second: (N,) the least squared distance to any centre but the nearest, infinite if there is no other;
            None unless it is asked for.
    """
    if (module := compiled()) is None:
        return twins.assign.assign(columns, weights, centers, threads, check, with_second, order, cells)
    n, (k, d) = len(weights), centers.shape
    labels, second = np.empty(n, np.uint16), np.empty(n) if with_second else None
    by_center = np.empty(k), np.empty((k, d)), np.empty(k)
    _run(
        module.assign,
        check,
        *(_whole(columns), _whole(weights), n, d, columns.dtype == np.uint8, weights.dtype == np.int64),
        *(tuple((*map(_whole, level), len(level[0]) - 1) for level in cells) or None, COARSEST_SIDE),
        *(_whole(centers), k, _whole(order), labels, second, *by_center, threads),
    )
    return labels, *by_center, second


def sum_similarity(
    pixels: UInt8, visible: Bools | None, table: UInt8, labels: Labels, threads: int, check: Check = None
) -> float:
    """The structural similarity around each visible pixel, summed up; both ways agree to 1e-9 of a mean.

    It is that of the luma of the pixels, (9798 R + 19235 G + 3735 B + 2^14) >> 15, and of `table[labels]`, in
    float64: equation 13 of Wang et al. (2004) in a Gaussian window of 11 x 11 pixels with sigma 1.5, with
    K1 = 0.01, K2 = 0.03, L = 255. Beyond its edges a picture is mirrored (2 1 0 | 0 1 2); what is not visible
    is alike in both. The sum is the same for any `threads`.

    Args:
        pixels: (H, W, 3 or 4) uint8; the fourth channel is not looked at.
        visible: (H, W) bool, None for all.
        table: (256 or 65536,) uint8, the luma of every label there can be.
        labels: (H, W) uint8 or uint16.
    """
    if (module := compiled()) is None:
        return twins.ssim.sum_similarity(pixels, visible, table, labels, threads, check)
    picture = (_whole(pixels), *pixels.shape, _whole(visible))
    arguments = (*picture, _whole(table), _whole(labels), labels.itemsize, threads)
    found: float = _run(module.sum_similarity, check, *arguments)
    return found


def ciede2000(first: Float64, second: Float64, threads: int = 1) -> Float64:
    """The (N,) float64 CIEDE2000 of each pair of (N, 3) and (N, 3) float64 CIELAB colours; kL = kC = kH = 1.

    Both ways agree to 1e-9, also of opposite hues: the greater one is ahead then, as published.
    Every pair is computed by itself: its difference depends neither on its neighbours nor on `threads`.
    """
    if (module := compiled()) is None:
        return twins.ciede2000.ciede2000(first, second, threads)
    differences = np.empty(len(first), np.float64)
    _run(module.ciede2000, None, _whole(first), _whole(second), len(first), differences, threads)
    return differences


def begin_clusters(columns: Float64, weights: Float64, centers: Float64, threads: int) -> Clusters:
    """(D, N) points of (N,) weights assigned to the nearest of (K, D) centres; D is 2, 3, 4 or 6.

    A label is the argmin of (x0 - c0)^2 + (x1 - c1)^2 + ... in this order, the lowest of several; `own` is
    that sum. `totals` are added up over the points of a cluster one after another: weight, weight *
    coordinate, weight * own. Points that follow one another should be near each other, for speed.

    Raises:
        ValueError: a coordinate is not finite, or so large that its square is not.
    """
    if not all(np.abs(part).max(initial=0) < _FARTHEST for part in (columns, centers)):
        raise ValueError("coordinates are numbers whose squares are finite")
    if (module := compiled()) is None:
        return twins.partition.begin_clusters(columns, weights, centers, threads)
    d, n = columns.shape
    blocks, nodes = module.tree_size(n)
    tree = Tree(np.empty(n, np.int32), np.empty((blocks, d, 16)), np.empty((nodes, d + 1)))
    clusters = Clusters.blank(columns, weights, centers, tree, nodes)
    _run(module.begin_partition, None, _arrays(clusters), threads)
    return clusters


def move(clusters: Clusters, centers: Float64, threads: int) -> None:
    """Assign the points to other (K, D) centres, as `begin_clusters` says."""
    if (module := compiled()) is None:
        twins.partition.move(clusters, centers, threads)
    else:
        _run(module.move_partition, None, _arrays(clusters), _whole(centers), threads)


def descend(
    clusters: Clusters,
    free: Bools,
    max_iter: int,
    epsilon: float | None,
    best: float,
    patience: float,
    threads: int,
    check: Check = None,
) -> list[float]:
    """Lloyd's iteration: free centres become the means of their clusters; points are assigned; once more.

    The mean is sum / weight. Free centres whose cluster has no weight go to the points of which
    weight * own is largest, the first centre to the largest, the first of points that are alike.

    Args:
        clusters: changed in place.
        free: (K,) centres that move.
        max_iter: iterations at most.
        epsilon: it ends after the largest squared shift of a centre is at most the square of it.
        best: it ends when c - patience * (b - c) > best, b and c being the compactness before and now.
        patience: see there.

    Returns:
        The compactness after each iteration: over the clusters, one after another, of `totals`.
    """
    if (module := compiled()) is None:
        return twins.partition.descend(clusters, free, max_iter, epsilon, best, patience, threads, check)
    reached = np.empty(max_iter)
    least_shift = -1.0 if epsilon is None else epsilon * epsilon
    iterations = _run(
        module.descend,
        check,
        *(_arrays(clusters), _whole(free), max_iter, least_shift, best, patience, reached, threads),
    )
    return [float(value) for value in reached[:iterations]]


def prospects(clusters: Clusters, threads: int) -> tuple[Float64, Float64, Float64]:
    """The worth of the centres of clusters.

    The cut goes through the mean m of a cluster, across the direction v in which it is longest: the row of
    the scatter matrix S that has its largest diagonal element, the first of several, times S eight times, S
    being divided by that element. S is the sum of (w * o_i) * o_j, o = x - m. Those with o.v > 0 are the
    second half. All sums over points are taken one after another, those over columns from the first on.

    Returns:
        costs: (K,) the sum of w * (second - own) over the points of a cluster, `second` being the squared
            distance to the nearest of the other centres: what the compactness grows by without the centre.
        gains: (K,) what it falls by if the cluster is cut in two: w0 * w1 * |m1 - m0|^2 / w.
        halves: (K, 2, D) the means of the two; m where a half is empty.
    """
    if (module := compiled()) is None:
        return twins.partition.prospects(clusters, threads)
    k, d = clusters.centers.shape
    costs, gains, halves = np.empty(k), np.empty(k), np.empty((k, 2, d))
    _run(module.find_prospects, None, _arrays(clusters), costs, gains, halves, threads)
    return costs, gains, halves


def _arrays(clusters: Clusters) -> tuple[Any, ...]:
    (d, n), k, tree = clusters.columns.shape, len(clusters.centers), clusters.tree
    points = (clusters.columns, clusters.weights, tree.order, tree.points, tree.balls)
    return n, d, k, *points, clusters.bounds, clusters.centers, clusters.labels, clusters.own, clusters.totals


def _whole(array: NDArray[Any] | None) -> NDArray[Any] | None:
    """The array, or a copy without gaps."""
    return None if array is None else np.ascontiguousarray(array)


def _run(kernel: Callable[..., _T], check: Check, *arguments: Any) -> _T:
    """Call a kernel, with a flag that stops it if `check` has one.

    Raises:
        Cancelled: the flag was set meanwhile; `check` raises it before or after.
    """
    if check is not None:
        check()
    flag = check.flag if isinstance(check, StopCheck) else None
    try:
        result = kernel(*arguments, flag)
    except InterruptedError:
        raise Cancelled from None
    if check is not None:
        check()
    return result
