"""A form whose rows show fields of the document's settings."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QAbstractSpinBox,
    QComboBox,
    QDoubleSpinBox,
    QFormLayout,
    QHBoxLayout,
    QLabel,
    QSpinBox,
    QWidget,
)

from kquant.core.model.setting import Choice
from kquant.ui.kit.accessibility import WheelGuard, describe
from kquant.ui.kit.number_keys import NumberKeys
from kquant.ui.kit.setting_link import Adjustable, SettingLink
from kquant.ui.kit.widgets import DropDown

_NARROWEST_COMBO = 8  # characters
_NARROWEST_BOX = 72
_GAP = 8


class SettingsForm(QWidget):
    """Labels on the left, controls on the right; a label that finds no room goes above.

    Attributes:
        fields: the fields of `Settings` that it shows, which "Reset" sets back.
    """

    def __init__(self, document: Adjustable, fields: tuple[str, ...], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.fields = fields
        self.document = document
        self._wheel = WheelGuard(self)
        self._form = QFormLayout(self)
        self._form.setContentsMargins(0, 0, 0, 0)
        self._form.setHorizontalSpacing(_GAP)
        self._form.setVerticalSpacing(8)
        self._aligned_width = 0
        self._form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)

    def label_width(self) -> int:
        """The width of the widest label."""
        return max((label.sizeHint().width() for label in self._labels()), default=0)

    def align_labels(self, width: int) -> None:
        """Make the labels so wide, where there is room, that controls of several forms line up."""
        self._aligned_width = width
        self._arrange()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """See again where the labels find room."""
        super().resizeEvent(event)
        self._arrange()

    def minimumSizeHint(self) -> QSize:
        """As narrow as the widest control, since labels may go above."""
        return QSize(self._control_width(), super().minimumSizeHint().height())

    def _arrange(self) -> None:
        """Labels beside the controls, lined up with other forms if possible; else all of them above."""
        room = self.width() - self._control_width() - _GAP
        above = self.label_width() > room
        policies, flags = QFormLayout.RowWrapPolicy, Qt.AlignmentFlag
        self._form.setRowWrapPolicy(policies.WrapAllRows if above else policies.DontWrapRows)
        for label in self._labels():
            aligned = self._aligned_width <= room
            label.setMinimumWidth(self._aligned_width if aligned else 0 if above else self.label_width())
            label.setAlignment(flags.AlignVCenter | (flags.AlignLeft if above else flags.AlignRight))

    def _labels(self) -> list[QLabel]:
        rows = range(self._form.rowCount())
        items = [self._form.itemAt(row, QFormLayout.ItemRole.LabelRole) for row in rows]
        return [label for item in items if item and isinstance(label := item.widget(), QLabel)]

    def _control_width(self) -> int:
        width = 0
        for row in range(self._form.rowCount()):  # a plain loop: it is run often while all is laid out
            item = self._form.itemAt(row, QFormLayout.ItemRole.FieldRole)
            if item:
                width = max(width, item.minimumSize().width())
        return width

    def add_row(self, label: str, control: QWidget, *beside: QWidget) -> None:
        """Add a control under a label that is its buddy, with others beside it."""
        buddy = QLabel(label)
        buddy.setBuddy(control)
        if not beside:
            self._form.addRow(buddy, control)
            return
        row = QHBoxLayout()
        row.setSpacing(4)
        row.addWidget(control, 1)
        for other in beside:
            row.addWidget(other)
        self._form.addRow(buddy, row)

    def add_unlabelled(self, control: QWidget) -> None:
        """Add a control that says itself what it is, under the other controls."""
        self._form.setWidget(self._form.rowCount(), QFormLayout.ItemRole.FieldRole, control)

    def show_row(self, control: QWidget, shown: bool) -> None:
        """Show or hide a control and its label."""
        self._form.setRowVisible(control, shown)

    def choice(self, field: str, choices: Sequence[Choice], describing: tuple[str, str]) -> QComboBox:
        """A box to choose a value of `field` in, which is empty while that is another."""
        combo = DropDown(self)
        combo.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        combo.setMinimumContentsLength(_NARROWEST_COMBO)
        values = [choice.value for choice in choices]
        combo.addItems([choice.label for choice in choices])
        self._finish(combo, field, describing)
        link = SettingLink(
            self.document,
            field,
            combo,
            lambda value: combo.setCurrentIndex(values.index(value) if value in values else -1),
            lambda value: choices[values.index(value)].undo,
        )
        combo.activated.connect(lambda index: link.ask_once(values[index]))
        return combo

    def whole(
        self,
        field: str,
        span: tuple[int, int],
        describing: tuple[str, str],
        undo_text: str,
        automatic: bool = False,
    ) -> QSpinBox:
        """A box for a whole number, and if it may be `automatic` for None; `undo_text` has a place for it."""
        box = QSpinBox(self)
        box.setRange(span[0] - automatic, span[1])
        if automatic:
            box.setSpecialValueText(self.tr("Automatic"))
        self._link_number(box, field, describing, undo_text, int)
        return box

    def decimal(
        self, field: str, span: tuple[float, float], describing: tuple[str, str], undo_text: str
    ) -> QDoubleSpinBox:
        """A box for a number with three decimals; `undo_text` has a place for it."""
        box = QDoubleSpinBox(self)
        box.setDecimals(3)
        box.setStepType(QAbstractSpinBox.StepType.AdaptiveDecimalStepType)
        box.setRange(*span)
        self._link_number(box, field, describing, undo_text, float)
        return box

    def _link_number(
        self,
        box: QSpinBox | QDoubleSpinBox,
        field: str,
        describing: tuple[str, str],
        undo_text: str,
        kind: Callable[[float], Any],
    ) -> None:
        box.setKeyboardTracking(False)
        box.setAlignment(Qt.AlignmentFlag.AlignRight)
        box.setMinimumWidth(_NARROWEST_BOX)
        NumberKeys(box)
        self._finish(box, field, describing)

        automatic = box.specialValueText()

        def show(value: float | None) -> None:
            least = box.minimum()
            box.setValue(kind(least if value is None else min(max(value, least), box.maximum())))

        def undo(value: float | None) -> str:
            return undo_text.format(automatic if value is None else self.locale().toString(value))

        def ask(value: float) -> None:
            link.ask(None if automatic and value == box.minimum() else value)

        link = SettingLink(self.document, field, box, show, undo)
        box.valueChanged.connect(ask)

    def _finish(self, control: QWidget, field: str, describing: tuple[str, str]) -> None:
        describe(control, field, *describing)
        self._wheel.guard(control)
