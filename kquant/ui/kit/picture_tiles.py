"""A row of pictures to choose from."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtCore import QRect, QSize, Qt, Signal
from PySide6.QtGui import QColor, QIcon, QImage, QKeyEvent, QPalette, QPixmap
from PySide6.QtWidgets import QGridLayout, QToolButton, QWidget

from kquant.ui.kit.accessibility import literal, unmarked

_ICON = QSize(120, 80)
_GAP = 8
_PADDING = 12

ROW = 6
"""So many stand side by side."""


class PictureTiles(QWidget):
    """Buttons with a small picture and a name, in rows of six.

    Signals:
        chosen(object): the Path of the one that was pressed.
    """

    chosen = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._buttons: dict[Path, QToolButton] = {}
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setSpacing(_GAP)
        self._grid.setColumnStretch(ROW, 1)

    @property
    def paths(self) -> list[Path]:
        """In their order."""
        return list(self._buttons)

    def set_paths(self, paths: Sequence[Path], title: Callable[[Path], str] | None = None) -> None:
        """Show these, still without pictures.

        Those without a title have the name of their file, and tell where it is.
        """
        for button in self._buttons.values():
            self._grid.removeWidget(button)
            button.hide()
            button.deleteLater()
        self._buttons = {path: self._button(path, title(path) if title else None) for path in paths}
        for place, button in enumerate(self._buttons.values()):
            self._grid.addWidget(button, place // ROW, place % ROW)

    def set_picture(self, path: Path, picture: QImage) -> None:
        """Show one's picture."""
        if path in self._buttons and not picture.isNull():
            self._buttons[path].setIcon(QIcon(_cropped(picture, self.devicePixelRatio())))

    def _button(self, path: Path, title: str | None) -> QToolButton:
        button = _Tile(self)
        button.setObjectName(f"tile_{path.stem}")
        button.setAutoRaise(True)
        button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextUnderIcon)
        button.setIcon(QIcon(_blank(self.palette().color(QPalette.ColorRole.Mid))))
        button.setIconSize(_ICON)
        button.setFixedWidth(_ICON.width() + _PADDING)
        button.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        middle = Qt.TextElideMode.ElideMiddle
        fitting = button.fontMetrics().elidedText(title or path.stem, middle, _ICON.width())
        button.setText(unmarked(fitting))
        tip = self.tr("Open the picture “{title}”.").format(title=title) if title else str(path)
        button.setToolTip(literal(tip))
        button.setAccessibleName(title or path.name)
        button.clicked.connect(lambda: self.chosen.emit(path))
        return button


class _Tile(QToolButton):
    """Opens by Return as well as by the space bar, as what stands in a list does."""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.click()
        else:
            super().keyPressEvent(event)


def _blank(color: QColor) -> QPixmap:
    """What is seen until there is a picture."""
    pixmap = QPixmap(_ICON)
    pixmap.fill(color)
    return pixmap


def _cropped(picture: QImage, ratio: float) -> QPixmap:
    """The middle of it, filling the place."""
    wanted = _ICON * ratio
    cover, smooth = Qt.AspectRatioMode.KeepAspectRatioByExpanding, Qt.TransformationMode.SmoothTransformation
    scaled = picture.scaled(wanted, cover, smooth)
    middle = QRect(QRect().topLeft(), wanted)
    middle.moveCenter(scaled.rect().center())
    pixmap = QPixmap.fromImage(scaled.copy(middle))
    pixmap.setDevicePixelRatio(ratio)
    return pixmap
