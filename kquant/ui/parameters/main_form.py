"""What everybody sets: how many colours, and how hard to look for them."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from kquant.core.model.settings import Effort
from kquant.session.document import Document
from kquant.ui.describe import describe
from kquant.ui.parameters.color_count import ColorCountControl
from kquant.ui.parameters.form import SettingsForm
from kquant.ui.parameters.segments import Segments
from kquant.ui.parameters.setting_link import SettingLink


class MainForm(SettingsForm):
    """Colours and effort."""

    def __init__(self, document: Document, parent: QWidget | None = None) -> None:
        super().__init__(document, ("colors", "effort"), parent)
        self.colors = ColorCountControl(document, self)
        self.add_row(self.tr("&Colours"), self.colors)
        self._add_effort()

    def _add_effort(self) -> None:
        teaching = self.tr(
            "How long to look for a lower compactness after cv2.kmeans: not at all, for a moment, or until "
            "hardly anything is left to gain. k-means stops at the first palette it cannot better by small "
            "steps; more effort tries larger ones."
        )
        texts = {
            Effort.FAST: self.tr("Fast"),
            Effort.BALANCED: self.tr("Balanced"),
            Effort.BEST: self.tr("Best"),
        }
        efforts = list(texts)
        self.effort = Segments(list(texts.values()), self)
        describe(self.effort, "effort", self.tr("Effort"), teaching)
        undo_text = self.tr("Effort: {}")
        link = SettingLink(
            self.document,
            "effort",
            self.effort,
            lambda value: self.effort.choose(efforts.index(value)),
            lambda value: undo_text.format(texts[value]),
        )
        self.effort.chosen.connect(lambda index: link.ask_once(efforts[index]))
        self.add_row(self.tr("Eff&ort"), self.effort)
