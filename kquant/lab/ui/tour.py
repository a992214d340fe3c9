"""A bubble beside a control, and a frame around it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QObject, QPoint, QRect, Qt, Signal, Slot
from PySide6.QtGui import QAccessible, QAccessibleEvent, QPainter, QPaintEvent, QPalette, QPen
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from kquant.lab.ui.widgets import caption, faint, heading

_WIDTH = 288
_GAP = 12
_RADIUS = 8


@dataclass(frozen=True, slots=True)
class TourStep:
    """Attributes:
    title, text: what the bubble says.
    target: finds the control it is about.
    act: what is done with it as the step comes up.
    """

    title: str
    text: str
    target: Callable[[], QWidget]
    act: Callable[[], object] = lambda: None


class Tour(QFrame):
    """Steps that drive the window; everything else stays usable.

    Attributes:
        position: which step is shown, from 0; -1 while it is not on.

    Signals:
        ended(): it is over, or was closed.
    """

    ended = Signal()

    def __init__(self, steps: Sequence[TourStep], window: QWidget) -> None:
        super().__init__(window)
        self._steps, self._window = tuple(steps), window
        self.position = -1
        self._frame = _Frame(window)
        self._count = faint(caption(self, "tour_count"))
        self._count.setWordWrap(False)
        self._title = heading("", self)
        self._title.setObjectName("tour_title")
        self._text = caption(self, "tour_text")
        self.back = QPushButton(self.tr("&Back"), self)
        self.next = QPushButton(self.tr("&Next"), self)
        self.close_button = QPushButton(self.tr("Close"), self)
        self._lay_out()
        self.hide()
        window.installEventFilter(self)

    def _lay_out(self) -> None:
        self.setObjectName("tour")
        self.setAccessibleName(self.tr("Guided tour"))
        self.setFrameShape(QFrame.Shape.StyledPanel)
        self.setAutoFillBackground(True)
        self.setBackgroundRole(QPalette.ColorRole.Base)
        self.setFixedWidth(_WIDTH)
        for button, name, call in (
            (self.back, "tour_back", self.go_back),
            (self.next, "tour_next", self.go_on),
            (self.close_button, "tour_close", self.end),
        ):
            button.setObjectName(name)
            button.clicked.connect(call)
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(self._count, 1)
        for button in (self.close_button, self.back, self.next):
            row.addWidget(button)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 12, 16, 12)
        column.setSpacing(8)
        column.addWidget(self._title)
        column.addWidget(self._text)
        column.addLayout(row)

    @Slot()
    def begin(self) -> None:
        """From the first step."""
        self._show(0)

    @Slot()
    def go_on(self) -> None:
        """To the next step, or to the end."""
        if self.position + 1 < len(self._steps):
            self._show(self.position + 1)
        else:
            self.end()

    @Slot()
    def go_back(self) -> None:
        """To the step before."""
        self._show(max(self.position - 1, 0))

    @Slot()
    def end(self) -> None:
        """No more of it."""
        if self.position >= 0:
            self.position = -1
            self.hide()
            self._frame.hide()
            self.ended.emit()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Stay beside the control."""
        if watched is self._window and event.type() in (QEvent.Type.Resize, QEvent.Type.LayoutRequest):
            self._place()
        return False

    def _show(self, position: int) -> None:
        self.position = position
        step = self._steps[position]
        step.act()
        self._title.setText(step.title)
        self._text.setText(step.text)
        last = position == len(self._steps) - 1
        self._count.setText(self.tr("{n} of {all}").format(n=position + 1, all=len(self._steps)))
        self.back.setEnabled(position > 0)
        self.next.setText(self.tr("&Done") if last else self.tr("&Next"))
        self._frame.show()
        self.show()
        self._place()
        self.next.setFocus()
        self.setAccessibleDescription(f"{step.title}. {step.text}")
        QAccessible.updateAccessibility(QAccessibleEvent(self, QAccessible.Event.Alert))

    def _place(self) -> None:
        """Beside the control where there is room, inside the window in any case."""
        if self.position < 0:
            return
        target = self._steps[self.position].target()
        corner = target.mapTo(self._window, QPoint(0, 0))
        spot = QRect(corner, target.size()).intersected(self._window.rect())
        self._frame.setGeometry(spot.adjusted(-4, -4, 4, 4))
        self._frame.raise_()
        height = max(self.heightForWidth(_WIDTH), self.sizeHint().height())
        self.resize(_WIDTH, height)
        self.move(_beside(spot, self.rect().size().width(), height, self._window.rect()))
        self.raise_()


class _Frame(QWidget):
    """Lets the mouse through."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.hide()

    def paintEvent(self, _: QPaintEvent) -> None:
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(QPen(self.palette().color(QPalette.ColorRole.Link), 3))
            painter.drawRoundedRect(self.rect().adjusted(2, 2, -2, -2), _RADIUS, _RADIUS)


def _beside(spot: QRect, width: int, height: int, room: QRect) -> QPoint:
    """To the right, the left, below or above, whichever fits first; else in its upper left part."""
    places = (
        QPoint(spot.right() + _GAP, spot.top()),
        QPoint(spot.left() - _GAP - width, spot.top()),
        QPoint(spot.left(), spot.bottom() + _GAP),
        QPoint(spot.left(), spot.top() - _GAP - height),
    )
    for place in places:
        top = min(max(place.y(), _GAP), room.height() - height - _GAP)
        inside = QRect(QPoint(place.x(), top), QPoint(place.x() + width, top + height))
        if room.contains(inside) and not inside.intersects(spot):
            return inside.topLeft()
    return QPoint(
        min(max(spot.left() + _GAP, _GAP), room.width() - width - _GAP),
        min(max(spot.top() + _GAP, _GAP), room.height() - height - _GAP),
    )
