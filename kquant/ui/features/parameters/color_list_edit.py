"""A list of colours that is typed."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt, Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QLabel, QLineEdit, QVBoxLayout, QWidget

from kquant.core.color.notation import parse_list
from kquant.core.model.rgb import Rgb
from kquant.ui.kit.icons import icon

_GAP = 4
_ICON_SIDE = 16
_LONGEST = 24


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

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802 - Qt's name
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
