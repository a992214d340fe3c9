"""What a given palette is used for, as buttons that explain themselves."""

from __future__ import annotations

from PySide6.QtWidgets import QButtonGroup, QRadioButton, QVBoxLayout, QWidget

from kquant.core.model.choices import PaletteUse
from kquant.session.document.setting_texts import translated_setting
from kquant.ui.kit.accessibility import describe


class UseChoice(QWidget):
    """One of four."""

    def __init__(self, use: PaletteUse, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._group = QButtonGroup(self)
        self._choices = translated_setting("palette_use").choices
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        for place, choice in enumerate(self._choices):
            button = QRadioButton(choice.label, self)
            describe(button, f"use_{choice.value}", choice.label.replace("&", ""), choice.help)
            button.setChecked(choice.value is use)
            self._group.addButton(button, place)
            column.addWidget(button)

    @property
    def use(self) -> PaletteUse:
        """The one that is chosen."""
        return PaletteUse(self._choices[self._group.checkedId()].value)
