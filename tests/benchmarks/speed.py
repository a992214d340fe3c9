"""Targets 1, 2 and 14: time and compactness beside `cv2.kmeans` on every pixel, and time beside the floor."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from typing import Any

import cv2
import numpy as np

import kquant
from kquant.core.model.arrays import Float64, UInt8
from kquant.core.model.result import Result
from kquant.core.run.parallel import default_threads
from tests.benchmarks.corpus import Bench, Photo, photo, photo_24, say
from tests.benchmarks.exact import distinct_colors, nearest_compactness, rounded
from tests.benchmarks.report import Report, Verdict, percent
from tests.benchmarks.timing import compare

_K, _ATTEMPTS, _ITERATIONS, _EPSILON = 5, 10, 10, 1.0
_SPEED_UP = 80
_TURNS_OF_CV2 = 2  # a turn takes half a minute
_FLOORS = {5: 2, 16: 2, 64: 3, 256: 6}
_FLOORS_24 = {5: 0.5, 16: 0.5, 64: 0.5, 256: 0.6}
_BLOCK_PIXELS = 1 << 18


class _Keep:
    """Calls something and keeps what it returned last."""

    def __init__(self, work: Callable[[], Any]) -> None:
        self._work = work
        self.result: Any = None

    def __call__(self) -> None:
        self.result = None  # the last one's memory must not weigh on the next
        self.result = self._work()


def cv2_kmeans(pixels: UInt8) -> tuple[float, Any, Any]:
    """Compactness, labels and centres of `cv2.kmeans` on every pixel."""
    data = pixels.reshape(-1, 3).astype(np.float32)
    criteria = (cv2.TERM_CRITERIA_EPS + cv2.TERM_CRITERIA_MAX_ITER, _ITERATIONS, _EPSILON)
    cv2.setRNGSeed(0)
    no_labels: Any = None  # the stubs of OpenCV know no None here
    return cv2.kmeans(data, _K, no_labels, criteria, _ATTEMPTS, cv2.KMEANS_RANDOM_CENTERS)


def beside_cv2(bench: Bench, report: Report) -> None:
    """Target 1."""
    picture = photo(bench)
    say(f"target 1: cv2.kmeans on every pixel of {picture.name}")
    ask: dict[str, Any] = {
        "init": "random",
        "attempts": _ATTEMPTS,
        "max_iter": _ITERATIONS,
        "epsilon": _EPSILON,
    }
    theirs = _Keep(partial(cv2_kmeans, picture.pixels))
    ours = _Keep(partial(kquant.quantize, picture.pixels, _K, metrics=False, **ask))
    cv2_kmeans(picture.pixels[:64])
    ours()
    repeats = max(5, bench.runs)
    times = compare(theirs, ours, min(bench.runs, _TURNS_OF_CV2), repeats=repeats, warm_up=False)
    report.add_table(
        f"Target 1: cv2.kmeans on every pixel / KQuant; {picture.name}, K = {_K}",
        [times.row("cv2", "kquant")],
    )
    compactness = theirs.result[0]
    values = _compactness(picture.pixels, theirs.result, ours.result)
    report.add_table(
        "Target 1: compactness",
        [{"of": of, "compactness": value, "/ cv2's": value / compactness} for of, value in values.items()],
    )
    mine = values["KQuant's 8-bit palette, recomputed"]
    measured = f"{times.ratio:.1f}x, min/min {times.best_ratio:.1f}x"
    what = "cv2.kmeans on every pixel / KQuant"
    report.verdicts += [
        Verdict(1, what, f">= {_SPEED_UP}x faster", measured, times.ratio >= _SPEED_UP),
        Verdict(1, "compactness beside it", "not higher", percent(mine / compactness), mine <= compactness),
    ]


def _compactness(pixels: UInt8, theirs: tuple[float, Any, Any], ours: Result) -> dict[str, float]:
    """What each side returned, and the same by an exact assignment in float64."""
    colors, counts = distinct_colors(pixels)
    centers = theirs[2].astype(np.float64)

    def exactly(centers: Float64) -> float:
        return nearest_compactness(colors, counts, centers)

    return {
        "cv2.kmeans as returned": theirs[0],
        "its centres, every pixel to its nearest": exactly(centers),
        "its centres as 8-bit colours, the same": exactly(rounded(centers)),
        "KQuant's 8-bit palette as returned": ours.compactness,
        "KQuant's 8-bit palette, recomputed": exactly(ours.palette.astype(np.float64)),
        "KQuant's centres before rounding": exactly(ours.centers),
    }


def floor(pixels: UInt8, table: UInt8, threads: int) -> UInt8:
    """What any exact method must at least do: count the colours, and look every pixel's label up."""
    cv2.calcHist([pixels], [0, 1, 2], None, [256] * 3, [0, 256] * 3)
    labels = np.empty(pixels.shape[:2], np.uint8)
    step = max(1, _BLOCK_PIXELS // pixels.shape[1])

    def look_up(start: int) -> None:
        rows = slice(start, start + step)
        codes = np.asarray(cv2.cvtColor(pixels[rows], cv2.COLOR_RGB2BGRA)).view("<u4")[..., 0]
        np.bitwise_and(codes, 0xFFFFFF, out=codes)
        np.take(table, codes, out=labels[rows], mode="clip")

    with ThreadPoolExecutor(threads) as pool:
        list(pool.map(look_up, range(0, len(pixels), step)))
    return labels


def beside_floor(bench: Bench, report: Report) -> None:
    """Target 2."""
    _beside_floor(2, photo(bench), _FLOORS, bench, report)


def beside_floor_24(bench: Bench, report: Report) -> None:
    """Target 14."""
    _beside_floor(14, photo_24(bench), _FLOORS_24, bench, report)


def _beside_floor(
    target: int, picture: Photo, limits: Mapping[int, float], bench: Bench, report: Report
) -> None:
    table = np.arange(1 << 24, dtype=np.uint32).astype(np.uint8)
    rows = []
    for k, limit in limits.items():
        say(f"target {target}: K = {k}")
        ours = _Keep(partial(kquant.quantize, picture.pixels, k, metrics=False))
        times = compare(ours, partial(floor, picture.pixels, table, default_threads()), bench.runs)
        stages = {f"{stage} s": time for stage, time in ours.result.seconds.items()}
        rows.append({"K": k, **times.row("kquant", "floor"), **stages})
        measured = f"{times.ratio:.2f}, min/min {times.best_ratio:.2f}"
        report.verdicts.append(
            Verdict(target, f"KQuant / floor, K = {k}", f"<= {limit}", measured, times.ratio <= limit)
        )
    report.add_table(f"Target {target}: KQuant / floor; {picture.name} (stages: of the last run)", rows)
