"""Ways for forms to show and change what the lab's document holds."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import numpy as np
from PySide6.QtCore import QObject, Signal, Slot

from kquant.core.model.choices import Init
from kquant.lab.core.datasets import make
from kquant.lab.core.recipe import DEFAULTS, Recipe
from kquant.lab.core.settings import LabSettings
from kquant.lab.session.document import LabDocument


class RecipeDoor(QObject):
    """The recipe of the points as settings; after they were edited by hand, the last one.

    Signals:
        settings_changed(): there are other points.
    """

    settings_changed = Signal()

    def __init__(self, document: LabDocument, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._document = document
        self.settings = document.points.recipe or Recipe()
        document.points_changed.connect(self._follow)

    def bind_settings(self, _: QObject, call: Callable[[], object], *__: str) -> None:
        """Call whenever there are other points."""
        self.settings_changed.connect(call)

    def change(self, text: str, merge: str = "", **fields: Any) -> None:
        """Make other points; another shape comes with its own example, and as many clusters as it has."""
        if "shape" in fields:
            self._take(text, DEFAULTS[fields["shape"]])
            return
        self.settings = replace(self.settings, **fields)
        self._document.transfer.make_points(text, self.settings, merge)

    def take_opening_example(self) -> None:
        """The points that the lab begins with, and its settings."""
        opening = LabSettings()
        fields = {name: getattr(opening, name) for name in LabSettings.__dataclass_fields__}
        self._document.set_points(self.tr("Opening example"), make(Recipe()), **fields)

    def _take(self, text: str, recipe: Recipe) -> None:
        points = make(recipe)
        known = 0 if points.truth is None else len(np.unique(points.truth))
        if known > 1 and self._document.settings.init is not Init.GIVEN:
            self._document.set_points(text, points, k=known)
        else:
            self._document.set_points(text, points)

    @Slot()
    def _follow(self) -> None:
        self.settings = self._document.points.recipe or self.settings
        self.settings_changed.emit()
