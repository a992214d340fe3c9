"""The line under the swatches: what is selected, how well two colours can be read, what would be lost."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QLocale, QSize, Qt, Signal
from PySide6.QtGui import QAccessible, QAccessibleEvent, QColor, QPalette, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QWidget

from kquant.core.color.contrast import contrast_ratio, wcag_level
from kquant.core.model.rgb import Rgb
from kquant.core.palette.accents import Accent
from kquant.session.document.color_text import hex_text
from kquant.ui.features.palette.chips import SwatchLabel
from kquant.ui.features.palette.rules import Rules
from kquant.ui.features.palette.words import hue_word
from kquant.ui.kit.widgets import ElidedLabel

_HEIGHT = 26
_GAP = 8


class Footer(QWidget):
    """One line, so that nothing above it moves: what matters most on the left, the rules on the right."""

    def __init__(self, rules: Rules, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("palette_footer")
        self.notice = AccentNotice(self)
        self.info = InfoLine(self)
        self._comparing = False
        self._rules = rules
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(_GAP)
        row.addWidget(self.notice, 1)
        row.addWidget(self.info, 1)
        row.addWidget(rules)
        self.setFixedHeight(_HEIGHT)
        self.notice.changed.connect(self._choose)
        self._choose()

    def describe(self, text: str) -> None:
        """Say something of one swatch, or of several."""
        if self._comparing or text != self.info.text:
            self._comparing = False
            self.info.say(text)
            self._choose()

    def compare(self, colors: Sequence[Rgb]) -> None:
        """Say how two colours go together."""
        self._comparing = True
        self.info.compare(colors)
        self._choose()

    def minimumSizeHint(self) -> QSize:
        """Words can be cut."""
        return QSize(200, _HEIGHT)

    def _choose(self) -> None:
        """Two colours were selected to be compared, so that comes first."""
        warns = bool(self.notice.text) and not self._comparing
        self.notice.setVisible(warns)
        self.info.setVisible(not warns)
        self._share_out()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """What is said goes before the rules."""
        super().resizeEvent(event)
        self._share_out()

    def _share_out(self) -> None:
        said = self.info if self.notice.isHidden() else self.notice
        left = self.width() - said.sizeHint().width() - _GAP
        self._rules.setMaximumWidth(max(left, self._rules.minimumSizeHint().width()))


class InfoLine(QWidget):
    """Words, and for two colours a sample of text in them."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._label = ElidedLabel(self)
        self._label.setObjectName("palette_info")
        self._samples = [self._make_sample(name) for name in ("contrast_sample", "contrast_sample_inverse")]
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(4)
        for sample in self._samples:
            row.addWidget(sample)
        row.addWidget(self._label, 1)

    @property
    def text(self) -> str:
        """What is said."""
        return self._label.full

    def say(self, text: str) -> None:
        """Words alone."""
        for sample in self._samples:
            sample.hide()
        self._label.say(text)

    def compare(self, colors: Sequence[Rgb]) -> None:
        """How well text in one of two colours can be read on the other."""
        one, other = colors
        ratio = contrast_ratio(one, other)
        for sample, (ink, paper) in zip(self._samples, ((one, other), (other, one)), strict=True):
            look = sample.palette()
            look.setColor(QPalette.ColorRole.WindowText, QColor(*ink))
            look.setColor(QPalette.ColorRole.Window, QColor(*paper))
            sample.setPalette(look)
            sample.show()
        self._label.say(
            self.tr("Contrast {ratio}:1, {level} ({one}, {other})").format(
                one=hex_text(one),
                other=hex_text(other),
                ratio=QLocale().toString(int(ratio * 10) / 10, "f", 1),  # never better than it is
                level=self._level(ratio),
            )
        )

    def _level(self, ratio: float) -> str:
        words = {
            "AAA": self.tr("AAA: very good for text"),
            "AA": self.tr("AA: enough for text"),
            "AA large": self.tr("AA large: enough for large text only"),
        }
        return words.get(wcag_level(ratio), self.tr("not enough for text"))

    def _make_sample(self, name: str) -> QLabel:
        sample = QLabel(self.tr("Text"), self)
        sample.setObjectName(name)
        sample.setAccessibleName(self.tr("Sample of text in the two colours"))
        sample.setAutoFillBackground(True)
        sample.setContentsMargins(6, 1, 6, 1)
        sample.hide()
        return sample


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
