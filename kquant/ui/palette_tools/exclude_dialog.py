"""A colour that is not to count, and how much around it."""

from __future__ import annotations

from PySide6.QtCore import QLocale, Slot
from PySide6.QtWidgets import QCheckBox, QDialog, QHBoxLayout, QLabel, QLineEdit, QWidget

from kquant.core.color.notation import parse_color
from kquant.core.image.similar import similar
from kquant.core.model.constraints import Exclusion, Unselected
from kquant.core.model.rgb import Rgb
from kquant.core.model.specification import Preparation
from kquant.session.color_text import hex_text
from kquant.session.document import Document
from kquant.session.jobs import Control, JobRunner
from kquant.ui.color_button import ColorButton
from kquant.ui.describe import describe
from kquant.ui.palette_tools.delta_e_slider import DeltaESlider
from kquant.ui.palette_tools.dialog import caption, lay_out

_START: Rgb = (255, 255, 255)
_RADIUS = 5.0
_LARGEST = 50


class ExcludeDialog(QDialog):
    """What is chosen is seen in the picture at once; to cancel takes all of it back."""

    def __init__(
        self, document: Document, start: Exclusion | Rgb | None, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setObjectName("exclude_dialog")
        self.setWindowTitle(self.tr("Exclude Colours"))
        self._document = document
        self._before, self._merge = document.state, f"exclude{id(self)}"
        self._counter = JobRunner(self)
        self._counter.delivered.connect(self._tell_share)
        self._exclusion = start if isinstance(start, Exclusion) else Exclusion(start or _START, _RADIUS)
        self._others = tuple(one for one in document.settings.excluded if one != start)
        self._make_controls()
        entry = QWidget(self)
        row = QHBoxLayout(entry)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        label = QLabel(self.tr("&Colour"), self)
        label.setBuddy(self.line)
        row.addWidget(label)
        row.addWidget(self.line, 1)
        row.addWidget(self.button)
        words = self.tr(
            "Pixels of these colours do not vote: a background or a watermark takes no colour from the rest."
        )
        lay_out(
            self,
            self.tr("&Exclude"),
            caption(words, self),
            entry,
            self.range,
            self._share,
            self._clear,
            grows=-1,
        )
        self.line.textEdited.connect(self._take_text)
        self.button.color_chosen.connect(self._take_color)
        self.range.value_changed.connect(self._take_radius)
        self._clear.clicked.connect(self._set_unselected)
        if start is not None:
            self._exclude(self._exclusion)
        self._count()

    def _make_controls(self) -> None:
        color = self._exclusion.color
        self.line = QLineEdit(hex_text(color), self)
        teaching = self.tr("Such as #c03020, rgb(192, 48, 32) or firebrick.")
        describe(self.line, "excluded_color", self.tr("Colour"), teaching)
        self.button = ColorButton(self)
        describe(self.button, "choose_excluded", self.tr("Excluded colour"), self.tr("Choose a colour."))
        self.button.show_color(color)
        teaching = self.tr(
            "How different a colour may be and still go with this one (CIEDE2000). 0: it alone."
        )
        self.range = DeltaESlider(self.tr("&Range ΔE"), teaching, self._exclusion.radius, _LARGEST, self)
        self._share = QLabel(self)
        self._share.setObjectName("excluded_share")
        self._clear = QCheckBox(self.tr("Make their pixels &transparent"), self)
        teaching = self.tr("Otherwise they get the nearest colour of the palette.")
        describe(self._clear, "excluded_clear", self.tr("Make their pixels transparent"), teaching)
        self._clear.setChecked(self._document.settings.unselected is Unselected.CLEAR)

    def accept(self) -> None:
        """Exclude what is shown, also where nothing was touched."""
        self._exclude(self._exclusion)
        super().accept()

    def reject(self) -> None:
        """As it was before."""
        self._document.enter(self.windowTitle(), self._before, self._merge)
        super().reject()

    def done(self, result: int) -> None:
        """Leave no thread behind."""
        self._counter.close()
        super().done(result)

    @Slot(str)
    def _take_text(self, text: str) -> None:
        color = parse_color(text)
        if color is not None:
            self.button.show_color(color)
            self._exclude(Exclusion(color, self._exclusion.radius))
        else:
            self._counter.stop()
            self._share.setText(self.tr("This is no colour such as #c03020 or firebrick."))

    @Slot(object)
    def _take_color(self, color: Rgb) -> None:
        self.line.setText(hex_text(color))
        self._take_text(self.line.text())

    @Slot(float)
    def _take_radius(self, radius: float) -> None:
        self._exclude(Exclusion(self._exclusion.color, radius))

    @Slot(bool)
    def _set_unselected(self, clear: bool) -> None:
        self._change(self._document.settings.excluded, Unselected.CLEAR if clear else Unselected.MAP)

    def _exclude(self, exclusion: Exclusion) -> None:
        self._exclusion = exclusion
        self._change((*self._others, exclusion), self._document.settings.unselected)
        self._count()

    def _change(self, excluded: tuple[Exclusion, ...], unselected: Unselected) -> None:
        """All that is tried is one step."""
        text = self.tr("Exclude {hex}").format(hex=hex_text(self._exclusion.color))
        self._document.change(text, self._merge, excluded=excluded, unselected=unselected)

    def _count(self) -> None:
        picture, settings, exclusion = self._document.picture, self._document.settings, self._exclusion
        if picture is None:
            return

        def work(control: Control) -> None:
            histogram = picture.prepared(Preparation.of(settings)).histogram
            hit = similar(histogram.colors, exclusion.color, exclusion.radius, 1)
            pixels = int(histogram.counts.sum())
            control.deliver(int(histogram.counts[hit].sum()) / max(pixels, 1))

        self._counter.start(work)

    @Slot(object)
    def _tell_share(self, share: float) -> None:
        percent = QLocale().toString(100 * share, "f", 1)
        self._share.setText(self.tr("{percent} % of the picture does not count.").format(percent=percent))
