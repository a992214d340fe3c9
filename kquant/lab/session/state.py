"""What a step of undo goes back to, and what comes out of it."""

from __future__ import annotations

from dataclasses import dataclass

from kquant.core.model.arrays import Float32
from kquant.lab.core.points import PointSet
from kquant.lab.core.run import LabRun, run
from kquant.lab.core.settings import LabSettings
from kquant.lab.core.starts import starting_centers
from kquant.session.work.job import Control, Work


@dataclass(frozen=True, slots=True, eq=False)
class LabState:
    """What is clustered, and how."""

    points: PointSet
    settings: LabSettings


@dataclass(frozen=True, slots=True, eq=False)
class Clustered:
    """A run, of what, and the (K, 2) initial centres of its best attempt."""

    state: LabState
    run: LabRun
    start: Float32


def clustering(state: LabState) -> Work:
    """Work that delivers what comes out of `state`."""

    def work(control: Control) -> None:
        found = run(state.points, state.settings, control.on_progress, control.should_stop)
        start = starting_centers(state.points, found.settings, found.best)
        control.deliver(Clustered(state, found, start))

    return work
