"""What the result has lost."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal, Slot

from kquant.core.image.picture import Picture
from kquant.core.model.resolve import is_painted_with
from kquant.core.model.result import Result
from kquant.core.palette.accents import Accent, accents
from kquant.session.work.scheduler import Control, Lane, Scheduler

_CALM_SECONDS = 0.2  # who goes from K to K waits for other things


class AccentLook(QObject):
    """Finds the accents that a result lacks, off the GUI thread.

    Attributes (read only from outside):
        accents: tuple of Accent; of the result before until the new ones are found.

    Signals:
        changed(): there are others.
        broke(object): an unexpected exception.
    """

    changed = Signal()
    broke = Signal(object)

    def __init__(self, scheduler: Scheduler, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.accents: tuple[Accent, ...] = ()
        self._runner = scheduler.channel(self, Lane.PLOTS)
        self._runner.delivered.connect(self._take)
        self._runner.failed.connect(self.broke)

    def follow(self, picture: Picture | None, result: Result | None, threads: int | None) -> None:
        """Look at another result.

        To one in colours that were given nothing is to be added, whatever it lacks.
        """
        self._runner.stop()
        if picture is None or result is None or is_painted_with(result.request.settings):
            self._take(())
        else:

            def work(control: Control) -> None:
                control.deliver(accents(picture, result, picture.run(threads, None, control.should_stop)))

            self._runner.start(work, _CALM_SECONDS)

    def wait(self) -> None:
        """Look at nothing until there is time for it; the accents of the result before stay."""
        self._runner.stop()

    def close(self) -> bool:
        """Stop, and wait for the thread; True if it is gone."""
        return self._runner.close()

    @Slot(object)
    def _take(self, found: tuple[Accent, ...]) -> None:
        if found != self.accents:
            self.accents = found
            self.changed.emit()
