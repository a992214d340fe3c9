"""A picture of the window once everything in it is as it stays."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QBuffer, QIODevice, QObject, QTimer, Signal, Slot
from PySide6.QtGui import QImageWriter

from kquant.io.atomic import WriteError, write_bytes
from kquant.ui.main_window import MainWindow

_LOOK_MILLISECONDS = 50
_CALM_LOOKS = 8


class Screenshot(QObject):
    """Waits for the final result with its metrics, then saves a picture of the window as PNG.

    Signals:
        done(str): "" if it was saved, else one sentence that says why not.
    """

    done = Signal(str)

    def __init__(self, window: MainWindow, target: Path) -> None:
        super().__init__(window)
        self._window, self._target = window, target
        self._calm = 0
        self._over = False
        self._timer = QTimer(self)
        self._timer.setInterval(_LOOK_MILLISECONDS)
        self._timer.timeout.connect(self._look)
        window.document.failed.connect(self._end)
        self._timer.start()

    @Slot()
    def _look(self) -> None:
        """The panels follow the result a moment later, so it is to be calm for some looks."""
        self._calm = self._calm + 1 if self._is_settled() else 0
        if self._calm >= _CALM_LOOKS:
            self._end(self._save())

    def _is_settled(self) -> bool:
        document = self._window.document
        result = document.result
        final = result is not None and result.metrics is not None
        return final and not document.clustering and self._window.canvas.is_settled

    def _save(self) -> str:
        self._window.center.messages.dismiss()
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
        self._end(f"unexpected {trace.rstrip().splitlines()[-1]}")

    @Slot(str)
    def _end(self, why: str) -> None:
        if not self._over:
            self._over = True
            self._timer.stop()
            self.done.emit(why)
