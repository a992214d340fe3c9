"""A colour, typed in any way or mixed with sliders."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QPointF, QRectF, QSignalBlocker, QSize, Qt, Signal, Slot
from PySide6.QtGui import QColor, QLinearGradient, QPainter, QPaintEvent, QPalette, QPen
from PySide6.QtWidgets import (
    QColorDialog,
    QGridLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QSizePolicy,
    QSlider,
    QSpinBox,
    QStyle,
    QStyleOptionSlider,
    QWidget,
)

from kquant.core.color.names import nearest_name
from kquant.core.color.notation import parse_color
from kquant.core.model.rgb import Rgb
from kquant.session.document.color_text import hex_text
from kquant.ui.kit.accessibility import describe

_LARGEST = (359, 100, 100)
_HEIGHT = 24
_GROOVE = 12
_HANDLE = 10


class ColorChooser(QWidget):
    """A line for hex, rgb() and names over hue, saturation and lightness; each follows the other.

    Attributes:
        color: the present one.

    Signals:
        color_changed(object): a person chose another one.
        valid_changed(bool): whether what is typed is a colour.
    """

    color_changed = Signal(object)
    valid_changed = Signal(bool)

    def __init__(self, color: Rgb, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.color = color
        self.line = QLineEdit(hex_text(color), self)
        teaching = self.tr("Such as #c03020, rgb(192, 48, 32) or firebrick.")
        describe(self.line, "color_line", self.tr("Colour"), teaching)
        self._message = QLabel(self)
        self._message.setObjectName("color_name")
        self._message.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self._more = QPushButton(self.tr("Dia&log…"), self)
        describe(
            self._more, "color_dialog_button", self.tr("Colour dialog"), self.tr("Choose in a larger dialog.")
        )
        self._sliders = [GradientSlider(maximum, self) for maximum in _LARGEST]
        self._boxes = [QSpinBox(self) for _ in _LARGEST]
        self._lay_out()
        self._show_parts()
        self._say_name()
        self.setFocusProxy(self.line)
        self.line.textEdited.connect(self._take_text)
        self._more.clicked.connect(self._open_dialog)

    def show_color(self, color: Rgb) -> None:
        """Show a colour, as if it had been chosen."""
        self.line.setText(hex_text(color))
        self._take_text(self.line.text())

    def _lay_out(self) -> None:
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(8)
        grid.setVerticalSpacing(4)
        label = QLabel(self.tr("&Colour"), self)
        label.setBuddy(self.line)
        grid.addWidget(label, 0, 0)
        grid.addWidget(self.line, 0, 1)
        grid.addWidget(self._more, 0, 2)
        grid.addWidget(self._message, 1, 1, 1, 2)
        names = (self.tr("&Hue"), self.tr("&Saturation"), self.tr("L&ightness"))
        keys = ("hue", "saturation", "lightness")
        for place, (name, key) in enumerate(zip(names, keys, strict=True)):
            self._add_part(grid, place, name, key)

    def _add_part(self, grid: QGridLayout, place: int, name: str, key: str) -> None:
        slider, box = self._sliders[place], self._boxes[place]
        box.setRange(0, _LARGEST[place])
        box.setSuffix("°" if place == 0 else " %")
        plain = name.replace("&", "")
        describe(slider, f"{key}_slider", plain, self.tr("HSL, as in CSS."))
        describe(box, key, plain, self.tr("HSL, as in CSS."))
        label = QLabel(name, self)
        label.setBuddy(slider)
        grid.addWidget(label, 2 + place, 0)
        grid.addWidget(slider, 2 + place, 1)
        grid.addWidget(box, 2 + place, 2)
        slider.valueChanged.connect(box.setValue)
        box.valueChanged.connect(slider.setValue)
        box.valueChanged.connect(self._take_parts)

    @Slot(str)
    def _take_text(self, text: str) -> None:
        color = parse_color(text)
        if color is None:
            self._message.setText(self.tr("This is no colour such as #c03020 or firebrick."))
            self.line.setAccessibleDescription(self._message.text())
            self.valid_changed.emit(False)
        else:
            self._choose(color)
            self._show_parts()

    @Slot()
    def _take_parts(self) -> None:
        hue, saturation, lightness = (box.value() for box in self._boxes)
        color = _rgb(_hsl(hue, saturation, lightness))
        self.line.setText(hex_text(color))
        self._choose(color)
        self._paint_sliders()

    @Slot()
    def _open_dialog(self) -> None:
        dialog = QColorDialog(QColor(*self.color), self)
        dialog.setWindowTitle(self.tr("Colour"))
        dialog.currentColorChanged.connect(lambda chosen: self.show_color(_rgb(chosen)))
        before = self.color
        dialog.rejected.connect(lambda: self.show_color(before))
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def _choose(self, color: Rgb) -> None:
        changed, self.color = color != self.color, color
        self._say_name()
        self.valid_changed.emit(True)
        if changed:
            self.color_changed.emit(color)

    def _show_parts(self) -> None:
        """Let the sliders follow; greys, which have no hue, leave that one where it is."""
        color = QColor(*self.color)
        grey = color.hslHue() < 0
        hue = self._boxes[0].value() if grey else round(color.hslHueF() * 360) % 360
        whole = (hue, round(100 * color.hslSaturationF()), round(100 * color.lightnessF()))
        for box, slider, value in zip(self._boxes, self._sliders, whole, strict=True):
            with QSignalBlocker(box), QSignalBlocker(slider):
                box.setValue(value)
                slider.setValue(value)
        self._paint_sliders()

    def _paint_sliders(self) -> None:
        hue, saturation, lightness = (box.value() for box in self._boxes)
        by_hue, by_saturation, by_lightness = self._sliders
        by_hue.show_colors([_hsl(step, saturation, lightness) for step in (*range(0, 360, 30), 359)])
        by_saturation.show_colors([_hsl(hue, step, lightness) for step in range(0, 101, 10)])
        by_lightness.show_colors([_hsl(hue, saturation, step) for step in range(0, 101, 10)])

    def _say_name(self) -> None:
        name, difference = nearest_name(self.color)
        text = name if difference == 0 else self.tr("close to {name}").format(name=name)
        self._message.setText(text)
        self.line.setAccessibleDescription(text)


def _hsl(hue: int, saturation: int, lightness: int) -> QColor:
    return QColor.fromHslF(hue / 360, saturation / 100, lightness / 100)


def _rgb(color: QColor) -> Rgb:
    return color.red(), color.green(), color.blue()


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

    def sizeHint(self) -> QSize:
        """High enough for the ring of the keyboard."""
        return QSize(200, _HEIGHT)

    def paintEvent(self, event: QPaintEvent) -> None:
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
