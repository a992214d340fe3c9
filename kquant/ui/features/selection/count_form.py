"""What the selection does to the clustering."""

from __future__ import annotations

from PySide6.QtCore import QSignalBlocker, Qt, Slot
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLabel,
    QRadioButton,
    QSlider,
    QSpinBox,
    QVBoxLayout,
    QWidget,
)

from kquant.core.model.choices import Unselected
from kquant.session.document.document import Document
from kquant.session.document.setting_texts import translated_setting
from kquant.ui.kit.accessibility import WheelGuard, describe
from kquant.ui.kit.widgets import DropDown

_START = 10


class CountForm(QWidget):
    """Only it counts, or more than the rest; and what becomes of the rest."""

    def __init__(self, document: Document, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._document = document
        self._only = QRadioButton(self.tr("Only the selection counts"), self)
        self._more = QRadioButton(self.tr("It counts more:"), self)
        self._slider = QSlider(Qt.Orientation.Horizontal, self)
        self._times = QSpinBox(self)
        self._unselected = DropDown(self)
        self._name()
        self._lay_out()
        self._only.clicked.connect(self._choose_only)
        self._more.clicked.connect(self._choose_more)
        self._slider.valueChanged.connect(self._times.setValue)
        self._times.valueChanged.connect(self._weigh)
        self._unselected.activated.connect(self._choose_unselected)
        document.bind(self, self._follow, "state.settings.emphasis", "state.settings.unselected")
        self._follow()

    def _name(self) -> None:
        only, times, rest = map(translated_setting, ("selection", "emphasis", "unselected"))
        describe(self._only, "selection_only", self.tr("Only the selection counts"), only.help)
        describe(self._more, "selection_more", self.tr("The selection counts more"), times.help)
        describe(self._slider, "emphasis_slider", times.title, times.help)
        describe(self._times, "emphasis", times.title, times.help)
        for box in (self._slider, self._times):
            box.setRange(1, int(times.high))
            box.setValue(_START)
        self._times.setSuffix(self.tr(" times"))
        for choice in rest.choices:
            self._unselected.addItem(choice.label, choice.value)
        describe(self._unselected, "selection_rest", rest.title, rest.help)
        self._rest = QLabel(rest.label, self)
        guard = WheelGuard(self)
        for control in (self._slider, self._times, self._unselected):
            guard.guard(control)

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addWidget(self._only)
        column.addWidget(self._more)
        weight = QHBoxLayout()
        weight.setContentsMargins(24, 0, 0, 0)
        weight.setSpacing(8)
        weight.addWidget(self._slider, 1)
        weight.addWidget(self._times)
        column.addLayout(weight)
        rest = QHBoxLayout()
        rest.setSpacing(8)
        self._rest.setBuddy(self._unselected)
        rest.addWidget(self._rest)
        rest.addWidget(self._unselected, 1)
        column.addSpacing(4)
        column.addLayout(rest)

    def _follow(self) -> None:
        settings = self._document.now.state.settings
        weighs = settings.emphasis > 0
        (self._more if weighs else self._only).setChecked(True)
        for control in (self._slider, self._times):
            control.setEnabled(weighs)
            if weighs:
                with QSignalBlocker(control):
                    control.setValue(settings.emphasis)
        self._unselected.setCurrentIndex(self._unselected.findData(settings.unselected))
        self._unselected.setEnabled(not weighs)

    @Slot()
    def _choose_only(self) -> None:
        self._document.palette.emphasize(0)

    @Slot()
    def _choose_more(self) -> None:
        self._document.palette.emphasize(self._times.value())

    @Slot(int)
    def _weigh(self, times: int) -> None:
        self._document.palette.emphasize(times)

    @Slot(int)
    def _choose_unselected(self, row: int) -> None:
        self._document.palette.set_unselected(Unselected(self._unselected.itemData(row)))
