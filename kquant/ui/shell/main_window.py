"""The main window: its parts, and what connects them."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import Qt, QTimer, Signal, Slot
from PySide6.QtGui import QCloseEvent, QShowEvent
from PySide6.QtWidgets import QMenu

from kquant.core.model.choices import Effort
from kquant.core.model.settings import Settings
from kquant.resources import sample_images
from kquant.session.document.document import Document
from kquant.session.files import preferences as prefer
from kquant.session.view_model import ViewModel
from kquant.session.work.process import spare_threads
from kquant.session.work.scheduler import Lane
from kquant.ui.app.services import Shared
from kquant.ui.features.canvas import Canvas, Viewing
from kquant.ui.features.clusters import ScatterPanel
from kquant.ui.features.export.copying import Copying
from kquant.ui.features.export.exporter import Exporter
from kquant.ui.features.export.memory import ExportMemory
from kquant.ui.features.metrics.panel import MetricsPanel
from kquant.ui.features.opening.opening import Opening
from kquant.ui.features.palette import PaletteBar, PaletteCommands
from kquant.ui.features.parameters import ParameterPanel
from kquant.ui.features.selection import SelectionCommands, SelectionPanel, Tools, ToolStrip
from kquant.ui.features.start.sample_titles import sample_title
from kquant.ui.features.start.start_page import StartPage
from kquant.ui.kit.accessibility import FocusRing
from kquant.ui.kit.actions.actions import Actions
from kquant.ui.kit.actions.menus import fill_menu_bar
from kquant.ui.kit.icons import application_icon
from kquant.ui.kit.qt_types import make_qt_types
from kquant.ui.kit.view_state import HasViewState, restore_view_states, save_view_states
from kquant.ui.kit.window_placement import fit_on_screen
from kquant.ui.shell.center import Center
from kquant.ui.shell.close_guard import Leaving
from kquant.ui.shell.dialogs import Dialogs
from kquant.ui.shell.enabling import Enabling
from kquant.ui.shell.file_menus import fill_with_paths
from kquant.ui.shell.late_imports import import_the_rest
from kquant.ui.shell.notices import Notices
from kquant.ui.shell.panels import Panels
from kquant.ui.shell.status_bar import StatusBar
from kquant.ui.shell.title import Title
from kquant.ui.shell.toolbar import ToolBar
from kquant.ui.shell.window_input import InputWindow

_IMPORT_MILLISECONDS = 50  # until the window has been painted
_TYPES_SECONDS = 0.004  # in one turn of the event loop


class MainWindow(InputWindow):
    """One picture and everything that can be done with it.

    Signals:
        window_wanted(object): another window, for each Path of a list, or an empty one for an empty list.
        lab_wanted(object): the clustering lab, for this window.
        quit_wanted(): all windows are to be closed.
        closed(object): this window is closed, and none of its threads is left.
    """

    window_wanted = Signal(object)
    lab_wanted = Signal(object)
    quit_wanted = Signal()
    closed = Signal(object)

    def __init__(self, shared: Shared, colors: int | None = None) -> None:
        super().__init__()
        self._shared = shared
        self._may_close = False
        defaults = _preferred_settings(shared.preferences)
        settings = replace(defaults, colors=colors or defaults.colors)
        self.document = Document(settings, self, scheduler=shared.scheduler)
        self.view = ViewModel(self)
        self.commands = Actions(self)
        self._make_parts(defaults)
        self._make_helpers()
        self._lay_out()
        self._connect_document()
        self._connect_panels()
        self._connect_actions()
        for preference in prefer.PREFERENCES:
            self._follow_preference(preference.key)
        self._show_source()

    # Parts

    def _make_parts(self, defaults: Settings) -> None:
        document, view, actions, shared = self.document, self.view, self.commands, self._shared
        # In the order in which Tab goes through them, which is that of the eye.
        self.toolbar = ToolBar(document, actions, self)
        self.tool_strip = ToolStrip(actions, self)
        self.center = Center(self)
        self.start_page = StartPage(
            shared.recent, shared.scheduler, actions["open"], actions["paste"], self.center
        )
        self.canvas = Canvas(document, view, self.center)
        self.tools = Tools(self.canvas, document, view, self)
        self.center.fill(self.start_page, self.canvas)
        self.parameters = ParameterPanel(document, self, presets=shared.presets, defaults=defaults)
        self.scatter = ScatterPanel(document, view, self)
        self.numbers = MetricsPanel(document, self)
        self.selection_panel = SelectionPanel(document, view, self.tools, actions, self)
        self.palette_bar = PaletteBar(document, view, actions, self)
        self.status = StatusBar(document, self)
        panels = (self.parameters, self.scatter, self.numbers, self.palette_bar, self.selection_panel)
        self.panels = Panels(self, self.toolbar, self.tool_strip, *panels)
        self._view_states: dict[str, HasViewState] = {
            "parameters": self.parameters,
            "palette": self.palette_bar,
            "scatter": self.scatter,
        }

    def _make_helpers(self) -> None:
        document, shared, messages = self.document, self._shared, self.center.messages
        preferences = shared.preferences
        self.exporter = Exporter(document, ExportMemory(preferences.settings), self)
        self.leaving = Leaving(document, preferences, self.exporter, self)
        self.opening = Opening(
            document, preferences, shared.recent, messages, self, self.leaving.before_another
        )
        self.take_input(self.opening, self.center.drop_sign, self.canvas)
        self._viewing = Viewing(self.canvas, self.commands, preferences, self)
        self.copying = Copying(document, self)
        self._notices = Notices(messages, document, self)
        self._title = Title(document, self)
        self._dialogs = Dialogs(shared, self.commands, self)
        self._importer = shared.scheduler.channel(self, Lane.THUMBNAILS)
        self._importer.ended.connect(self._prepare)
        self._enabling = Enabling(self.commands, document, shared.recent, self)
        self.palette_commands = PaletteCommands(
            document, self.view, self.palette_bar, self.commands, preferences, self
        )
        self.selecting = SelectionCommands(document, self.view, self.tools, self.commands, self)

    def _lay_out(self) -> None:
        self.setObjectName("main_window")
        self.setWindowIcon(application_icon())
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setCentralWidget(self.center)
        self.addToolBar(self.toolbar)
        self.setStatusBar(self.status)
        self._focus_ring = FocusRing(self)
        self._menus = fill_menu_bar(self.menuBar(), self.commands)
        self._menus["panels"].addActions([*self.panels.toggles, self.toolbar.toggleViewAction()])
        self._menus["recent"].aboutToShow.connect(self._fill_recent)
        fill_with_paths(self._menus["samples"], sample_images(), self.opening.open, title=sample_title)
        if not self.panels.restore_geometry(self._shared.preferences.settings):
            fit_on_screen(self)
        restore_view_states(self._shared.preferences.settings, self._view_states)

    # Wiring

    def _connect_document(self) -> None:
        document = self.document
        self.center.show_progress_of(document)
        document.source_changed.connect(self._show_source_later)
        document.broke.connect(self._shared.report_fault)

    def _connect_panels(self) -> None:
        self.panels.parameters.visibilityChanged.connect(self.toolbar.give_way)
        self.view.bind(self, self._show_pixel, "pixel")
        self.view.bind(self, self._show_zoom, "zoom")
        self.view.bind(self, self._show_hint, "hint")
        self.canvas.broke.connect(self._shared.report_fault)
        self.palette_bar.export_requested.connect(self.exporter.export_palette)
        self.palette_bar.copying.copied.connect(self._notices.note)
        self.palette_commands.noted.connect(self._notices.note)
        self.palette_commands.eyedropper_requested.connect(self.selecting.pick_to_add)
        self.selecting.picked_to_add.connect(self.palette_commands.add)
        self.selecting.picked_to_exclude.connect(self.palette_commands.exclude)
        self.selecting.panel_wanted.connect(self.panels.show_selection)
        self.selection_panel.copied.connect(self._notices.note)
        self.scatter.export.exported.connect(self._notices.plot_exported)
        self.scatter.export.exported.connect(self.exporter.keep_folder)
        self.scatter.export.failed.connect(self._notices.error)
        self.scatter.export.suggest = self.exporter.suggested_plot
        self.numbers.copied.connect(self._notices.numbers_copied)
        self.parameters.live_toggled.connect(self._keep_live)
        for count in (self.parameters.color_count, self.toolbar.color_count):
            count.entered.connect(self.canvas.setFocus)
        self.start_page.chosen.connect(self.opening.open)
        self.opening.more_wanted.connect(self.window_wanted)
        self.exporter.exported.connect(self.opening.expect_change)
        self.exporter.exported.connect(self._notices.exported)
        self.exporter.failed.connect(self._notices.error)
        self.exporter.broke.connect(self._shared.report_fault)
        self.exporter.repeatable_changed.connect(self._enabling.set_repeatable)
        self.copying.copied.connect(self._notices.picture_copied)
        self.copying.failed.connect(self._shared.report_fault)
        self._shared.preferences.changed.connect(self._follow_preference)

    def _connect_actions(self) -> None:
        self._connect_file_actions()
        count = self.toolbar.color_count
        self.commands.connect_to(
            {
                "preferences": self._dialogs.show_preferences,
                "run": self.parameters.run,
                "stop": self._stop,
                "fewer": count.fewer,
                "more": count.more,
                "lab": self._want_lab,
                "focus_palette": self._go_to_palette,
                "focus_clusters": self._go_to_clusters,
                "find_command": self._dialogs.find_command,
                "new_window": self._want_window,
                "reset_layout": self.panels.reset,
                "report": self._dialogs.show_report,
                "about": self._dialogs.show_about,
            }
        )
        self.commands["live"].triggered.connect(self.parameters.set_live)

    def _connect_file_actions(self) -> None:
        stack = self.document.undo_stack
        self.commands.connect_to(
            {
                "open": self.opening.ask,
                "clear_recent": self._shared.recent.clear,
                "paste": self.opening.paste,
                "reload": self.opening.reload,
                "export": self.exporter.export_picture,
                "export_again": self.exporter.again,
                "export_palette": self.exporter.export_palette,
                "export_plot": self._export_plot,
                "close": self.close,
                "quit": self.quit_wanted.emit,
                "undo": stack.undo,
                "redo": stack.redo,
                "copy": self.copying.copy,
                "copy_palette": self._copy_palette,
            }
        )

    # What is pointed at

    def _show_pixel(self) -> None:
        self.status.show_pixel(self.view.now.pixel)

    def _show_zoom(self) -> None:
        self.status.show_zoom(self.view.now.zoom)

    def _show_hint(self) -> None:
        self.status.show_hint(self.view.now.hint)

    # What changes in the window

    @Slot()
    def _show_source_later(self) -> None:
        """In a turn of its own, as the canvas is laid out and painted for the first time then."""
        self._shared.scheduler.events.post(self, self._show_source)

    def _show_source(self) -> None:
        there = self.document.source is not None
        self.center.show_canvas(there)
        if there:
            self.panels.show_all(self._shared.preferences.settings)

    @Slot()
    @Slot(str)
    def _follow_preference(self, key: str) -> None:
        get = self._shared.preferences.get
        if key == prefer.LIVE.key:
            self.parameters.set_live(get(prefer.LIVE))
            self.commands["live"].setChecked(get(prefer.LIVE))
        elif key == prefer.THREADS.key:
            self.document.threads = get(prefer.THREADS) or spare_threads()

    # What the actions do that belong to the window itself

    @property
    def windows_menu(self) -> QMenu:
        """An empty menu for all windows that are open."""
        return self._menus["windows"]

    @property
    def is_settled(self) -> bool:
        """Whether the final result with its metrics is shown everywhere."""
        document = self.document
        final = document.now.metrics is not None
        parts = (self.canvas, self.scatter, self.palette_bar, self.panels)
        return final and not document.clustering and all(part.is_settled for part in parts)

    def quiet(self) -> None:
        """Say nothing over what is to be seen."""
        self.center.messages.dismiss()

    @Slot(bool)
    def _keep_live(self, live: bool) -> None:
        self._shared.preferences.set(prefer.LIVE, live)

    @Slot()
    def _stop(self) -> None:
        self.document.stop_opening()
        self.document.stop()

    @Slot()
    def _go_to_palette(self) -> None:
        self.panels.bring(self.panels.palette)
        self.palette_bar.focus_swatches()

    @Slot()
    def _go_to_clusters(self) -> None:
        self.panels.bring(self.panels.clusters)
        self.scatter.focus_controls()

    @Slot()
    def _export_plot(self) -> None:
        self.panels.bring(self.panels.clusters)  # what is hidden has no plot
        self.scatter.export.ask()

    @Slot()
    def _copy_palette(self) -> None:
        self.palette_bar.copying.copy_all()

    @Slot()
    def _want_window(self) -> None:
        self.window_wanted.emit([])

    @Slot()
    def _want_lab(self) -> None:
        self.lab_wanted.emit(self)

    @Slot()
    def _fill_recent(self) -> None:
        menu = self._menus["recent"]
        recent = self._shared.recent
        fill_with_paths(menu, recent.paths, self.opening.open, recent.thumbnail)
        menu.addSeparator()
        menu.addAction(self.commands["clear_recent"])

    # Events

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        QTimer.singleShot(_IMPORT_MILLISECONDS, self, self._import_the_rest)

    @Slot()
    def _import_the_rest(self) -> None:
        if make_qt_types(_TYPES_SECONDS):
            self._importer.start(import_the_rest)
        else:
            self._shared.scheduler.events.post(self, self._import_the_rest)

    @Slot()
    def _prepare(self) -> None:
        self.panels.prepare(*self.scatter.preparation)

    def closeEvent(self, event: QCloseEvent) -> None:
        if self.leaving.would_lose and not self._may_close:
            event.ignore()
            self.leaving.before_closing(self.close_anyway)
            return
        self._remember()
        self._let_go()
        event.accept()
        self.closed.emit(self)

    def close_anyway(self) -> None:
        """Close, whatever is lost."""
        self._may_close = True
        self.close()

    def _remember(self) -> None:
        settings = self._shared.preferences.settings
        self.panels.keep(settings)
        save_view_states(settings, self._view_states)

    def _let_go(self) -> None:
        """No thread may outlive the window."""
        for part in (self.canvas, self.scatter, self.palette_bar, self.numbers):
            part.close()
        self.start_page.close_jobs()
        self._importer.close()
        self.opening.close()
        self.copying.close()
        self.exporter.close()
        self.document.close()
        self.document.undo_stack.blockSignals(True)  # it would tell of its emptying as it is deleted


def _preferred_settings(preferences: prefer.Preferences) -> Settings:
    return Settings(colors=preferences.get(prefer.COLORS), effort=Effort(preferences.get(prefer.EFFORT)))
