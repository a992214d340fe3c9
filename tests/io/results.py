"""Results without a quantization, for the writers to write."""

from __future__ import annotations

import numpy as np
from hypothesis import strategies as st
from numpy.typing import NDArray

from kquant.core.model.arrays import UInt8
from kquant.core.model.clustering import Clustering
from kquant.core.model.indexed import Indexed
from kquant.core.model.request import Request
from kquant.core.model.result import Result
from kquant.core.model.rgb import Rgb
from kquant.core.model.settings import Settings


def make_result(
    palette: UInt8,
    labels: NDArray[np.integer],
    alpha: UInt8 | None = None,
    transparent_index: int | None = None,
    matte: Rgb = (255, 255, 255),
) -> Result:
    colors = len(palette)
    indexed = Indexed(
        palette=palette,
        labels=labels.astype(np.uint16) if colors > 255 else labels.astype(np.uint8),
        color_labels=np.arange(colors, dtype=np.uint16),
        transparent_index=transparent_index,
        alpha=alpha,
        counts=np.bincount(labels.ravel(), minlength=colors)[:colors].astype(np.int64),
        compactness=0.0,
        cluster_compactness=np.zeros(colors),
        centers=palette.astype(np.float64),
        colors_before=colors,
        locked=np.zeros(colors, np.bool_),
    )
    clustering = Clustering(indexed.centers, indexed.locked, attempts=(0.0,), iterations=1, trace=(0.0,))
    return Result(Request(Settings(colors=colors, matte=matte)), clustering, indexed)


def distinct_colors(count: int, seed: int = 0) -> UInt8:
    """(count, 3) uint8, in an order of their own."""
    codes = np.random.default_rng(seed).choice(1 << 24, count, replace=False)
    return np.stack([codes >> 16, codes >> 8, codes], axis=1).astype(np.uint8)


def random_result(
    colors: int,
    height: int = 9,
    width: int = 14,
    seed: int = 0,
    transparent: bool = False,
    partial: bool = False,
) -> Result:
    """Random labels; with a transparent index, or with an alpha to keep, on request."""
    rng = np.random.default_rng(seed)
    labels = rng.integers(0, colors + transparent, (height, width))
    alpha = None
    if transparent:
        labels[0, 0] = colors
    if partial:
        alpha = rng.choice(np.array([3, 130, 255], np.uint8), (height, width))
        alpha[labels == colors] = 0
    return make_result(distinct_colors(colors, seed), labels, alpha, colors if transparent else None)


def results(max_colors: int = 256) -> st.SearchStrategy[Result]:
    """Opaque results of any palette size and small odd shapes."""
    return st.builds(
        random_result,
        colors=st.integers(1, max_colors),
        height=st.integers(1, 12),
        width=st.integers(1, 40),
        seed=st.integers(0, 2**32 - 1),
    )
