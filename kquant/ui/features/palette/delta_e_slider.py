"""A colour difference as a slider with its number."""

from __future__ import annotations

from PySide6.QtCore import QSignalBlocker, Qt, Signal, Slot
from PySide6.QtWidgets import QDoubleSpinBox, QHBoxLayout, QLabel, QSlider, QWidget

from kquant.ui.kit.accessibility import describe

_STEPS = 4  # for each unit


class DeltaESlider(QWidget):
    """CIEDE2000 from 0 on.

    Signals:
        value_changed(float): a person chose another difference.
    """

    value_changed = Signal(float)

    def __init__(
        self, label: str, teaching: str, value: float, maximum: int, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._slider = QSlider(Qt.Orientation.Horizontal, self)
        self._slider.setRange(0, maximum * _STEPS)
        self._slider.setPageStep(_STEPS)
        self._box = QDoubleSpinBox(self)
        self._box.setRange(0, maximum)
        self._box.setDecimals(2)
        self._box.setSingleStep(1 / _STEPS)
        plain = label.replace("&", "")
        describe(self._slider, "delta_e_slider", plain, teaching)
        describe(self._box, "delta_e", plain, teaching)
        words = QLabel(label, self)
        words.setBuddy(self._slider)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        row.addWidget(words)
        row.addWidget(self._slider, 1)
        row.addWidget(self._box)
        self._slider.setValue(round(value * _STEPS))
        self._box.setValue(value)
        self._slider.valueChanged.connect(self._slide)
        self._box.valueChanged.connect(self._take)
        self.setFocusProxy(self._slider)

    @property
    def value(self) -> float:
        """The difference."""
        return self._box.value()

    @Slot(int)
    def _slide(self, place: int) -> None:
        self._box.setValue(place / _STEPS)

    @Slot(float)
    def _take(self, value: float) -> None:
        with QSignalBlocker(self._slider):
            self._slider.setValue(round(value * _STEPS))
        self.value_changed.emit(value)
