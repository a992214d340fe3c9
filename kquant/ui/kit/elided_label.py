"""Words with dots where there is no room for all of them."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QFontMetrics, QResizeEvent
from PySide6.QtWidgets import QLabel, QSizePolicy, QWidget

from kquant.ui.kit.accessibility import literal


class ElidedLabel(QLabel):
    """One line that ends in dots.

    Attributes:
        full: all the words.
    """

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.full = ""
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)

    def say(self, text: str) -> None:
        """Say something; screen readers and the tooltip have all of it."""
        if text == self.full:
            return
        self.full = text
        self.setAccessibleName(text)
        self.setToolTip(literal(text))
        self.updateGeometry()
        self._elide()

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """All the words."""
        metrics = self.fontMetrics()
        return QSize(metrics.horizontalAdvance(self.full) + 2, metrics.height())

    def minimumSizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """Hardly any."""
        return QSize(0, self.fontMetrics().height())

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        """Say as much as there is room for."""
        super().resizeEvent(event)
        self._elide()

    def _elide(self) -> None:
        right = Qt.TextElideMode.ElideRight
        self.setText(self.fontMetrics().elidedText(self.full, right, self.width()))


def with_words_elided(text: str, metrics: QFontMetrics, width: int) -> str:
    """A text to be wrapped, with dots in words that are too long for a line, as file names are."""
    middle = Qt.TextElideMode.ElideMiddle
    lines = text.split("\n")
    return "\n".join(
        " ".join(metrics.elidedText(word, middle, width) for word in line.split(" ")) for line in lines
    )
