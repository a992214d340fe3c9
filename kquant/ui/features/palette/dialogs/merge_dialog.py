"""Merging of colours that are hardly told apart."""

from __future__ import annotations

from PySide6.QtCore import QSize, Slot
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QLabel, QWidget

from kquant.core.model.rgb import Rgb, rgb
from kquant.core.palette.near_duplicates import near_duplicates
from kquant.core.run.run import Run
from kquant.session.document.document import Document
from kquant.session.work.job import Control, Lane
from kquant.ui.features.palette.dialogs.parts import DeltaESlider, SwatchGrid, caption, lay_out

_START = 3.0
_LARGEST = 20
_SIZE = QSize(440, 320)


class MergeDialog(QDialog):
    """Shows which colours would become one before they do."""

    def __init__(self, document: Document, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("merge_dialog")
        self.setWindowTitle(self.tr("Merge Near-Duplicates"))
        self._document = document
        self._finder = document.scheduler.channel(self, Lane.METRICS)
        self._finder.delivered.connect(self._show)
        teaching = self.tr("Colours with a smaller difference than this become one (CIEDE2000).")
        self.limit = DeltaESlider(self.tr("&Below ΔE"), teaching, _START, _LARGEST, self)
        self._words = QLabel(self)
        self._words.setObjectName("merge_groups")
        self._grid = SwatchGrid(self)
        about = self.tr(
            "Each group becomes the mean of its pixels. A difference of 2 is hardly seen, 10 at a glance."
        )
        buttons = lay_out(
            self, self.tr("&Merge"), caption(about, self), self.limit, self._words, self._grid, grows=3
        )
        self._ok = buttons.button(QDialogButtonBox.StandardButton.Ok)
        self.limit.value_changed.connect(self._find)
        self.limit.setFocus()
        self.resize(_SIZE)
        self._find()

    def accept(self) -> None:
        """Merge them."""
        self._document.palette.merge_near(self.limit.value)
        super().accept()

    def done(self, result: int) -> None:
        """Leave no thread behind."""
        self._finder.close()
        super().done(result)

    @Slot()
    def _find(self) -> None:
        result, limit = self._document.now.result, self.limit.value
        if result is None:
            return

        def work(control: Control) -> None:
            now = {rgb(key): rgb(color) for key, color in zip(result.clustered, result.palette, strict=True)}
            merges = near_duplicates(result, limit, Run(should_stop=control.should_stop))
            control.deliver((len(now), [[now[key] for key in merge.colors] for merge in merges]))

        self._finder.start(work)

    @Slot(object)
    def _show(self, found: tuple[int, list[list[Rgb]]]) -> None:
        total, groups = found
        self._ok.setEnabled(bool(groups))
        self._grid.show_groups(groups)
        many = sum(map(len, groups))
        words = self.tr("Nothing to merge: all {total} colours differ by more.").format(total=total)
        if total == 1:
            words = self.tr("Nothing to merge: there is only one colour.")
        if groups:
            words = self.tr("Groups: {groups}. {total} colours become {left}.").format(
                groups=len(groups), total=total, left=total - many + len(groups)
            )
        self._words.setText(words)
        self._grid.setAccessibleName(words)
