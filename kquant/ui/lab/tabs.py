"""The right side: results, and what can be learned beyond them."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QScrollArea, QTabWidget, QWidget

from kquant.session.lab.document import LabDocument
from kquant.ui.lab.gallery_panel import GalleryPanel
from kquant.ui.lab.race_panel import RacePanel
from kquant.ui.lab.result_panel import ResultPanel
from kquant.ui.lab.scree_panel import ScreePanel

_WIDTH = 312


class LabTabs(QTabWidget):
    """Attributes:
    result, race, scree, gallery: the panels.
    """

    def __init__(self, document: LabDocument, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("lab_tabs")
        self.setDocumentMode(True)
        self.setMinimumWidth(_WIDTH)
        self.result, self.race = ResultPanel(document), RacePanel(document)
        self.scree, self.gallery = ScreePanel(document), GalleryPanel()
        self._names = ("result", "race", "scree", "gallery")
        tips = (
            self.tr("What came out: compactness, centres, and how well they fit the truth."),
            self.tr("How much of a result is luck: a race of many runs."),
            self.tr("Which K fits: compactness and silhouette for K = 1 to 10."),
            self.tr("When k-means fails: examples, and why."),
        )
        titles = (self.tr("Result"), self.tr("Race"), self.tr("Which K?"), self.tr("Fails"))
        for place, name in enumerate(self._names):
            self.addTab(_scrolled(getattr(self, name)), titles[place])
            self.setTabToolTip(place, tips[place])

    def show_page(self, name: str) -> None:
        """Bring "result", "race", "scree" or "gallery" to the front."""
        self.setCurrentIndex(self._names.index(name))

    def release(self) -> None:
        """Leave no plot behind."""
        self.race.release()
        self.scree.release()


def _scrolled(panel: QWidget) -> QScrollArea:
    area = QScrollArea()
    area.setFrameShape(QFrame.Shape.NoFrame)
    area.setWidgetResizable(True)
    area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    area.setWidget(panel)
    return area
