"""The line below the lab: what there is, and where the mouse is."""

from __future__ import annotations

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QLabel, QStatusBar, QWidget

from kquant.lab.session.document import LabDocument
from kquant.lab.ui.items import LINKED
from kquant.ui.kit.numbers import decimal_text, whole_text


class LabStatusBar(QStatusBar):
    """Points, K, how far a walk or how good a run is, and the place under the mouse."""

    def __init__(self, document: LabDocument, parent: QWidget) -> None:
        super().__init__(parent)
        self._document = document
        self._text, self._place = QLabel(self), QLabel(self)
        self._text.setObjectName("lab_status")
        self.addWidget(self._text, 1)
        self.addPermanentWidget(self._place)

    def refresh(self, wants_links: bool) -> None:
        """Say what there is; `wants_links` if lines to the centres are asked for."""
        document = self._document
        words = self.tr("1 point") if len(document.points) == 1 else self.tr("{} points")
        parts = [words.format(whole_text(len(document.points))), f"K = {document.settings.k}"]
        if document.walk is not None:
            parts.append(self.tr("step {}").format(len(document.walk.steps) - 1))
        elif document.run is not None and document.up_to_date:
            parts.append(self.tr("compactness {}").format(decimal_text(document.run.compactness)))
        elif len(document.points) and not document.busy:
            parts.append(self.tr("changed since the last run: press F5"))
        if wants_links and len(document.points) > LINKED:
            parts.append(self.tr("lines are drawn for up to {} points").format(whole_text(LINKED)))
        self._text.setText("   ".join(parts))

    @Slot(object)
    def show_place(self, place: tuple[float, float] | None) -> None:
        """The place in the plane that the mouse is on, None if it is elsewhere."""
        words = "" if place is None else f"x {decimal_text(place[0], 2)}   y {decimal_text(place[1], 2)}"
        self._place.setText(words)
