"""Papers: what becomes of excluded colours once every colour has its nearest one."""

from __future__ import annotations

from dataclasses import replace

import cv2
import numpy as np
from numpy.typing import NDArray

from kquant.core import kernels
from kquant.core.color.spaces import to_space
from kquant.core.image.histogram import Histogram
from kquant.core.image.members import accounted, members
from kquant.core.image.points import octree_of
from kquant.core.image.prepared import Prepared
from kquant.core.image.similar import similar
from kquant.core.model.choices import ExcludedAs, ExcludedWhere
from kquant.core.model.indexed import Indexed, Papers
from kquant.core.model.specification import Remapping
from kquant.core.palette.finalize import FinalPalette
from kquant.core.palette.nearest import accounted_for_palette, assigned_to_palette
from kquant.core.palette.rows import in_order, looked_up, shown_rows, with_rows
from kquant.core.points.account import Account, tally
from kquant.core.points.octree import Octree
from kquant.core.points.points import Points
from kquant.core.run.run import Run

_Mask = NDArray[np.bool_]


def with_own_colors(
    histogram: Histogram, account: Account, palette: FinalPalette, how: Remapping, run: Run
) -> Account:
    """With the colours within the difference of a paper given to it, whatever is nearer to them."""
    points, targets = account.points, to_space(palette.colors, how.space)
    rows = {tuple(color): row for row, color in enumerate(palette.colors[: palette.papers].tolist())}
    labels, apart = account.labels.copy(), np.full(len(histogram), np.inf)
    for exclusion in how.excluded:
        row = rows[how.depth.rounded(exclusion.color)]
        alike = np.flatnonzero(similar(histogram.colors, exclusion.color, exclusion.radius, run.threads))
        squared = ((points.columns[:, alike] - targets[row][:, None]) ** 2).sum(axis=0)
        nearer = squared < apart[alike]
        labels[alike[nearer]], apart[alike[nearer]] = row, squared[nearer]
    counts, compactness = tally(points, histogram.counts, targets, labels, run.threads)
    return replace(account, labels=labels, counts=counts, compactness=compactness)


def rows_shown(histogram: Histogram, palette: FinalPalette, how: Remapping, run: Run) -> NDArray[np.intp]:
    """The rows of a palette that stay once it is applied to pictures of this histogram, in their order.

    The order is that with papers everywhere, as a histogram has no edge.
    """
    octree = octree_of(histogram, how.space, run)
    account = accounted_for_palette(octree, histogram.counts, palette.colors, palette.papers, how.space, run)
    if palette.papers:
        account = with_own_colors(histogram, account, palette, how, run)
    order = palette.order(account.counts)
    own = how.excluded_as is ExcludedAs.OWN
    return order[shown_rows(palette.colors[order], order < palette.papers, own)[0]]


def as_papers(
    image: Prepared, indexed: Indexed, rows: NDArray[np.uint16], keep_order: bool, how: Remapping, run: Run
) -> Indexed:
    """An indexed image whose palette has papers in some rows, with what these are to become.

    Args:
        rows: (P,) of the papers.
        keep_order: the palette is not sorted by counts.
    """
    count = len(rows)
    number = np.full(len(indexed.palette) + 1, count, np.uint8)
    number[rows] = np.arange(count, dtype=np.uint8)
    colors, counts = indexed.palette[rows], indexed.counts[rows]
    papers = Papers(colors, rows, counts, number[indexed.color_labels])
    is_clear = how.excluded_as is ExcludedAs.TRANSPARENT
    from_edge = how.excluded_where is ExcludedWhere.EDGE and len(indexed.palette) > count
    if is_clear or from_edge:
        numbers = looked_up(number.astype(np.uint16), indexed.labels).astype(np.uint8, copy=False)
        papers = replace(papers, numbers=numbers)
    indexed = replace(indexed, papers=papers)
    if from_edge:
        indexed = _from_edge(image, indexed, papers, keep_order, how, run)
    return _cleared(indexed) if is_clear else _united(indexed)


def _from_edge(
    image: Prepared, indexed: Indexed, papers: Papers, keep_order: bool, how: Remapping, run: Run
) -> Indexed:
    """With the pixels of papers that are in no area at the picture's edge in their nearest colour."""
    assert papers.numbers is not None
    none = len(papers.colors)
    kept, counts = np.full_like(papers.numbers, none), np.zeros(none, np.int64)
    for number in range(none):
        run.check()
        reached = _reaching_edge(papers.numbers == number)
        kept[reached] = number
        counts[number] = np.count_nonzero(reached)
    others = _nearest_others(image, indexed, papers, how, run)
    whole, inner = image.histogram, (papers.numbers < none) & (kept == none)
    nearest = others.astype(np.uint8) if indexed.labels.dtype == np.uint8 else others
    labels = kernels.label_map(
        image.pixels, inner, whole.keys, whole.codes, nearest, 0, run.threads, run.check
    )
    np.copyto(labels, indexed.labels, where=~inner)
    papers = replace(papers, numbers=kept, counts=counts, by_place=True)
    found = replace(indexed, labels=labels, papers=papers)
    has_others = members(image, found, run).outside.counts > 0
    found = replace(found, color_labels=np.where(has_others, others, indexed.color_labels))
    targets = to_space(found.palette, how.space)
    held, compactness = accounted(image, found, targets, how.space, run)
    total = float(compactness.sum())
    found = replace(found, counts=held, cluster_compactness=compactness, compactness=total)
    return found if keep_order else in_order(found, np.argsort(-held, kind="stable"))


def _reaching_edge(mask: _Mask) -> _Mask:
    """Its 4-connected regions that have a pixel at the edge of the picture."""
    count, regions = cv2.connectedComponents(mask.view(np.uint8), connectivity=4, ltype=cv2.CV_32S)
    reaching = np.zeros(count, bool)
    for side in (regions[0], regions[-1], regions[:, 0], regions[:, -1]):
        reaching[side] = True
    reaching[0] = False  # what is not in the mask
    return np.asarray(reaching[regions])


def _nearest_others(
    image: Prepared, indexed: Indexed, papers: Papers, how: Remapping, run: Run
) -> NDArray[np.uint16]:
    """(M,) label of every distinct colour away from the papers: the nearest of what the palette will have."""
    labels = indexed.color_labels.copy()
    of_papers = np.flatnonzero(papers.of_colors < len(papers.colors))
    shown = papers.rows[:0] if how.excluded_as is ExcludedAs.TRANSPARENT else papers.rows
    rows = np.append(shown, np.setdiff1d(np.arange(len(indexed.palette)), papers.rows))
    columns = octree_of(image.histogram, how.space, run).points.columns[:, of_papers]
    points = Points(columns, np.ones(len(of_papers)))
    found = assigned_to_palette(Octree(points, []), indexed.palette[rows], len(shown), how.space, run)
    labels[of_papers] = rows[found.labels]
    return labels


def _cleared(indexed: Indexed) -> Indexed:
    """With papers that are transparent, and no colours of the palette."""
    papers = indexed.papers
    assert papers is not None
    assert papers.numbers is not None
    rows, place = shown_rows(indexed.palette, indexed.is_paper, as_own=False)
    found = with_rows(indexed, rows, place)
    is_clear = papers.numbers < len(papers.colors)
    see_through = indexed.transparent_index is not None or bool(papers.counts.any())
    return replace(
        found,
        transparent_index=len(rows) if see_through else None,
        alpha=None if indexed.alpha is None else np.where(is_clear, np.uint8(0), indexed.alpha),
        compactness=float(found.cluster_compactness.sum()),
    )


def _united(indexed: Indexed) -> Indexed:
    """With one row for a paper and the same colour of a given palette, in the place that it has there."""
    rows, place = shown_rows(indexed.palette, indexed.is_paper, as_own=True)
    gone = np.setdiff1d(np.arange(len(indexed.palette)), rows)
    if not len(gone):
        return indexed
    counts, compactness = indexed.counts.copy(), indexed.cluster_compactness.copy()
    locked, twins = indexed.locked.copy(), rows[place[gone]]
    counts[twins] += counts[gone]
    compactness[twins] += compactness[gone]
    locked[twins] = True
    united = replace(indexed, counts=counts, cluster_compactness=compactness, locked=locked)
    see_through = indexed.transparent_index is not None
    return replace(with_rows(united, rows, place), transparent_index=len(rows) if see_through else None)
