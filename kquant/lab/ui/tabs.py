"""The right side: results, and what can be learned beyond them."""

from __future__ import annotations

from functools import cached_property

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QFrame, QScrollArea, QTabWidget, QWidget

from kquant.lab.session.document import LabDocument
from kquant.lab.ui.gallery_panel import GalleryPanel
from kquant.lab.ui.race_panel import RacePanel
from kquant.lab.ui.result_panel import ResultPanel
from kquant.lab.ui.scree_panel import ScreePanel

_WIDTH = 304


class LabTabs(QTabWidget):
    """Four pages, each made when it is first seen: plots take their time.

    Signals:
        k_chosen(int): a person wants this K.
        failure_chosen(object): a person wants to see this Failure.
    """

    k_chosen = Signal(int)
    failure_chosen = Signal(object)

    def __init__(self, document: LabDocument, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._document = document
        self.setObjectName("lab_tabs")
        self.setDocumentMode(True)
        self.setMinimumWidth(_WIDTH)
        self._areas = {
            "result": self._add(self.tr("Result"), self.tr("What came out, in numbers.")),
            "race": self._add(self.tr("Race"), self.tr("How much of a result is luck: a race of many runs.")),
            "scree": self._add(self.tr("Which K?"), self.tr("Compactness and silhouette for K = 1 to 10.")),
            "gallery": self._add(self.tr("Fails"), self.tr("When k-means fails: examples, and why.")),
        }
        self.currentChanged.connect(self._make_page)
        self._make_page(0)

    @cached_property
    def result(self) -> ResultPanel:
        """What came out."""
        return ResultPanel(self._document)

    @cached_property
    def race(self) -> RacePanel:
        """Many runs."""
        return RacePanel(self._document)

    @cached_property
    def scree(self) -> ScreePanel:
        """Which K."""
        panel = ScreePanel(self._document)
        panel.k_chosen.connect(self.k_chosen)
        return panel

    @cached_property
    def gallery(self) -> GalleryPanel:
        """When k-means fails."""
        panel = GalleryPanel()
        panel.chosen.connect(self.failure_chosen)
        return panel

    def show_page(self, name: str) -> None:
        """Bring "result", "race", "scree" or "gallery" to the front."""
        self.setCurrentWidget(self._areas[name])

    def release(self) -> None:
        """Leave no plot behind."""
        for name in ("race", "scree"):
            if self._areas[name].widget() is not None:
                getattr(self, name).release()

    def _add(self, title: str, tip: str) -> QScrollArea:
        area = QScrollArea()
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setWidgetResizable(True)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setTabToolTip(self.addTab(area, title), tip)
        return area

    @Slot(int)
    def _make_page(self, place: int) -> None:
        name = list(self._areas)[place]
        if self._areas[name].widget() is None:
            self._areas[name].setWidget(getattr(self, name))
