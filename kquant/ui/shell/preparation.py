"""What a window does without at first, made ready while nobody waits for it."""

from __future__ import annotations

import importlib
from collections.abc import Callable, Sequence

from PySide6.QtCore import QObject, QTimer, Signal, Slot

from kquant.session.work.job import Control, Lane
from kquant.session.work.scheduler import Scheduler
from kquant.ui.kit.qt_types import make_qt_types

_SHOWN_MILLISECONDS = 50  # until the window has been painted
_TYPES_SECONDS = 0.004  # in one turn of the event loop


class Preparation(QObject):
    """Makes Qt's types, then has modules imported by a worker: together that takes some tenths of a second.

    Signals:
        imported(): all modules are there.
    """

    imported = Signal()

    def __init__(self, modules: Sequence[str], scheduler: Scheduler, parent: QObject) -> None:
        super().__init__(parent)
        self._modules, self._scheduler = modules, scheduler
        self._importer = scheduler.channel(self, Lane.THUMBNAILS)
        self._importer.ended.connect(self.imported)

    def begin(self) -> None:
        """Begin once the window has been painted."""
        QTimer.singleShot(_SHOWN_MILLISECONDS, self, self._make_types)

    def close(self) -> None:
        """Leave no thread behind."""
        self._importer.close()

    @Slot()
    def _make_types(self) -> None:
        if make_qt_types(_TYPES_SECONDS):
            self._importer.start(_importing(tuple(self._modules)))
        else:
            self._scheduler.events.post(self, self._make_types)


def _importing(modules: tuple[str, ...]) -> Callable[[Control], None]:
    def work(control: Control) -> None:
        for name in modules:
            if not control.should_stop():
                importlib.import_module(name)

    return work
