"""What there is to say below the parameters, in the room that is left."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QSize, Qt, Signal
from PySide6.QtGui import QFont, QPainter, QPaintEvent, QResizeEvent, QTextLayout
from PySide6.QtWidgets import QLabel, QSizePolicy, QWidget

from kquant.ui.kit.accessibility import literal

_CAPTION = 0.9


class Note(QLabel):
    """A paragraph a sentence, in so many lines as there is room for; the tooltip has what is left out.

    Signals:
        about_to_change(): there is to be another text, so that its room can be found before it is seen.
    """

    about_to_change = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        font = QFont(self.font())
        font.setPointSizeF(self.fontInfo().pointSizeF() * _CAPTION)
        self.setFont(font)
        self._room = 1
        self._lines: list[str] = []
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Maximum)
        self.hide()

    @property
    def line_height(self) -> int:
        """The least room that it takes."""
        return self.fontMetrics().lineSpacing()

    def say(self, text: str) -> None:
        """Say something; nothing hides it."""
        if text != self.text():
            self.about_to_change.emit()
            self.setText(text)
            self._break_lines()
            self.setVisible(bool(text))

    def make_room(self, height: int) -> None:
        """Take so much height at most, but always a line."""
        room = max(height // self.line_height, 1)
        if room != self._room:
            self._room = room
            self._break_lines()

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """All of its lines."""
        return QSize(1, max(len(self._lines), 1) * self.line_height)

    def minimumSizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """One line, of any width."""
        return QSize(1, self.line_height)

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        """Break the lines anew."""
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self._break_lines()

    def paintEvent(self, _: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        """The lines that there is room for."""
        painter = QPainter(self)
        painter.setPen(self.palette().color(self.foregroundRole()))
        for number, line in enumerate(self._lines):
            painter.drawText(QPointF(0, number * self.line_height + self.fontMetrics().ascent()), line)

    def _break_lines(self) -> None:
        whole = [line for each in self.text().split("\n") for line in self._lines_of(each)]
        self._lines = whole[: self._room]
        left_out = len(whole) > self._room
        if left_out:
            last = f"{self._lines[-1]} {whole[self._room]}"  # long enough to be cut
            right = Qt.TextElideMode.ElideRight
            self._lines[-1] = self.fontMetrics().elidedText(last, right, self.width())
        self.setToolTip(literal(self.text()) if left_out else "")
        self.updateGeometry()
        self.update()

    def _lines_of(self, paragraph: str) -> list[str]:
        layout = QTextLayout(paragraph, self.font())
        layout.beginLayout()
        while (line := layout.createLine()).isValid():
            line.setLineWidth(max(self.width(), 1))
        layout.endLayout()
        lines = (layout.lineAt(number) for number in range(layout.lineCount()))
        return [paragraph[line.textStart() :][: line.textLength()].rstrip() for line in lines]
