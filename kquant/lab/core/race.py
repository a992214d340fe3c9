"""Many runs from different initial centres, to see how much is luck."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from kquant.core.model.arrays import Float64, Int64
from kquant.core.model.errors import KQuantError
from kquant.core.run.run import OnProgress, Run, ShouldStop
from kquant.lab.core.points import PointSet
from kquant.lab.core.run import LabRun, run
from kquant.lab.core.settings import LabSettings

MAX_RUNS = 400
_SEEDS = 1 << 31
NEAR = 1.01
"""A run is as good as the best if its compactness is at most this many times the best one's."""


@dataclass(frozen=True, slots=True, eq=False)
class Race:
    """How the runs ended.

    Attributes:
        settings: what ran, with the seed of the first run.
        compactness: (n,) float64.
        seeds: (n,) int64; a run with one of them alone ends the same.
        best, worst: the runs of the lowest and the highest compactness.
    """

    settings: LabSettings
    compactness: Float64
    seeds: Int64
    best: LabRun
    worst: LabRun

    @property
    def share(self) -> float:
        """The part of the runs, 0..1, that are within 1 % of the best."""
        return float((self.compactness <= NEAR * self.best.compactness).mean())


def race(
    points: PointSet,
    settings: LabSettings,
    runs: int,
    on_progress: OnProgress | None = None,
    should_stop: ShouldStop | None = None,
) -> Race:
    """Make `runs` (1..400) runs of all the attempts of `settings`, with its seed and those after it.

    Raises:
        KQuantError: there is nothing to cluster, or the number of runs is out of range.
        Cancelled: `should_stop` said so.
    """
    if not 1 <= runs <= MAX_RUNS:
        raise KQuantError(f"a race has 1 to {MAX_RUNS} runs, not {runs}")
    progress = Run(None, on_progress, should_stop)
    seeds = [(settings.seed + number) % _SEEDS for number in range(runs)]
    best = worst = run(points, settings, should_stop=should_stop)
    found = [best.compactness]
    with progress.stage("race", 1.0):
        for seed in seeds[1:]:
            one = run(points, replace(settings, seed=seed), should_stop=should_stop)
            best = one if one.compactness < best.compactness else best
            worst = one if one.compactness > worst.compactness else worst
            found.append(one.compactness)
            progress.at(len(found) / runs)
    return Race(replace(best.settings, seed=settings.seed), np.array(found), np.array(seeds), best, worst)
