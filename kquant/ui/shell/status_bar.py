"""The line at the bottom: what is open, what it came to, what is under the cursor, and what is being done."""

from __future__ import annotations

from PySide6.QtCore import QLocale, QSize, Qt, QTimer, Slot
from PySide6.QtGui import QColor, QFont, QPainter, QPaintEvent, QPalette
from PySide6.QtWidgets import QHBoxLayout, QLabel, QProgressBar, QSizePolicy, QStatusBar, QToolButton, QWidget

from kquant.session.document.color_text import hex_text
from kquant.session.document.document import Document
from kquant.session.document.state import Phase
from kquant.session.view_model import Pixel, ViewModel
from kquant.ui.kit.icons import icon
from kquant.ui.kit.numbers import grouped, seconds_text
from kquant.ui.kit.widgets import ElidedLabel

_GAP = 8
_CHIP_SIDE = 12
_PATIENCE_MILLISECONDS = 200
_BAR_WIDTH = 120
_STEPS = 1000


class StatusBar(QStatusBar):
    """Follows a document, and how a person looks at it."""

    def __init__(self, document: Document, view: ViewModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("status_bar")
        self._document, self._view = document, view
        self._locale = grouped()
        self._size = self._label("status_size", self.tr("Size of the picture in pixels"))
        self._colors = self._label("status_colors", self.tr("Distinct colours before and after"))
        self._pixel = PixelReadout(self)
        _name(self._pixel, "status_pixel", self.tr("The pixel under the cursor, before and after"))
        difference = self.tr("Mean difference to the eye (CIEDE2000); below 1 is hardly seen")
        self._difference = self._label("status_difference", difference)
        self._seconds = self._label("status_seconds", self.tr("Time it took"))
        self._zoom = self._label("status_zoom", self.tr("Zoom"))
        self._work = _Work(document, self)
        self._hint = ElidedLabel(self)
        self._hint.setObjectName("status_hint")
        self._hint.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        for label, stretch in ((self._size, 0), (self._colors, 0), (self._pixel, 0), (self._hint, 1)):
            self.addWidget(label, stretch)
        for part in (self._work, self._difference, self._seconds, self._zoom):
            self.addPermanentWidget(part)
        document.bind(self, self._show_source, "picture")
        document.bind(self, self._show_result, "result")
        document.bind(self, self._show_metrics, "metrics")
        view.bind(self, self._show_pixel, "pixel")
        view.bind(self, self._show_hint, "hint")
        view.bind(self, self._show_zoom, "zoom")
        self._show_source()

    def _label(self, name: str, tip: str) -> QLabel:
        label = QLabel(self)
        label.setContentsMargins(_GAP, 0, _GAP, 0)
        _name(label, name, tip)
        return label

    def _show_source(self) -> None:
        source = self._document.now.source
        for label in (self._size, self._colors, self._difference, self._seconds, self._zoom):
            label.setVisible(source is not None)
        for label in (self._colors, self._difference, self._seconds):
            label.clear()
        if source is not None:
            self._size.setText(f"{source.width} × {source.height}")
        self._pixel.clear()

    def _show_result(self) -> None:
        """Say what it came to; while that is being worked on, in grey what it came to before."""
        now = self._document.now
        result = now.result
        for label in (self._colors, self._seconds):
            label.setEnabled(result is not None)
        self._difference.setEnabled(now.metrics is not None)
        if result is None:
            return
        locale = self._locale
        one, more = self.tr("{before} → 1 colour"), self.tr("{before} → {after} colours")
        words = one if result.colors_after == 1 else more
        before, after = locale.toString(result.colors_before), locale.toString(result.colors_after)
        self._colors.setText(words.format(before=before, after=after))
        self._seconds.setText(seconds_text(sum(result.seconds.values()), locale))

    def _show_metrics(self) -> None:
        metrics = self._document.now.metrics
        if metrics is None:
            return
        if metrics.delta_e is not None:
            mean = self._locale.toString(metrics.delta_e.mean, "f", 1)
            self._difference.setText(self.tr("ΔE {mean}").format(mean=mean))
        self._difference.setEnabled(True)

    def _show_pixel(self) -> None:
        self._pixel.show_pixel(self._view.now.pixel)

    def _show_hint(self) -> None:
        self._hint.say(self._view.now.hint)

    def _show_zoom(self) -> None:
        zoom = self._view.now.zoom
        percent = QLocale().toString(zoom * 100.0, "f", 0 if zoom >= 0.1 else 1)
        self._zoom.setText(self.tr("{percent} %").format(percent=percent))


class _Work(QWidget):
    """What is being done, how far it is where that is known, and a button to stop; seen if it takes long."""

    def __init__(self, document: Document, parent: QWidget) -> None:
        super().__init__(parent)
        self._document = document
        self._name = ""  # of the file that is being read
        self._state = document.now.state  # that a result is being found for
        self._what = ElidedLabel(self)  # of a long file name: the window keeps its width
        self._what.setObjectName("status_work")
        self._bar = QProgressBar(self)
        self._bar.setObjectName("status_progress")
        self._bar.setAccessibleName(self.tr("Progress"))
        self._bar.setRange(0, _STEPS)
        self._bar.setFixedWidth(_BAR_WIDTH)
        self._bar.setFixedHeight(self._what.sizeHint().height() // 2 + _GAP // 4)
        self._bar.setTextVisible(False)
        stop = QToolButton(self)
        stop.setObjectName("status_stop")
        stop.setIcon(icon("stop"))
        stop.setAutoRaise(True)
        stop.setAccessibleName(self.tr("Stop"))
        stop.setToolTip(self.tr("Stop (Esc); what was there before stays."))
        stop.clicked.connect(document.stop_opening)
        stop.clicked.connect(document.stop)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        for part in (self._what, self._bar, stop):
            row.addWidget(part, 0, Qt.AlignmentFlag.AlignVCenter)
        self._patience = QTimer(self, singleShot=True, interval=_PATIENCE_MILLISECONDS)
        self._patience.timeout.connect(self._appear)
        document.opening_began.connect(self._begin_opening)
        document.clustering_progressed.connect(self._show_progress)
        document.bind(self, self._follow, "clustering", "opening", "state.settings", "result")
        self.hide()

    def _follow(self) -> None:
        """Show it if it takes long, or no longer."""
        now = self._document.now
        if not (now.clustering or now.opening):
            self._patience.stop()
            self.hide()
            return
        if now.state is not self._state:
            self._state = now.state
            self._bar.setValue(0)
        if self.isVisible():
            self._show_words()
        elif not self._patience.isActive():
            self._patience.start()

    def _show_words(self) -> None:
        """Say what is being done. It tells how far it is, or not: a bar that does not know looks full."""
        now = self._document.now
        finding = not now.opening and now.phase is not Phase.UP_TO_DATE
        if now.opening:
            words = self.tr("Reading {name}…") if self._name else self.tr("Reading…")
            self._what.say(words.format(name=self._name))
        else:
            self._what.say(self.tr("Finding colours…") if finding else self.tr("Measuring…"))
        self._bar.setVisible(finding)

    @Slot()
    def _appear(self) -> None:
        self._show_words()
        self.show()

    @Slot(str)
    def _begin_opening(self, name: str) -> None:
        self._name = name
        if self.isVisible():
            self._show_words()

    @Slot(float, str)
    def _show_progress(self, fraction: float, _: str) -> None:
        self._bar.setValue(round(fraction * _STEPS))


class PixelReadout(QWidget):
    """Place, colour before, number in the palette as everywhere from 1 on, and colour after."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._place = QLabel(self)
        self._place.setObjectName("status_place")
        self._before, self._after = _Chip(self), _Chip(self)
        self._before_text, self._after_text = QLabel(self), QLabel(self)
        row = QHBoxLayout(self)
        row.setContentsMargins(_GAP, 0, _GAP, 0)
        row.setSpacing(_GAP // 2)
        for part in (self._place, self._before, self._before_text, self._after, self._after_text):
            row.addWidget(part)
        row.insertSpacing(1, _GAP)
        self.show_pixel(None)

    @property
    def text(self) -> str:
        """All that is told, without the chips; empty if there is no pixel."""
        parts = (self._place, self._before_text, self._after_text)
        return " ".join(label.text() for label in parts if label.text())

    def clear(self) -> None:
        """Forget how wide it was, as another picture is another size."""
        self._place.setMinimumWidth(0)
        self.show_pixel(None)

    def show_pixel(self, pixel: Pixel | None) -> None:
        """Tell of a pixel, or of none."""
        self._place.setText("" if pixel is None else f"x {pixel.x}  y {pixel.y}")
        self._place.setMinimumWidth(max(self._place.minimumWidth(), self._place.sizeHint().width()))
        self._before.show_color(None if pixel is None else pixel.source)
        self._before_text.setText("" if pixel is None else _code(pixel.source))
        color = None if pixel is None else pixel.color
        self._after.show_color(color)
        if pixel is None or color is None:
            self._after_text.clear()
            return
        self._before_text.setText(f"{_code(pixel.source)} →")
        number = "" if pixel.label is None else f"{pixel.label + 1}  "
        self._after_text.setText(number + _code(color))


class _Chip(QWidget):
    """A small square of a colour, outlined so that it is seen on any ground."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._color: QColor | None = None
        self.setFixedSize(QSize(_CHIP_SIDE, _CHIP_SIDE))

    def show_color(self, color: tuple[int, ...] | None) -> None:
        self._color = None if color is None else QColor(*color[:3])
        self.setVisible(color is not None)
        self.update()

    def paintEvent(self, _: QPaintEvent) -> None:
        if self._color is not None:
            painter = QPainter(self)
            painter.setPen(self.palette().color(QPalette.ColorRole.PlaceholderText))
            painter.setBrush(self._color)
            painter.drawRect(self.rect().adjusted(0, 0, -1, -1))
            painter.end()


def _code(color: tuple[int, ...]) -> str:
    """#RRGGBB, with the alpha if it is not opaque."""
    return hex_text((color[0], color[1], color[2])) + "".join(f"{alpha:02X}" for alpha in color[3:])


def _name(part: QWidget, name: str, tip: str) -> None:
    """Give it names and a tooltip, and figures that are all as wide."""
    part.setObjectName(name)
    part.setAccessibleName(tip)
    part.setToolTip(tip)
    font = QFont(part.font())
    font.setFeature(QFont.Tag("tnum"), 1)
    part.setFont(font)
