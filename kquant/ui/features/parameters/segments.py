"""One of a few choices, side by side."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPainterPath, QPaintEvent, QPalette, QPen
from PySide6.QtWidgets import QAbstractButton, QButtonGroup, QHBoxLayout, QSizePolicy, QWidget

_RADIUS = 4.0
_PADDING = 8


class Segments(QWidget):
    """Buttons of which exactly one is down. The arrow keys move between them.

    Signals:
        chosen(int): a person chose the button of that index.
    """

    chosen = Signal(int)

    def __init__(self, texts: Sequence[str], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._group = QButtonGroup(self)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        for index, text in enumerate(texts):
            button = _Segment(text, index == 0, index == len(texts) - 1, self)
            self._group.addButton(button, index)
            row.addWidget(button, 1)
        self._group.idToggled.connect(self._toggled)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)  # or the mnemonic of its label would not reach it
        self.choose(0)

    def buttons(self) -> list[QAbstractButton]:
        """The buttons from left to right."""
        return self._group.buttons()

    def choose(self, index: int) -> None:
        """Press the button of an index."""
        self._group.button(index).setChecked(True)

    def _toggled(self, index: int, checked: bool) -> None:
        if checked:
            self.setFocusProxy(self._group.button(index))
            self.chosen.emit(index)


class _Segment(QAbstractButton):
    """A flat button, rounded where the row of them ends."""

    def __init__(self, text: str, first: bool, last: bool, parent: QWidget) -> None:
        super().__init__(parent)
        self._first, self._last = first, last
        self.setText(text)
        self.setAccessibleName(text)
        self.setCheckable(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """The text and some room."""
        text = self.fontMetrics().size(Qt.TextFlag.TextShowMnemonic, self.text())
        return QSize(text.width() + 2 * _PADDING, text.height() + _PADDING)

    def minimumSizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """The text with little room."""
        return self.sizeHint() - QSize(_PADDING, 0)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        """Filled with the accent when chosen, with a ring inside when it has the keyboard."""
        palette = self.palette()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        outline = palette.color(QPalette.ColorRole.Dark if self.isEnabled() else QPalette.ColorRole.Mid)
        painter.setPen(QPen(outline, 1.0))
        painter.setBrush(palette.color(self._fill()))
        painter.drawPath(self._shape(0.5))
        ink = QPalette.ColorRole.HighlightedText if self.isChecked() else QPalette.ColorRole.ButtonText
        painter.setPen(palette.color(ink))
        painter.drawText(self.rect(), Qt.AlignmentFlag.AlignCenter, self.text())
        if self.hasFocus():
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawPath(self._shape(2.5))

    def _fill(self) -> QPalette.ColorRole:
        if self.isChecked():
            return QPalette.ColorRole.Highlight
        pressed = self.isDown() or (self.underMouse() and self.isEnabled())
        return QPalette.ColorRole.Midlight if pressed else QPalette.ColorRole.Button

    def _shape(self, inset: float) -> QPainterPath:
        """The outline; neighbours share their border."""
        box = QRectF(self.rect()).adjusted(inset if self._first else inset - 1, inset, -inset, -inset)
        path = QPainterPath()
        path.setFillRule(Qt.FillRule.WindingFill)
        path.addRoundedRect(box, _RADIUS, _RADIUS)
        if not self._first:
            path.addRect(box.adjusted(0, 0, -_RADIUS, 0))
        if not self._last:
            path.addRect(box.adjusted(_RADIUS, 0, 0, 0))
        return path.simplified()
