"""What is the main colour of this? The answers, ready to be copied."""

from __future__ import annotations

import numpy as np
from PySide6.QtCore import QSize, Qt, Signal, Slot
from PySide6.QtGui import QColor, QGuiApplication, QPainter, QPaintEvent, QPalette
from PySide6.QtWidgets import QGridLayout, QLabel, QSizePolicy, QToolButton, QVBoxLayout, QWidget

from kquant.core.color.names import nearest_name
from kquant.core.color.vision import Deficiency, simulated
from kquant.core.model.rgb import Rgb, rgb
from kquant.core.palette.main_color import MainColor
from kquant.session.document.color_text import hex_text
from kquant.ui.kit.accessibility import describe, wrapped
from kquant.ui.kit.icons import icon

_NO_BREAK = "\u00a0"
_SIDE = 40


class MainColorView(QWidget):
    """The mean of a selection and the largest of its clusters.

    Signals:
        copied(str): a hex code is on the clipboard now; a sentence that says so.
    """

    copied = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.mean = _Answer("mean", self.tr("Mean"), self)
        self.mean.teach(self.tr("All pixels as one cluster (K = 1)."))
        self.dominant = _Answer("dominant", self.tr("Dominant"), self)
        self.dominant.teach(self.tr("The largest of five clusters, and its part of the selection."))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        for answer in (self.mean, self.dominant):
            column.addWidget(answer)
            answer.copied.connect(self.copied)
        self.show_color(None)

    def set_vision(self, deficiency: Deficiency | None) -> None:
        """Paint the swatches as people with a deficiency see them; texts and copies stay as they are."""
        for answer in (self.mean, self.dominant):
            answer.set_vision(deficiency)

    def show_color(self, found: MainColor | None) -> None:
        """The answers, or that there are none."""
        self.mean.show_color(found.mean if found else None, self.tr("Mean"))
        words = self.tr("Dominant")
        if found:
            percent = self.locale().toString(100 * found.share, "f", 0 if found.share > 0.1 else 1)
            words = self.tr("Dominant, {percent} %").format(percent=percent)
        self.dominant.show_color(found.dominant if found else None, words)


class _Answer(QWidget):
    """A swatch, what it is, its hex and name, and a button that copies the hex."""

    copied = Signal(str)

    def __init__(self, key: str, title: str, parent: QWidget) -> None:
        super().__init__(parent)
        self._color: Rgb | None = None
        self._vision: Deficiency | None = None
        self.setObjectName(f"{key}_color")
        self._swatch = _Swatch(self)
        self._title = QLabel(title, self)
        self._words = QLabel(self)
        self._words.setObjectName(f"{key}_words")
        self._words.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        self._words.setWordWrap(True)
        self._words.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self._copy = QToolButton(self)
        self._copy.setIcon(icon("copy"))
        self._copy.setText(self.tr("Copy"))
        self._copy.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self._copy.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        name = self.tr("Copy {color}").format(color=title.lower())
        describe(self._copy, f"copy_{key}", name, self.tr("Copy the hex code of this colour."))
        self._copy.clicked.connect(self._put_on_clipboard)
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(8)
        grid.setVerticalSpacing(0)
        grid.addWidget(self._swatch, 0, 0, 2, 1)
        grid.addWidget(self._title, 0, 1)
        grid.addWidget(self._words, 1, 1)
        grid.addWidget(self._copy, 0, 2, 2, 1)
        grid.setColumnStretch(1, 1)

    def teach(self, text: str) -> None:
        """What the answer means."""
        self.setToolTip(wrapped(text))

    def show_color(self, color: Rgb | None, title: str) -> None:
        """A colour, or that there is none."""
        self._color = color
        self._title.setText(title)
        self._copy.setEnabled(color is not None)
        self._paint()
        text = "–"
        if color is not None:
            name, difference = nearest_name(color)
            near = name if difference == 0 else self.tr("near {name}").format(name=name)
            text = f"{hex_text(color)} {near.replace(' ', _NO_BREAK)}"
        self._words.setText(text)
        self.setAccessibleName(f"{title}: {text}")

    def set_vision(self, deficiency: Deficiency | None) -> None:
        """How the swatch is painted."""
        self._vision = deficiency
        self._paint()

    def _paint(self) -> None:
        color, vision = self._color, self._vision
        if color is not None and vision is not None:
            color = rgb(simulated(np.array([color], np.uint8), vision)[0])
        self._swatch.show_color(color)

    @Slot()
    def _put_on_clipboard(self) -> None:
        if self._color is not None:
            text = hex_text(self._color)
            QGuiApplication.clipboard().setText(text)
            self.copied.emit(self.tr("Copied {text}").format(text=text))


class _Swatch(QWidget):
    """A square of a colour, crossed out for none."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._color: Rgb | None = None
        self.setFixedSize(QSize(_SIDE, _SIDE))

    def show_color(self, color: Rgb | None) -> None:
        self._color = color
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setPen(self.palette().color(QPalette.ColorRole.Mid))
        if self._color is not None:
            painter.setBrush(QColor(*self._color))
        painter.drawRect(self.rect().adjusted(0, 0, -1, -1))
