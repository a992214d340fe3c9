"""Errors of a result."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Metric(StrEnum):
    """One kind of error."""

    MSE = "mse"  # with PSNR, which is the same by another name
    SSIM = "ssim"
    DELTA_E = "delta_e"


ALL_METRICS = frozenset(Metric)


@dataclass(frozen=True, slots=True)
class DeltaE:
    """CIEDE2000 differences between source and result over the visible pixels."""

    mean: float
    p95: float
    max: float


@dataclass(frozen=True, slots=True)
class Metrics:
    """How far the result is from its source, over the visible pixels; None where it was not asked for.

    Attributes:
        mse: mean of the squared sRGB distance (three channels summed), 0..195075.
        psnr: 10 log10(255^2 / (mse / 3)) in dB, infinite for equal images.
        ssim: mean structural similarity of the luma, -1..1 (1 for equal images).
    """

    mse: float | None = None
    psnr: float | None = None
    ssim: float | None = None
    delta_e: DeltaE | None = None
