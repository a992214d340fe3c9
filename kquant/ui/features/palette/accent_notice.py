"""A quiet word on colours that stand out and would be lost."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QLocale, Qt, Signal
from PySide6.QtGui import QAccessible, QAccessibleEvent
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QWidget

from kquant.core.model.rgb import Rgb
from kquant.core.palette.accents import Accent
from kquant.session.document.color_text import hex_text
from kquant.ui.features.palette.chips import SwatchLabel
from kquant.ui.features.palette.hue_words import hue_word
from kquant.ui.kit.widgets import ElidedLabel


class AccentNotice(QWidget):
    """Tells of one colour at a time.

    Signals:
        keep_wanted(object): a colour, (r, g, b), is to be kept.
        changed(): there is something to say, or nothing any more.
    """

    keep_wanted = Signal(object)
    changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("accent_notice")
        self._accents: list[Accent] = []
        self._dismissed: set[Rgb] = set()
        self._swatch = SwatchLabel(self)
        self._words = ElidedLabel(self)
        self._words.setObjectName("accent_words")
        tip = self.tr("Lock this colour, so that it stays in the palette exactly as it is.")
        self._keep = self._make_button("accent_keep", self.tr("Keep it"), tip)
        self._keep.clicked.connect(lambda: self.keep_wanted.emit(self._accents[0].color))
        self._later = self._make_button(
            "accent_later", self.tr("Not now"), self.tr("Say no more of this colour.")
        )
        self._later.clicked.connect(self._dismiss)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(4)
        row.addWidget(self._swatch)
        row.addWidget(self._words, 1)
        row.addWidget(self._keep)
        row.addWidget(self._later)

    @property
    def text(self) -> str:
        """What is said, "" if nothing is."""
        return self._words.full if self._accents else ""

    def show_accents(self, accents: Sequence[Accent]) -> None:
        """Tell of these, less those a person did not want to hear of."""
        wanted = [accent for accent in accents if accent.color not in self._dismissed]
        if wanted != self._accents:  # or it would be read out at every change of the settings
            self._accents = wanted
            self._show()

    def forget(self) -> None:
        """Another picture: what was dismissed is of no matter."""
        self._dismissed.clear()
        self.show_accents(())

    def _dismiss(self) -> None:
        self._dismissed.add(self._accents.pop(0).color)
        self._show()

    def _show(self) -> None:
        if self._accents:
            accent = self._accents[0]
            self._swatch.show_color(accent.color)
            text = self._sentence(accent, len(self._accents) - 1)
            self._words.say(text)
            self._keep.setAccessibleDescription(text)
            QAccessible.updateAccessibility(QAccessibleEvent(self._words, QAccessible.Event.Alert))
        self.changed.emit()

    def _sentence(self, accent: Accent, more: int) -> str:
        share = QLocale().toString(100 * accent.share, "f", 2)
        text = self.tr("A small {color} ({share} %, {hex}) would be lost").format(
            color=hue_word(accent.color), share=share, hex=hex_text(accent.color)
        )
        return text + (self.tr(", and {count} more").format(count=more) if more else "") + "."

    def _make_button(self, name: str, text: str, tip: str) -> QPushButton:
        button = QPushButton(text, self)
        button.setObjectName(name)
        button.setAccessibleName(text)
        button.setToolTip(tip)
        button.setFlat(name.endswith("later"))
        button.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        return button
