"""The line under the swatches: what is selected, how well two colours can be read, what would be lost."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QLocale
from PySide6.QtGui import QColor, QPalette
from PySide6.QtWidgets import QHBoxLayout, QLabel, QWidget

from kquant.core.color.contrast import contrast_ratio, wcag_level
from kquant.core.model.rgb import Rgb
from kquant.session.document.color_text import hex_text
from kquant.ui.kit.widgets import ElidedLabel


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
