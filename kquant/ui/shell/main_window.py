"""The main window: what its features are put together to."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from PySide6.QtCore import QEvent, Qt, Signal, Slot
from PySide6.QtGui import (
    QCloseEvent,
    QDragEnterEvent,
    QDragLeaveEvent,
    QDropEvent,
    QKeyEvent,
    QShowEvent,
)
from PySide6.QtWidgets import QMainWindow, QMenu

from kquant.core.model.choices import Effort
from kquant.core.model.settings import Settings
from kquant.session.document.document import Document
from kquant.session.files.preferences import COLORS, EFFORT, THREADS, Preferences
from kquant.session.services import Services
from kquant.session.view_model import ViewModel
from kquant.session.work.process import spare_threads
from kquant.ui.context import Context, Events
from kquant.ui.kit.accessibility import FocusRing
from kquant.ui.kit.actions.actions import Actions
from kquant.ui.kit.actions.menus import fill_menu_bar
from kquant.ui.kit.icons import application_icon
from kquant.ui.kit.view_state import HasViewState, restore_view_states, save_view_states
from kquant.ui.kit.window_placement import fit_on_screen
from kquant.ui.shell.action_states import ActionStates
from kquant.ui.shell.center import Center
from kquant.ui.shell.close_guard import CloseGuard
from kquant.ui.shell.features import LATE_MODULES, MENUS, TABLE, Features
from kquant.ui.shell.panels import Panels
from kquant.ui.shell.preparation import Preparation
from kquant.ui.shell.status_bar import StatusBar
from kquant.ui.shell.toolbar import ToolBar, ToolStrip


class MainWindow(QMainWindow):
    """One picture and everything that can be done with it.

    It takes the events that none of its parts has taken by handlers of its own, not by a filter: Python would
    be asked about every event, some hundred in a turn in which actions and panels change, and would wait for
    its lock beside workers each time.

    Signals:
        windows_wanted(object): another window, for each Path of a list, or an empty one for an empty list.
        lab_wanted(object): the clustering lab, for this window.
        quit_wanted(): all windows are to be closed.
        closed(object): this window is closed, and none of its threads is left.
    """

    windows_wanted = Signal(object)
    lab_wanted = Signal(object)
    quit_wanted = Signal()
    closed = Signal(object)

    def __init__(self, services: Services, colors: int | None = None) -> None:
        super().__init__()
        self._services = services
        self._may_close = False
        defaults = _preferred_settings(services.preferences)
        settings = replace(defaults, colors=colors or defaults.colors)
        self.document = Document(settings, self, scheduler=services.scheduler)
        self.view = ViewModel(self)
        self.commands = Actions(self, TABLE)
        # What the keyboard reaches is made in the order in which Tab goes through it, that of the eye.
        self.toolbar = ToolBar(self.document, self.commands, self)
        self.tool_strip = ToolStrip(self.commands, self)
        self.center = Center(self)
        self.features = self._make_features(defaults)
        self.status = StatusBar(self.document, self.view, self)
        docked = [panel for feature in self.features for panel in feature.panels]
        self.panels = Panels(self, self.toolbar, self.tool_strip, docked)
        self._states = ActionStates(self.commands, self.document, self)
        self._preparation = Preparation(LATE_MODULES, services.scheduler, self)
        self._lay_out()
        self._connect()
        self._follow_preference(THREADS.key)
        self._show_title()
        self._show_source()

    def _make_features(self, defaults: Settings) -> Features:
        self._events = Events(self)
        features = Features(
            Context(
                window=self,
                middle=self.center,
                document=self.document,
                view=self.view,
                events=self._events,
                actions=self.commands,
                services=self._services,
                defaults=defaults,
                messages=self.center.messages,
                unless_lost=self._unless_lost,
                show_panel=self._show_panel,
                offer_panel=self._offer_panel,
            )
        )
        # What programs work the window by, such as tests.
        self.canvas, self.start_page = features.canvas.canvas, features.start.page
        self.parameters, self.palette_bar = features.parameters.panel, features.palette.bar
        self.scatter, self.numbers = features.clusters.panel, features.metrics.panel
        self.selection_panel, self.tools = features.selection.panel, features.selection.tools
        self.opening = features.opening.opening
        self.exporter, self.copying = features.export.exporter, features.export.copying
        self.close_guard = CloseGuard(self.document, self._services.preferences, self.exporter, self)
        return features

    def _lay_out(self) -> None:
        settings = self._services.preferences.settings
        self.setObjectName("main_window")
        self.setWindowIcon(application_icon())
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setAcceptDrops(True)
        self.center.fill(self.start_page, self.canvas)
        self.setCentralWidget(self.center)
        self.addToolBar(self.toolbar)
        self.setStatusBar(self.status)
        self._focus_ring = FocusRing(self)
        menus = fill_menu_bar(self.menuBar(), self.commands, MENUS)
        menus["panels"].addActions([*self.panels.toggles, self.toolbar.toggleViewAction()])
        self.windows_menu: QMenu = menus["windows"]  # an empty one for all windows that are open
        for feature in self.features:
            for name, fill in feature.menus.items():
                menus[name].aboutToShow.connect(_filling(menus[name], fill))
        if not self.panels.restore_geometry(settings):
            fit_on_screen(self)
        restore_view_states(settings, self._view_states)

    def _connect(self) -> None:
        document, features = self.document, self.features
        for feature in features:
            self.commands.connect_to(feature.handlers)
            feature.finished.connect(self.canvas.setFocus)
        features.window.quit_wanted.connect(self.quit_wanted)
        features.window.lab_wanted.connect(self._want_lab)
        features.window.reset_wanted.connect(self.panels.reset)
        self._events.windows_wanted.connect(self.windows_wanted)
        self.exporter.repeatable_changed.connect(self._states.set_repeatable)
        self.panels.upper.visibilityChanged.connect(self.toolbar.give_way)
        self.toolbar.color_count.entered.connect(self.canvas.setFocus)
        self.center.show_progress_of(document)
        self._preparation.imported.connect(self._prepare)
        self._services.preferences.changed.connect(self._follow_preference)
        document.broke.connect(self._services.report_fault)
        document.undo_stack.cleanChanged.connect(self._show_title)
        document.bind(self, self._show_title, "picture")
        document.bind(self, self._show_source_later, "picture")

    # What changes in the window

    def _show_source_later(self) -> None:
        """In a turn of its own, as the canvas is laid out and painted for the first time then."""
        self._services.scheduler.events.post(self, self._show_source)

    def _show_source(self) -> None:
        there = self.document.now.source is not None
        self.center.show_canvas(there)
        if there:
            self.panels.show_all(self._services.preferences.settings)

    @Slot()
    def _show_title(self) -> None:
        """Say what is open, and whether there is something to export."""
        source = self.document.now.source
        name = source.path.name if source is not None and source.path is not None else ""
        if source is not None and not name:
            name = self.tr("Pasted picture")
        name = name.replace("[*]", "[*][*]")  # as Qt wants what is not its own sign for changes
        self.setWindowTitle(self.tr("{name}[*] — KQuant").format(name=name) if name else "KQuant")
        self.setWindowModified(source is not None and not self.document.undo_stack.isClean())

    @Slot(str)
    def _follow_preference(self, key: str) -> None:
        if key == THREADS.key:
            self.document.threads = self._services.preferences.get(THREADS) or spare_threads()

    @Slot()
    def _prepare(self) -> None:
        steps = [step for feature in self.features for step in feature.preparation]
        self.panels.prepare(*steps)

    # What features and others ask

    @property
    def is_settled(self) -> bool:
        """Whether the final result with its metrics is shown everywhere."""
        now = self.document.now
        final = now.metrics is not None and not now.clustering
        return final and self.panels.is_settled and all(feature.is_settled for feature in self.features)

    def quiet(self) -> None:
        """Say nothing over what is to be seen."""
        self.center.messages.dismiss()

    def _unless_lost(self, go_on: Callable[[], None]) -> None:
        self.close_guard.before_another(go_on)

    def _show_panel(self, name: str) -> None:  # there are no panels yet as features are made
        self.panels.bring(name)

    def _offer_panel(self, name: str, wanted: bool) -> None:
        self.panels.offer(name, wanted)

    @Slot()
    def _want_lab(self) -> None:
        self.lab_wanted.emit(self)

    # Events

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._preparation.begin()

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if self.features.opening.can_take(event.mimeData()):
            event.acceptProposedAction()
            self.center.drop_sign.appear()

    def dragLeaveEvent(self, _: QDragLeaveEvent) -> None:
        self.center.drop_sign.hide()

    def dropEvent(self, event: QDropEvent) -> None:
        self.center.drop_sign.hide()
        if self.opening.take(event.mimeData()):
            event.acceptProposedAction()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if not self._hold(event, True):
            super().keyPressEvent(event)

    def keyReleaseEvent(self, event: QKeyEvent) -> None:
        if not self._hold(event, False):
            super().keyReleaseEvent(event)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.ActivationChange and not self.isActiveWindow():
            for take in self.features.canvas.held_keys.values():
                take(False)  # where the keys are released is not told

    def _hold(self, event: QKeyEvent, held: bool) -> bool:
        """Tell the canvas of a key, if it takes that; False if it does not."""
        take = self.features.canvas.held_keys.get(Qt.Key(event.key()))
        if take is None or (held and event.modifiers()) or not self.canvas.isVisible():
            return False
        if not event.isAutoRepeat():
            take(held)
        return True

    def closeEvent(self, event: QCloseEvent) -> None:
        if self.close_guard.would_lose and not self._may_close:
            event.ignore()
            self.close_guard.before_closing(self.close_anyway)
            return
        settings = self._services.preferences.settings
        self.panels.keep(settings)
        save_view_states(settings, self._view_states)
        self._let_go()
        event.accept()
        self.closed.emit(self)

    def close_anyway(self) -> None:
        """Close, whatever is lost."""
        self._may_close = True
        self.close()

    @property
    def _view_states(self) -> dict[str, HasViewState]:
        return {name: part for feature in self.features for name, part in feature.view_states.items()}

    def _let_go(self) -> None:
        """No thread may outlive the window."""
        for feature in self.features:
            feature.close()
        self._preparation.close()
        self.document.close()
        self.document.undo_stack.blockSignals(True)  # it would tell of its emptying as it is deleted


def _preferred_settings(preferences: Preferences) -> Settings:
    return Settings(colors=preferences.get(COLORS), effort=Effort(preferences.get(EFFORT)))


def _filling(menu: QMenu, fill: Callable[[QMenu], object]) -> Callable[[], None]:
    def slot() -> None:
        fill(menu)

    return slot
