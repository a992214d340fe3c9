"""What lies over the middle of a window: a thin line of progress, and the sign that a drop is welcome."""

from __future__ import annotations

from PySide6.QtCore import QRectF, Qt, QTimer, Signal, Slot
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPalette, QPen, QResizeEvent
from PySide6.QtWidgets import QWidget

_LINE = 3
PATIENCE_MILLISECONDS = 200
"""How long something takes before its progress is shown."""

_MARGIN = 12
_RADIUS = 12
_DASH = 2.0
_VEIL = 215


class Covered(QWidget):
    """What something lies over, and is told of by a signal: a filter would ask Python about every event.

    Signals:
        resized(): it has another size.
    """

    resized = Signal()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.resized.emit()


class _Overlay(QWidget):
    """Keeps its place over its parent, and lets the mouse through."""

    def __init__(self, parent: Covered) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self._under = parent
        parent.resized.connect(self.place)
        self.hide()

    @Slot()
    def place(self) -> None:
        """Cover the parent."""
        self.setGeometry(self._under.rect())


class ProgressLine(_Overlay):
    """The part done of whatever takes more than a blink."""

    def __init__(self, parent: Covered) -> None:
        super().__init__(parent)
        self.setObjectName("progress_line")
        self.setAttribute(
            Qt.WidgetAttribute.WA_OpaquePaintEvent
        )  # or the canvas beneath is painted each time
        self._fraction = 0.0
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(PATIENCE_MILLISECONDS)
        self._timer.timeout.connect(self.appear)

    @Slot()
    def begin(self) -> None:
        """Something has begun; it is shown if it takes long."""
        self._fraction = 0.0
        if self.isHidden():
            self._timer.start()

    @Slot(float, str)
    def set_progress(self, fraction: float, _: str) -> None:
        """The part done, 0..1."""
        self._fraction = fraction
        self.update()

    @Slot()
    def appear(self) -> None:
        """Show it."""
        self.place()
        self.show()
        self.raise_()

    @Slot()
    def end(self) -> None:
        """It is over."""
        self._timer.stop()
        self.hide()

    @Slot()
    def place(self) -> None:
        """Along the top."""
        self.setGeometry(0, 0, self._under.width(), _LINE)

    def paintEvent(self, _: QPaintEvent) -> None:
        done = QRectF(0, 0, self.width() * max(self._fraction, 0.02), self.height())
        with QPainter(self) as painter:
            painter.fillRect(self.rect(), self.palette().color(QPalette.ColorRole.Mid))
            painter.fillRect(done, self.palette().color(QPalette.ColorRole.Highlight))


class DropSign(_Overlay):
    """Says, while something is dragged over the window, that it can be dropped."""

    def __init__(self, parent: Covered) -> None:
        super().__init__(parent)
        self.setObjectName("drop_sign")

    def appear(self) -> None:
        """Something that can be opened is over the window."""
        self.place()
        self.show()
        self.raise_()

    def paintEvent(self, _: QPaintEvent) -> None:
        veil = QColor(self.palette().color(QPalette.ColorRole.Window))
        veil.setAlpha(_VEIL)
        frame = QRectF(self.rect()).adjusted(_MARGIN, _MARGIN, -_MARGIN, -_MARGIN)
        font = self.font()
        font.setPointSizeF(font.pointSizeF() * 1.5)
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.fillRect(self.rect(), veil)
            accent = self.palette().color(QPalette.ColorRole.Highlight)
            painter.setPen(QPen(accent, _DASH, Qt.PenStyle.DashLine))
            painter.drawRoundedRect(frame, _RADIUS, _RADIUS)
            painter.setPen(self.palette().color(QPalette.ColorRole.WindowText))
            painter.setFont(font)
            painter.drawText(frame, Qt.AlignmentFlag.AlignCenter, self.tr("Drop to open"))
