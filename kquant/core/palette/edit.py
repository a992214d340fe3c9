"""Changes by hand carried out on a result."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any, TypeVar

import numpy as np
from numpy.typing import NDArray

from kquant.core.color.delta_e import ciede2000
from kquant.core.color.spaces import lab, to_space
from kquant.core.finders.histogram.finder import FINDER
from kquant.core.image.grid import grid_of
from kquant.core.image.histogram import Histogram, codes_of, subset
from kquant.core.image.members import Members as ImageMembers
from kquant.core.image.members import all_labels, members
from kquant.core.image.picture import Picture
from kquant.core.image.points import octree_of
from kquant.core.image.source import Source
from kquant.core.model.arrays import Float64, Int64, UInt8
from kquant.core.model.choices import Init, Representative, Space
from kquant.core.model.depth import Depth
from kquant.core.model.edits import Delete, Edit, Merge, Recolor
from kquant.core.model.result import Result
from kquant.core.model.rgb import Rgb, rgb
from kquant.core.model.specification import Preparation, Specification
from kquant.core.palette.finalize import FinalPalette, finalize
from kquant.core.palette.frequent import most_frequent
from kquant.core.palette.nearest import assigned_to_palette
from kquant.core.points.account import tally
from kquant.core.points.assign import Members
from kquant.core.points.octree import Octree
from kquant.core.points.points import Points
from kquant.core.remap.nearest import label_pixels
from kquant.core.run.run import Run

Rows = TypeVar("Rows", bound=NDArray[Any])

_SAME_CLUSTER = 10.0
"""CIEDE2000 within which a colour found anew is taken for the one that was recoloured."""


@dataclass(frozen=True, slots=True, eq=False)
class _State:
    """A palette on its way, as the fields of a `Result` of the same names.

    Attributes:
        labels: those of the distinct colours, and after them the rows of the papers; K for transparent ones.
        papers: so many of the last labels.
    """

    palette: UInt8
    clustered: UInt8
    labels: Members
    locked: NDArray[np.bool_]
    centers: Float64
    papers: int

    @property
    def color_labels(self) -> Members:
        """Those of the distinct colours."""
        return self.labels[: len(self.labels) - self.papers]

    @property
    def paper_rows(self) -> Members:
        """Those of the papers, which are neither deleted nor split."""
        return self.labels[len(self.labels) - self.papers :]

    def row(self, color: Rgb) -> int | None:
        found = np.flatnonzero((self.clustered == np.array(color, np.uint8)).all(axis=1))
        return int(found[0]) if len(found) else None

    def rows(self, colors: tuple[Rgb, ...]) -> list[int]:
        """In the order of the palette."""
        return sorted({row for color in colors if (row := self.row(color)) is not None})

    def without(self, gone: list[int], labels: Members) -> _State:
        """Rows taken away that no label points to any more."""
        kept = np.delete(np.arange(len(self.palette)), gone)
        place = np.zeros(len(self.palette) + 1, np.uint16)
        place[kept] = np.arange(len(kept), dtype=np.uint16)
        place[-1] = len(kept)
        columns = (self.palette[kept], self.clustered[kept])
        return _State(*columns, place[labels], self.locked[kept], self.centers[kept], self.papers)


@dataclass(frozen=True, slots=True, eq=False)
class _Context:
    """What does not change: the colours of the picture and what was asked of the finder.

    Attributes:
        histogram, points: of the distinct colours, as they are outside of papers that lie from the edge in.
        members, member_points: what is summed over.
    """

    histogram: Histogram
    points: Points
    members: ImageMembers
    member_points: Points
    spec: Specification
    run: Run


def apply_edits(
    picture: Picture,
    result: Result,
    edits: tuple[Edit, ...],
    run: Run | None = None,
) -> Result:
    """A result of the picture with changes by hand, one after another, without metrics.

    A change of colours that are not there is left out; colours that have become the same are united.
    `compactness` and `centers` are of the new clusters, `attempts` and `trace` of the old.

    Raises:
        Cancelled: the caller of `run` wants to stop.
    """
    if not edits:
        return result
    run = run or picture.run()
    settings = result.request.settings
    image = picture.prepared(Preparation.of(settings), run)
    spec = Specification.of(settings)
    points = octree_of(image.histogram, spec.space, run).points
    found = members(image, result.indexed, run)
    member_points = found.points(image, spec.space, run)
    context = _Context(found.outside, points, found, member_points, spec, run)
    labels, count = all_labels(result.indexed), 0 if result.papers is None else len(result.papers.rows)
    state = _State(result.palette, result.clustered, labels, result.locked, result.centers, count)
    for edit in edits:
        run.check()
        state = _apply(edit, state, context)
    state = _united(state)
    counts, compactness = _accounted(state, context)
    pixel_labels, k, papers = result.labels, len(state.palette), result.papers
    if state.labels is not labels:
        pixel_labels = label_pixels(image, state.color_labels, k, run.threads, run.check)
        if papers is not None:
            papers = replace(papers, rows=state.paper_rows)
            if papers.by_place and papers.numbers is not None:
                is_paper = papers.numbers < count
                pixel_labels[is_paper] = papers.rows[papers.numbers[is_paper]]
    return replace(result, metrics=None).with_indexed(
        palette=state.palette,
        recolored_from=state.clustered,
        labels=pixel_labels,
        color_labels=state.color_labels,
        transparent_index=None if result.transparent_index is None else k,
        counts=counts,
        compactness=float(compactness.sum()),
        cluster_compactness=compactness,
        centers=state.centers,
        locked=state.locked,
        papers=papers,
    )


def can_split(result: Result, row: int) -> bool:
    """Whether a cluster has two distinct colours to be split between, and is no paper."""
    return not result.is_paper[row] and int(np.count_nonzero(result.color_labels == row)) > 1


def _apply(edit: Edit, state: _State, context: _Context) -> _State:
    if isinstance(edit, Recolor):
        return _recolored(edit, state, context)
    if isinstance(edit, Merge):
        return _merged(state.rows(edit.colors), state, context)
    if isinstance(edit, Delete):
        return _deleted(state.rows(edit.colors), state, context)
    return _split(state.row(edit.color), state, context)


def _accounted(state: _State, context: _Context) -> tuple[Int64, Float64]:
    targets, found = to_space(state.palette, context.spec.space), context.members
    labels = found.labels_in(state.labels)
    return tally(context.member_points, found.counts, targets, labels, context.run.threads)


def _recolored(edit: Recolor, state: _State, context: _Context) -> _State:
    row = state.row(edit.color)
    if row is None and len(state.palette):
        own = np.repeat(lab(np.array([edit.color], np.uint8)), len(state.clustered), axis=0)
        differences = ciede2000(own, lab(state.clustered))
        differences[(state.palette != state.clustered).any(axis=1)] = np.inf  # another edit has it
        row = int(differences.argmin())
        row = row if differences[row] <= _SAME_CLUSTER else None
    if row is None:
        return state
    palette = state.palette.copy()
    palette[row] = context.spec.depth.rounded(edit.new)
    return replace(state, palette=palette)


def _merged(rows: list[int], state: _State, context: _Context) -> _State:
    papers = [row for row in rows if row in state.paper_rows]
    rows = [row for row in rows if row not in papers[1:]]  # each stays what it is
    if len(rows) < 2:
        return state
    counts, _ = _accounted(state, context)
    target = next(iter(papers), next((row for row in rows if state.locked[row]), rows[0]))
    palette, clustered, centers = state.palette.copy(), state.clustered.copy(), state.centers.copy()
    shares = shares_of(counts, rows)
    centers[target] = (shares * centers[rows]).sum(axis=0)
    labels = state.labels.copy()
    labels[np.isin(labels, rows)] = target
    if not state.locked[target]:
        spec = context.spec
        color = mean_color(palette, counts, rows, spec.space, spec.depth)
        if spec.representative is Representative.FREQUENT and counts[rows].any():
            own = labels[: len(labels) - state.papers] == target
            color = _frequent_color(own, context)
        palette[target] = clustered[target] = color
    merged = replace(state, palette=palette, clustered=clustered, centers=centers)
    return merged.without([row for row in rows if row != target], labels)


def shares_of(counts: Int64, rows: list[int]) -> Float64:
    """(n, 1) the part of each of some rows in their pixels; equal parts if there are none."""
    held = counts[rows][:, None].astype(np.float64)
    return np.asarray(held / held.sum() if held.any() else np.full_like(held, 1 / len(rows)))


def mean_color(palette: UInt8, counts: Int64, rows: list[int], space: Space, depth: Depth) -> UInt8:
    """(3,) the mean of some rows of a palette by counts, taken in a colour space, at a colour depth."""
    mean = (shares_of(counts, rows) * to_space(palette[rows], space)).sum(axis=0)
    color: UInt8 = grid_of(depth, space).rounded(mean[None])[0]
    return color


def _frequent_color(chosen: NDArray[np.bool_], context: _Context) -> UInt8:
    """(3,) the most frequent of the (M,) chosen colours of the picture."""
    members = np.flatnonzero(chosen)
    row = members[most_frequent(context.histogram.weights[members], np.zeros(len(members), np.uint16), 1)]
    grid = grid_of(context.spec.depth, context.spec.space)
    color: UInt8 = grid.nearest(context.histogram.colors[row])[0]
    return color


def _deleted(rows: list[int], state: _State, context: _Context) -> _State:
    rows = [row for row in rows if row not in state.paper_rows]
    kept = np.delete(np.arange(len(state.palette)), rows)
    if not rows or not len(kept):
        return state
    labels = state.labels.copy()
    orphans = np.flatnonzero(np.isin(state.color_labels, rows))
    points = Points(context.points.columns[:, orphans], np.ones(len(orphans)))
    found = assigned_to_palette(Octree(points, []), state.palette[kept], 0, context.spec.space, context.run)
    labels[orphans] = kept[found.labels]
    return state.without(rows, labels)


def _split(row: int | None, state: _State, context: _Context) -> _State:
    own = np.flatnonzero(state.color_labels == row)
    if row is None or row in state.paper_rows or len(own) < 2:
        return state
    chosen = np.zeros(len(context.histogram), bool)
    chosen[own] = True
    found = _halves(subset(context.histogram, chosen), state.clustered[row], state.locked[row], context)
    halves, labels = found.colors, found.account.labels
    if len(halves) < 2:  # there is no other colour at this depth
        return state
    moved = state.labels.copy()
    moved[moved > row] += 1
    moved[own] = row + labels
    centers = to_space(halves, context.spec.space)
    return _State(
        _in_place_of(state.palette, row, halves),
        _in_place_of(state.clustered, row, halves),
        moved,
        _in_place_of(state.locked, row, found.locked),
        _in_place_of(state.centers, row, centers),
        state.papers,
    )


def _in_place_of(whole: Rows, row: int, rows: Rows) -> Rows:
    found: Rows = np.concatenate([whole[:row], rows, whole[row + 1 :]])  # type: ignore[assignment]
    return found


def _halves(members: Histogram, color: UInt8, locked: bool, context: _Context) -> FinalPalette:
    """Two colours for some of those of the picture, a locked one among them."""
    stay: tuple[Rgb, ...] = (rgb(color.tolist()),) if locked else ()
    spec = replace(context.spec, colors=2, locked=stay, papers=(), init=Init.PP, init_colors=())
    run = context.run.apart()
    found = replace(FINDER.find(Source(members), spec, run), alternatives=(), start=None, polish=1)
    return finalize(members, found, spec, run)


def _united(state: _State) -> _State:
    """Without colours that are there twice; locked ones stay before others."""
    codes = codes_of(state.palette)
    order = np.lexsort((~state.locked, codes))
    first = np.append(True, np.diff(codes[order].astype(np.int64)) != 0)
    if first.all():
        return state
    keeper = np.append(order, len(codes)).astype(np.uint16)  # the last for what is transparent
    keeper[order] = order[first][np.cumsum(first) - 1]
    return state.without(order[~first].tolist(), keeper[state.labels])
