"""A list of colours typed as hex."""

from __future__ import annotations

import re

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QLabel, QLineEdit, QVBoxLayout, QWidget

from kquant.core.types import Rgb


class ColorListEdit(QWidget):
    """A line such as "#c03020, #fff"; what is wrong with it is said under it.

    Signals:
        colors_entered(object): a tuple of (r, g, b), once the line is left and right.
    """

    colors_entered = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.line = QLineEdit(self)
        self.line.setPlaceholderText("#c03020, #f0e0c0")
        self.message = QLabel(self)
        self.message.setWordWrap(True)
        self.message.hide()
        self._shown: tuple[Rgb, ...] = ()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addWidget(self.line)
        column.addWidget(self.message)
        self.setFocusProxy(self.line)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)  # or the mnemonic of its label would not reach it
        self.line.textChanged.connect(self._check)
        self.line.editingFinished.connect(self._enter)

    def show_colors(self, colors: tuple[Rgb, ...]) -> None:
        """Show colours; a line that is being written stays while they are the same."""
        if colors != self._shown:
            self._shown = colors
            self.line.setText(", ".join("#" + bytes(color).hex() for color in colors))

    @Slot()
    def _check(self) -> None:
        wrong = parse_colors(self.line.text())[1]
        text = self.tr("“{}” is not a colour such as #c03020.").format(wrong[0][:20]) if wrong else ""
        self.message.setText(text)
        self.message.setVisible(bool(wrong))
        self.line.setAccessibleDescription(text or self.toolTip())

    @Slot()
    def _enter(self) -> None:
        colors, wrong = parse_colors(self.line.text())
        if not wrong and colors != self._shown:
            self._shown = colors
            self.colors_entered.emit(colors)


def parse_colors(text: str) -> tuple[tuple[Rgb, ...], list[str]]:
    """The colours in a text, and the words that are none; commas, semicolons and spaces part them."""
    from kquant.core.notation import parse_hex  # with all readers and writers of palettes

    words = [word for word in re.split(r"[\s,;]+", text) if word]
    colors = {word: parse_hex(word) for word in words}
    wrong = [word for word in words if colors[word] is None]
    return tuple(color for word in words if (color := colors[word]) is not None), wrong
