"""The scatter dock: the distinct colours of the picture in a colour space, by cluster."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QElapsedTimer, Qt, QTimer, Slot
from PySide6.QtGui import QCloseEvent, QPalette, QShowEvent
from PySide6.QtWidgets import QLabel, QStackedWidget, QVBoxLayout, QWidget

from kquant.core.image.picture import Picture
from kquant.core.model.arrays import UInt8
from kquant.io.atomic import write_bytes
from kquant.session.document.color_text import hex_text
from kquant.session.document.document import Document
from kquant.session.view_model import ViewModel
from kquant.session.work.job import Control, Lane
from kquant.ui.features.clusters.controls import Controls
from kquant.ui.features.clusters.scene import ScatterScene, SceneBuilder, View, first_scene
from kquant.ui.kit.plots.export import PlotExport
from kquant.ui.kit.qt_types import make_qt_types

if TYPE_CHECKING:
    from kquant.ui.features.clusters.plot import ScatterPlot
    from kquant.ui.kit.plots.pyqtgraph_door import pyqtgraph

_CALM_SECONDS = 0.04  # so that this is not painted in one turn with all the rest
_DEBOUNCE_MILLISECONDS = 80  # a mouse on its way over many colours would have the plot drawn all the time
_PATIENCE_MILLISECONDS = 150  # after which it is, while one change follows another


class ScatterPanel(QWidget):
    """A sample of the distinct colours, and the palette among them. `close()` releases the plot.

    Nothing is worked out while the panel is hidden. The plot is made for the first scene: pyqtgraph takes
    longer to import than all the rest of the window, so a worker does that.

    Attributes:
        plot: the plot, None until it is prepared or there is something to show.
        export: saves the plot.

    """

    def __init__(self, document: Document, view: ViewModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._document, self._view = document, view
        self._rested_on: int | None = None  # the colour of the pixel that the mouse rests on in the picture
        self._debounce = QTimer(self, singleShot=True, interval=_DEBOUNCE_MILLISECONDS)
        self._builder = SceneBuilder()
        self._worker = document.scheduler.channel(self, Lane.PLOTS)
        self._events = document.scheduler.events
        self._waiting = QElapsedTimer()
        self._asked: tuple[Picture, UInt8, View] | None = None
        self._controls = Controls(self)
        self._axes = self._controls.view
        self._filled = True
        self.plot: ScatterPlot | None = None
        self._inside: pyqtgraph.PlotItem | None = None  # of the plot that is to be made
        writing = partial(write_bytes, force=True)
        self.export = PlotExport(self._filled_plot, writing, self, document.scheduler)
        self._hint = self._make_hint()
        self._caption = QLabel(self)
        self._blank = QWidget(self)
        self._pages = QStackedWidget(self)
        self._lay_out()
        self._connect()
        self._follow_picture()

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
        document.bind(self, self._follow_later, "picture")
        document.bind(self, self._follow, "preview", "result")
        self._view.bind(self, self._highlight, "highlighted")
        self._view.bind(self, self._follow_hovered, "hovered")
        self._debounce.timeout.connect(self._rest_on_hovered)
        self._worker.delivered.connect(self._take)
        self._worker.failed.connect(document.broke)
        self._controls.view_chosen.connect(self._choose_view)
        self._controls.export_wanted.connect(self.export.ask)
        self.export.broke.connect(document.broke)

    @property
    def is_settled(self) -> bool:
        """Whether nothing more is on its way."""
        return not self._worker.busy

    @property
    def view_state(self) -> str:
        """Space, axes, outlines and colours, as words."""
        return self._controls.view_state

    @view_state.setter
    def view_state(self, words: str) -> None:
        self._controls.view_state = words

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
            plot.show_scene(first_scene(self._axes, self.devicePixelRatioF()))
            plot.grab()
            plot.show_scene(None)

    def focus_controls(self) -> None:
        """Give the keyboard to what is above the plot."""
        self._controls.first.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def _follow_hovered(self) -> None:
        """Let the colour of a pixel of the picture stand out once the mouse rests there."""
        if self._view.now.hovered is not None:
            self._debounce.start()
            return
        self._debounce.stop()
        if self._rested_on is not None:
            self._rest_on_hovered()

    @Slot()
    def _rest_on_hovered(self) -> None:
        self._rested_on = self._view.now.hovered
        self._highlight()

    def _highlight(self) -> None:
        """Let the cloud of the palette colour stand out that is pointed at, or none."""
        if self.plot is not None:
            index = self._view.now.highlighted
            self.plot.highlight(self._rested_on if index is None else index)
            self._describe()

    @Slot(object)
    def _point(self, index: int | None) -> None:
        self._view.change(highlighted=index)

    def showEvent(self, event: QShowEvent) -> None:
        """Catch up with what happened while the panel was hidden."""
        super().showEvent(event)
        self._follow()

    def closeEvent(self, event: QCloseEvent) -> None:
        """Leave neither thread nor plot behind."""
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
        self._events.post(self, self._follow_picture)

    def _follow_picture(self) -> None:
        now = self._document.now
        if now.result is not None or now.preview is not None:
            self._follow()
            return
        self._worker.stop()
        self._asked = None
        if self.plot is not None:
            self.plot.highlight(None)
            self.plot.show_scene(None)
        if now.picture is None:
            self._pages.setCurrentWidget(self._hint)
        elif self._pages.currentWidget() is self._hint:
            self._pages.setCurrentWidget(self._blank)
        self._set_filled(False)
        self._describe()

    @Slot()
    def _choose_view(self) -> None:
        self._axes = self._controls.view
        self._follow()

    def _follow(self) -> None:
        """Have the scene of what the document holds built, unless it is on its way or there already."""
        now, view = self._document.now, self._axes
        found, picture = now.result or now.preview, now.picture
        if found is None or picture is None or not self.isVisible():
            return
        if self._asked is not None:
            asked_picture, palette, asked_view = self._asked
            if asked_picture is picture and palette is found.palette and asked_view == view:
                return
        self._asked = (picture, found.palette, view)
        builder, ratio = self._builder, self.devicePixelRatioF()
        anew = self.plot is None or not self.plot.has_axes_for(picture, view)
        if self.plot is None:
            make_qt_types()  # as the worker imports pyqtgraph
        settings = now.state.settings if now.result is None else now.result.request.settings

        if not self._waiting.isValid():
            self._waiting.start()
        calm = 0.0 if self._waiting.hasExpired(_PATIENCE_MILLISECONDS) else _CALM_SECONDS

        def work(control: Control) -> None:
            from kquant.ui.features.clusters.plot import ScatterPlot  # here, so that the GUI thread need not

            scene = builder.build(picture, settings, found, view, ratio)
            if anew:  # each in a turn of its own
                control.deliver((ScatterPlot.show_axes, scene))
            control.deliver((ScatterPlot.show_scene, scene))

        self._worker.start(work, calm)

    @Slot(object)
    def _take(self, made: tuple[Callable[[ScatterPlot, ScatterScene], None], ScatterScene]) -> None:
        step, scene = made
        plot, filled = self.plot or self._plot_made(), bool(len(scene.points))
        self._waiting.invalidate()
        # Not before, or it would be painted with every panel that comes; axes of nothing tell nothing.
        self._pages.setCurrentWidget(plot if filled else self._blank)
        step(plot, scene)
        if plot.scene_shown is scene:  # and not only its axes
            self._set_filled(filled)
            self._describe()

    def _set_filled(self, filled: bool) -> None:
        if filled != self._filled:
            self._filled = filled
            self._controls.set_filled(filled)

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
        plot.pointed.connect(self._point)
        self._controls.own_colors_chosen.connect(plot.set_own_colors)
        self._controls.reset_wanted.connect(plot.show_all)
        self._pages.addWidget(plot)
        self.setTabOrder(self._controls.last, plot)
        return plot

    def _filled_plot(self) -> ScatterPlot | None:
        scene = self.plot.scene_shown if self.plot is not None else None
        return self.plot if scene is not None and len(scene.points) else None

    def _describe(self) -> None:
        """Say below the plot, and to screen readers, which colour stands out, or how many there are."""
        plot = self.plot
        scene = None if plot is None else plot.scene_shown
        if plot is None or scene is None:
            self._caption.clear()
            return
        text, index = scene.summary, plot.highlighted
        if index is not None and index < len(scene.palette):
            red, green, blue = scene.palette[index].tolist()
            text = self.tr("Colour {number}: {hex}")
            text = text.format(number=index + 1, hex=hex_text((red, green, blue)))
        self._caption.setText(text)
        plot.setAccessibleDescription(text)
