"""Mouse and keys on the board of a lab."""

from __future__ import annotations

import numpy as np
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from kquant.lab.ui.plot import LabPlot
from kquant.lab.ui.scene import LabScene
from kquant.lab.ui.window import LabWindow

LEFT = Qt.MouseButton.LeftButton


def pixel(lab: LabWindow, x: float, y: float) -> QPoint:
    """Where a place in the plane is on the board's viewport."""
    board = lab.board
    place: QPoint = board.mapFromScene(board.getViewBox().mapViewToScene(QPointF(x, y)))
    return place


def scene(shown: LabPlot) -> LabScene:
    """What a plot shows."""
    assert shown.scene_shown is not None
    return shown.scene_shown


def click(lab: LabWindow, x: float, y: float) -> None:
    """A click at a place in the plane."""
    QTest.mouseClick(lab.board.viewport(), LEFT, Qt.KeyboardModifier.NoModifier, pixel(lab, x, y))


def drag(lab: LabWindow, start: tuple[float, float], end: tuple[float, float], steps: int = 4) -> None:
    """Press, move in some steps, release."""
    where = lab.board.viewport()
    places = [pixel(lab, *place) for place in np.linspace(start, end, steps + 1)]
    QTest.mousePress(where, LEFT, Qt.KeyboardModifier.NoModifier, places[0])
    for place in places[1:]:
        QTest.mouseMove(where, place)
    QTest.mouseRelease(where, LEFT, Qt.KeyboardModifier.NoModifier, places[-1])


def settle(qtbot: QtBot, lab: LabWindow) -> None:
    """Until everything is shown as it stays."""
    qtbot.waitUntil(lambda: lab.is_settled)
