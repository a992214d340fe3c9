"""A button that takes another seed."""

from __future__ import annotations

import random

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import QSpinBox, QToolButton, QWidget

from kquant.ui.kit.accessibility import add_key, describe
from kquant.ui.kit.icons import icon

_SIDES = 1_000_000  # short enough to be told to somebody


class Dice(QToolButton):
    """Puts another number into the box of the seed."""

    def __init__(self, seed: QSpinBox, parent: QWidget) -> None:
        super().__init__(parent)
        self._seed = seed
        self.setIcon(icon("dice"))
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        rolling = self.tr("Roll the dice: take another seed, and so other initial centres for cv2.kmeans.")
        describe(self, "dice", self.tr("Another seed"), rolling)
        add_key(self, "Alt+6")
        self.clicked.connect(self.roll)

    @Slot()
    def roll(self) -> None:
        """Take another seed."""
        self._seed.setValue(random.randrange(_SIDES))
