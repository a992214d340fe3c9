"""The left side: the points, and what is asked of cv2.kmeans."""

from __future__ import annotations

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import QCheckBox, QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from kquant.lab.session.document import LabDocument
from kquant.lab.ui.data_form import DataForm, RecipeSettings
from kquant.lab.ui.kmeans_form import KMeansForm
from kquant.lab.ui.source_box import PictureSource, SourceBox
from kquant.lab.ui.widgets import faint, heading, literal_caption, push
from kquant.ui.kit.accessibility import describe
from kquant.ui.kit.actions.actions import Actions
from kquant.ui.kit.numbers import whole_text

_WIDTH = 256


class SidePanel(QScrollArea):
    """Attributes:
    recipe: how the points are made.
    sources: where else they come from.
    data, kmeans: the forms.
    columns: the button for other columns of a table.
    """

    def __init__(
        self, document: LabDocument, actions: Actions, picture: PictureSource, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._document, self._actions = document, actions
        self.recipe = RecipeSettings(document, self)
        self._content = QWidget(self)
        self.sources = SourceBox(document, actions, picture, self._content)
        self.data = DataForm(self.recipe, self._content)
        self.kmeans = KMeansForm(document, self._content)
        self.columns = push(
            self._content,
            "choose_columns",
            "table",
            self.tr("Columns…"),
            self.tr("Take other columns of the table. One of them may tell the true clusters."),
        )
        self._origin = faint(literal_caption(self._content, "points_origin"))
        self._lay_out()
        document.points_changed.connect(self._follow)
        document.transfer.table_changed.connect(self._follow)
        self._follow()

    def _lay_out(self) -> None:
        self.setObjectName("side_panel")
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setMinimumWidth(_WIDTH)
        column = QVBoxLayout(self._content)
        column.setContentsMargins(8, 8, 8, 8)
        column.setSpacing(8)
        column.addWidget(heading(self.tr("Points"), self._content))
        for widget in (self._origin, self.sources, self.columns, self.data):
            column.addWidget(widget)
        column.addSpacing(4)
        line = QFrame(self._content)
        line.setFrameShape(QFrame.Shape.HLine)
        line.setFrameShadow(QFrame.Shadow.Sunken)
        column.addWidget(line)
        column.addWidget(heading(self.tr("k-Means"), self._content))
        column.addWidget(self.kmeans)
        column.addLayout(self._run_row())
        column.addStretch(1)
        self.setWidget(self._content)
        width = max(self.data.label_width(), self.kmeans.label_width())
        for form in (self.data, self.kmeans):
            form.align_labels(width)

    def _run_row(self) -> QHBoxLayout:
        action = self._actions["run"]
        self.run = push(
            self._content,
            "run_button",
            "run",
            self.tr("R&un"),
            self.tr("One call of cv2.kmeans with these settings. F5 does the same."),
        )
        self.run.clicked.connect(action.trigger)
        action.enabledChanged.connect(self.run.setEnabled)
        self.live = QCheckBox(self.tr("L&ive"), self._content)
        describe(
            self.live,
            "live_box",
            self.tr("Live"),
            self.tr("Run whenever points or settings change. Switch it off to prepare several changes."),
        )
        self.live.toggled.connect(self._actions["live"].setChecked)
        self._actions["live"].toggled.connect(self.live.setChecked)
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(self.run, 1)
        row.addWidget(self.live)
        return row

    @Slot()
    def _follow(self) -> None:
        points = self._document.points
        count = whole_text(len(points))
        if points.recipe is not None:
            one, more = self.tr("1 point, made as below."), self.tr("{n} points, made as below.")
            text = (one if len(points) == 1 else more).format(n=count)
        elif not len(points):
            text = self.tr("No points yet.")
        elif points.source in ("", "hand"):
            words = self.tr("1 point by hand.") if len(points) == 1 else self.tr("{n} points by hand.")
            text = words.format(n=count)
        else:
            one, more = self.tr("1 point from {source}."), self.tr("{n} points from {source}.")
            text = (one if len(points) == 1 else more).format(n=count, source=points.source)
        self._origin.setText(text)
        self.columns.setVisible(self._document.transfer.table is not None)
        self.sources.refresh()
