"""The line of the export dialog that asks what to do where a palette has no room for transparency."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QWidget

from kquant.ui.kit.icons import icon

_GAP = 8
_ICON_SIDE = 16


class RoomQuestion(QWidget):
    """Hidden while there is nothing to ask.

    Signals:
        opaque_wanted(): the picture is to be laid on the matte.
        true_color_wanted(): the file is to hold the colour of each pixel, without a palette.
    """

    opaque_wanted = Signal()
    true_color_wanted = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        sign = QLabel(self)
        sign.setPixmap(icon("help").pixmap(_ICON_SIDE, _ICON_SIDE))
        words = QLabel(
            self.tr(
                "All places of the palette are taken, and transparency needs one. What do you want to do?"
            ),
            self,
        )
        words.setObjectName("export_room")
        words.setWordWrap(True)
        self._opaque = self._button(
            "export_make_opaque",
            self.tr("Ma&ke Opaque"),
            self.tr("Lay the picture on the matte, as the settings of transparency have it."),
        )
        self._opaque.clicked.connect(self.opaque_wanted)
        self._true_color = self._button(
            "export_true_color",
            self.tr("&True Colour"),
            self.tr("Save the colour of each pixel. All stays as it is, but the file has no palette."),
        )
        self._true_color.clicked.connect(self.true_color_wanted)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(_GAP)
        row.addWidget(sign)
        row.addWidget(words, 1)
        row.addWidget(self._opaque)
        row.addWidget(self._true_color)
        self.hide()

    def ask(self, opaque: bool, true_color: bool) -> None:
        """Ask, with the answers that are possible; other formats and palettes can be chosen elsewhere."""
        self._opaque.setVisible(opaque)
        self._true_color.setVisible(true_color)
        self.show()

    def _button(self, name: str, text: str, tip: str) -> QPushButton:
        button = QPushButton(text, self)
        button.setObjectName(name)
        button.setToolTip(tip)
        button.setAutoDefault(False)
        return button
