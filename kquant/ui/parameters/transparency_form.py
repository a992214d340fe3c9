"""What becomes of transparency."""

from __future__ import annotations

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QWidget

from kquant.core.model.settings import AlphaMode
from kquant.session.document import Document
from kquant.ui.color_button import ColorButton
from kquant.ui.describe import describe
from kquant.ui.parameters.form import SettingsForm
from kquant.ui.parameters.setting_link import SettingLink


class TransparencyForm(SettingsForm):
    """The treatment of alpha, and the matte colour."""

    def __init__(self, document: Document, parent: QWidget | None = None) -> None:
        super().__init__(document, ("alpha", "matte"), parent)
        self._add_alpha()
        self._add_matte()
        document.settings_changed.connect(self._enable_matte)
        self._enable_matte()

    def _add_alpha(self) -> None:
        teaching = self.tr(
            "What becomes of transparency: kept as it is, made all or nothing, or filled with a "
            "background. cv2.kmeans clusters red, green and blue only; a see-through pixel counts the less "
            "the fainter it is."
        )
        texts = {
            AlphaMode.KEEP: self.tr("Keep as it is"),
            AlphaMode.THRESHOLD: self.tr("All or nothing"),
            AlphaMode.MATTE: self.tr("Fill"),
        }
        self.alpha = self.choice("alpha", texts, (self.tr("Alpha"), teaching), self.tr("Alpha: {}"))
        self.add_row(self.tr("&Alpha"), self.alpha)

    def _add_matte(self) -> None:
        teaching = self.tr(
            "The colour that shows through where the picture is filled: the matte. The pixels that "
            "cv2.kmeans is given are mixed with it first."
        )
        self.matte = ColorButton(self)
        describe(self.matte, "matte", self.tr("Background colour"), teaching)
        undo_text = self.tr("Background {}")
        link = SettingLink(
            self.document,
            "matte",
            self.matte,
            self.matte.show_color,
            lambda color: undo_text.format("#" + bytes(color).hex()),
        )
        self.matte.color_chosen.connect(link.ask_once)
        self.add_row(self.tr("Bac&kground"), self.matte)

    @Slot()
    def _enable_matte(self) -> None:
        self.matte.setEnabled(self.document.settings.alpha is AlphaMode.MATTE)
