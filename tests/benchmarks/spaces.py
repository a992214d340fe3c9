"""Target 11: does clustering in a perceptual colour space look nearer to the picture?"""

from __future__ import annotations

from statistics import mean

import kquant
from kquant.core.image.picture import Picture
from kquant.core.model.choices import Space
from kquant.core.model.metrics import DeltaE
from tests.benchmarks.corpus import Bench, kodak, pixels_of, say
from tests.benchmarks.report import Report, Verdict, percent

_KS = (16, 64)
_SPACES = (Space.SRGB, Space.OKLAB, Space.LAB)
_STATISTICS = ("mean", "p95")
_QUICK_PICTURES = 2


def perceptual_spaces(bench: Bench, report: Report) -> None:
    """Target 11."""
    names = kodak(bench)[: _QUICK_PICTURES if bench.quick else None]
    found: dict[tuple[Space, int], list[DeltaE]] = {(space, k): [] for k in _KS for space in _SPACES}
    for name in names:
        say(f"target 11: {name}")
        picture = Picture(pixels_of(bench, name))
        for space, k in found:
            metrics = kquant.quantize(picture, k, space=space).metrics
            assert metrics is not None
            assert metrics.delta_e is not None
            found[space, k].append(metrics.delta_e)
    means = {
        (space, k, statistic): mean(getattr(delta, statistic) for delta in deltas)
        for (space, k), deltas in found.items()
        for statistic in _STATISTICS
    }
    report.add_table(
        f"Target 11: CIEDE2000, mean over {len(names)} Kodak pictures",
        [
            {"K": k, "space": str(space)} | {name: means[space, k, name] for name in _STATISTICS}
            for space, k in found
        ],
    )
    for space in _SPACES[1:]:
        ratios = {
            f"K {k} {statistic}": means[space, k, statistic] / means[Space.SRGB, k, statistic]
            for k in _KS
            for statistic in _STATISTICS
        }
        measured = "; ".join(f"{of}: {percent(ratio)}" for of, ratio in ratios.items())
        what = f"CIEDE2000 of clustering in {space}"
        report.verdicts.append(Verdict(11, what, "< in srgb", measured, max(ratios.values()) < 1))
