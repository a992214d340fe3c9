"""A menu of settings kept under a name."""

from __future__ import annotations

from PySide6.QtCore import Slot
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QInputDialog, QMenu, QPushButton, QWidget

from kquant.session.document.document import Document
from kquant.session.files.presets import Presets, kept_fields
from kquant.ui.kit.accessibility import describe, unmarked


class PresetButton(QPushButton):
    """Applies, saves and deletes presets."""

    def __init__(self, document: Document, presets: Presets, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._document = document
        self._presets = presets
        self.setText(self.tr("Presets"))
        teaching = self.tr(
            "Keep all of these settings, every argument of cv2.kmeans among them, under a name, and use "
            "them again. Locked colours stay with their picture."
        )
        describe(self, "presets", self.tr("Presets"), teaching)
        menu = QMenu(self)
        menu.aboutToShow.connect(self._fill)
        self.setMenu(menu)

    def apply(self, name: str) -> None:
        """Ask for the settings of a preset; nothing happens if it is gone."""
        fields = self._presets.fields(name)
        if fields is not None:
            self._document.change(self.tr("Preset “{}”").format(name), **fields)

    def save(self, name: str) -> None:
        """Keep the present settings; nothing happens without a name."""
        if name.strip():
            self._presets.save(name, self._document.now.state.settings)

    @Slot()
    def ask_name(self) -> None:
        """Open a dialog for the name to save under."""
        dialog = QInputDialog(self)
        dialog.setWindowTitle(self.tr("Save preset"))
        dialog.setLabelText(self.tr("Name (a preset that has it already is replaced):"))
        dialog.setOkButtonText(self.tr("Save"))
        dialog.setComboBoxItems(["", *self._presets.names()])
        dialog.setComboBoxEditable(True)
        dialog.textValueSelected.connect(self.save)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    @Slot()
    def _fill(self) -> None:
        menu = self.menu()
        menu.clear()
        present = kept_fields(self._document.now.state.settings)
        names = self._presets.names()
        for name in names:
            action = _named(menu, name)
            action.setCheckable(True)
            action.setChecked(self._presets.fields(name) == present)
            action.triggered.connect(lambda _=False, name=name: self.apply(name))
        menu.addSeparator()
        menu.addAction(self.tr("Save as preset…"), self.ask_name)
        deleting = menu.addMenu(self.tr("Delete preset"))
        deleting.setEnabled(bool(names))
        for name in names:
            _named(deleting, name).triggered.connect(lambda _=False, name=name: self._presets.delete(name))


def _named(menu: QMenu, name: str) -> QAction:
    return menu.addAction(unmarked(name))
