"""Painting the parts of a window one after another, so that nothing else waits long for its turn."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import partial

from PySide6.QtCore import QObject, QTimer, SignalInstance, Slot
from PySide6.QtWidgets import QWidget

_STEP_MILLISECONDS = 1  # 0 would be in the same turn of the event loop


class OneByOne(QObject):
    """What would be painted in one turn of the event loop is painted in as many as there are parts.

    Attributes:
        is_settled: no part waits for being painted.
    """

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._waiting: list[QWidget] = []
        self._timer = QTimer(self, singleShot=True, interval=_STEP_MILLISECONDS)
        self._timer.timeout.connect(self._paint_next)

    @property
    def is_settled(self) -> bool:
        return not self._waiting

    def hold_at(self, signals: Iterable[SignalInstance], parts: Sequence[QWidget]) -> None:
        """Hold parts at each of some signals of things that they show.

        They are to be parts that cannot be seen through: of others only the background would be painted, and
        flash up, when what is behind them is.
        """
        for signal in signals:
            signal.connect(partial(self.hold, parts))

    def hold(self, parts: Sequence[QWidget]) -> None:
        """Parts change: let that be done in this turn, and their painting in the next ones."""
        for part in parts:
            if part not in self._waiting:  # those that are there keep their place
                part.setUpdatesEnabled(False)
                self._waiting.append(part)
        if not self._timer.isActive():
            self._timer.start()

    @Slot()
    def _paint_next(self) -> None:
        self._waiting.pop(0).setUpdatesEnabled(True)
        if self._waiting:
            self._timer.start()
