"""The points of the lab, what is asked of k-means, and what came out: the only owner of state."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import numpy as np
from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtGui import QUndoStack

from kquant.core.model.arrays import Float32, Float64
from kquant.core.model.choices import Init
from kquant.core.model.errors import KQuantError
from kquant.lab.core.datasets import make
from kquant.lab.core.points import PointSet
from kquant.lab.core.recipe import Recipe
from kquant.lab.core.run import LabRun
from kquant.lab.core.settings import MAX_K, LabSettings, resolved
from kquant.lab.core.starts import placed, starting_centers, with_k_centers
from kquant.lab.core.walk import Walk, begin
from kquant.lab.session.gallery import Failure
from kquant.lab.session.research import Research
from kquant.lab.session.state import Clustered, LabState, clustering
from kquant.lab.session.transfer import Transfer
from kquant.session.document.document import StateCommand
from kquant.session.work.job import Lane
from kquant.session.work.scheduler import Channel, Scheduler, report

_QUICK_STEP = 300_000
_QUICK_WALK = 5_000
"""Distances that one step, or each of a whole walk, may take without being felt."""


class LabDocument(QObject):
    """Points and their clustering. Views read it, listen to it, and ask it for changes.

    Attributes (read only from outside):
        points: PointSet. settings: LabSettings, what is asked for.
        run: LabRun | None, of the last settings run to their end; None after a change of the points.
        start: the (K, 2) initial centres of that run's best attempt, or None.
        up_to_date: whether `run` is that of the present points and settings.
        walk: Walk | None, which ends with any change.
        research: the race, and which K. transfer: points from elsewhere, and to elsewhere.
        live: whether a change is run at once.
        scheduler: does its work.
        undo_stack: QUndoStack of changes of points and settings.

    Signals:
        points_changed(), settings_changed(), run_changed(), walk_changed(): there is another one, or none.
        busy_changed(): some work began or ended.
        noted(str), failed(str): one sentence for a person. broke(object): an unexpected exception.
    """

    points_changed = Signal()
    settings_changed = Signal()
    run_changed = Signal()
    walk_changed = Signal()
    busy_changed = Signal()
    noted = Signal(str)
    failed = Signal(str)
    broke = Signal(object)

    def __init__(
        self, points: PointSet | None = None, parent: QObject | None = None, *, scheduler: Scheduler
    ) -> None:
        super().__init__(parent)
        self.scheduler = scheduler
        self._state = LabState(make(Recipe()) if points is None else points, LabSettings())
        self._clustered: Clustered | None = None
        self.walk: Walk | None = None
        self.live = True
        self.undo_stack = QUndoStack(self)
        self._clusterer = scheduler.channel(self, Lane.EXACT)
        self._walker = scheduler.channel(self, Lane.EXACT)
        self._clusterer.delivered.connect(self._take_run)
        self._walker.delivered.connect(self._set_walk)
        for channel in (self._clusterer, self._walker):
            channel.failed.connect(self.report)
            self.follow(channel)
        self.research = Research(self)
        self.transfer = Transfer(self)

    @property
    def _workers(self) -> tuple[Channel | Research | Transfer, ...]:
        return self._clusterer, self._walker, self.research, self.transfer

    @property
    def state(self) -> LabState:
        """Points and settings together."""
        return self._state

    @property
    def points(self) -> PointSet:
        """What is clustered."""
        return self._state.points

    def bind_settings(self, _: QObject, call: Callable[[], object], *__: str) -> None:
        """Call whenever there are other settings, as forms want it."""
        self.settings_changed.connect(call)

    @property
    def settings(self) -> LabSettings:
        """What is asked for."""
        return self._state.settings

    @property
    def run(self) -> LabRun | None:
        """The last run of the present points."""
        return self._clustered.run if self._clustered else None

    @property
    def start(self) -> Float32 | None:
        """The initial centres of `run`."""
        return self._clustered.start if self._clustered else None

    @property
    def up_to_date(self) -> bool:
        """Whether `run` is that of the present points and settings."""
        return self._clustered is not None and self._clustered.state is self._state

    @property
    def busy(self) -> bool:
        """Whether anything is being worked on."""
        return any(worker.busy for worker in self._workers)

    # Changes, each a step of undo; those one after another with the same `merge` become one.

    def set_points(self, text: str, points: PointSet, merge: str = "", **settings: Any) -> None:
        """Take other points, and with them other settings."""
        self._push(LabState(points, replace(self.settings, **settings)), text, merge)

    def change(self, text: str, merge: str = "", **fields: Any) -> None:
        """Change settings; centres placed by hand become as many as K says, and K as many as they are."""
        after = replace(self.settings, **fields)
        if "k" not in fields and after.init is Init.GIVEN and after.centers:
            after = replace(after, k=len(after.centers))
        if after.init is Init.GIVEN and not after.centers:
            after = placed(after, self._starts())
        self._change(with_k_centers(after, self.points), text, merge)

    def move_center(self, index: int, to: tuple[float, float], merge: str = "move centre") -> None:
        """Start from the present initial centres but for one."""
        centers = self._starts()
        if index >= len(centers):
            return
        centers[index] = to
        self._change(placed(self.settings, centers), self.tr("Move centre {}").format(index + 1), merge)

    def add_center(self, x: float, y: float) -> None:
        """Start from the present initial centres, and one more: so K grows."""
        centers = np.concatenate([self._starts(), [(x, y)]])
        if len(centers) > MAX_K:
            self.failed.emit(self.tr("The lab goes up to {} clusters").format(MAX_K))
            return
        self._change(placed(self.settings, centers), self.tr("Add centre"), "")

    def remove_center(self, index: int) -> None:
        """Start from the present initial centres without one; the last one stays."""
        centers = self._starts()
        if len(centers) > 1:
            fewer = np.delete(centers, index, axis=0)
            self._change(placed(self.settings, fewer), self.tr("Remove centre {}").format(index + 1), "")

    def show_failure(self, failure: Failure, text: str) -> None:
        """Take an example from the gallery."""
        self._push(LabState(failure.points(), failure.settings), text, "")

    def _starts(self) -> Float64:
        """(K, 2): those given, or of the last run, or else those that the next one begins with."""
        if self.settings.init is Init.GIVEN and self.settings.centers:
            return np.array(self.settings.centers, np.float64).reshape(-1, 2)
        if self.start is not None:
            return self.start.astype(np.float64)
        if self.settings.init is Init.GIVEN or not len(self.points):
            return np.empty((0, 2))
        settings = resolved(self.settings, self.points).settings
        return starting_centers(self.points, settings).astype(np.float64)

    def _change(self, settings: LabSettings, text: str, merge: str) -> None:
        if settings != self.settings:
            self._push(LabState(self.points, settings), text, merge)

    def _push(self, state: LabState, text: str, merge: str) -> None:
        self.undo_stack.push(StateCommand(self._apply, self._state, state, text, merge))

    def _apply(self, state: LabState) -> None:
        before, self._state = self._state, state
        other_points = before.points is not state.points
        if other_points:
            self._clustered = None
        self.end_walk()
        self.research.forget(same_scree=not other_points and before.settings.seed == state.settings.seed)
        if other_points:
            self.points_changed.emit()
            self.run_changed.emit()
        if before.settings != state.settings:
            self.settings_changed.emit()
        if self.live:
            self.start_run()

    # Running

    def start_run(self) -> None:
        """Cluster the points as they are; nothing happens without any."""
        if len(self.points):
            self._clusterer.start(clustering(self._state))
        else:
            self._clusterer.stop()

    def stop(self) -> None:
        """Stop all work; what is shown stays."""
        for worker in self._workers:
            worker.stop()

    def close(self) -> bool:
        """Stop all work; True once no thread is left."""
        closed = [worker.close() for worker in self._workers]
        return all(closed)

    # Walking

    def start_walk(self) -> None:
        """Put the centres where the run's best attempt begins; as soon as they are known."""
        self._walker.stop()
        points, settings, known = self.points, self.settings, self._clustered
        if not self.up_to_date or known is None:
            self._walk(lambda: begin(points, settings), _QUICK_STEP)
            return
        best, start = known.run.best, known.start
        self._walk(lambda: begin(points, settings, best, start), None)

    def step_forward(self) -> None:
        """One half step; it is there at once, or with very many points a little later."""
        self._move(Walk.advanced, _QUICK_STEP)

    def step_back(self) -> None:
        """One half step back."""
        self._move(Walk.back, None)

    def walk_to_end(self) -> None:
        """All the half steps that are left."""
        self._move(Walk.to_end, _QUICK_WALK)

    def end_walk(self) -> None:
        """Show the run again."""
        self._walker.stop()
        self._set_walk(None)

    def _move(self, move: Callable[[Walk], Walk], quick: int | None) -> None:
        walk = self.walk
        if walk is not None and not self._walker.busy:
            self._walk(lambda: move(walk), quick)

    def _walk(self, find: Callable[[], Walk], quick: int | None) -> None:
        """At once if there are no more than `quick` distances, or None is given; else off this thread."""
        if quick is not None and len(self.points) * self.settings.k > quick:
            self._walker.start(lambda control: control.deliver(find()))
            return
        try:
            self._set_walk(find())
        except KQuantError as error:
            self.report(error)

    @Slot(object)
    def _set_walk(self, walk: Walk | None) -> None:
        if walk is not self.walk:
            self.walk = walk
            self.walk_changed.emit()

    # What work hands over

    def follow(self, channel: Channel) -> None:
        """Tell when it is busy."""
        channel.began.connect(self.busy_changed)
        channel.ended.connect(self.busy_changed)

    @Slot(object)
    def _take_run(self, clustered: Clustered) -> None:
        self._clustered = clustered
        self.run_changed.emit()

    @Slot(object)
    def report(self, error: BaseException) -> None:
        """Tell of what ended some work."""
        report(error, self.failed, self.broke)
