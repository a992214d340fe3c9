"""What is in the selection."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal, Slot

from kquant.core.image.picture import Picture
from kquant.core.model.settings import Settings
from kquant.core.model.specification import Preparation
from kquant.core.palette.main_color import main_color
from kquant.session.document.snapshot import Selected
from kquant.session.work.scheduler import Control, Lane, Scheduler


class SelectionLook(QObject):
    """Draws the mask of the selection and finds its main colour, off the GUI thread.

    Attributes (read only from outside):
        selected: Selected, or None while there is no selection or its mask is not ready.

    Signals:
        changed(): it is another one.
        broke(object): an unexpected exception.
    """

    changed = Signal()
    broke = Signal(object)

    def __init__(self, scheduler: Scheduler, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.selected: Selected | None = None
        self._looked: tuple[Picture, Settings] | None = None
        self._runner = scheduler.channel(self, Lane.EXACT)
        self._runner.delivered.connect(self._take)
        self._runner.failed.connect(self.broke)

    def follow(self, picture: Picture | None, settings: Settings, threads: int | None) -> None:
        """Look at the selection of these settings, unless that was done."""
        wanted = None if picture is None or settings.selection is None else (picture, _relevant(settings))
        if wanted == self._looked:
            return
        self._looked = wanted
        self._runner.stop()
        if wanted is None:
            self._take(None)
            return
        known, asked = wanted

        def work(control: Control) -> None:
            assert asked.selection is not None
            run = known.run(threads, None, control.should_stop)
            mask = known.selected(asked.selection, Preparation.of(asked), run)
            control.deliver(Selected(mask, None))
            control.deliver(Selected(mask, main_color(known, asked, asked.selection, run)))

        self._runner.start(work)

    def close(self) -> bool:
        """Stop, and wait for the thread; True if it is gone."""
        return self._runner.close()

    @Slot(object)
    def _take(self, found: Selected | None) -> None:
        self.selected = found
        self.changed.emit()


def _relevant(settings: Settings) -> Settings:
    """Only what mask and main colour depend on."""
    return Settings(
        selection=settings.selection,
        excluded=settings.excluded,
        alpha=settings.alpha,
        matte=settings.matte,
        space=settings.space,
        seed=settings.seed,
    )
