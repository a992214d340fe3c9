"""The panels around the canvas: docks that can be moved, and whose places are remembered."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from functools import partial
from itertools import pairwise

from PySide6.QtCore import QByteArray, Qt, QTimer
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QAbstractButton, QDockWidget, QMainWindow, QToolBar, QWidget

from kquant.session.files.settings_file import SettingsFile
from kquant.ui.kit.feature import DockPlace, Panel
from kquant.ui.kit.icons import icon
from kquant.ui.shell.dock_column import DockColumn, UpperDock

_GEOMETRY = "window/geometry"
_STATE = "window/state"
_BY_HAND = "window/heights_by_hand"
_VERSION = 1
_RIGHT_WIDTH = 320
_BOTTOM_HEIGHT = 140  # with room for a hex code written upwards
_STEP_MILLISECONDS = 4
_TITLE_ICONS = {"qt_dockwidget_floatbutton": "title-float", "qt_dockwidget_closebutton": "title-close"}


class Panels:
    """One docked at the right with others below, behind each other; more under the middle.

    Hidden until there is a picture, as are the tools at the left; those on demand until they are wanted.

    Attributes:
        is_settled: nothing is about to be shown.
    """

    def __init__(
        self, window: QMainWindow, toolbar: QToolBar, tools: QToolBar, panels: Iterable[Panel]
    ) -> None:
        self._window, self._toolbar, self.tools = window, toolbar, tools
        self._shown = False
        self._front_before: QDockWidget | None = None  # of those that one on demand lies with
        self.is_settled = True
        window.setDockNestingEnabled(True)
        window.setCorner(Qt.Corner.BottomRightCorner, Qt.DockWidgetArea.RightDockWidgetArea)
        panels = sorted(panels, key=lambda panel: panel.on_demand)
        self._panels = {panel.name: panel for panel in panels}
        self._all = {panel.name: _dock(window, panel) for panel in panels}
        upper = next(panel for panel in panels if panel.place is DockPlace.UPPER)
        dock = self._all[upper.name]
        assert isinstance(dock, UpperDock)
        self.upper = dock
        self._column = DockColumn(window, dock, upper, self._at(DockPlace.LOWER))
        if upper.wanted_height_changed is not None:
            upper.wanted_height_changed.connect(partial(self._after, 1, self._column.share))
        self._arrange()
        for part in (*self._all.values(), tools):
            part.hide()

    def __getitem__(self, name: str) -> QDockWidget:
        """The dock of a panel."""
        return self._all[name]

    def _at(self, place: DockPlace) -> list[QDockWidget]:
        return [self._all[name] for name, panel in self._panels.items() if panel.place is place]

    @property
    def _docks(self) -> list[QDockWidget]:
        """Without those on demand."""
        return [self._all[name] for name, panel in self._panels.items() if not panel.on_demand]

    @property
    def toggles(self) -> list[QAction]:
        """An action for each panel that shows and hides it."""
        docks = [dock.toggleViewAction() for dock in self._all.values()]
        return [*docks, self.tools.toggleViewAction()]

    def prepare(self, *first: Callable[[], object]) -> None:
        """Paint each panel unseen, after other steps: the first time takes several times as long.

        Each step has a turn of the event loop of its own.
        """
        unseen = (partial(self._paint_unseen, part) for part in (*self._docks, self.tools))
        self._after(_STEP_MILLISECONDS, partial(self._prepare_next, (*first, *unseen)))

    def _prepare_next(self, steps: Sequence[Callable[[], object]]) -> None:
        if steps and self._window.isVisible():  # not once it is closed
            steps[0]()
            self._after(_STEP_MILLISECONDS, partial(self._prepare_next, steps[1:]))

    def _paint_unseen(self, part: QWidget) -> None:
        if not self._shown:
            part.grab()

    def show_all(self, settings: SettingsFile) -> None:
        """Show the panels, where they were the last time; to be called when there is a picture."""
        if self._shown:
            return
        self._shown, self.is_settled = True, False
        self._after(1, partial(self._show_next, (self.tools, *self._docks), settings))

    def offer(self, name: str, wanted: bool) -> None:
        """Bring a panel on demand to the front, or put it away for what was there before."""
        dock = self._all[name]
        in_front = [each for each in self._all.values() if _is_in_front(each)]
        if self._shown:
            dock.setVisible(wanted)
        if wanted:
            tabs = self._window.tabifiedDockWidgets(dock)  # none while it is hidden
            self._front_before = next((each for each in tabs if each in in_front), self._front_before)
            dock.raise_()
        elif dock in in_front and self._front_before is not None:
            self._front_before.raise_()

    def _show_next(self, parts: Sequence[QWidget], settings: SettingsFile) -> None:
        """One in each turn of the event loop, painted in the next: for each the window is laid out anew."""
        if parts:
            parts[0].setUpdatesEnabled(False)
            parts[0].show()
            self._resize()  # at once, or in the end all would be laid out anew
            self._after(1, partial(self._uncover, parts, settings))
            return
        kept = settings.value(_STATE)
        if isinstance(kept, QByteArray) and self._window.restoreState(kept, _VERSION):
            self.upper.by_hand = settings.value(_BY_HAND) in (True, "true")
        for name, panel in self._panels.items():
            if panel.on_demand:
                self._all[name].hide()
        self._after(1, self._settle)

    def _settle(self) -> None:
        self._column.share()
        self._column.keep_room()
        self.is_settled = True

    def _uncover(self, parts: Sequence[QWidget], settings: SettingsFile) -> None:
        parts[0].setUpdatesEnabled(True)
        self._after(1, partial(self._show_next, parts[1:], settings))

    def _after(self, milliseconds: int, step: Callable[[], None]) -> None:
        """Do something in a turn of its own: 0 milliseconds would not give it one."""
        QTimer.singleShot(milliseconds, self._window, step)

    def bring(self, name: str) -> None:
        """Let a panel be seen."""
        self._all[name].show()
        self._all[name].raise_()

    def reset(self) -> None:
        """Everything back to its first place."""
        for dock in self._all.values():
            dock.setFloating(False)
        self.upper.by_hand = False
        self._arrange()
        for toolbar in (self._toolbar, self.tools):
            toolbar.setVisible(toolbar is self._toolbar or self._shown)
        self._window.addToolBar(Qt.ToolBarArea.TopToolBarArea, self._toolbar)
        if self._shown:
            for dock in self._docks:
                dock.show()
            self._resize()
            self._at(DockPlace.LOWER)[0].raise_()

    def keep(self, settings: SettingsFile) -> None:
        """Remember size and places."""
        settings.set_value(_GEOMETRY, self._window.saveGeometry())
        if self._shown:
            settings.set_value(_STATE, self._window.saveState(_VERSION))
            settings.set_value(_BY_HAND, self.upper.by_hand)

    def restore_geometry(self, settings: SettingsFile) -> bool:
        """Give the window its last size and place; False if there is none."""
        kept = settings.value(_GEOMETRY)
        return isinstance(kept, QByteArray) and self._window.restoreGeometry(kept)

    def _arrange(self) -> None:
        right, bottom = Qt.DockWidgetArea.RightDockWidgetArea, Qt.DockWidgetArea.BottomDockWidgetArea
        self._window.addToolBar(Qt.ToolBarArea.LeftToolBarArea, self.tools)
        lower = self._at(DockPlace.LOWER)
        for dock in (self.upper, *lower):
            self._window.addDockWidget(right, dock)
        self._window.splitDockWidget(self.upper, lower[0], Qt.Orientation.Vertical)
        for one, next_one in pairwise(lower):
            self._window.tabifyDockWidget(one, next_one)
        for dock in self._at(DockPlace.BOTTOM):
            self._window.addDockWidget(bottom, dock)
        lower[0].raise_()

    def _resize(self) -> None:
        window = self._window
        below = self._at(DockPlace.BOTTOM)
        window.resizeDocks([self.upper], [_RIGHT_WIDTH], Qt.Orientation.Horizontal)
        window.resizeDocks(below, [_BOTTOM_HEIGHT] * len(below), Qt.Orientation.Vertical)
        self._after(1, self._column.share)  # once it is laid out


def _dock(window: QMainWindow, panel: Panel) -> QDockWidget:
    kind = UpperDock if panel.place is DockPlace.UPPER else QDockWidget
    dock = kind(panel.title, window)
    dock.setObjectName(f"{panel.name}_dock")
    dock.setAccessibleName(panel.title)
    dock.setWidget(panel.widget)
    _hide_behind_others(window, dock, panel.widget)
    _mark_title(dock)
    dock.topLevelChanged.connect(partial(_mark_title, dock))  # Qt puts its own icons back
    return dock


def _is_in_front(dock: QDockWidget) -> bool:
    """Whether it is seen, and no other panel lies over it."""
    content = dock.widget()
    return dock.isVisible() and content is not None and not content.isHidden()


def _mark_title(dock: QDockWidget, _: bool = False) -> None:
    """Qt's own icons for a title are of one grey, hardly seen on dark ground."""
    for name, shape in _TITLE_ICONS.items():
        button = dock.findChild(QAbstractButton, name)
        if button is not None:
            button.setIcon(icon(shape))


def _hide_behind_others(window: QMainWindow, dock: QDockWidget, content: QWidget) -> None:
    """Qt only moves a panel behind another one out of sight: Tab would reach it, and it would be laid out."""
    policy = content.sizePolicy()
    policy.setRetainSizeWhenHidden(True)  # so that nothing moves as another one comes to the front
    content.setSizePolicy(policy)

    def follow(seen: bool) -> None:
        if seen or not window.isMinimized():  # or what has the keyboard would lose it
            content.setVisible(seen)

    def follow_float(floating: bool) -> None:
        if floating:
            content.show()  # Qt does not tell that it is seen now

    dock.visibilityChanged.connect(follow)
    dock.topLevelChanged.connect(follow_float)
