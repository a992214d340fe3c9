"""The remapper that gives every pixel the nearest colour of the palette."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from kquant.core import kernels
from kquant.core.image.points import octree_of
from kquant.core.image.prepared import Prepared
from kquant.core.model.arrays import Labels
from kquant.core.model.indexed import Indexed
from kquant.core.model.specification import Remapping
from kquant.core.palette.finalize import FinalPalette
from kquant.core.palette.nearest import accounted_for_palette
from kquant.core.palette.rows import label_type, renumbered
from kquant.core.points.account import Account
from kquant.core.remap.paper import as_papers, with_own_colors
from kquant.core.run.parallel import Check
from kquant.core.run.run import Run


@dataclass(frozen=True, slots=True)
class NearestRemapper:
    """Exact: no colour of the palette is nearer to a pixel than its own, in the space of distances."""

    def remap(self, image: Prepared, palette: FinalPalette, how: Remapping, run: Run) -> Indexed:
        """Every pixel at its nearest colour, the most frequent first unless the palette is in order."""
        octree = octree_of(image.histogram, how.space, run)
        account = palette.account
        if account.points is not octree.points:
            account = accounted_for_palette(
                octree, image.histogram.counts, palette.colors, palette.papers, how.space, run
            )
        if not palette.papers:
            return _indexed(image, palette, account, run)[0]
        account = with_own_colors(image.histogram, account, palette, how, run)
        indexed, place = _indexed(image, palette, account, run)
        return as_papers(image, indexed, place[: palette.papers], palette.in_order, how, run)


REMAPPER = NearestRemapper()


def _indexed(
    image: Prepared, palette: FinalPalette, account: Account, run: Run
) -> tuple[Indexed, NDArray[np.uint16]]:
    """The indexed image, and the row of its palette that each colour has got."""
    k = len(palette.colors)
    order = palette.order(account.counts)
    place = np.empty(k, np.uint16)
    place[order] = np.arange(k, dtype=np.uint16)
    labels = renumbered(place, account.labels)
    compactness = account.compactness[order]
    see_through = image.visible is not None and not image.visible.all()
    indexed = Indexed(
        palette=palette.colors[order],
        labels=label_pixels(image, labels, k, run.threads, run.check),
        color_labels=labels,
        transparent_index=k if see_through else None,
        alpha=image.alpha,
        counts=account.counts[order],
        compactness=float(compactness.sum()),
        cluster_compactness=compactness,
        centers=palette.account.centers[order],
        colors_before=len(image.histogram),
        locked=palette.locked[order],
    )
    return indexed, place


def label_pixels(image: Prepared, color_labels: Labels, k: int, threads: int, check: Check = None) -> Labels:
    """(H, W) label of every pixel from the (M,) labels of the distinct colours; K where invisible.

    uint8 if K is at most 255, else uint16.
    """
    found = image.histogram
    return kernels.label_map(
        *(image.pixels, image.visible, found.keys, found.codes),
        *(color_labels.astype(label_type(k), copy=False), k, threads, check),
    )
