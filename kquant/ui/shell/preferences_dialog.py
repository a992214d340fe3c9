"""The dialog of preferences, built from their table; each change counts at once."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QCoreApplication, Qt, Slot
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QDialog,
    QDialogButtonBox,
    QFormLayout,
    QGroupBox,
    QLabel,
    QSpinBox,
    QVBoxLayout,
    QWidget,
)

from kquant.session.files.preferences import PREFERENCES, Preference, Preferences
from kquant.ui.kit.dialogs import without_icons
from kquant.ui.kit.widgets import DropDown

_GAP = 8


class PreferencesDialog(QDialog):
    """A group for each section, a control for each preference."""

    def __init__(self, preferences: Preferences, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("preferences_dialog")
        self.setWindowTitle(self.tr("Preferences"))
        self._preferences = preferences
        self._labels: list[QLabel] = []
        self._controls: dict[str, QCheckBox | QComboBox | QSpinBox] = {}
        rows = QVBoxLayout(self)
        rows.setContentsMargins(2 * _GAP, 2 * _GAP, 2 * _GAP, 2 * _GAP)
        rows.setSpacing(2 * _GAP)
        for section in dict.fromkeys(each.section for each in PREFERENCES):
            rows.addWidget(self._group(section))
        widest = max(label.sizeHint().width() for label in self._labels)
        for label in self._labels:
            label.setMinimumWidth(widest)  # so that the controls of all groups stand in one column
        buttons = QDialogButtonBox(
            QDialogButtonBox.StandardButton.Close | QDialogButtonBox.StandardButton.RestoreDefaults, self
        )
        without_icons(buttons)
        buttons.rejected.connect(self.accept)
        buttons.button(QDialogButtonBox.StandardButton.Close).setDefault(True)
        buttons.button(QDialogButtonBox.StandardButton.RestoreDefaults).clicked.connect(self.restore_defaults)
        rows.addWidget(buttons)

    @Slot()
    def restore_defaults(self) -> None:
        """Set everything as it was at first."""
        for preference in PREFERENCES:
            _show(self._controls[preference.key], preference.default)

    def _group(self, section: str) -> QGroupBox:
        group = QGroupBox(_translated(section), self)
        form = QFormLayout(group)
        form.setContentsMargins(2 * _GAP, _GAP, 2 * _GAP, _GAP)
        form.setSpacing(_GAP)
        for preference in PREFERENCES:
            if preference.section == section:
                self._add_row(form, preference)
        return group

    def _add_row(self, form: QFormLayout, preference: Preference[Any]) -> None:
        control = _control(preference)
        control.setObjectName(preference.key)
        control.setToolTip(_translated(preference.help))
        control.setAccessibleName(_translated(preference.title).replace("&", ""))
        control.setAccessibleDescription(_translated(preference.help))
        _show(control, self._preferences.get(preference))
        self._controls[preference.key] = control
        self._follow(control, preference)
        if isinstance(control, QCheckBox):
            form.addRow(control)
        else:
            label = QLabel(_translated(preference.title) + ":", self)
            label.setBuddy(control)
            label.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
            self._labels.append(label)
            form.addRow(label, control)

    def _follow(self, control: QWidget, preference: Preference[Any]) -> None:
        def keep(value: Any) -> None:
            self._preferences.set(preference, value)

        if isinstance(control, QCheckBox):
            control.toggled.connect(keep)
        elif isinstance(control, QSpinBox):
            control.valueChanged.connect(keep)
        elif isinstance(control, QComboBox):
            control.currentIndexChanged.connect(lambda index: keep(control.itemData(index)))


def _control(preference: Preference[Any]) -> QCheckBox | QComboBox | QSpinBox:
    if isinstance(preference.default, bool):
        return QCheckBox(_translated(preference.title))
    if isinstance(preference.default, int):
        spin = QSpinBox()
        spin.setRange(*preference.limits)
        spin.setSpecialValueText(_translated(preference.zero) if preference.zero else "")
        return spin
    combo = DropDown()
    for value, name in preference.choices:
        combo.addItem(QCoreApplication.translate(preference.choices_context, name), value)
    return combo


def _show(control: QCheckBox | QComboBox | QSpinBox, value: Any) -> None:
    if isinstance(control, QCheckBox):
        control.setChecked(value)
    elif isinstance(control, QSpinBox):
        control.setValue(value)
    else:
        control.setCurrentIndex(control.findData(value))


def _translated(text: str) -> str:
    return QCoreApplication.translate("Preferences", text)
