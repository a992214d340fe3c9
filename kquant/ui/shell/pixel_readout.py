"""What the pixel under the cursor is, before and after, in the status bar."""

from __future__ import annotations

from PySide6.QtCore import QSize
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPalette
from PySide6.QtWidgets import QHBoxLayout, QLabel, QWidget

from kquant.session.document.color_text import hex_text
from kquant.session.view_model import Pixel

_SIDE = 12
_GAP = 8


class PixelReadout(QWidget):
    """Place, colour before, number in the palette as everywhere from 1 on, and colour after."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._place = QLabel(self)
        self._place.setObjectName("status_place")
        self._before, self._after = _Chip(self), _Chip(self)
        self._before_text, self._after_text = QLabel(self), QLabel(self)
        row = QHBoxLayout(self)
        row.setContentsMargins(_GAP, 0, _GAP, 0)
        row.setSpacing(_GAP // 2)
        for part in (self._place, self._before, self._before_text, self._after, self._after_text):
            row.addWidget(part)
        row.insertSpacing(1, _GAP)
        self.show_pixel(None)

    @property
    def text(self) -> str:
        """All that is told, without the chips; empty if there is no pixel."""
        parts = (self._place, self._before_text, self._after_text)
        return " ".join(label.text() for label in parts if label.text())

    def clear(self) -> None:
        """Forget how wide it was, as another picture is another size."""
        self._place.setMinimumWidth(0)
        self.show_pixel(None)

    def show_pixel(self, pixel: Pixel | None) -> None:
        """Tell of a pixel, or of none."""
        self._place.setText("" if pixel is None else f"x {pixel.x}  y {pixel.y}")
        self._place.setMinimumWidth(max(self._place.minimumWidth(), self._place.sizeHint().width()))
        self._before.show_color(None if pixel is None else pixel.source)
        self._before_text.setText("" if pixel is None else _code(pixel.source))
        color = None if pixel is None else pixel.color
        self._after.show_color(color)
        if pixel is None or color is None:
            self._after_text.clear()
            return
        self._before_text.setText(f"{_code(pixel.source)} →")
        number = "" if pixel.label is None else f"{pixel.label + 1}  "
        self._after_text.setText(number + _code(color))


class _Chip(QWidget):
    """A small square of a colour, outlined so that it is seen on any ground."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._color: QColor | None = None
        self.setFixedSize(QSize(_SIDE, _SIDE))

    def show_color(self, color: tuple[int, ...] | None) -> None:
        self._color = None if color is None else QColor(*color[:3])
        self.setVisible(color is not None)
        self.update()

    def paintEvent(self, _: QPaintEvent) -> None:
        if self._color is not None:
            painter = QPainter(self)
            painter.setPen(self.palette().color(QPalette.ColorRole.PlaceholderText))
            painter.setBrush(self._color)
            painter.drawRect(self.rect().adjusted(0, 0, -1, -1))
            painter.end()


def _code(color: tuple[int, ...]) -> str:
    """#RRGGBB, with the alpha if it is not opaque."""
    return hex_text((color[0], color[1], color[2])) + "".join(f"{alpha:02X}" for alpha in color[3:])
