"""Target 7: beside scikit-learn's KMeans on the weighted distinct colours."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from importlib.util import find_spec
from statistics import mean
from typing import Any

import numpy as np

import kquant
from kquant.core.model.arrays import Float64, Int64
from tests.benchmarks.corpus import Bench, kodak, pixels_of, say
from tests.benchmarks.exact import distinct_colors, nearest_compactness, rounded
from tests.benchmarks.report import NotMeasuredError, Report, Row, Verdict, percent
from tests.benchmarks.timing import seconds

_KS = (16, 64)
_QUICK = (["kodim01"], (16,))
_TENTH = 0.1
_REPEATS = 3


def beside_scikit_learn(bench: Bench, report: Report) -> None:
    """Target 7."""
    if find_spec("sklearn") is None:
        raise NotMeasuredError("scikit-learn is not installed")
    found = kodak(bench)
    names, ks = ([name for name in _QUICK[0] if name in found], _QUICK[1]) if bench.quick else (found, _KS)
    rows = [_compare(bench, name, k) for name in names for k in ks]
    report.add_table("Target 7: scikit-learn KMeans(n_init=10) on the weighted distinct colours", rows)
    for of in ("8-bit", "centres"):
        ratios = {k: _mean_ratio(rows, k, of) for k in ks}
        report.verdicts.append(
            Verdict(
                target=7,
                what=f"mean MSE beside scikit-learn, {of}",
                wanted="not higher",
                measured="; ".join(f"K {k}: {percent(ratio)}" for k, ratio in ratios.items()),
                reached=max(ratios.values()) <= 1,
                why=f"{len(names)} pictures",
            )
        )
    average = mean(row["time ratio"] for row in rows)
    measured = f"mean {average:.3f}, at most {max(row['time ratio'] for row in rows):.3f}"
    report.verdicts.append(
        Verdict(7, "KQuant / scikit-learn, mean time", f"<= {_TENTH}", measured, average <= _TENTH)
    )


def _compare(bench: Bench, name: str, k: int) -> Row:
    say(f"target 7: {name}, K = {k}")
    pixels = pixels_of(bench, name)
    colors, counts = distinct_colors(pixels)
    kept: dict[str, Float64] = {}

    def theirs() -> None:
        kept["theirs"] = _scikit_centers(colors, counts, k)

    def ours() -> None:
        result = kquant.quantize(pixels, k, metrics=False)
        kept["centers"], kept["palette"] = result.centers, result.palette.astype(np.float64)

    ours()
    before = [seconds(ours) for _ in range(_REPEATS)]
    slow = seconds(theirs)
    fast = float(np.median(before + [seconds(ours) for _ in range(_REPEATS)]))
    mse: Callable[[Float64], Any] = partial(_mse, colors, counts)
    return {
        "image": name,
        "K": k,
        "kquant s": fast,
        "sklearn s": slow,
        "time ratio": fast / slow,
        "kquant 8-bit": mse(kept["palette"]),
        "sklearn 8-bit": mse(rounded(kept["theirs"])),
        "kquant centres": mse(kept["centers"]),
        "sklearn centres": mse(kept["theirs"]),
    }


def _scikit_centers(colors: Float64, counts: Int64, k: int) -> Float64:
    from sklearn.cluster import KMeans

    run = KMeans(n_clusters=k, n_init=10, random_state=0).fit(colors, sample_weight=counts)
    return np.asarray(run.cluster_centers_, np.float64)


def _mse(colors: Float64, counts: Int64, centers: Float64) -> float:
    return nearest_compactness(colors, counts, centers) / float(counts.sum())


def _mean_ratio(rows: list[Row], k: int, of: str) -> float:
    """Mean MSE of KQuant / mean MSE of scikit-learn."""
    sums = [sum(row[f"{who} {of}"] for row in rows if row["K"] == k) for who in ("kquant", "sklearn")]
    return float(sums[0] / sums[1])
