"""Changes by hand, each gesture one step of undo."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np
from PySide6.QtCore import QObject

from kquant.core.model.errors import KQuantError
from kquant.lab.core.datasets import spray
from kquant.lab.core.points import PointSet
from kquant.lab.session.document import LabDocument

SPRAYED = 8
"""Points that one puff of the spray can makes."""


class Editor(QObject):
    """Asks the document for other points and initial centres."""

    def __init__(self, document: LabDocument, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._document = document
        self._gesture = 0
        self._puffs = 0

    def begin(self) -> None:
        """What follows is another step of undo."""
        self._gesture += 1

    def add_point(self, x: float, y: float) -> None:
        """One more point."""
        self._set(self.tr("Add a point"), lambda points: points.added([(x, y)]))

    def spray(self, x: float, y: float, radius: float) -> None:
        """Some more points around a place."""
        self._puffs += 1
        more = spray((x, y), radius, SPRAYED, self._puffs)
        self._set(self.tr("Spray points"), lambda points: points.added(more))

    def remove_points(self, indices: Sequence[int]) -> None:
        """Fewer points."""
        if len(indices):
            self._set(self.tr("Remove points"), lambda points: points.removed(list(indices)))

    def shift_points(self, indices: Sequence[int], by: tuple[float, float]) -> None:
        """Points elsewhere."""

        def shifted(points: PointSet) -> PointSet:
            if len(indices) == 1:
                x, y = points.points[indices[0]] + by
                return points.moved(indices[0], (float(x), float(y)))
            places = points.points.copy()
            places[list(indices)] += np.array(by)
            return PointSet(places, points.truth, points.axes, points.source)

        self._set(self.tr("Move points"), shifted)

    def move_center(self, index: int, x: float, y: float) -> None:
        """An initial centre elsewhere."""
        self._ask_again(lambda: self._document.move_center(index, (x, y), merge=f"hand {self._gesture}"))

    def add_center(self, x: float, y: float) -> None:
        """One more initial centre."""
        self._ask_again(lambda: self._document.add_center(x, y))

    def remove_center(self, index: int) -> None:
        """One initial centre less."""
        self._ask_again(lambda: self._document.remove_center(index))

    def _set(self, text: str, change: Callable[[PointSet], PointSet]) -> None:
        document = self._document
        self._ask(lambda: document.set_points(text, change(document.points), merge=f"hand {self._gesture}"))

    def _ask_again(self, change: Callable[[], object]) -> None:
        """Other beginnings: whoever was stepping begins anew from there."""
        stepping = self._document.walk is not None
        self._ask(change)
        if stepping:
            self._document.start_walk()

    def _ask(self, change: Callable[[], object]) -> None:
        try:
            change()
        except KQuantError as error:
            self._document.failed.emit(str(error))
