"""A colour of one's own for the palette."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QRadioButton, QVBoxLayout, QWidget

from kquant.core.model.resolve import asked_colors
from kquant.core.model.rgb import Rgb
from kquant.session.document.document import Document
from kquant.ui.features.palette.color_chooser import ColorChooser
from kquant.ui.features.palette.dialog import caption, lay_out

_START: Rgb = (192, 48, 32)


class AddDialog(QDialog):
    """Signals:
    chosen(object, bool): (r, g, b), and whether the palette grows by it.
    """

    chosen = Signal(object, bool)

    def __init__(
        self, document: Document, color: Rgb | None, grows: bool, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setObjectName("add_dialog")
        self.setWindowTitle(self.tr("Add Colour"))
        self.chooser = ColorChooser(color or _START, self)
        count = asked_colors(document.settings)
        self._more = QRadioButton(self.tr("One colour &more: {count}").format(count=count + 1), self)
        self._more.setObjectName("adding_more")
        self._instead = QRadioButton(self.tr("Another &gives way: {count}").format(count=count), self)
        self._instead.setObjectName("adding_instead")
        (self._more if grows else self._instead).setChecked(True)
        choice = QWidget(self)
        column = QVBoxLayout(choice)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addWidget(self._more)
        column.addWidget(self._instead)
        words = self.tr(
            "It is locked: it will be in the palette exactly so, and the others are found around it."
        )
        buttons = lay_out(self, self.tr("&Add"), self.chooser, caption(words, self), choice)
        self.chooser.valid_changed.connect(buttons.button(QDialogButtonBox.StandardButton.Ok).setEnabled)
        self.chooser.line.selectAll()
        self.chooser.setFocus()

    def accept(self) -> None:
        """Say what was chosen."""
        self.chosen.emit(self.chooser.color, self._more.isChecked())
        super().accept()
