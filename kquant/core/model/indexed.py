"""A picture as numbers of palette colours."""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from kquant.core import kernels
from kquant.core.model.arrays import Float64, Int64, Labels, UInt8
from kquant.core.run.parallel import default_threads


@dataclass(frozen=True, slots=True, eq=False)
class Papers:
    """Excluded colours that pixels have been given to as papers.

    Attributes:
        colors: (P, 3) uint8.
        rows: (P,) uint16, the palette colour of each; K where they are transparent.
        counts: (P,) int64, pixels of each.
        of_colors: (M,) uint8, which of them each distinct colour of the picture is of; P for none.
        numbers: (H, W) uint8, which of them each pixel is of, P for none; None where the labels tell.
        by_place: it is not a matter of colour alone which pixels are of them.
    """

    colors: UInt8
    rows: NDArray[np.uint16]
    counts: Int64
    of_colors: UInt8
    numbers: UInt8 | None = None
    by_place: bool = False


@dataclass(frozen=True, slots=True, eq=False)
class Indexed:
    """A palette and, for every pixel, one of its colours.

    Attributes:
        palette: (K, 3) uint8 sRGB, no duplicates, most frequent first (a given palette in its own order).
        labels: (H, W) uint8 (uint16 for K > 255), index into `palette`; `transparent_index` where
            nothing is to be seen.
        color_labels: (M,) uint16, index into `palette` of each distinct colour of the picture, in the
            order of its histogram; K for transparent paper. Of papers that lie from the edge in, the label
            where the colour is not paper, if there is such a place.
        transparent_index: K if any pixel is transparent, else None.
        alpha: (H, W) uint8 to be kept with the picture, or None for opaque or one-index transparency.
        counts: (K,) int64, pixels of each palette colour.
        compactness: sum of the squared distances of all visible pixels to their palette colour in the
            colour space of distances, weighted by alpha, in float64.
        cluster_compactness: (K,) float64, the same for each palette colour.
        centers: (K, D) float64, the means of the clusters in that space.
        colors_before: distinct colours of the visible pixels.
        locked: (K,) bool.
        recolored_from: (K, 3) uint8, the palette before some of it was recoloured; None if nothing was.
        papers: what has become of excluded colours; None if there are none, or they got the nearest colour.
        colors_after: palette colours that some pixel has.
        clustered: (K, 3) uint8, no duplicates: the palette before any recolouring, which tells colours apart.
        is_paper: (K,) bool, palette colours that are papers.
    """

    palette: UInt8
    labels: Labels
    color_labels: NDArray[np.uint16]
    transparent_index: int | None
    alpha: UInt8 | None
    counts: Int64
    compactness: float
    cluster_compactness: Float64
    centers: Float64
    colors_before: int
    locked: NDArray[np.bool_]
    recolored_from: UInt8 | None = None
    papers: Papers | None = None

    colors_after: int = field(init=False)
    clustered: UInt8 = field(init=False, repr=False)
    is_paper: NDArray[np.bool_] = field(init=False, repr=False)

    def __post_init__(self) -> None:
        """Work out what follows from the rest, once."""
        clustered = self.palette if self.recolored_from is None else self.recolored_from
        rows = () if self.papers is None else self.papers.rows
        object.__setattr__(self, "colors_after", int(np.count_nonzero(self.counts)))
        object.__setattr__(self, "clustered", clustered)
        object.__setattr__(self, "is_paper", np.isin(np.arange(len(self.palette)), rows))

    @property
    def shares(self) -> Float64:
        """(K,) float64, the part of the visible pixels that each palette colour has, summing to 1."""
        return np.asarray(self.counts / max(int(self.counts.sum()), 1), dtype=np.float64)

    @property
    def image(self) -> UInt8:
        """The picture: (H, W, 3) uint8, or (H, W, 4) where there is transparency; painted anew each time."""
        if self.transparent_index is None and self.alpha is None:
            return kernels.paint(self.labels, self.palette, default_threads())
        table = np.zeros((len(self.palette) + 1, 4), np.uint8)
        table[:-1, :3] = self.palette
        table[:-1, 3] = 255
        picture = kernels.paint(self.labels, table, default_threads())
        if self.alpha is not None:
            picture[..., 3] = self.alpha
        return picture
