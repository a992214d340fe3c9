"""A slider that shows the colours it leads to."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QLinearGradient, QPainter, QPaintEvent, QPalette, QPen
from PySide6.QtWidgets import QSlider, QStyle, QStyleOptionSlider, QWidget

_HEIGHT = 24
_GROOVE = 12
_HANDLE = 10


class GradientSlider(QSlider):
    """Horizontal; the keys and the mouse are those of any slider."""

    def __init__(self, maximum: int, parent: QWidget | None = None) -> None:
        super().__init__(Qt.Orientation.Horizontal, parent)
        self.setRange(0, maximum)
        self._colors: list[QColor] = []

    def show_colors(self, colors: Sequence[QColor]) -> None:
        """The colours at equal steps from the least value to the greatest."""
        self._colors = list(colors)
        self.update()

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """High enough for the ring of the keyboard."""
        return QSize(200, _HEIGHT)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        """The colours, and a handle that is seen on any of them."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        groove = QRectF(self.rect()).adjusted(
            2, (self.height() - _GROOVE) / 2, -2, -(self.height() - _GROOVE) / 2
        )
        gradient = QLinearGradient(groove.topLeft(), groove.topRight())
        for place, color in enumerate(self._colors):
            gradient.setColorAt(place / max(len(self._colors) - 1, 1), color)
        focused = QPalette.ColorRole.Highlight if self.hasFocus() else QPalette.ColorRole.Dark
        painter.setPen(QPen(self.palette().color(focused), 2 if self.hasFocus() else 1))
        painter.setBrush(gradient)
        painter.drawRoundedRect(groove, 3, 3)
        handle = QRectF(0, 0, _HANDLE, _HEIGHT - 4)
        handle.moveCenter(QPointF(self._handle_center(), self.height() / 2))
        painter.setPen(QPen(Qt.GlobalColor.black, 1))
        painter.setBrush(Qt.GlobalColor.white)
        painter.drawRoundedRect(handle, 3, 3)

    def _handle_center(self) -> float:
        """Where the style has the handle, so that it is under the mouse that drags it."""
        option = QStyleOptionSlider()
        self.initStyleOption(option)
        parts = QStyle.SubControl
        rect = self.style().subControlRect(
            QStyle.ComplexControl.CC_Slider, option, parts.SC_SliderHandle, self
        )
        return rect.center().x() + 0.5
