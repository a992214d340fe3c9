"""The colours of a picture as an indexed image shows them, for what is summed over all of its pixels."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from kquant.core.image.histogram import Histogram, histogram, places
from kquant.core.image.points import octree_of
from kquant.core.image.prepared import Prepared
from kquant.core.model.arrays import Float64, Int64, UInt8, Weights
from kquant.core.model.choices import Space
from kquant.core.model.indexed import Indexed, Papers
from kquant.core.points.account import tally
from kquant.core.points.points import Points
from kquant.core.run.run import Run


@dataclass(frozen=True, slots=True, eq=False)
class Members:
    """N colours with their labels; what is transparent is left out.

    Where papers lie from the edge in, a colour may be there twice: outside of the papers and on them.

    Attributes:
        colors: (N, 3) uint8.
        counts, weights: (N,) pixels, and how much they weigh.
        rows: (N,) their places in the histogram of the picture; all of it if None.
        places: (N,) where the label of each stands in the color labels with the rows of the papers after
            them; that of the histogram if None.
        outside: the histogram of the pixels that no paper has by its place.
    """

    colors: UInt8
    counts: Int64
    weights: Weights
    rows: NDArray[np.intp] | None
    places: NDArray[np.intp] | None
    outside: Histogram

    def labels(self, indexed: Indexed) -> NDArray[np.uint16]:
        """(N,) their palette colours."""
        return self.labels_in(all_labels(indexed))

    def labels_in(self, labels: NDArray[np.uint16]) -> NDArray[np.uint16]:
        """(N,) theirs of all labels."""
        return labels[: len(self.colors)] if self.places is None else labels[self.places]

    def points(self, image: Prepared, space: Space, run: Run) -> Points:
        """They as points of a colour space."""
        points = octree_of(image.histogram, space, run).points
        return points if self.rows is None else Points(points.columns[:, self.rows], self.weights)


def members(image: Prepared, indexed: Indexed, run: Run) -> Members:
    """The colours of a picture that can be seen in its indexed image."""
    whole, papers = image.histogram, indexed.papers
    if papers is None or (papers.numbers is None and not papers.by_place):
        return Members(whole.colors, whole.counts, whole.weights, None, None, whole)
    if not papers.by_place:
        rows = np.flatnonzero(indexed.color_labels < len(indexed.palette))
        return Members(whole.colors[rows], whole.counts[rows], whole.weights[rows], rows, rows, whole)
    on_papers = _on_papers(image, papers, run)
    there = places(whole, on_papers.colors)
    outside = _without(whole, on_papers, there)
    rows = np.flatnonzero(outside.counts)
    at = rows
    counts, weights = [outside.counts[rows]], [outside.weights[rows]]
    if len(papers.rows) and papers.rows[0] < len(indexed.palette):
        at = np.append(rows, len(whole) + papers.of_colors[there].astype(np.intp))
        rows = np.append(rows, there)
        counts.append(on_papers.counts)
        weights.append(on_papers.weights)
    return Members(whole.colors[rows], np.concatenate(counts), _joined(weights), rows, at, outside)


def all_labels(indexed: Indexed) -> NDArray[np.uint16]:
    """The labels of the distinct colours, and after them the rows of the papers."""
    papers = indexed.papers
    return indexed.color_labels if papers is None else np.append(indexed.color_labels, papers.rows)


def accounted(
    image: Prepared, indexed: Indexed, targets: Float64, space: Space, run: Run
) -> tuple[Int64, Float64]:
    """(K,) pixels and compactness of each of (K, D) targets, by the labels of an indexed image."""
    found = members(image, indexed, run)
    points = found.points(image, space, run)
    return tally(points, found.counts, targets, found.labels(indexed), run.threads)


def _on_papers(image: Prepared, papers: Papers, run: Run) -> Histogram:
    assert papers.numbers is not None
    mask = papers.numbers < len(papers.colors)
    return histogram(image.pixels, image.weights, run.threads, run.check, mask)


def _without(whole: Histogram, part: Histogram, there: NDArray[np.intp]) -> Histogram:
    """The histogram of all pixels but those of a part, whose colours have these places."""
    counts = whole.counts.copy()
    counts[there] -= part.counts
    alpha_sums = None
    if whole.alpha_sums is not None:
        assert part.alpha_sums is not None
        alpha_sums = whole.alpha_sums.copy()
        alpha_sums[there] -= part.alpha_sums
    return replace(whole, counts=counts, alpha_sums=alpha_sums)


def _joined(weights: list[Weights]) -> Weights:
    joined: Weights = np.concatenate(weights)  # type: ignore[assignment]  # all of one type
    return joined
