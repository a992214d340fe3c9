"""The scatter dock: the distinct colours of the picture in a colour space, by cluster."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QElapsedTimer, Qt, Signal, Slot
from PySide6.QtGui import QCloseEvent, QPalette, QShowEvent
from PySide6.QtWidgets import QLabel, QStackedWidget, QVBoxLayout, QWidget

from kquant.core.image.picture import Picture
from kquant.core.model.arrays import UInt8
from kquant.io.atomic import write_bytes
from kquant.session.document.color_text import hex_text
from kquant.session.document.document import Document
from kquant.session.work.event_queue import Turns
from kquant.session.work.jobs import Control, JobRunner
from kquant.ui.features.clusters.controls import Controls
from kquant.ui.features.clusters.sample import SampleKeeper
from kquant.ui.features.clusters.scene import ScatterScene, View, first_scene, make_scene
from kquant.ui.kit.numbers import grouped
from kquant.ui.kit.plots.export import PlotExport
from kquant.ui.kit.qt_types import make_qt_types

if TYPE_CHECKING:
    from kquant.ui.features.clusters.plot import ScatterPlot
    from kquant.ui.kit.plots.pyqtgraph_door import pyqtgraph

_CALM_SECONDS = 0.04  # so that this is not painted in one turn with all the rest
_PATIENCE_MILLISECONDS = 150  # after which it is, while one change follows another


class ScatterPanel(QWidget):
    """A sample of the distinct colours, and the palette among them. `close()` releases the plot.

    Nothing is worked out while the panel is hidden. The plot is made for the first scene: pyqtgraph takes
    longer to import than all the rest of the window, so a worker does that.

    Attributes:
        plot: the plot, None until it is prepared or there is something to show.
        export: saves the plot.

    Signals:
        cluster_hovered(object): the palette index of what is under the mouse, or None.
    """

    cluster_hovered = Signal(object)

    def __init__(self, document: Document, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._document = document
        self._keeper = SampleKeeper()
        self._worker = JobRunner(self)
        self._turns = Turns.of_application()
        self._waiting = QElapsedTimer()
        self._asked: tuple[Picture, UInt8, View] | None = None
        self._controls = Controls(self)
        self.plot: ScatterPlot | None = None
        self._inside: pyqtgraph.PlotItem | None = None  # of the plot that is to be made
        self.export = PlotExport(self._filled_plot, partial(write_bytes, force=True), self)
        self._hint = self._make_hint()
        self._caption = QLabel(self)
        self._blank = QWidget(self)
        self._pages = QStackedWidget(self)
        self._lay_out()
        self._connect()
        self._follow()

    def _make_hint(self) -> QLabel:
        text = self.tr(
            "Every colour of the picture will be a point here, near the colours it resembles.\n\n"
            "Each numbered ring is a colour of the palette, amid the points that it stands for."
        )
        hint = QLabel(text, self)
        hint.setWordWrap(True)
        hint.setAlignment(Qt.AlignmentFlag.AlignCenter)
        hint.setForegroundRole(QPalette.ColorRole.PlaceholderText)
        hint.setMargin(24)
        return hint

    def _lay_out(self) -> None:
        self.setObjectName("scatter_panel")
        self.setAccessibleName(self.tr("Scatter plot"))
        self._caption.setObjectName("scatter_caption")
        self._pages.addWidget(self._hint)
        self._pages.addWidget(self._blank)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(8, 8, 8, 8)
        layout.setSpacing(4)
        layout.addWidget(self._controls)
        layout.addWidget(self._pages, 1)
        layout.addWidget(self._caption)

    def _connect(self) -> None:
        document = self._document
        document.source_changed.connect(self._follow_later)
        document.preview_changed.connect(self._follow)
        document.result_changed.connect(self._follow)
        self._worker.delivered.connect(self._take)
        self._worker.failed.connect(document.broke)
        self._controls.view_chosen.connect(self._follow)
        self._controls.export_wanted.connect(self.export.ask)
        self.export.broke.connect(document.broke)

    @property
    def is_settled(self) -> bool:
        """Whether nothing more is on its way."""
        return not self._worker.busy

    @property
    def look(self) -> str:
        """Space, axes, outlines and colours, as words."""
        return self._controls.look

    @look.setter
    def look(self, words: str) -> None:
        self._controls.look = words

    @property
    def preparation(self) -> tuple[Callable[[], object], ...]:
        """What makes the plot, a step at a time, before there is anything to show.

        And paints it unseen, as that takes several times as long when it is done first. To be called once
        pyqtgraph is there.
        """
        return self._make_axis, self._make_inside, self._plot_made, self._paint_unseen

    def _make_axis(self) -> None:
        from kquant.ui.kit.plots.themed_plot import make_first_axis

        make_first_axis()

    def _make_inside(self) -> None:
        from kquant.ui.kit.plots.themed_plot import make_inside

        if self.plot is None:
            self._inside = make_inside()

    def _paint_unseen(self) -> None:
        plot = self._plot_made()
        if plot.scene_shown is None:
            plot.show_scene(first_scene(self._controls.view))
            plot.grab()
            plot.show_scene(None)

    def focus_controls(self) -> None:
        """Give the keyboard to what is above the plot."""
        self._controls.first.setFocus(Qt.FocusReason.ShortcutFocusReason)

    @Slot(object)
    def highlight(self, index: int | None) -> None:
        """Let the cloud of a palette colour stand out, or none."""
        if self.plot is not None:
            self.plot.highlight(index)
            self._describe(index)

    def showEvent(self, event: QShowEvent) -> None:  # noqa: N802 - Qt's name
        """Catch up with what happened while the panel was hidden."""
        super().showEvent(event)
        self._follow()

    def closeEvent(self, event: QCloseEvent) -> None:  # noqa: N802 - Qt's name
        """Leave neither thread nor plot behind."""
        self._document.disconnect(self)
        self._worker.close()
        self.export.close()
        if self._inside is not None:
            self._plot_made()  # so that it is released like any
        if self.plot is not None:
            self.plot.release()
            self.plot = None
        super().closeEvent(event)

    @Slot()
    def _follow_later(self) -> None:
        """In a turn of its own, as in this one all of the window follows."""
        self._turns.queue(self, self._follow)

    @Slot()
    def _follow(self) -> None:
        """Have the scene of what the document holds made, unless it is on its way or there already."""
        document, view = self._document, self._controls.view
        found, picture = document.result or document.preview, document.picture
        if found is None or picture is None:
            self._worker.stop()
            self._asked = None
            if self.plot is not None:
                self.plot.highlight(None)
                self.plot.show_scene(None)
            self._follow_plot()
            return
        asked = (picture, found.palette, view)
        if not self.isVisible() or (self._asked is not None and _same(self._asked, asked)):
            return
        self._asked = asked
        make_qt_types()  # as the worker imports pyqtgraph
        keeper = self._keeper
        settings = document.settings if document.result is None else document.result.request.settings

        if not self._waiting.isValid():
            self._waiting.start()
        calm = 0.0 if self._waiting.hasExpired(_PATIENCE_MILLISECONDS) else _CALM_SECONDS

        def work(control: Control) -> None:
            control.linger(calm)
            from kquant.ui.features.clusters.plot import ScatterPlot  # here, so that the GUI thread need not

            scene = make_scene(keeper, picture, settings, found, view)
            for step in (ScatterPlot.show_axes, ScatterPlot.show_scene):  # each in a turn of its own
                control.deliver((step, scene))

        self._worker.start(work)

    @Slot(object)
    def _take(self, made: tuple[Callable[[ScatterPlot, ScatterScene], None], ScatterScene]) -> None:
        step, scene = made
        plot = self._plot_made()
        self._waiting.invalidate()
        # Not before, or it would be painted with every panel that comes; axes of nothing tell nothing.
        self._pages.setCurrentWidget(plot if len(scene.points) else self._blank)
        step(plot, scene)
        if plot.scene_shown is scene:  # and not only its axes
            self._follow_plot()

    def _follow_plot(self) -> None:
        if self._document.picture is None:
            self._pages.setCurrentWidget(self._hint)
        elif self._pages.currentWidget() is self._hint:
            self._pages.setCurrentWidget(self._blank)
        self._controls.set_filled(self._filled_plot() is not None)
        self._describe(self.plot.highlighted if self.plot is not None else None)

    def _plot_made(self) -> ScatterPlot:
        """The plot, made now if there is none."""
        if self.plot is not None:
            return self.plot
        from kquant.ui.features.clusters.plot import ScatterPlot

        self.plot, self._inside = ScatterPlot(self, self._inside), None
        plot = self.plot
        plot.setObjectName("scatter_plot")
        plot.setAccessibleName(self.tr("Colours in space"))
        plot.set_own_colors(self._controls.own_colors)
        plot.pointed.connect(self.cluster_hovered)
        plot.pointed.connect(self._describe)
        self._controls.own_colors_chosen.connect(plot.set_own_colors)
        self._controls.reset_wanted.connect(plot.reset_view)
        self._pages.addWidget(plot)
        self.setTabOrder(self._controls.last, plot)
        return plot

    def _filled_plot(self) -> ScatterPlot | None:
        scene = self.plot.scene_shown if self.plot is not None else None
        return self.plot if scene is not None and len(scene.points) else None

    @Slot(object)
    def _describe(self, index: int | None) -> None:
        scene = self.plot.scene_shown if self.plot is not None else None
        if self.plot is None or scene is None:
            self._caption.clear()
            return
        if index is not None and index < len(scene.palette):
            red, green, blue = scene.palette[index].tolist()
            text = self.tr("Colour {number}: {hex}")
            self._caption.setText(text.format(number=index + 1, hex=hex_text((red, green, blue))))
        else:
            self._caption.setText(self._summary(scene))
        self.plot.setAccessibleDescription(self._caption.text())

    def _summary(self, scene: ScatterScene) -> str:
        shown = grouped().toString(len(scene.points))
        if scene.total == 1:
            return self.tr("1 distinct colour")
        if len(scene.points) == scene.total:
            return self.tr("{shown} distinct colours").format(shown=shown)
        total = grouped().toString(scene.total)
        return self.tr("{shown} of {total} distinct colours").format(shown=shown, total=total)


def _same(one: tuple[Picture, UInt8, View], other: tuple[Picture, UInt8, View]) -> bool:
    return one[0] is other[0] and one[1] is other[1] and one[2] == other[2]
