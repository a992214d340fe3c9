"""Which names the colours of an exported palette get."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from kquant.core.color.names import NameList
from kquant.ui.kit.accessibility import describe
from kquant.ui.kit.widgets import DropDown


class NamesBox(DropDown):
    """The lists of names, and no names."""

    def __init__(self, names: NameList | None, parent: QWidget) -> None:
        super().__init__(parent)
        teaching = self.tr("What each colour is called: by the nearest colour that has a name.")
        describe(self, "export_names", self.tr("Names of the colours"), teaching)
        for each, words in (
            (NameList.CSS, self.tr("Nearest of CSS, such as “steelblue”")),
            (NameList.XKCD, self.tr("Nearest of the xkcd survey, such as “dusty rose”")),
            (None, self.tr("None")),
        ):
            self.addItem(words, each.value if each else None)
        self.setCurrentIndex(self.findData(names.value if names else None))

    @property
    def names(self) -> NameList | None:
        """What is chosen."""
        chosen = self.currentData()
        return None if chosen is None else NameList(chosen)
