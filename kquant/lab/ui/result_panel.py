"""What came of it, in numbers."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import Slot
from PySide6.QtGui import QFont
from PySide6.QtWidgets import QHeaderView, QTableWidgetItem, QVBoxLayout, QWidget

from kquant.core.model.arrays import Float32
from kquant.lab.core.scores import adjusted_rand, confusion
from kquant.lab.session.document import LabDocument
from kquant.lab.ui.scene import true_name
from kquant.lab.ui.styles import marker_icon
from kquant.lab.ui.walk_text import step_text
from kquant.lab.ui.widgets import caption, faint, fill_row, fit_height, heading, table
from kquant.ui.kit.numbers import decimal_text, whole_text

_ROWS = 8
_TRUE_ROWS = 9


class ResultPanel(QWidget):
    """Compactness, centres, and how well they fit the truth where it is known."""

    def __init__(self, document: LabDocument, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._document = document
        self._make_labels()
        self.centers = table(
            self,
            "centers_table",
            self.tr("Centres"),
            self.tr("Where each centre is, and how many points are its own."),
        )
        self.confusion = table(
            self,
            "confusion_table",
            self.tr("Truth and clusters"),
            self.tr(
                "How many points of each true cloud went to which cluster; off the diagonal are mistakes."
            ),
        )
        self._lay_out()
        for signal in (document.run_changed, document.walk_changed, document.points_changed):
            signal.connect(self._follow)
        self._follow()

    def _make_labels(self) -> None:
        self.title = heading("", self)
        self.title.setObjectName("result_title")
        self.compactness = caption(self, "compactness")
        font = QFont(self.compactness.font())
        font.setPointSizeF(font.pointSizeF() * 1.7)
        font.setFeature(QFont.Tag("tnum"), 1)
        self.compactness.setFont(font)
        self.compactness.setToolTip(
            self.tr(
                "Compactness: the sum of the squared distances of all points to their centres, which "
                "cv2.kmeans returns. k-means makes it small; it can only be compared for the same "
                "points and K."
            )
        )
        self.details = faint(caption(self, "result_details"))
        self.notes = caption(self, "result_notes")
        self.rand = caption(self, "adjusted_rand")
        self.rand.setToolTip(
            self.tr(
                "The adjusted Rand index compares pairs of points: 1 is the same clusters, 0 is no "
                "better than "
                "chance. The numbers of the clusters do not matter for it."
            )
        )

    def _lay_out(self) -> None:
        self.setObjectName("result_panel")
        self._centers_heading = heading(self.tr("Centres"), self)
        self._truth_heading = heading(self.tr("Beside the truth"), self)
        column = QVBoxLayout(self)
        column.setContentsMargins(8, 8, 8, 8)
        column.setSpacing(4)
        column.addWidget(self.title)
        for widget in (self.compactness, self.details, self.notes):
            column.addWidget(widget)
        column.addSpacing(8)
        column.addWidget(self._centers_heading)
        column.addWidget(self.centers)
        column.addSpacing(8)
        for part in (self._truth_heading, self.rand, self.confusion):
            column.addWidget(part)
        column.addStretch(1)

    @Slot()
    def _follow(self) -> None:
        document, walk, run = self._document, self._document.walk, self._document.run
        if walk is not None:
            step = walk.step
            cost = step.cost if step.cost is not None else float("nan")
            details = self.tr("Compactness at this step. Ctrl+Enter shows the result of cv2.kmeans.")
            self._show(step_text(walk)[0], cost, details, walk.notes, step.centers, step.labels)
        elif run is not None and document.up_to_date:
            title = self.tr("Result of cv2.kmeans")
            self._show(title, run.compactness, self._attempts(), run.notes, run.centers, run.labels)
        elif run is None or not len(document.points):
            hint = self.tr("The result of cv2.kmeans is shown here.")
            self._show(self.tr("No result yet"), float("nan"), hint, (), np.zeros((0, 2), np.float32), None)

    def _show(
        self,
        title: str,
        cost: float,
        details: str,
        notes: tuple[str, ...],
        centers: Float32,
        labels: NDArray[np.int32] | None,
    ) -> None:
        self.title.setText(title)
        self.compactness.setText(decimal_text(cost))
        self.compactness.setAccessibleName(self.tr("Compactness {}").format(decimal_text(cost)))
        self.details.setText(details)
        self.notes.setText("\n".join(f"{note[:1].upper()}{note[1:]}." for note in notes))
        self.notes.setVisible(bool(notes))
        self._show_centers(centers, labels)
        self._show_truth(labels)

    def _attempts(self) -> str:
        run = self._document.run
        assert run is not None
        if len(run.attempts) == 1:
            return self.tr("Compactness of the only attempt.")
        words = self.tr("Compactness of the best of {n} attempts, number {best}; the worst has {worst}.")
        return words.format(n=len(run.attempts), best=run.best + 1, worst=decimal_text(max(run.attempts)))

    def _show_centers(self, centers: Float32, labels: NDArray[np.int32] | None) -> None:
        axes = self._document.points.axes
        self.centers.setColumnCount(4)
        self.centers.setHorizontalHeaderLabels([self.tr("No."), *axes, self.tr("Points")])
        self.centers.setRowCount(len(centers))
        counts = np.bincount(labels[labels >= 0], minlength=len(centers)) if labels is not None else None
        for row, (x, y) in enumerate(centers.tolist()):
            count = "–" if counts is None else whole_text(int(counts[row]))
            fill_row(
                self.centers,
                row,
                [str(row + 1), decimal_text(x, 2), decimal_text(y, 2), count],
                marker_icon(row),
            )
        self.centers.horizontalHeader().setSectionResizeMode(0, QHeaderView.ResizeMode.ResizeToContents)
        fit_height(self.centers, _ROWS)
        for widget in (self.centers, self._centers_heading):
            widget.setVisible(len(centers) > 0)

    def _show_truth(self, labels: NDArray[np.int32] | None) -> None:
        truth = self._document.points.truth
        there = truth is not None and labels is not None and len(truth) == len(labels)
        for widget in (self._truth_heading, self.rand, self.confusion):
            widget.setVisible(there)
        if truth is None or labels is None or not there:
            return
        words = self.tr("Adjusted Rand index {}")
        self.rand.setText(words.format(decimal_text(adjusted_rand(truth, labels), 3)))
        found = confusion(truth, labels)
        self.confusion.setColumnCount(len(found.clusters) + 1)
        self.confusion.setRowCount(len(found.truths))
        self.confusion.setHorizontalHeaderItem(0, QTableWidgetItem(self.tr("True")))
        for column, cluster in enumerate(found.clusters.tolist(), 1):
            self.confusion.setHorizontalHeaderItem(
                column, QTableWidgetItem(marker_icon(cluster), str(cluster + 1))
            )
        for row, (name, counts) in enumerate(zip(found.truths.tolist(), found.counts.tolist(), strict=True)):
            fill_row(self.confusion, row, [true_name(name), *(str(n) if n else "·" for n in counts)])
        fit_height(self.confusion, _TRUE_ROWS)
