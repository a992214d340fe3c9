"""What came out."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from kquant.core.model.arrays import Float32, Float64, Int64, Labels, UInt8
from kquant.core.model.request import Request


@dataclass(frozen=True, slots=True)
class DeltaE:
    """CIEDE2000 differences between source and result over the visible pixels."""

    mean: float
    p95: float
    max: float


@dataclass(frozen=True, slots=True)
class Metrics:
    """How far the result is from its source, over the visible pixels.

    Attributes:
        mse: mean of the squared sRGB distance (three channels summed), 0..195075.
        psnr: 10 log10(255^2 / (mse / 3)) in dB, infinite for equal images.
        ssim: mean structural similarity of the luma, -1..1 (1 for equal images).
    """

    mse: float
    psnr: float
    ssim: float
    delta_e: DeltaE


@dataclass(frozen=True, slots=True, eq=False)
class KMeansOutput:
    """What `cv2.kmeans` itself returned, untouched.

    Attributes:
        compactness: as returned (of the labels returned, not of the nearest centres).
        labels: (N, 1) int32, one a voting pixel in row order.
        centers: (K, 3) float32 in the colour space of the request.
    """

    compactness: float
    labels: NDArray[np.int32]
    centers: Float32


@dataclass(frozen=True, slots=True, eq=False)
class Result:
    """A palette and, for every pixel, the nearest of its colours (unless they were changed afterwards).

    Attributes:
        request: what ran.
        palette: (K, 3) uint8 sRGB, no duplicates, most frequent first (a fixed palette in its own order).
        labels: (H, W) uint8 (uint16 for K > 255), index into `palette`; `transparent_index` where
            nothing is to be seen.
        color_labels: (M,) uint16, index into `palette` of each distinct colour of the picture, in the
            order of its histogram.
        transparent_index: K if any pixel is transparent, else None.
        alpha: (H, W) uint8 to be kept with the picture, or None for opaque or one-index transparency.
        counts: (K,) int64, pixels of each palette colour.
        compactness: sum of the squared distances of all visible pixels to their palette colour in the
            request's colour space, weighted by alpha, in float64.
        cluster_compactness: (K,) float64, the same for each palette colour.
        centers: (K, 3) float64, the centres before rounding, in the request's colour space.
        colors_before, colors_after: distinct colours of the visible pixels.
        attempts: compactness of each attempt, scaled from the sample to the image.
        iterations: Lloyd iterations of the whole refinement (of `cv2.kmeans` for `Engine.PIXELS`).
        trace: compactness after each iteration, never rising (for `Engine.PIXELS` as `cv2.kmeans` summed).
        locked: (K,) bool.
        reference: for `Engine.PIXELS`, what `cv2.kmeans` returned, if there was anything to cluster.
        metrics: None unless they were asked for.
        seconds: time taken by each stage.
        recolored_from: (K, 3) uint8, the palette before some of it was recoloured; None if nothing was.
    """

    request: Request
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
    colors_after: int
    attempts: tuple[float, ...]
    iterations: int
    trace: tuple[float, ...]
    locked: NDArray[np.bool_]
    reference: KMeansOutput | None = None
    metrics: Metrics | None = None
    seconds: Mapping[str, float] = field(default_factory=dict)
    recolored_from: UInt8 | None = None

    @property
    def clustered(self) -> UInt8:
        """(K, 3) uint8, no duplicates: the palette before any recolouring, by which a colour is known."""
        return self.palette if self.recolored_from is None else self.recolored_from

    @property
    def clear_place(self) -> int | None:
        """Number of palette colours before the clear entry that a given palette brought, or None."""
        entry = self.request.settings.clear_entry
        return None if entry is None else min(entry.place, len(self.palette))

    @property
    def shares(self) -> Float64:
        """(K,) float64, the part of the visible pixels that each palette colour has, summing to 1."""
        return np.asarray(self.counts / max(int(self.counts.sum()), 1), dtype=np.float64)

    @property
    def image(self) -> UInt8:
        """The picture: (H, W, 3) uint8, or (H, W, 4) where there is transparency; painted anew each time."""
        if self.transparent_index is None and self.alpha is None:
            return self.palette[self.labels]
        table = np.zeros((len(self.palette) + 1, 4), np.uint8)
        table[:-1, :3] = self.palette
        table[:-1, 3] = 255
        picture = table[self.labels]
        if self.alpha is not None:
            picture[..., 3] = self.alpha
        return picture
