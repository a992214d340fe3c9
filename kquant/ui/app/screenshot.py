"""A picture of the window once everything in it is as it stays."""

from __future__ import annotations

from pathlib import Path
from typing import Protocol

from PySide6.QtCore import QBuffer, QIODevice, QObject, QTimer, Signal, Slot
from PySide6.QtGui import QImageWriter, QPixmap

from kquant.io.atomic import WriteError, write_bytes

_LOOK_MILLISECONDS = 50
_CALM_LOOKS = 8


class Settling(Protocol):
    """A window that knows when everything in it is as it stays."""

    @property
    def is_settled(self) -> bool:
        """Whether it is."""

    def quiet(self) -> None:
        """Say nothing over what is to be seen."""

    def grab(self) -> QPixmap:
        """A picture of it."""


class Screenshot(QObject):
    """Waits until a window is settled, then saves a picture of it as PNG.

    Signals:
        done(str): "" if it was saved, else one sentence that says why not.
    """

    done = Signal(str)

    def __init__(self, window: Settling, target: Path) -> None:
        super().__init__()
        self._window, self._target = window, target
        self._calm = 0
        self._over = False
        self._timer = QTimer(self)
        self._timer.setInterval(_LOOK_MILLISECONDS)
        self._timer.timeout.connect(self._look)
        self._timer.start()

    @Slot()
    def _look(self) -> None:
        """The panels follow the result a moment later, so it is to be calm for some looks."""
        self._calm = self._calm + 1 if self._window.is_settled else 0
        if self._calm >= _CALM_LOOKS:
            self.end(self._save())

    def _save(self) -> str:
        self._window.quiet()
        buffer = QBuffer(self)
        buffer.open(QIODevice.OpenModeFlag.WriteOnly)
        QImageWriter(buffer, b"png").write(self._window.grab().toImage())
        try:
            write_bytes(self._target, bytes(buffer.data().data()), force=True)
        except WriteError as error:
            return f"{self._target}: {error}"
        return ""

    @Slot(str)
    def give_up(self, trace: str) -> None:
        """Something broke; the last line of a traceback says what."""
        self.end(f"unexpected {trace.rstrip().splitlines()[-1]}")

    @Slot(str)
    def end(self, why: str) -> None:
        """It is over: "" if well, else one sentence that says why not."""
        if not self._over:
            self._over = True
            self._timer.stop()
            self.done.emit(why)
