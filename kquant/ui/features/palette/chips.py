"""Small labels with a colour that can be taken away."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QColor, QIcon, QPainter, QPalette, QPixmap
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QToolButton, QWidget

from kquant.core.model.rgb import Rgb
from kquant.ui.kit.accessibility import unmarked
from kquant.ui.kit.icons import icon

_SIDE = 12
_SHOWN = 6  # more colours than that would be narrower than an eye can tell
_ICON = QSize(12, 12)


def swatch_icon(colors: Sequence[Rgb], widget: QWidget, size: QSize | None = None) -> QIcon:
    """Colours side by side, with an outline, as sharp as the screen of a widget."""
    size = size or QSize(_SIDE, _SIDE)
    ratio = widget.devicePixelRatio()
    pixmap = QPixmap(size * ratio)
    pixmap.setDevicePixelRatio(ratio)
    pixmap.fill(Qt.GlobalColor.transparent)
    painter = QPainter(pixmap)
    edges = [round(place * size.width() / len(colors)) for place in range(len(colors) + 1)]
    for color, left, right in zip(colors, edges, edges[1:], strict=False):
        painter.fillRect(left, 0, right - left, size.height(), QColor(*color))
    painter.setPen(widget.palette().color(QPalette.ColorRole.PlaceholderText))
    painter.drawRect(0, 0, size.width() - 1, size.height() - 1)
    painter.end()
    found = QIcon(pixmap)
    found.addPixmap(pixmap, QIcon.Mode.Selected)  # or Qt would tint it
    return found


class Chip(QFrame):
    """Colours, words, and a cross.

    Signals:
        pressed(): the words were clicked.
        removed(): the cross was.
    """

    pressed = Signal()
    removed = Signal()

    def __init__(self, text: str, colors: Sequence[Rgb], tip: str, cross: str, parent: QWidget) -> None:
        super().__init__(parent)
        self.setFrameShape(QFrame.Shape.StyledPanel)
        self.label = self._make_button(text, tip)
        self.label.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        some = colors[:: max(1, len(colors) // _SHOWN)][:_SHOWN]
        size = QSize(_SIDE if len(some) == 1 else 5 * len(some), _SIDE)
        self.label.setIconSize(size)
        self.label.setIcon(swatch_icon(some, self, size))
        self.label.clicked.connect(self.pressed)
        self.cross = self._make_button("", cross)
        self.cross.setIcon(icon("close"))
        self.cross.setIconSize(_ICON)
        self.cross.clicked.connect(self.removed)
        row = QHBoxLayout(self)
        row.setContentsMargins(1, 0, 1, 0)
        row.setSpacing(0)
        row.addWidget(self.label)
        row.addWidget(self.cross)

    def set_worded(self, worded: bool) -> None:
        """With its words, or only with its colours."""
        style = Qt.ToolButtonStyle
        self.label.setToolButtonStyle(style.ToolButtonTextBesideIcon if worded else style.ToolButtonIconOnly)

    def _make_button(self, text: str, tip: str) -> QToolButton:
        button = QToolButton(self)
        button.setText(unmarked(text))  # of a palette's name
        button.setAccessibleName(f"{text}. {tip}" if text else tip)
        button.setToolTip(tip)
        button.setAutoRaise(True)
        button.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        return button


class SwatchLabel(QLabel):
    """A colour as it is, beside words that name it."""

    def show_color(self, color: Rgb) -> None:
        """Show a colour."""
        self.setPixmap(swatch_icon([color], self, QSize(_SIDE + 2, _SIDE + 2)).pixmap(_SIDE + 2, _SIDE + 2))
