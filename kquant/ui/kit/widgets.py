"""Small widgets: a list of choices, a toolbar, a label that ends in dots, a button for a colour."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt, Signal, Slot
from PySide6.QtGui import QColor, QFontMetrics, QIcon, QPainter, QPaintEvent, QPalette, QPixmap, QResizeEvent
from PySide6.QtWidgets import (
    QColorDialog,
    QComboBox,
    QLabel,
    QPushButton,
    QSizePolicy,
    QStyle,
    QStyleOptionToolBar,
    QStylePainter,
    QToolBar,
    QWidget,
)

from kquant.core.model.rgb import Rgb
from kquant.ui.kit.accessibility import literal

_ICON = QSize(20, 20)
_SWATCH = QSize(24, 14)


class DropDown(QComboBox):
    """A combo box with a list in the grey of other lists.

    Fusion fills the list with the ground of menus, which `theme` uses for frames.
    """

    def showPopup(self) -> None:
        """Open the list, in the colours of the theme that there is now."""
        colors = self.palette()
        colors.setColor(QPalette.ColorRole.Window, colors.color(QPalette.ColorRole.Base))
        self.view().setPalette(colors)
        super().showPopup()


class PlainToolBar(QToolBar):
    """Without the edges that Fusion draws around it, which stand out on dark grey.

    A style sheet would take them away as well, but its buttons would not follow a change of the theme.
    """

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setIconSize(_ICON)

    def paintEvent(self, _: QPaintEvent) -> None:
        """Only the handle, if it can be moved."""
        option = QStyleOptionToolBar()
        self.initStyleOption(option)
        option.rect = self.style().subElementRect(QStyle.SubElement.SE_ToolBarHandle, option, self)
        if option.rect.isValid():
            painter = QStylePainter(self)
            painter.drawPrimitive(QStyle.PrimitiveElement.PE_IndicatorToolBarHandle, option)
            painter.end()


class ElidedLabel(QLabel):
    """One line that ends in dots.

    Attributes:
        full: all the words.
    """

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.full = ""
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)

    def say(self, text: str) -> None:
        """Say something; screen readers and the tooltip have all of it."""
        if text == self.full:
            return
        self.full = text
        self.setAccessibleName(text)
        self.setToolTip(literal(text))
        self.updateGeometry()
        self._elide()

    def sizeHint(self) -> QSize:
        """All the words."""
        metrics = self.fontMetrics()
        return QSize(metrics.horizontalAdvance(self.full) + 2, metrics.height())

    def minimumSizeHint(self) -> QSize:
        """Hardly any."""
        return QSize(0, self.fontMetrics().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Say as much as there is room for."""
        super().resizeEvent(event)
        self._elide()

    def _elide(self) -> None:
        right = Qt.TextElideMode.ElideRight
        self.setText(self.fontMetrics().elidedText(self.full, right, self.width()))


def with_words_elided(text: str, metrics: QFontMetrics, width: int) -> str:
    """A text to be wrapped, with dots in words that are too long for a line, as file names are."""
    middle = Qt.TextElideMode.ElideMiddle
    lines = text.split("\n")
    return "\n".join(
        " ".join(metrics.elidedText(word, middle, width) for word in line.split(" ")) for line in lines
    )


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
