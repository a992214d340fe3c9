"""A number that can be left out."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QAbstractSpinBox, QCheckBox, QDoubleSpinBox, QHBoxLayout, QWidget

from kquant.ui.kit.accessibility import describe


class Criterion(QWidget):
    """A switch and a box for a number.

    Args:
        field: of the settings, and the object name of the box.
        span: lowest and highest value, decimals, and the value to begin with.

    Attributes:
        switch, box: its parts.

    Signals:
        value_entered(object): what a person chose, a float, an int if there are no decimals, or None for off.
    """

    value_entered = Signal(object)

    def __init__(
        self,
        field: str,
        name: str,
        span: tuple[float, float, int, float],
        teaching: str,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        low, high, decimals, first = span
        self._whole = decimals == 0
        self.switch = QCheckBox(self)
        self.box = QDoubleSpinBox(self)
        self.box.setDecimals(decimals)
        self.box.setRange(low, high)
        if decimals:
            self.box.setStepType(QAbstractSpinBox.StepType.AdaptiveDecimalStepType)
        self.box.setValue(first)
        self.box.setKeyboardTracking(False)
        self.box.setAlignment(Qt.AlignmentFlag.AlignRight)
        self.box.setMinimumWidth(72)
        describe(self.switch, f"{field}_on", self.tr("Use {}").format(name), teaching)
        describe(self.box, field, name, teaching)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        row.addWidget(self.switch)
        row.addWidget(self.box, 1)
        self.setFocusProxy(self.switch)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.switch.toggled.connect(self._tell)
        self.box.valueChanged.connect(self._tell)

    def show_value(self, value: float | None) -> None:
        """Show a number, or that there is none; its parts tell nobody."""
        parts = (self.switch, self.box)
        blocked = [part.blockSignals(True) for part in parts]
        self.switch.setChecked(value is not None)
        self.box.setEnabled(value is not None)
        if value is not None:
            self.box.setValue(value)
        for part, was in zip(parts, blocked, strict=True):
            part.blockSignals(was)

    @Slot()
    def _tell(self) -> None:
        on = self.switch.isChecked()
        self.box.setEnabled(on)
        value = self.box.value()
        self.value_entered.emit((round(value) if self._whole else value) if on else None)
