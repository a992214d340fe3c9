"""Target 17: effort `fast` beside `balanced`, in error and in time."""

from __future__ import annotations

from functools import partial
from statistics import mean

import cv2
import numpy as np

import kquant
from kquant.core.model.arrays import UInt8
from tests.benchmarks.corpus import Bench, kodak, photo_24, pixels_of, say
from tests.benchmarks.exact import picture_mse
from tests.benchmarks.report import Report, Row, Verdict, percent
from tests.benchmarks.timing import compare

_KS = (4, 16, 64, 256)
_MEGAPIXELS = (0.1, 0.4, 1.5, 6.0, 24.0)
_QUICK_MEGAPIXELS = (0.1, 0.4)
_QUICK_PICTURES = 2
_HIGHER = 1.005
_EFFORTS = ("fast", "balanced")


def fast_effort(bench: Bench, report: Report) -> None:
    """Target 17."""
    _errors(bench, report)
    _times(bench, report)


def _errors(bench: Bench, report: Report) -> None:
    names = kodak(bench)[: _QUICK_PICTURES if bench.quick else None]
    rows: list[Row] = []
    for k in _KS:
        say(f"target 17: MSE, K = {k}")
        fast, balanced = (
            mean(_mse(pixels_of(bench, name), k, effort) for name in names) for effort in _EFFORTS
        )
        rows.append({"K": k, "fast": fast, "balanced": balanced, "fast/balanced": fast / balanced})
    report.add_table(f"Target 17: mean MSE of {len(names)} Kodak pictures", rows)
    measured = "; ".join(f"K {row['K']}: {percent(row['fast/balanced'])}" for row in rows)
    reached = all(row["fast/balanced"] <= _HIGHER for row in rows)
    report.verdicts.append(Verdict(17, "mean MSE, fast / balanced", "<= +0.5 %", measured, reached))


def _mse(pixels: UInt8, k: int, effort: str) -> float:
    return picture_mse(pixels, kquant.quantize(pixels, k, effort=effort, metrics=False).image)


def _times(bench: Bench, report: Report) -> None:
    """Times on one photograph in several sizes."""
    whole = photo_24(bench).pixels
    rows: list[Row] = []
    for megapixels in _QUICK_MEGAPIXELS if bench.quick else _MEGAPIXELS:
        scale = min(1.0, (megapixels * 1e6 / (whole.size / 3)) ** 0.5)
        small = cv2.resize(whole, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA)
        pixels = np.asarray(small, np.uint8)
        for k in _KS:
            say(f"target 17: time, {megapixels} megapixels, K = {k}")
            fast, balanced = (
                partial(kquant.quantize, pixels, k, effort=effort, metrics=False) for effort in _EFFORTS
            )
            times = compare(fast, balanced, bench.runs)
            rows.append({"megapixels": megapixels, "K": k, **times.row("fast", "balanced")})
    report.add_table("Target 17: time, one photograph in several sizes", rows)
    slower = [row for row in rows if row["fast/balanced"] >= 1]
    span = (
        f"{min(row['fast/balanced'] for row in rows):.2f} .. {max(row['fast/balanced'] for row in rows):.2f}"
    )
    measured = f"{span}, not faster in {len(slower)} of {len(rows)} cases"
    report.verdicts.append(Verdict(17, "time, fast / balanced", "< 1 at every size", measured, not slower))
