"""A colour that is not to count, and how much around it."""

from __future__ import annotations

from PySide6.QtCore import QLocale, Slot
from PySide6.QtWidgets import (
    QComboBox,
    QDialog,
    QDialogButtonBox,
    QFormLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QWidget,
)

from kquant.core.color.notation import parse_color
from kquant.core.image.similar import similar
from kquant.core.model.choices import ExcludedAs
from kquant.core.model.constraints import Exclusion
from kquant.core.model.rgb import Rgb
from kquant.core.model.specification import Preparation
from kquant.session.document.color_text import hex_text
from kquant.session.document.document import Document
from kquant.session.document.setting_texts import translated_setting
from kquant.session.work.job import Control, Lane
from kquant.ui.features.palette.dialogs.parts import DeltaESlider, caption, lay_out
from kquant.ui.kit.accessibility import WheelGuard, describe
from kquant.ui.kit.widgets import ColorButton, DropDown

_START: Rgb = (255, 255, 255)
_RADIUS = 5.0
_LARGEST = 50
_CHOICES = ("excluded_as", "excluded_where")


class ExcludeDialog(QDialog):
    """What is chosen is seen in the picture at once; to cancel takes all of it back."""

    def __init__(
        self, document: Document, start: Exclusion | Rgb | None, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setObjectName("exclude_dialog")
        self.setWindowTitle(self.tr("Exclude Colours"))
        self._document = document
        self._before, self._merge = document.now.state, f"exclude{id(self)}"
        self._counter = document.scheduler.channel(self, Lane.METRICS)
        self._counter.delivered.connect(self._tell_share)
        self._choices: dict[str, QComboBox] = {}
        self._exclusion = start if isinstance(start, Exclusion) else Exclusion(start or _START, _RADIUS)
        self._others = tuple(one for one in document.now.state.settings.excluded if one != start)
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
        buttons = lay_out(
            self,
            self.tr("&Exclude"),
            caption(words, self),
            entry,
            self.range,
            self._share,
            self._make_choices(),
            grows=-1,
        )
        self._ok = buttons.button(QDialogButtonBox.StandardButton.Ok)
        self.line.textEdited.connect(self._take_text)
        self.button.color_chosen.connect(self._take_color)
        self.range.value_changed.connect(self._take_radius)
        document.bind(self, self._tell_paper, "result")
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
        self._paper = QLabel(self)
        self._paper.setObjectName("paper_share")

    def _make_choices(self) -> QWidget:
        """What their pixels become, and where; under them, how many that are."""
        box = QWidget(self)
        form = QFormLayout(box)
        form.setContentsMargins(0, 0, 0, 0)
        form.setVerticalSpacing(8)
        guard = WheelGuard(self)
        for name in _CHOICES:
            record = translated_setting(name)
            combo = DropDown(self)
            for choice in record.choices:
                combo.addItem(choice.label, choice.value)
            combo.setCurrentIndex(combo.findData(getattr(self._document.now.state.settings, name)))
            describe(combo, name, record.title, record.help)
            combo.activated.connect(self._choose)
            guard.guard(combo)
            label = QLabel(record.label, self)
            label.setBuddy(combo)
            form.addRow(label, combo)
            self._choices[name] = combo
            self._where = label  # of the last
        form.addRow(self._paper)
        self._follow_choices()
        return box

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
        self._ok.setEnabled(color is not None)
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

    @Slot(int)
    def _choose(self, _: int) -> None:
        self._follow_choices()
        self._change(self._document.now.state.settings.excluded)

    def _follow_choices(self) -> None:
        """Where there is no paper it lies nowhere, and what is transparent is not called so."""
        chosen, where = self._excluded_as, self._choices["excluded_where"]
        where.setEnabled(chosen is not ExcludedAs.NEAREST)
        clear = self.tr("Trans&parent")
        label = clear if chosen is ExcludedAs.TRANSPARENT else translated_setting("excluded_where").label
        self._where.setText(label)

    @property
    def _excluded_as(self) -> ExcludedAs:
        return ExcludedAs(self._choices["excluded_as"].currentData())  # Qt hands back a plain word

    def _exclude(self, exclusion: Exclusion) -> None:
        self._exclusion = exclusion
        self._change((*self._others, exclusion))
        self._count()

    def _change(self, excluded: tuple[Exclusion, ...]) -> None:
        """All that is tried is one step."""
        text = self.tr("Exclude {hex}").format(hex=hex_text(self._exclusion.color))
        chosen = {name: combo.currentData() for name, combo in self._choices.items()}
        self._document.change(text, self._merge, excluded=excluded, **chosen)
        self._tell_paper()

    @Slot()
    def _tell_paper(self) -> None:
        """What the paper takes in the result that is there, if it is that of this colour."""
        share = self._document.palette.paper_shares().get(self._exclusion.color)
        words = percent = ""
        if share is not None:
            percent = QLocale().toString(100 * share, "f", 1)
            is_clear = self._excluded_as is ExcludedAs.TRANSPARENT
            clear = self.tr("{percent} % of the picture is transparent now.")
            words = clear if is_clear else self.tr("{percent} % of the picture is paper now.")
        self._paper.setText(words.format(percent=percent))

    def _count(self) -> None:
        now, exclusion = self._document.now, self._exclusion
        picture, settings = now.picture, now.state.settings
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
