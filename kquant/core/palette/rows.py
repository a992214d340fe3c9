"""Rows of the palette of an indexed image taken away, united or put in another order."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import cv2
import numpy as np
from numpy.typing import NDArray

from kquant.core.image.histogram import codes_of
from kquant.core.model.arrays import Labels, UInt8
from kquant.core.model.indexed import Indexed
from kquant.core.run.parallel import default_threads, map_blocks

_BLOCK_PIXELS = 1 << 18
_MOST_BYTES = 255


def with_rows(indexed: Indexed, rows: NDArray[np.intp], place: NDArray[np.uint16]) -> Indexed:
    """The same with these rows, in this order; `place` has the new label of each of the K + 1 old ones.

    The figures of rows are taken as they are.
    """
    before, papers = indexed.recolored_from, indexed.papers
    return replace(
        indexed,
        palette=indexed.palette[rows],
        recolored_from=None if before is None else before[rows],
        labels=looked_up(place, indexed.labels).astype(label_type(len(rows)), copy=False),
        color_labels=place[indexed.color_labels],
        counts=indexed.counts[rows],
        cluster_compactness=indexed.cluster_compactness[rows],
        centers=indexed.centers[rows],
        locked=indexed.locked[rows],
        papers=None if papers is None else replace(papers, rows=place[papers.rows]),
    )


def shown_rows(
    palette: UInt8, is_paper: NDArray[np.bool_], as_own: bool
) -> tuple[NDArray[np.intp], NDArray[np.uint16]]:
    """The rows of a palette that are shown where some are papers, and the new label of each of the K + 1 old.

    A paper that comes out as its own colour is one with the same colour of a given palette; others are
    transparent.
    """
    codes = codes_of(palette)
    others = np.flatnonzero(~is_paper)
    is_gone = is_paper & np.isin(codes, codes[others]) if as_own else is_paper
    rows = np.flatnonzero(~is_gone)
    place = np.full(len(codes) + 1, len(rows), np.uint16)
    place[rows] = np.arange(len(rows), dtype=np.uint16)
    for row in np.flatnonzero(is_gone) if as_own else ():
        place[row] = place[others[codes[others] == codes[row]][0]]
    return rows, place


def in_order(indexed: Indexed, order: NDArray[np.intp]) -> Indexed:
    """The same with its rows in another order, unless some of them, which no pixel has, are left out."""
    k = len(order)
    place = np.full(len(indexed.palette) + 1, k, np.uint16)  # the last for what is transparent
    place[order] = np.arange(k, dtype=np.uint16)
    found = with_rows(indexed, order, place)
    return found if found.transparent_index is None else replace(found, transparent_index=k)


def label_type(k: int) -> type[np.unsignedinteger[Any]]:
    """The type of the labels of K colours: bytes as long as there is one more for what is transparent."""
    return np.uint8 if k <= _MOST_BYTES else np.uint16


def looked_up(place: NDArray[np.uint16], labels: Labels) -> Labels:
    """(H, W) labels in place of others."""
    if labels.dtype == np.uint8:
        table = np.zeros(256, np.uint8)
        table[: len(place)] = place
        return np.asarray(cv2.LUT(labels, table), np.uint8)
    return renumbered(place, labels)


def renumbered(place: NDArray[np.uint16], labels: Labels) -> NDArray[np.uint16]:
    """`place[labels]`, labels without gaps; in parts, so that the copy numpy makes of indices is small."""
    found = np.empty(labels.shape, np.uint16)
    before, after = labels.reshape(-1), found.reshape(-1)

    def look_up(part: slice) -> None:
        np.take(place, before[part], out=after[part], mode="clip")

    map_blocks(look_up, labels.size, _BLOCK_PIXELS, default_threads())
    return found
