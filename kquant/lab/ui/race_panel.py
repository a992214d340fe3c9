"""The attempts race: how much of a result is luck."""

from __future__ import annotations

import numpy as np
from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLabel, QSpinBox, QVBoxLayout, QWidget

from kquant.core.model.choices import Init
from kquant.lab.core.race import MAX_RUNS, NEAR, Race
from kquant.lab.core.run import LabRun
from kquant.lab.session.document import LabDocument
from kquant.lab.ui.plot import LabPlot
from kquant.lab.ui.scene import LabScene
from kquant.lab.ui.styles import CENTER, cluster_color
from kquant.lab.ui.widgets import caption, faint, heading, progress_bar, push
from kquant.ui.kit.accessibility import describe
from kquant.ui.kit.numbers import decimal_text, whole_text
from kquant.ui.kit.plots.pyqtgraph_door import pyqtgraph
from kquant.ui.kit.plots.themed_plot import ThemedPlot
from kquant.ui.kit.widgets import DropDown

_FIRST = 100
_MANY = 10  # attempts, as the tutorials have them
_BARS = 24
_SMALL = 118


class RacePanel(QWidget):
    """A number of runs, the histogram of how they ended, and the best and the worst of them."""

    def __init__(self, document: LabDocument, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._document = document
        self._make_controls()
        self.histogram = ThemedPlot(self)
        self.verdict = caption(self, "race_verdict")
        self.best, self.worst = LabPlot(self), LabPlot(self)
        self._best_title, self._worst_title = faint(QLabel(self)), faint(QLabel(self))
        self._dress_plots()
        self._lay_out()
        document.research.race_changed.connect(self._follow)
        document.busy_changed.connect(self._follow_work)
        document.points_changed.connect(self._follow_work)
        document.research.racing_progressed.connect(self._show_progress)
        self._follow()

    def release(self) -> None:
        """Leave no plot behind."""
        for plot in (self.histogram, self.best, self.worst):
            plot.release()

    def _make_controls(self) -> None:
        self.runs = QSpinBox(self)
        self.runs.setRange(1, MAX_RUNS)
        self.runs.setValue(_FIRST)
        self.runs.setAlignment(Qt.AlignmentFlag.AlignRight)
        teaching = self.tr(
            "How many runs, each with another seed and so with other initial centres. More runs tell "
            "the chances "
            "more exactly."
        )
        describe(self.runs, "race_runs", self.tr("Runs"), teaching)
        self.attempts = DropDown(self)
        self.attempts.addItem(self.tr("1"), 1)
        self.attempts.addItem(self.tr("{attempts}, the best is kept").format(attempts=_MANY), _MANY)
        teaching = self.tr(
            "How often each run begins anew. cv2.kmeans keeps the best of its attempts, so that less is luck."
        )
        describe(self.attempts, "race_attempts", self.tr("Attempts in each run"), teaching)
        self.start = push(
            self,
            "race_start",
            "run",
            self.tr("Ra&ce"),
            self.tr(
                "Make all these runs, with the other settings as they are. Then look at how many ended at "
                "the best."
            ),
        )
        self.start.clicked.connect(self._race)
        self.stop = push(
            self, "race_stop", "stop", self.tr("Stop"), self.tr("Stop the race. What was there before stays.")
        )
        self.stop.clicked.connect(self._document.research.stop_race)
        self.progress = progress_bar(self, "race_progress", self.tr("Part of the race that is done"))

    def _dress_plots(self) -> None:
        self.histogram.setObjectName("race_histogram")
        self.histogram.setAccessibleName(self.tr("How the runs ended"))
        self.histogram.setMouseEnabled(False, False)
        self.histogram.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.histogram.setLabel("left", self.tr("Runs"))
        self.histogram.setLabel("bottom", self.tr("Final compactness"))
        self.histogram.setFixedHeight(160)
        for plot, name, text in (
            (self.best, "race_best", self.tr("The best run")),
            (self.worst, "race_worst", self.tr("The worst run")),
        ):
            plot.setObjectName(name)
            plot.setAccessibleName(text)
            plot.compact()
            plot.setFixedHeight(_SMALL)

    def _lay_out(self) -> None:
        teaching = self.tr(
            "k-means ends at the nearest place to rest, not at the best. Start it many times from "
            "other centres: "
            "how often is it the best result that comes out? Then race again with ten attempts in each run."
        )
        row = QHBoxLayout()
        row.setSpacing(8)
        label = QLabel(self.tr("Ru&ns"), self)
        label.setBuddy(self.runs)
        for widget in (label, self.runs, self.start, self.stop):
            row.addWidget(widget)
        row.addStretch(1)
        attempts = QHBoxLayout()
        attempts.setSpacing(8)
        label = QLabel(self.tr("Attem&pts in each"), self)
        label.setBuddy(self.attempts)
        attempts.addWidget(label)
        attempts.addWidget(self.attempts)
        attempts.addStretch(1)
        self._plots = QWidget(self)
        grid = QGridLayout(self._plots)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setSpacing(4)
        grid.addWidget(self._best_title, 0, 0)
        grid.addWidget(self._worst_title, 0, 1)
        grid.addWidget(self.best, 1, 0)
        grid.addWidget(self.worst, 1, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(8, 8, 8, 8)
        column.setSpacing(8)
        column.addWidget(heading(self.tr("How much is luck?"), self))
        column.addWidget(caption(self, "race_teaching", teaching))
        column.addLayout(row)
        column.addLayout(attempts)
        for part in (self.progress, self.verdict, self.histogram, self._plots):
            column.addWidget(part)
        column.addStretch(1)
        self.setObjectName("race_panel")

    @Slot()
    def _race(self) -> None:
        self._document.research.start_race(self.runs.value(), self.attempts.currentData())

    @Slot(float, str)
    def _show_progress(self, fraction: float, _: str) -> None:
        self.progress.setValue(round(fraction * 100))

    @Slot()
    def _follow_work(self) -> None:
        racing = self._document.research.racing
        self.start.setEnabled(not racing and len(self._document.points) > 0)
        self.stop.setEnabled(racing)
        self.progress.setVisible(racing)
        if not racing:
            self.progress.setValue(0)

    @Slot()
    def _follow(self) -> None:
        race = self._document.research.race
        for widget in (self.histogram, self._plots, self.verdict):
            widget.setVisible(race is not None)
        self._follow_work()
        if race is not None:
            self._show_bars(race)
            self._show_verdict(race)
            self._show_run(self.best, self._best_title, self.tr("Best: {}"), race.best)
            self._show_run(self.worst, self._worst_title, self.tr("Worst: {}"), race.worst)

    def _show_bars(self, race: Race) -> None:
        """Those within 1 % of the best are red."""
        low, high = float(race.compactness.min()), float(race.compactness.max())
        edges = np.linspace(low, max(high, low * 1.2 + 1e-9), _BARS + 1)
        near = race.compactness <= NEAR * low
        good, bad = (np.histogram(race.compactness[chosen], edges)[0] for chosen in (near, ~near))
        self.histogram.clear()
        for counts, below, color in ((good, good * 0, CENTER), (bad, good, cluster_color(0))):
            bars = pyqtgraph.BarGraphItem(
                x0=edges[:-1], width=edges[1] - edges[0], y0=below, height=counts, brush=color, pen=None
            )
            self.histogram.addItem(bars)
        self.histogram.setRange(xRange=(edges[0], edges[-1]), yRange=(0, (good + bad).max()), padding=0.04)

    def _show_verdict(self, race: Race) -> None:
        starts = {
            Init.RANDOM: self.tr("random centres"),
            Init.PP: self.tr("k-means++"),
            Init.GIVEN: self.tr("centres by hand"),
        }[race.settings.init]
        words = self.tr(
            "<b>{share} %</b> of {n} runs came within 1 % of the best (red), with K = {k}, {starts}, "
            "attempts: "
            "{attempts}."
        )
        text = words.format(
            share=decimal_text(100 * race.share, 0),
            n=whole_text(len(race.compactness)),
            k=race.settings.k,
            starts=starts,
            attempts=race.settings.attempts,
        )
        self.verdict.setText(text)
        self.histogram.setAccessibleDescription(text.replace("<b>", "").replace("</b>", ""))

    def _show_run(self, plot: LabPlot, title: QLabel, words: str, run: LabRun) -> None:
        plot.show_scene(LabScene(self._document.points, run.labels, run.centers))
        plot.show_all()
        title.setText(words.format(decimal_text(run.compactness)))
        plot.setAccessibleDescription(title.text())
