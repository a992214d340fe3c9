"""CIEDE2000 between a picture and its result."""

from __future__ import annotations

import numpy as np

from kquant.core.color.delta_e import ciede2000
from kquant.core.color.spaces import lab
from kquant.core.metrics.mse import total_weight
from kquant.core.model.arrays import Float64, Labels, UInt8, Weights
from kquant.core.model.metrics import DeltaE
from kquant.core.run.parallel import Check, blocks, map_blocks

_BLOCK = 8_192  # colours; their Lab coordinates stay in the cache
_BINS = 1024


def delta_e(
    colors: UInt8,
    counts: Weights,
    palette: UInt8,
    color_labels: Labels,
    threads: int,
    check: Check = None,
) -> DeltaE:
    """CIEDE2000 of every distinct colour, weighted; zeros for no colours."""
    if len(colors) == 0:
        return DeltaE(mean=0.0, p95=0.0, max=0.0)
    palette_lab = lab(palette)
    differences = np.empty(len(colors), np.float64)

    def total(part: slice) -> float:
        differences[part] = ciede2000(lab(colors[part]), palette_lab[color_labels[part]])
        return float((differences[part] * counts[part]).sum())

    return DeltaE(
        mean=sum(map_blocks(total, len(colors), _BLOCK, threads, check)) / total_weight(counts),
        p95=weighted_quantile(differences, counts, 0.95),
        max=float(differences.max()),
    )


def weighted_quantile(values: Float64, weights: Weights, share: float) -> float:
    """The least of (N,) float64 values, all from 0, at or below which there is `share` of the weight.

    That is `numpy.quantile(method="inverted_cdf")`, in a tenth of its time: only the values of the one bin
    it is in are sorted.
    """
    highest = float(values.max())
    scale = _BINS / highest if highest > 0 else 0.0
    bins = np.empty(len(values), np.uint16)
    in_bins = np.zeros(_BINS + 1)
    for part in blocks(len(values), _BLOCK):
        bins[part] = values[part] * scale
        in_bins += np.bincount(bins[part], weights[part], _BINS + 1)
    up_to = np.cumsum(in_bins)
    wanted = share * up_to[-1]
    chosen = int(np.searchsorted(up_to, wanted))
    candidates = np.flatnonzero(bins == chosen)
    candidates = candidates[np.argsort(values[candidates])]
    reached = up_to[chosen] - in_bins[chosen] + np.cumsum(weights[candidates])
    # Of weights that are not whole numbers the two sums may differ in the last digit.
    place = min(int(np.searchsorted(reached, wanted)), len(candidates) - 1)
    return float(values[candidates[place]])
