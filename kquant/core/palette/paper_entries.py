"""Transparent papers laid on their own colours, for what holds no transparency."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from kquant.core.image.histogram import codes_of
from kquant.core.model.result import Result
from kquant.core.palette.rows import label_type


def with_paper_entries(result: Result) -> Result:
    """The result with transparent papers as opaque colours, at the end of the palette unless they are in it.

    It itself if none of its pixels is transparent paper. To be written and looked at: what is measured of the
    picture stays that of the result.
    """
    papers, k = result.papers, len(result.palette)
    if papers is None or papers.numbers is None or not papers.counts.any() or (papers.rows < k).any():
        return result
    codes, used = codes_of(papers.colors), papers.counts > 0
    rows = np.zeros(len(codes), np.uint16)
    known = codes_of(result.palette)
    new = np.flatnonzero(used & ~np.isin(codes, known))
    every = np.concatenate([known, codes[new]])
    for number in np.flatnonzero(used):
        rows[number] = np.flatnonzero(every == codes[number])[0]
    labels = result.labels.astype(label_type(len(every)))
    is_paper = papers.numbers < len(codes)
    labels[(labels == k) & ~is_paper] = len(every)
    labels[is_paper] = rows[papers.numbers[is_paper]]
    more = np.zeros(len(new))
    alpha = None if result.alpha is None else np.where(is_paper, np.uint8(255), result.alpha)
    counts = np.append(result.counts, np.zeros(len(new), np.int64))
    np.add.at(counts, rows[used], papers.counts[used])
    before = result.recolored_from
    return result.with_indexed(
        palette=np.concatenate([result.palette, papers.colors[new]]),
        recolored_from=None if before is None else np.concatenate([before, papers.colors[new]]),
        labels=labels,
        color_labels=np.where(result.color_labels == k, np.uint16(len(every)), result.color_labels),
        transparent_index=len(every) if bool((labels == len(every)).any()) else None,
        alpha=alpha,
        counts=counts,
        cluster_compactness=np.append(result.cluster_compactness, more),
        centers=np.concatenate([result.centers, np.zeros((len(new), result.centers.shape[1]))]),
        locked=np.append(result.locked, np.ones(len(new), bool)),
        papers=replace(papers, rows=rows),
    )
