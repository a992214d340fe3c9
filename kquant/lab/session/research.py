"""Many runs, to learn about luck and about K."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal, Slot

from kquant.lab.core.race import Race, race
from kquant.lab.core.scree import Scree, scree
from kquant.session.work.job import Control, Lane

if TYPE_CHECKING:
    from kquant.lab.session.document import LabDocument


class Research(QObject):
    """A race of many runs, and the figures of each K.

    Attributes (read only from outside):
        race: Race | None of the present points and settings. scree: Scree | None of the present points.

    Signals:
        race_changed(), scree_changed(): there is another one, or none any more.
        racing_progressed(float, str), screening_progressed(float, str).
    """

    race_changed = Signal()
    scree_changed = Signal()
    racing_progressed = Signal(float, str)
    screening_progressed = Signal(float, str)

    def __init__(self, document: LabDocument) -> None:
        super().__init__(document)
        self._document = document
        self.race: Race | None = None
        self.scree: Scree | None = None
        self._racer = document.scheduler.channel(self, Lane.PLOTS)
        self._screener = document.scheduler.channel(self, Lane.PLOTS)
        self._racer.delivered.connect(self._take_race)
        self._racer.progressed.connect(self.racing_progressed)
        self._screener.delivered.connect(self._take_scree)
        self._screener.progressed.connect(self.screening_progressed)
        for channel in (self._racer, self._screener):
            channel.failed.connect(document.report)
            document.follow(channel)

    @property
    def racing(self) -> bool:
        """Whether a race is on."""
        return self._racer.busy

    @property
    def screening(self) -> bool:
        """Whether the numbers of clusters are being tried."""
        return self._screener.busy

    @property
    def busy(self) -> bool:
        """Whether either is going on."""
        return self.racing or self.screening

    def start_race(self, runs: int, attempts: int = 1) -> None:
        """Begin a race of 1 to 400 runs, each of so many attempts; `race` is there in the end.

        With the attempts of the settings, of which a run keeps the best, there would be little luck to see.
        """
        points, settings = self._document.points, replace(self._document.settings, attempts=attempts)

        def work(control: Control) -> None:
            control.deliver(race(points, settings, runs, control.on_progress, control.should_stop))

        self._racer.start(work)

    def stop_race(self) -> None:
        """End it without a result."""
        self._racer.stop()

    def start_scree(self, most: int = 10) -> None:
        """Try K = 1..`most`; `scree` is there in the end."""
        points, settings = self._document.points, self._document.settings

        def work(control: Control) -> None:
            control.deliver(scree(points, settings, most, control.on_progress, control.should_stop))

        self._screener.start(work)

    def stop_scree(self) -> None:
        """End it without a result."""
        self._screener.stop()

    def forget(self, same_scree: bool) -> None:
        """What was found is of other points or settings; `same_scree` if they do not matter to `scree`."""
        self._racer.stop()
        self._take_race(None)
        if not same_scree:
            self._screener.stop()
            self._take_scree(None)

    def stop(self) -> None:
        """End both without a result."""
        self.stop_race()
        self.stop_scree()

    def close(self) -> bool:
        """Stop; True once no thread is left."""
        closed = [self._racer.close(), self._screener.close()]
        return all(closed)

    @Slot(object)
    def _take_race(self, race: Race | None) -> None:
        if race is not self.race:
            self.race = race
            self.race_changed.emit()

    @Slot(object)
    def _take_scree(self, scree: Scree | None) -> None:
        if scree is not self.scree:
            self.scree = scree
            self.scree_changed.emit()
