"""The line of the export dialog that says if what it saves is not what the settings ask for."""

from __future__ import annotations

from enum import Enum, auto

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QWidget

from kquant.ui.kit.icons import icon

_GAP = 8
_ICON_SIDE = 16


class Freshness(Enum):
    """Whether a result is that of the present settings."""

    FRESH = auto()
    COMING = auto()  # not it, but that one is being worked on
    OUTDATED = auto()  # not it, and nothing is being done


class FreshnessLine(QWidget):
    """Hidden while there is nothing to say.

    Signals:
        run_wanted(): the result of the present settings is wanted first.
    """

    run_wanted = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        sign = QLabel(self)
        sign.setPixmap(icon("info").pixmap(_ICON_SIDE, _ICON_SIDE))
        self._words = QLabel(self)
        self._words.setObjectName("export_freshness")
        self._words.setWordWrap(True)
        self._run = QPushButton(self.tr("&Run First"), self)
        self._run.setObjectName("export_run_first")
        self._run.setToolTip(self.tr("Find the colours with the present settings, and save that result."))
        self._run.setAutoDefault(False)
        self._run.clicked.connect(self.run_wanted)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(_GAP)
        row.addWidget(sign)
        row.addWidget(self._words, 1)
        row.addWidget(self._run)
        self.hide()

    def show_state(self, state: Freshness) -> None:
        """Say how it is."""
        if state is Freshness.OUTDATED:
            self._words.setText(self.tr("The settings were changed after this result was found."))
        elif state is Freshness.COMING:
            self._words.setText(self.tr("The result of the present settings will be here in a moment."))
        self._run.setVisible(state is Freshness.OUTDATED)
        self.setVisible(state is not Freshness.FRESH)
