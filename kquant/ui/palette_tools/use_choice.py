"""What a given palette is used for, as buttons that explain themselves."""

from __future__ import annotations

from PySide6.QtWidgets import QButtonGroup, QRadioButton, QVBoxLayout, QWidget

from kquant.core.model.constraints import PaletteUse
from kquant.ui.describe import describe


class UseChoice(QWidget):
    """One of four."""

    def __init__(self, use: PaletteUse, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._group = QButtonGroup(self)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        for place, (each, (text, teaching)) in enumerate(self._words().items()):
            button = QRadioButton(text, self)
            describe(button, f"use_{each.value}", text.replace("&", ""), teaching)
            button.setChecked(each is use)
            self._group.addButton(button, place)
            column.addWidget(button)

    @property
    def use(self) -> PaletteUse:
        """The one that is chosen."""
        return list(self._words())[self._group.checkedId()]

    def _words(self) -> dict[PaletteUse, tuple[str, str]]:
        return {
            PaletteUse.FIXED: (
                self.tr("&Map the picture to it"),
                self.tr("Every pixel gets the nearest of these colours; nothing is clustered."),
            ),
            PaletteUse.START: (
                self.tr("&Start the clustering from it"),
                self.tr("The colours are initial centres, which move to where the picture has its colours."),
            ),
            PaletteUse.RECOLOR: (
                self.tr("&Recolour by best match"),
                self.tr("The clusters of the picture are painted with these colours, so that all suit best."),
            ),
            PaletteUse.LIGHTNESS: (
                self.tr("Recolour by &lightness"),
                self.tr("The darkest cluster gets the darkest of these colours, and so on."),
            ),
        }
