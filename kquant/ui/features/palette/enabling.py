"""Which of the actions on colours make sense at the moment."""

from __future__ import annotations

from PySide6.QtCore import QObject, Slot

from kquant.session.document.document import Document
from kquant.ui.features.palette import PaletteBar
from kquant.ui.kit.actions.actions import Actions
from kquant.ui.kit.actions.spec import Group


class PaletteEnabling(QObject):
    """Follows what is selected, and what was done to the palette."""

    def __init__(self, document: Document, bar: PaletteBar, actions: Actions, parent: QObject) -> None:
        super().__init__(parent)
        self._document, self._bar, self._actions = document, bar, actions
        for signal in (document.result_changed, document.preview_changed, document.source_changed):
            signal.connect(self._follow)
        document.state_changed.connect(self._follow)
        bar.selection_changed.connect(self._follow)
        self._follow()

    @Slot()
    def _follow(self) -> None:
        palette, result = self._document.palette, self._document.result
        rows = [] if result is None else [row for row in self._bar.selected_rows if row < len(result.palette)]
        recolored = result is not None and any(
            (result.palette[row] != result.clustered[row]).any() for row in rows
        )
        self._actions.enable(Group.SWATCH, bool(rows))
        self._actions.enable(Group.SWATCHES, len(rows) > 1)
        self._actions.enable(Group.SPLITTABLE, len(rows) == 1 and palette.can_split(rows[0]))
        self._actions.enable(Group.RECOLORED, recolored)
        self._actions.enable(Group.EDITED, bool(palette.edits))
        self._actions.enable(Group.PALETTE, bool(self._document.settings.palette))
        self._actions["lock_color"].setChecked(bool(rows) and set(rows) <= palette.locked_rows())
