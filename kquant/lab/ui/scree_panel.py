"""Which K: compactness and silhouette over K, the elbow, and a click to use one."""

from __future__ import annotations

from PySide6.QtCore import Signal, Slot
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QTableWidgetItem, QVBoxLayout, QWidget

from kquant.lab.core.scree import Scree
from kquant.lab.session.document import LabDocument
from kquant.lab.ui.curves import KPlot
from kquant.lab.ui.widgets import caption, fill_row, fit_height, heading, progress_bar, push, table
from kquant.ui.kit.numbers import decimal_text

_MOST = 10


class ScreePanel(QWidget):
    """Two curves and the table of their numbers.

    Signals:
        k_chosen(int): a person wants this K.
    """

    k_chosen = Signal(int)

    def __init__(self, document: LabDocument, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._document = document
        self.cost, self.silhouette = self._make_plots()
        self.figures = table(
            self,
            "scree_table",
            self.tr("Compactness and silhouette of each K"),
            self.tr("Enter or a double click uses the K of a row."),
        )
        self.verdict = caption(self, "scree_verdict")
        self.progress = progress_bar(self, "scree_progress", self.tr("Part that is measured"))
        self.use_elbow = push(
            self,
            "use_elbow",
            "",
            self.tr("Use elbow"),
            self.tr("Take the K where the curve bends. Then run."),
        )
        self.use_best = push(
            self,
            "use_silhouette",
            "",
            self.tr("Use best silhouette"),
            self.tr("Take the K whose clusters are best apart from one another. Then run."),
        )
        self._lay_out()
        self._connect()
        self._follow()

    def _make_plots(self) -> tuple[KPlot, KPlot]:
        falling = self.tr(
            "More clusters always make the compactness smaller. Look for the elbow: the K "
            "after which it "
            "hardly pays any more. Click to use a K."
        )
        peaked = self.tr(
            "The silhouette, from -1 to 1, is high where points are near to their own "
            "cluster and far from "
            "the next. The highest is a good K; click to use it."
        )
        return KPlot(self.tr("Compactness"), falling, self), KPlot(self.tr("Silhouette"), peaked, self)

    def release(self) -> None:
        """Leave no plot behind."""
        self.cost.release()
        self.silhouette.release()

    def _lay_out(self) -> None:
        self.setObjectName("scree_panel")
        self.cost.setObjectName("scree_cost")
        self.silhouette.setObjectName("scree_silhouette")
        buttons = QHBoxLayout()
        buttons.setSpacing(8)
        buttons.addWidget(self.use_elbow)
        buttons.addWidget(self.use_best)
        buttons.addStretch(1)
        teaching = self.tr(
            "K is for you to choose. These curves help: the compactness has an elbow, the silhouette a peak, "
            "where K fits the points."
        )
        column = QVBoxLayout(self)
        column.setContentsMargins(8, 8, 8, 8)
        column.setSpacing(8)
        column.addWidget(heading(self.tr("How many clusters are there?"), self))
        column.addWidget(caption(self, "scree_teaching", teaching))
        for widget in (self.progress, self.verdict):
            column.addWidget(widget)
        column.addLayout(buttons)
        for part in (self.cost, self.silhouette, self.figures):
            column.addWidget(part)
        column.addStretch(1)

    def _connect(self) -> None:
        document = self._document
        document.research.scree_changed.connect(self._follow)
        document.settings_changed.connect(self._mark)
        document.points_changed.connect(self._measure_if_seen)
        document.research.screening_progressed.connect(self._show_progress)
        document.busy_changed.connect(self._follow_work)
        for plot in (self.cost, self.silhouette):
            plot.k_clicked.connect(self.k_chosen)
        self.figures.itemActivated.connect(self._choose_row)
        self.use_elbow.clicked.connect(self._choose_elbow)
        self.use_best.clicked.connect(self._choose_best)

    def showEvent(self, event: QShowEvent) -> None:
        """Measure what was not measured while nobody looked."""
        super().showEvent(event)
        self._measure_if_seen()

    @Slot()
    def _measure_if_seen(self) -> None:
        research = self._document.research
        idle = research.scree is None and not research.screening
        if self.isVisible() and idle and len(self._document.points):
            self._document.research.start_scree(_MOST)
        self._follow()

    @Slot(float, str)
    def _show_progress(self, fraction: float, _: str) -> None:
        self.progress.setValue(round(fraction * 100))

    @Slot()
    def _follow_work(self) -> None:
        self.progress.setVisible(self._document.research.screening)

    @Slot()
    def _follow(self) -> None:
        scree = self._document.research.scree
        self._follow_work()
        for widget in (self.cost, self.silhouette, self.figures, self.verdict, self.use_elbow, self.use_best):
            widget.setVisible(scree is not None)
        if scree is None:
            return
        self.use_elbow.setEnabled(scree.elbow is not None)
        self.use_best.setEnabled(scree.best_silhouette is not None)
        self.cost.show_curve(scree.ks, scree.compactness, scree.elbow)
        self.silhouette.show_curve(scree.ks, scree.silhouettes, scree.best_silhouette)
        self.verdict.setText(self._verdict(scree))
        self._fill(scree)
        self._mark()

    def _verdict(self, scree: Scree) -> str:
        parts = []
        if scree.elbow is not None:
            parts.append(self.tr("The elbow is at K = {}.").format(scree.elbow))
        else:
            parts.append(self.tr("There is no clear elbow."))
        if scree.best_silhouette is not None:
            parts.append(self.tr("The silhouette is highest at K = {}.").format(scree.best_silhouette))
        if scree.sampled is not None:
            parts.append(self.tr("(Silhouettes of {} of the points.)").format(scree.sampled))
        return " ".join(parts)

    def _fill(self, scree: Scree) -> None:
        self.figures.setColumnCount(3)
        names = [self.tr("K"), self.tr("Compactness"), self.tr("Silhouette")]
        self.figures.setHorizontalHeaderLabels(names)
        self.figures.setRowCount(len(scree.ks))
        rows = zip(scree.ks.tolist(), scree.compactness.tolist(), scree.silhouettes.tolist(), strict=True)
        for row, (k, cost, silhouette) in enumerate(rows):
            fill_row(self.figures, row, [str(k), decimal_text(cost), decimal_text(silhouette, 3)])
        fit_height(self.figures, 6)

    @Slot()
    def _mark(self) -> None:
        """The K in use."""
        for plot in (self.cost, self.silhouette):
            plot.mark(self._document.settings.k)

    @Slot(QTableWidgetItem)
    def _choose_row(self, item: QTableWidgetItem) -> None:
        self.k_chosen.emit(item.row() + 1)

    @Slot()
    def _choose_elbow(self) -> None:
        scree = self._document.research.scree
        if scree is not None and scree.elbow is not None:
            self.k_chosen.emit(scree.elbow)

    @Slot()
    def _choose_best(self) -> None:
        scree = self._document.research.scree
        if scree is not None and scree.best_silhouette is not None:
            self.k_chosen.emit(scree.best_silhouette)
