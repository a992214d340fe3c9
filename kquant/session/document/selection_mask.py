"""What is in the selection."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal, Slot

from kquant.core.image.masks import Mask
from kquant.core.image.picture import Picture
from kquant.core.model.settings import Settings
from kquant.core.model.specification import Preparation
from kquant.core.palette.main_color import MainColor, main_color
from kquant.session.work.jobs import Control, JobRunner


class SelectionLook(QObject):
    """Draws the mask of the selection and finds its main colour, off the GUI thread.

    Attributes (read only from outside):
        mask: (H, W) bool, or None while there is no selection or it is not ready.
        main_color: MainColor | None, likewise, or if nothing visible is selected.

    Signals:
        changed(): one of them has.
        broke(object): an unexpected exception.
    """

    changed = Signal()
    broke = Signal(object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.mask: Mask | None = None
        self.main_color: MainColor | None = None
        self._looked: tuple[Picture, Settings] | None = None
        self._runner = JobRunner(self)
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
            self._take((None, None))
            return
        known, asked = wanted

        def work(control: Control) -> None:
            assert asked.selection is not None
            run = known.run(threads, None, control.should_stop)
            mask = known.selected(asked.selection, Preparation.of(asked), run)
            control.deliver((mask, None))
            found = main_color(known, asked, asked.selection, run)
            control.deliver((mask, found))

        self._runner.start(work)

    def close(self) -> bool:
        """Stop, and wait for the thread; True if it is gone."""
        return self._runner.close()

    @Slot(object)
    def _take(self, found: tuple[Mask | None, MainColor | None]) -> None:
        self.mask, self.main_color = found
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
