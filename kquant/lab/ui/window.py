"""The clustering lab: its parts, and what connects them."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import numpy as np
from PySide6.QtCore import QByteArray, QEvent, Qt, Signal, Slot
from PySide6.QtGui import QCloseEvent, QShowEvent
from PySide6.QtWidgets import QApplication, QMainWindow, QSplitter, QVBoxLayout, QWidget

from kquant.lab.core.points import PointSet
from kquant.lab.session.document import LabDocument
from kquant.lab.session.gallery import Failure
from kquant.lab.ui.actions import LAB_TABLE
from kquant.lab.ui.files import Files
from kquant.lab.ui.menus import LAB_MENUS, LabToolBar
from kquant.lab.ui.messages import LabMessages
from kquant.lab.ui.plot_area import PlotArea
from kquant.lab.ui.side_panel import SidePanel
from kquant.lab.ui.source_box import PictureSource
from kquant.lab.ui.status_bar import LabStatusBar
from kquant.lab.ui.steps_bar import StepsBar
from kquant.lab.ui.tabs import LabTabs
from kquant.lab.ui.tools import LabTool
from kquant.lab.ui.tour import Tour
from kquant.lab.ui.tour_steps import tour_steps
from kquant.session.files.settings_file import SettingsFile
from kquant.session.work.scheduler import Scheduler
from kquant.ui.kit.accessibility import is_typed_into_box
from kquant.ui.kit.actions.actions import Actions, UndoNames
from kquant.ui.kit.actions.menus import fill_menu_bar
from kquant.ui.kit.actions.spec import Group
from kquant.ui.kit.command_palette import CommandPalette
from kquant.ui.kit.dialogs import open_dialog
from kquant.ui.kit.icons import application_icon
from kquant.ui.kit.message_bar import MessageKind
from kquant.ui.kit.window_placement import fit_on_screen

_SIDES = (280, 688, 312)
_GEOMETRY, _OFFERED = "lab/geometry", "lab/tour_offered"


class LabWindow(QMainWindow):
    """k-means on points in a plane.

    Args:
        settings: keep where the window stands, and that the tour was offered.
        report_fault: is told of exceptions that nothing else deals with.
        show_about: opens the program's own dialog over a window.
        picture: tells of the picture that is open elsewhere, if any.
        offer_tour: whether newcomers are asked to take the tour.

    Signals:
        quit_wanted(): all windows are to be closed.
        closed(): this window is closed, and none of its threads is left.
    """

    quit_wanted = Signal()
    closed = Signal()

    def __init__(
        self,
        settings: SettingsFile,
        scheduler: Scheduler,
        report_fault: Callable[[BaseException], None],
        show_about: Callable[[QWidget], object],
        picture: PictureSource = lambda: None,
        offer_tour: bool = True,
    ) -> None:
        super().__init__()
        self._settings, self._report_fault, self._about = settings, report_fault, show_about
        self._offers = offer_tour
        self.document = LabDocument(parent=self, scheduler=scheduler)
        self.commands = Actions(self, LAB_TABLE)
        self._make_parts(picture)
        self._lay_out()
        self._connect_document()
        self._connect_actions()
        self._undo = UndoNames(self.commands, self.document.undo_stack, self)
        self._begin()

    # Parts

    def _make_parts(self, picture: PictureSource) -> None:
        document, actions = self.document, self.commands
        self.toolbar = LabToolBar(actions, self)
        self.side = SidePanel(document, actions, picture, self)
        self.kmeans = self.side.kmeans
        self.plot_area = PlotArea(document, self)
        self.board = self.plot_area.board
        self.steps = StepsBar(document, actions, self)
        self.tabs = LabTabs(document, self)
        self.files = Files(document, self.board, self)
        self._messages = LabMessages(self.plot_area.messages, document, self.files, self)
        self.status = LabStatusBar(document, self)
        self.tour = Tour(tour_steps(self), self)

    def _lay_out(self) -> None:
        self.setObjectName("lab_window")
        self.setWindowTitle(self.tr("Clustering Lab — KQuant"))
        self.setWindowIcon(application_icon())
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        fill_menu_bar(self.menuBar(), self.commands, LAB_MENUS)
        self.addToolBar(self.toolbar)
        middle = QWidget(self)
        column = QVBoxLayout(middle)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.plot_area, 1)
        column.addWidget(self.steps)
        splitter = QSplitter(Qt.Orientation.Horizontal, self)
        for part in (self.side, middle, self.tabs):
            splitter.addWidget(part)
        splitter.setStretchFactor(1, 1)
        splitter.setChildrenCollapsible(False)
        splitter.setSizes(list(_SIDES))
        self.setCentralWidget(splitter)
        self.setStatusBar(self.status)
        kept = self._settings.value(_GEOMETRY)
        if not (isinstance(kept, QByteArray) and self.restoreGeometry(kept)):
            fit_on_screen(self)

    def _begin(self) -> None:
        for name in ("layer_regions", "layer_trails", "equal_scales", "live"):
            self.commands[name].setChecked(True)
        self.commands.choose("tool", "select")
        self._follow()
        self.board.setFocus()
        self.document.start_run()

    # Wiring

    def _connect_document(self) -> None:
        document = self.document
        document.broke.connect(self._report_fault)
        for signal in (
            document.points_changed,
            document.settings_changed,
            document.run_changed,
            document.walk_changed,
            document.busy_changed,
        ):
            signal.connect(self._follow)
        self.board.pointed.connect(self.status.show_place)
        self.kmeans.hand_wanted.connect(self._place_by_hand)
        self.tabs.k_chosen.connect(self._choose_k)
        self.tabs.failure_chosen.connect(self._show_failure)
        self.side.columns.clicked.connect(self.files.choose_columns)
        self.files.broke.connect(self._report_fault)

    def _connect_actions(self) -> None:
        stack, files = self.document.undo_stack, self.files
        self.commands.connect_to(
            {
                "open_table": files.open_table,
                "paste_table": files.paste_table,
                "export_plot": files.plot_export.ask,
                "export_csv": files.export_csv,
                "copy_script": files.copy_script,
                "close": self.close,
                "quit": self.quit_wanted.emit,
                "undo": stack.undo,
                "redo": stack.redo,
                "opening_example": self.side.recipe.take_opening_example,
                "clear_points": self._clear,
                "run": self._run,
                "stop": self.document.stop,
                "walk_leave": self.document.end_walk,
                "show_all": self.board.show_all,
                "tour": self.tour.begin,
                "find_command": self._find_command,
                "about": self._show_about,
            }
        )
        for layer in ("regions", "links", "trails", "starts"):
            action = self.commands[f"layer_{layer}"]
            action.toggled.connect(lambda on, layer=layer: self.plot_area.show_layers(**{layer: on}))
        self.commands["layer_links"].toggled.connect(self._follow)
        self.commands["layer_truth"].toggled.connect(self.plot_area.show_truth)
        self.commands["equal_scales"].toggled.connect(self.board.set_equal_scales)
        self.commands["live"].toggled.connect(self._set_live)
        self.commands.chosen.connect(self._choose)

    def open_table(self, path: Path, ask: bool = True) -> None:
        """Read points from a file; of many columns a person is asked which, unless not to be asked."""
        self.files.asks = ask
        self.document.transfer.open_table(path)

    @property
    def is_settled(self) -> bool:
        """Whether everything is shown as it stays."""
        return not self.document.busy and (self.document.up_to_date or not len(self.document.points))

    def quiet(self) -> None:
        """Say nothing over what is to be seen."""
        self.plot_area.messages.dismiss()

    # What the actions do that belong to the window itself

    @Slot(str, str)
    def _choose(self, choice: str, value: str) -> None:
        if choice == "tool":
            self.plot_area.choose_tool(LabTool(value))

    @Slot()
    def _place_by_hand(self) -> None:
        self.commands["tool_centers"].trigger()

    @Slot(int)
    def _choose_k(self, k: int) -> None:
        self.document.change(self.tr("K = {}").format(k), k=k)

    @Slot(object)
    def _show_failure(self, failure: Failure) -> None:
        title = QApplication.translate("LabGallery", failure.title)
        self.document.show_failure(failure, title)
        self.commands["layer_truth"].setChecked(True)

    @Slot()
    def _clear(self) -> None:
        self.document.set_points(self.tr("Remove all points"), PointSet(np.zeros((0, 2))))
        self.commands["tool_add"].trigger()

    @Slot()
    def _run(self) -> None:
        self.steps.pause()
        self.document.end_walk()
        self.document.start_run()
        self.tabs.show_page("result")

    @Slot(bool)
    def _set_live(self, live: bool) -> None:
        self.document.live = live

    @Slot()
    def _find_command(self) -> None:
        open_dialog(CommandPalette(self.commands, self))

    @Slot()
    def _show_about(self) -> None:
        self._about(self)

    # What is told

    @Slot()
    def _follow(self) -> None:
        document, actions = self.document, self.commands
        actions.enable(Group.POINTS, len(document.points) > 0)
        actions.enable(Group.RESULT, document.run is not None)
        actions.enable(Group.WORKING, document.busy)
        actions["walk_leave"].setEnabled(document.walk is not None)
        actions["layer_truth"].setEnabled(document.points.truth is not None)
        self.status.refresh(actions["layer_links"].isChecked())

    # Events

    def event(self, event: QEvent) -> bool:
        """Leave letters to the box that has the keyboard."""
        if is_typed_into_box(event, self.focusWidget()):
            event.accept()
            return True
        return super().event(event)

    def showEvent(self, event: QShowEvent) -> None:
        """Offer newcomers the tour, once."""
        super().showEvent(event)
        if self._offers and self._settings.value(_OFFERED) is None:
            self._settings.set_value(_OFFERED, True)
            words = self.tr("New to k-means? A tour in eight short steps shows how it works.")
            self.plot_area.messages.tell(
                MessageKind.QUESTION, words, (self.tr("Take the tour"), self.tour.begin)
            )

    def closeEvent(self, event: QCloseEvent) -> None:
        """No thread may outlive the window."""
        self._settings.set_value(_GEOMETRY, self.saveGeometry())
        self.tour.end()
        self.steps.pause()
        self.document.undo_stack.blockSignals(True)  # it would tell of its emptying as it is deleted
        self.files.close()
        self.document.close()
        self.plot_area.release()
        self.steps.cost_plot.release()
        self.tabs.release()
        event.accept()
        self.closed.emit()
