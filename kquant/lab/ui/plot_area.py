"""The middle: the points by cluster, the truth beside them, and what is told over them."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import Qt, Slot
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from kquant.core.model.choices import Init
from kquant.lab.session.document import LabDocument
from kquant.lab.ui.board import Board
from kquant.lab.ui.plot import LabPlot
from kquant.lab.ui.scene import Layers, SceneBuilder, truth_scene
from kquant.lab.ui.tools import LabTool
from kquant.lab.ui.widgets import caption, heading
from kquant.ui.kit.message_bar import MessageBar
from kquant.ui.kit.numbers import whole_text
from kquant.ui.kit.overlays import Covered, ProgressLine


class PlotArea(Covered):
    """Attributes:
    board: the plot that is worked on.
    truth: the other one.
    messages: the bar over both.
    """

    def __init__(self, document: LabDocument, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._document = document
        self._scene_builder = SceneBuilder(document)
        self._layers = Layers()
        self._wants_truth = False
        self.board, self.truth = Board(document, self), LabPlot(self)
        self._truth_side = QWidget(self)
        self._hint = self._make_hint()
        self.messages, self._progress = MessageBar(self), ProgressLine(self)
        self._lay_out()
        self._connect()
        self._follow()

    def _make_hint(self) -> QLabel:
        text = self.tr(
            "No points yet.\n\nClick here to add some, or spray a cloud of them.\n"
            "Choose a shape at the left, or open a table."
        )
        hint = caption(self.board, "empty_hint", text)
        hint.setAlignment(Qt.AlignmentFlag.AlignCenter)
        hint.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        hint.setForegroundRole(QPalette.ColorRole.PlaceholderText)
        QVBoxLayout(self.board).addWidget(hint)
        return hint

    def _lay_out(self) -> None:
        self.board.setObjectName("board")
        self.board.setAccessibleName(self.tr("Points by cluster"))
        self.truth.setObjectName("truth")
        self.truth.setAccessibleName(self.tr("Points by true cloud"))
        self.truth.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.truth.setXLink(self.board)
        self.truth.setYLink(self.board)
        column = QVBoxLayout(self._truth_side)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        title = heading(self.tr("Truth"), self._truth_side)
        title.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        column.addWidget(title)
        column.addWidget(self.truth, 1)
        found = QWidget(self)
        side = QVBoxLayout(found)
        side.setContentsMargins(0, 0, 0, 0)
        side.setSpacing(0)
        self._found_title = heading(self.tr("Clusters"), found)
        self._found_title.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        side.addWidget(self._found_title)
        side.addWidget(self.board, 1)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(4)
        row.addWidget(found, 1)
        row.addWidget(self._truth_side, 1)

    def _connect(self) -> None:
        document = self._document
        for signal in (document.points_changed, document.run_changed, document.walk_changed):
            signal.connect(self._follow)
        document.settings_changed.connect(self._follow)
        document.busy_changed.connect(self._follow_work)

    def release(self) -> None:
        """Leave no plot behind."""
        self._document.disconnect(self)
        self.board.release()
        self.truth.release()

    # What is seen

    def show_layers(self, **layers: bool) -> None:
        """Draw more, or less; the fields are those of `Layers`."""
        self._layers = replace(self._layers, **layers)
        self._follow()
        self.board.reveal()

    @Slot(bool)
    def show_truth(self, shown: bool) -> None:
        """The truth beside the clusters, where it is known."""
        self._wants_truth = shown
        self._follow()

    def choose_tool(self, tool: LabTool) -> None:
        """Have the mouse do something else; with that for centres their beginnings are seen."""
        self.board.choose_tool(tool)
        self._follow()
        self.board.reveal()

    @Slot()
    def _follow(self) -> None:
        scene = self._scene_builder.scene()
        by_hand = self._document.settings.init is Init.GIVEN
        starts = self._layers.starts or by_hand or self.board.tool is LabTool.CENTERS
        self.board.show_layers(replace(self._layers, starts=starts))
        self.board.show_scene(scene)
        self.board.setAccessibleDescription(self._described())
        there = self._wants_truth and self._document.points.truth is not None
        self._truth_side.setVisible(there)
        self._found_title.setVisible(there)
        if there:
            self.truth.show_scene(truth_scene(self._document, scene), follow=False)
        self._hint.setVisible(not len(scene.points))

    def _described(self) -> str:
        document = self._document
        words = self.tr(
            "Points: {n}, clusters: {k}. Page Down selects, arrows move, Insert adds, Delete removes."
        )
        return words.format(n=whole_text(len(document.points)), k=document.settings.k)

    @Slot()
    def _follow_work(self) -> None:
        if self._document.busy:
            self._progress.begin()
        else:
            self._progress.end()
