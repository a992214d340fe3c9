"""Controls of the forms that Qt does not have."""

from __future__ import annotations

import random
from collections.abc import Sequence

from PySide6.QtCore import QEvent, QRectF, QSize, Qt, Signal, Slot
from PySide6.QtGui import QPainter, QPainterPath, QPaintEvent, QPalette, QPen
from PySide6.QtWidgets import (
    QAbstractButton,
    QButtonGroup,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QSizePolicy,
    QSpinBox,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from kquant.core.color.notation import parse_list
from kquant.core.model.rgb import Rgb
from kquant.ui.kit.accessibility import add_key, describe
from kquant.ui.kit.icons import icon

_RADIUS = 4.0
_PADDING = 8
_GAP = 4
_ICON_SIDE = 16
_LONGEST = 24
_SIDES = 1_000_000  # short enough to be told to somebody


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

    def sizeHint(self) -> QSize:
        """The text and some room."""
        text = self.fontMetrics().size(Qt.TextFlag.TextShowMnemonic, self.text())
        return QSize(text.width() + 2 * _PADDING, text.height() + _PADDING)

    def minimumSizeHint(self) -> QSize:
        """The text with little room."""
        return self.sizeHint() - QSize(_PADDING, 0)

    def paintEvent(self, event: QPaintEvent) -> None:
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


class ColorListEdit(QWidget):
    """A line such as "#c03020, gold"; what is wrong with it is said under it.

    Signals:
        colors_entered(object): a tuple of (r, g, b), once the line is left and right.
    """

    colors_entered = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.line = QLineEdit(self)
        self.line.setPlaceholderText("#c03020, #f0e0c0")
        self._sign = QLabel(self)
        self.message = QLabel(self)
        self.message.setWordWrap(True)
        self.message.setTextFormat(Qt.TextFormat.PlainText)  # it says what was typed
        self._shown: tuple[Rgb, ...] = ()
        self._lay_out()
        self.setFocusProxy(self.line)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)  # or the mnemonic of its label would not reach it
        self.line.textChanged.connect(self._check)
        self.line.editingFinished.connect(self._enter)
        self._check()

    def show_colors(self, colors: tuple[Rgb, ...]) -> None:
        """Show colours; a line that is being written stays while they are the same."""
        if colors != self._shown:
            self._shown = colors
            self.line.setText(", ".join("#" + bytes(color).hex() for color in colors))

    def changeEvent(self, event: QEvent) -> None:
        """Paint the icon in the colour that text has now."""
        if event.type() == QEvent.Type.PaletteChange:
            self._sign.setPixmap(icon("error").pixmap(_ICON_SIDE, _ICON_SIDE))
        super().changeEvent(event)

    def _lay_out(self) -> None:
        self._sign.setPixmap(icon("error").pixmap(_ICON_SIDE, _ICON_SIDE))
        row = QHBoxLayout()
        row.setSpacing(_GAP)
        row.addWidget(self._sign, 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(self.message, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(_GAP)
        column.addWidget(self.line)
        column.addLayout(row)

    @Slot()
    def _check(self) -> None:
        wrong = parse_list(self.line.text())[1]
        words = self.tr("“{}” is not a colour such as #c03020.")
        text = words.format(wrong[0][:_LONGEST]) if wrong else ""
        self.message.setText(text)
        for part in (self._sign, self.message):
            part.setVisible(bool(wrong))
        self.line.setAccessibleDescription(text or self.toolTip())

    @Slot()
    def _enter(self) -> None:
        colors, wrong = parse_list(self.line.text())
        if not wrong and colors != self._shown:
            self._shown = colors
            self.colors_entered.emit(colors)


class Dice(QToolButton):
    """Puts another number into the box of the seed."""

    def __init__(self, seed: QSpinBox, parent: QWidget) -> None:
        super().__init__(parent)
        self._seed = seed
        self.setIcon(icon("dice"))
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        rolling = self.tr("Roll the dice: take another seed, and so other initial centres for cv2.kmeans.")
        describe(self, "dice", self.tr("Another seed"), rolling)
        add_key(self, "Alt+6")
        self.clicked.connect(self.roll)

    @Slot()
    def roll(self) -> None:
        """Take another seed."""
        self._seed.setValue(random.randrange(_SIDES))
