"""What a finder found."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from kquant.core.model.arrays import Float32, Float64


class KMeansOutput(NamedTuple):
    """What `cv2.kmeans` itself returned, untouched.

    Attributes:
        compactness: as returned (of the labels returned, not of the nearest centres).
        labels: (N, 1) int32, one a pixel that counts, in row order.
        centers: (K, D) float32 in the colour space of the request.
    """

    compactness: float
    labels: NDArray[np.int32]
    centers: Float32


@dataclass(frozen=True, slots=True, eq=False)
class Clustering:
    """Centres and how they were found.

    Attributes:
        centers: (K, D) float64 in the colour space of the specification; locked ones first.
        held: (K,) bool, centres that are 8-bit colours and stay in the palette whatever comes.
        in_order: the centres stand in an order that is to be kept.
        alternatives: (K, D) float64 each, other centres to be tried when the palette is finalized.
        polish: how many roundings may be tried then.
        attempts: compactness of each attempt, scaled from the sample to the source.
        iterations: Lloyd iterations of the whole refinement (of `cv2.kmeans` for `Engine.PIXELS`).
        trace: compactness after each iteration, never rising (for `Engine.PIXELS` as `cv2.kmeans` summed).
        start: (K, D) float64, where the best attempt began to be refined; None where nothing was.
        reference: for `Engine.PIXELS`, what `cv2.kmeans` returned, if there was anything to cluster.
        chosen: rising, which of the specification's candidates these are, papers apart; None if none are.
    """

    centers: Float64
    held: NDArray[np.bool_]
    in_order: bool = False
    alternatives: tuple[Float64, ...] = ()
    polish: int = 0
    attempts: tuple[float, ...] = ()
    iterations: int = 0
    trace: tuple[float, ...] = ()
    start: Float64 | None = None
    reference: KMeansOutput | None = None
    chosen: NDArray[np.intp] | None = None
