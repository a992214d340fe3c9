"""A button that shows a colour and lets one choose another."""

from __future__ import annotations

from PySide6.QtCore import QSize, Signal, Slot
from PySide6.QtGui import QColor, QIcon, QPainter, QPalette, QPixmap
from PySide6.QtWidgets import QColorDialog, QPushButton, QWidget

from kquant.core.model.rgb import Rgb

_SWATCH = QSize(24, 14)


class ColorButton(QPushButton):
    """Shows a colour and its hex, and opens the colour dialog.

    Signals:
        color_chosen(object): (r, g, b) that a person chose.
    """

    color_chosen = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._color: Rgb = (255, 255, 255)
        self.setIconSize(_SWATCH)
        self.clicked.connect(self._open)

    def show_color(self, color: Rgb) -> None:
        """Show a colour."""
        self._color = color
        self.setText(QColor(*color).name().upper())
        self.setIcon(self._swatch())

    def _swatch(self) -> QIcon:
        pixmap = QPixmap(_SWATCH * self.devicePixelRatio())
        pixmap.setDevicePixelRatio(self.devicePixelRatio())
        pixmap.fill(QColor(*self._color))
        painter = QPainter(pixmap)
        painter.setPen(self.palette().color(QPalette.ColorRole.ButtonText))
        painter.drawRect(0, 0, _SWATCH.width() - 1, _SWATCH.height() - 1)
        painter.end()
        return QIcon(pixmap)

    @Slot()
    def _open(self) -> None:
        dialog = QColorDialog(QColor(*self._color), self)
        dialog.setWindowTitle(self.accessibleName())
        dialog.colorSelected.connect(self._take)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    @Slot(QColor)
    def _take(self, color: QColor) -> None:
        self.color_chosen.emit((color.red(), color.green(), color.blue()))
