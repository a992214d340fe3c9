"""What an automatic colour space comes to."""

from __future__ import annotations

from PySide6.QtCore import QObject, Slot
from PySide6.QtWidgets import QComboBox

from kquant.core.model.choices import Space
from kquant.core.model.resolve import automatic_space
from kquant.core.model.setting import Setting
from kquant.ui.kit.setting_link import Adjustable


class AutomaticSpace(QObject):
    """Says in the box of colour spaces, beside the word, what automatic comes to."""

    def __init__(self, document: Adjustable, record: Setting, box: QComboBox) -> None:
        super().__init__(box)
        self._document = document
        self._box = box
        self._names = {choice.value: choice.label for choice in record.choices}
        document.settings_changed.connect(self.refresh)
        self.refresh()

    @Slot()
    def refresh(self) -> None:
        """Say it for the settings that there are now."""
        space = self._names[automatic_space(self._document.settings)]
        text = self.tr("{automatic} ({space})").format(automatic=self._names[Space.AUTO], space=space)
        self._box.setItemText(list(self._names).index(Space.AUTO), text)
