"""A canvas to try: pictures to show, what is seen of them, and the mouse."""

from __future__ import annotations

from typing import Any

import numpy as np
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QImage, QMouseEvent, QWheelEvent
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from kquant.core.model.arrays import UInt8
from kquant.core.model.result import Result
from kquant.io.source import SourceImage
from kquant.session.document.document import Document
from kquant.session.document.state import Phase
from kquant.session.view_model import ViewModel
from kquant.ui.features.canvas import Canvas

SIZE = (400, 300)


def photograph(width: int = 700, height: int = 500) -> UInt8:
    """Smooth colours with some noise: many distinct ones."""
    y, x = np.mgrid[0:height, 0:width]
    noise = np.random.default_rng(5).integers(0, 12, (height, width, 3))
    planes = np.dstack([x * 240 / width, y * 240 / height, (x + y) * 240 / (width + height)])
    return (planes + noise).astype(np.uint8)


def show(qtbot: QtBot, document: Document, canvas: Canvas, pixels: UInt8) -> Result:
    source = SourceImage(pixels, None, "PNG", "RGB")
    document.show(source)
    qtbot.waitUntil(lambda: document.now.source is source)
    wait_for_result(qtbot, document)
    settle(qtbot, canvas)
    assert document.now.result is not None
    return document.now.result


def wait_for_result(qtbot: QtBot, document: Document) -> Result:
    def is_there() -> bool:
        return document.now.metrics is not None and document.now.phase is Phase.UP_TO_DATE

    qtbot.waitUntil(is_there)
    result = document.now.result
    assert result is not None
    return result


def pixels_of(view_model: ViewModel) -> list[Any]:
    """The pixels under the cursor, one after another, from now on; None where it is on none."""
    pixels: list[Any] = []
    view_model.bind(view_model, lambda: pixels.append(view_model.now.pixel), "pixel")
    return pixels


def settle(qtbot: QtBot, canvas: Canvas) -> None:
    qtbot.waitUntil(lambda: canvas.is_settled)


def grabbed(canvas: Canvas) -> UInt8:
    image = canvas.grab().toImage().convertToFormat(QImage.Format.Format_RGB888)
    rows = np.frombuffer(image.constBits(), np.uint8).reshape(image.height(), image.bytesPerLine())
    return rows[:, : image.width() * 3].reshape(image.height(), image.width(), 3).copy()


def middle_of(picture: UInt8, zoom: int = 1) -> UInt8:
    """What a canvas of SIZE shows of a larger picture that lies centred."""
    large = picture.repeat(zoom, axis=0).repeat(zoom, axis=1)
    top, left = (large.shape[0] - SIZE[1]) // 2, (large.shape[1] - SIZE[0]) // 2
    return large[top : top + SIZE[1], left : left + SIZE[0], :3]


def wheel(
    canvas: Canvas,
    at: QPointF,
    angle: int = 0,
    pixels: QPoint | None = None,
    keys: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier,
) -> None:
    event = QWheelEvent(
        at,
        QPointF(canvas.mapToGlobal(at.toPoint())),
        pixels or QPoint(),
        QPoint(0, angle),
        Qt.MouseButton.NoButton,
        keys,
        Qt.ScrollPhase.NoScrollPhase,
        False,
    )
    QApplication.sendEvent(canvas, event)


def move(
    canvas: Canvas,
    at: QPoint,
    button: Qt.MouseButton = Qt.MouseButton.NoButton,
    keys: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier,
) -> None:
    event = QMouseEvent(
        QEvent.Type.MouseMove,
        QPointF(at),
        QPointF(canvas.mapToGlobal(at)),
        Qt.MouseButton.NoButton,
        button,
        keys,
    )
    QApplication.sendEvent(canvas, event)


def drag(
    qtbot: QtBot,
    canvas: Canvas,
    start: QPoint,
    end: QPoint,
    button: Qt.MouseButton = Qt.MouseButton.LeftButton,
    keys: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier,
) -> None:
    qtbot.mousePress(canvas, button, keys, start)
    move(canvas, end, button, keys)
    qtbot.mouseRelease(canvas, button, keys, end)
