"""The line at the bottom: what is open, what it came to, what is under the cursor, and what is being done."""

from __future__ import annotations

from PySide6.QtCore import QLocale, Qt, QTimer, Slot
from PySide6.QtGui import QFont
from PySide6.QtWidgets import QHBoxLayout, QLabel, QProgressBar, QSizePolicy, QStatusBar, QToolButton, QWidget

from kquant.session.document.document import Document
from kquant.session.view_model import Pixel
from kquant.ui.features.metrics.figures import seconds_text
from kquant.ui.kit.icons import icon
from kquant.ui.kit.numbers import grouped
from kquant.ui.kit.widgets import ElidedLabel
from kquant.ui.shell.pixel_readout import PixelReadout

_GAP = 8
_PATIENCE_MILLISECONDS = 200
_BAR_WIDTH = 120
_STEPS = 1000


class StatusBar(QStatusBar):
    """Follows a document; the canvas tells what is under the cursor and how large it shows the picture."""

    def __init__(self, document: Document, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("status_bar")
        self._document = document
        self._size = self._label("status_size", self.tr("Size of the picture in pixels"))
        self._colors = self._label("status_colors", self.tr("Distinct colours before and after"))
        self._pixel = PixelReadout(self)
        _present(self._pixel, "status_pixel", self.tr("The pixel under the cursor, before and after"))
        difference = self.tr("Mean difference to the eye (CIEDE2000); below 1 is hardly seen")
        self._difference = self._label("status_difference", difference)
        self._seconds = self._label("status_seconds", self.tr("Time it took"))
        self._zoom = self._label("status_zoom", self.tr("Zoom"))
        self._working = _Working(self)
        self._working.stop.clicked.connect(self._stop)
        self._hint = ElidedLabel(self)
        self._hint.setObjectName("status_hint")
        self._hint.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        parts = ((self._size, 0), (self._colors, 0), (self._pixel, 0), (self._hint, 1))
        for label, stretch in parts:
            self.addWidget(label, stretch)
        for part in (self._working, self._difference, self._seconds, self._zoom):
            self.addPermanentWidget(part)
        self._connect()
        self._show_source()

    @Slot(object)
    def show_pixel(self, pixel: Pixel | None) -> None:
        """What is under the cursor."""
        self._pixel.show_pixel(pixel)

    @Slot(str)
    def show_hint(self, text: str) -> None:
        """What may be done with the tool in the hand."""
        self._hint.say(text)

    @Slot(float)
    def show_zoom(self, zoom: float) -> None:
        """1.0 for 100 %."""
        percent = QLocale().toString(zoom * 100, "f", 0 if zoom >= 0.1 else 1)
        self._zoom.setText(self.tr("{percent} %").format(percent=percent))

    def _label(self, name: str, tip: str) -> QLabel:
        label = QLabel(self)
        label.setContentsMargins(_GAP, 0, _GAP, 0)
        _present(label, name, tip)
        return label

    def _connect(self) -> None:
        document = self._document
        document.source_changed.connect(self._show_source)
        document.preview_changed.connect(self._show_result)
        document.result_changed.connect(self._show_result)
        document.metrics_changed.connect(self._show_result)
        document.opening_began.connect(self._working.begin_opening)
        document.opening_ended.connect(self._end_work)
        document.clustering_began.connect(self._working.begin_clustering)
        document.clustering_progressed.connect(self._working.set_progress)
        document.clustering_ended.connect(self._end_work)
        document.result_changed.connect(self._follow_result)

    @Slot()
    def _show_source(self) -> None:
        source = self._document.source
        shown = source is not None
        for label in (self._size, self._colors, self._difference, self._seconds, self._zoom):
            label.setVisible(shown)
        for label in (self._colors, self._difference, self._seconds):
            label.clear()
        if source is not None:
            self._size.setText(f"{source.width} × {source.height}")
        self._pixel.clear()
        self._show_result()

    @Slot()
    def _show_result(self) -> None:
        """What it came to; while that is being worked on, in grey what it came to before."""
        result, locale = self._document.result, grouped()
        labels = (self._colors, self._difference, self._seconds)
        for label in labels:
            label.setEnabled(result is not None)
            if result is None and not self._document.clustering:
                label.clear()
        if result is None:
            return
        one, more = self.tr("{before} → 1 colour"), self.tr("{before} → {after} colours")
        words = one if result.colors_after == 1 else more
        before, after = locale.toString(result.colors_before), locale.toString(result.colors_after)
        self._colors.setText(words.format(before=before, after=after))
        self._seconds.setText(seconds_text(sum(result.seconds.values()), locale))
        metrics = self._document.now.metrics
        if metrics and metrics.delta_e:
            mean = locale.toString(metrics.delta_e.mean, "f", 1)
            self._difference.setText(self.tr("ΔE {mean}").format(mean=mean))
        self._difference.setEnabled(metrics is not None)

    @Slot()
    def _follow_result(self) -> None:
        """A result comes before its metrics."""
        if self._document.clustering and self._document.result is not None:
            self._working.begin_measuring()

    @Slot()
    def _end_work(self) -> None:
        self._show_result()
        if not (self._document.opening or self._document.clustering):
            self._working.end()

    @Slot()
    def _stop(self) -> None:
        self._document.stop_opening()
        self._document.stop()


class _Working(QWidget):
    """What is being done, how far it is where that is known, and a button to stop; seen if it takes long."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._what = ElidedLabel(self)  # of a long file name: the window keeps its width
        self._what.setObjectName("status_work")
        self._bar = QProgressBar(self)
        self._bar.setObjectName("status_progress")
        self._bar.setAccessibleName(self.tr("Progress"))
        self._bar.setRange(0, _STEPS)
        self._bar.setFixedWidth(_BAR_WIDTH)
        self._bar.setFixedHeight(self._what.sizeHint().height() // 2 + _GAP // 4)
        self._bar.setTextVisible(False)
        self.stop = QToolButton(self)
        self.stop.setObjectName("status_stop")
        self.stop.setIcon(icon("stop"))
        self.stop.setAutoRaise(True)
        self.stop.setAccessibleName(self.tr("Stop"))
        self.stop.setToolTip(self.tr("Stop (Esc); what was there before stays."))
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        for part in (self._what, self._bar, self.stop):
            row.addWidget(part, 0, Qt.AlignmentFlag.AlignVCenter)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(_PATIENCE_MILLISECONDS)
        self._timer.timeout.connect(self.show)
        self.hide()

    @Slot(str)
    def begin_opening(self, name: str) -> None:
        self._begin(self.tr("Reading {name}…").format(name=name) if name else self.tr("Reading…"))

    @Slot()
    def begin_clustering(self) -> None:
        self._begin(self.tr("Finding colours…"), tells=True)

    @Slot()
    def begin_measuring(self) -> None:
        self._begin(self.tr("Measuring…"))

    @Slot(float, str)
    def set_progress(self, fraction: float, _: str) -> None:
        self._bar.setValue(round(fraction * _STEPS))

    def end(self) -> None:
        self._timer.stop()
        self.hide()

    def _begin(self, what: str, tells: bool = False) -> None:
        """Something that tells how far it is, or not: a bar of Fusion's that does not know looks full."""
        self._what.say(what)
        self._bar.setValue(0)
        self._bar.setVisible(tells)
        if self.isHidden() and not self._timer.isActive():
            self._timer.start()


def _present(part: QWidget, name: str, tip: str) -> None:
    """Names and tooltip, and figures that are all as wide."""
    part.setObjectName(name)
    part.setAccessibleName(tip)
    part.setToolTip(tip)
    font = QFont(part.font())
    font.setFeature(QFont.Tag("tnum"), 1)
    part.setFont(font)
