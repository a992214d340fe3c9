"""Live, Run, Stop, how far it is, and a note."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QSize, Qt, QTimer, Signal, Slot
from PySide6.QtGui import QFont, QPainter, QPaintEvent, QResizeEvent, QTextLayout
from PySide6.QtWidgets import (
    QAbstractSpinBox,
    QCheckBox,
    QHBoxLayout,
    QLabel,
    QProgressBar,
    QPushButton,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from kquant.session.document.document import Document
from kquant.session.document.setting_texts import changes_said
from kquant.session.document.state import Phase
from kquant.ui.kit.accessibility import describe, literal
from kquant.ui.kit.icons import icon

_QUICK_MILLISECONDS = 200
_LINE_HEIGHT = 4
_FULL = 1000
_CAPTION = 0.9


class RunBar(QWidget):
    """Runs and stops the clustering; shows progress of what is not done in a blink.

    Attributes:
        note: what there is to say, hidden while that is nothing; whoever holds the bar finds a place for it.

    Signals:
        live_toggled(bool): whether changes run at once.
        changes_told(list): a sentence for each change that the result needed of its settings; none after a
            result that needed some.
    """

    live_toggled = Signal(bool)
    changes_told = Signal(list)

    def __init__(self, document: Document, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._document = document
        self._said = ""  # about the result
        self._told: list[str] = []  # of the last one, though of another picture
        self._stage = ""  # of the job that is running
        self.live = QCheckBox(self.tr("&Live"), self)
        self.run_button = QPushButton(icon("run"), self.tr("Run"), self)
        self.stop_button = QPushButton(icon("stop"), self.tr("Stop"), self)
        self.line = QProgressBar(self)
        self.note = Note(self)
        self._blink = QTimer(self)
        self._blink.setSingleShot(True)
        self._blink.setInterval(_QUICK_MILLISECONDS)
        self._stages = {
            "histogram": self.tr("Counting the colours… {} %"),
            "cluster": self.tr("Finding the clusters… {} %"),
            "map": self.tr("Painting… {} %"),
        }
        self._lay_out()
        self._describe()
        self._connect()
        self._seen = document.now
        self._show_busy(False)
        self._refresh()

    def _lay_out(self) -> None:
        self.line.setRange(0, _FULL)
        self.line.setTextVisible(False)
        self.line.setFixedHeight(_LINE_HEIGHT)
        policy = self.line.sizePolicy()
        policy.setRetainSizeWhenHidden(True)
        self.line.setSizePolicy(policy)
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(self.live, 1)
        row.addWidget(self.run_button)
        row.addWidget(self.stop_button)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2)
        column.addWidget(self.line)
        column.addLayout(row)

    def _describe(self) -> None:
        teaching = self.tr(
            "Run k-means at every change, so that the picture follows. Turn it off to change several "
            "things before cv2.kmeans is called."
        )
        describe(self.live, "live", self.tr("Live"), teaching)
        teaching = self.tr("Run k-means with the settings as they are (F5). This is the call of cv2.kmeans.")
        describe(self.run_button, "run", self.tr("Run"), teaching)
        teaching = self.tr(
            "Stop what is running; the last exact result is shown again. cv2.kmeans is left after its next "
            "step."
        )
        describe(self.stop_button, "stop", self.tr("Stop"), teaching)
        describe(self.line, "progress", self.tr("Progress"), self.tr("How much of the work is done."))
        self.note.setObjectName("note")
        self.note.setAccessibleName(self.tr("Note"))

    def _connect(self) -> None:
        self.live.setChecked(self._document.live)
        self.live.toggled.connect(self.set_live)
        self.run_button.clicked.connect(self.run)
        self.stop_button.clicked.connect(self.stop)
        self._blink.timeout.connect(self._show_line)
        self._document.bind(self, self._follow, "picture", "state", "result", "phase", "clustering")
        self._document.clustering_progressed.connect(self._progress)

    @Slot()
    def run(self) -> None:
        """Find the result of the present settings, a number that is being typed included."""
        typing = self.window().focusWidget()
        if isinstance(typing, QAbstractSpinBox):
            typing.interpretText()
        self._document.run()

    @Slot()
    def stop(self) -> None:
        """Stop; the keyboard stays here."""
        self._document.stop()

    @Slot(bool)
    def set_live(self, live: bool) -> None:
        """Let every change run at once, or wait for "Run"."""
        if live == self._document.live and live == self.live.isChecked():
            return
        self._document.live = live
        self.live.setChecked(live)
        self.live_toggled.emit(live)
        if live and self._document.now.phase is Phase.OUTDATED:
            self.run()

    def _follow(self) -> None:
        now, before = self._document.now, self._seen
        self._seen = now
        if now.picture is not before.picture:
            self._said = ""
        if now.result is not None and now.result is not before.result:
            request = now.result.request
            changes = changes_said(request) if request.changes else []
            self._said = "\n".join(changes)
            if changes or self._told:
                self._told = changes
                self.changes_told.emit(changes)
            self._stage = self.tr("Measuring…")
        if now.clustering and now.phase is Phase.COMING:
            if not before.clustering or before.phase is not Phase.COMING or now.state is not before.state:
                self._begin()
        elif before.clustering and not now.clustering:
            self._blink.stop()
            self._show_busy(False)
        self._refresh()

    def _begin(self) -> None:
        self._stage = ""
        self.line.setValue(0)
        if not self.line.isVisibleTo(self):
            self._blink.start()

    @Slot(float, str)
    def _progress(self, fraction: float, stage: str) -> None:
        self.line.setValue(round(fraction * _FULL))
        self._stage = self._stages.get(stage, "{} %").format(round(fraction * 100))
        if self.line.isVisibleTo(self):
            self._refresh()

    @Slot()
    def _show_line(self) -> None:
        self._show_busy(True)
        self._refresh()

    def _show_busy(self, busy: bool) -> None:
        if not busy and self.stop_button.hasFocus():
            self.run_button.setFocus()
        self.line.setVisible(busy)
        self.stop_button.setEnabled(busy)

    def _refresh(self) -> None:
        self.run_button.setEnabled(self._seen.picture is not None)
        if self.line.isVisibleTo(self):
            text = self._stage
        else:
            waits = self._seen.phase is Phase.OUTDATED
            text = self.tr("Press Run to see what these settings do.") if waits else self._said
        if text != self.note.text():
            self.note.say(text)


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
        """Say something else; nothing hides it."""
        self.about_to_change.emit()
        self.setText(text)
        self._break_lines()
        self.setVisible(bool(text))

    def make_room(self, height: int) -> None:
        """Take so much height at most, but always a line."""
        room = max(height // self.fontMetrics().lineSpacing(), 1)
        if room != self._room:
            self._room = room
            self._break_lines()

    def sizeHint(self) -> QSize:
        """All of its lines."""
        return QSize(1, max(len(self._lines), 1) * self.fontMetrics().lineSpacing())

    def minimumSizeHint(self) -> QSize:
        """One line, of any width."""
        return QSize(1, self.fontMetrics().lineSpacing())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Break the lines anew."""
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self._break_lines()

    def paintEvent(self, _: QPaintEvent) -> None:
        """The lines that there is room for."""
        painter = QPainter(self)
        painter.setPen(self.palette().color(self.foregroundRole()))
        metrics = self.fontMetrics()
        for number, line in enumerate(self._lines):
            painter.drawText(QPointF(0, number * metrics.lineSpacing() + metrics.ascent()), line)

    def _break_lines(self) -> None:
        whole: list[str] = []
        for paragraph in self.text().split("\n"):
            layout = QTextLayout(paragraph, self.font())
            layout.beginLayout()
            while (line := layout.createLine()).isValid():
                line.setLineWidth(max(self.width(), 1))
                whole.append(paragraph[line.textStart() :][: line.textLength()].rstrip())
            layout.endLayout()
        self._lines = whole[: self._room]
        left_out = len(whole) > self._room
        if left_out:
            last = f"{self._lines[-1]} {whole[self._room]}"  # long enough to be cut
            right = Qt.TextElideMode.ElideRight
            self._lines[-1] = self.fontMetrics().elidedText(last, right, self.width())
        self.setToolTip(literal(self.text()) if left_out else "")
        self.updateGeometry()
        self.update()
