"""The windows that are open."""

from __future__ import annotations

import gc
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Slot
from PySide6.QtGui import QFileOpenEvent
from PySide6.QtWidgets import QMainWindow, QMenu, QWidget

from kquant.core.image.prepared import Prepared
from kquant.core.model.specification import Preparation
from kquant.session.services import Services
from kquant.ui.kit.accessibility import unmarked
from kquant.ui.kit.dialogs import open_dialog
from kquant.ui.kit.window_placement import put_beside
from kquant.ui.shell.main_window import MainWindow

if TYPE_CHECKING:
    from kquant.lab.ui.window import LabWindow

_CALM_MILLISECONDS = 1000  # until a closed window is gone and the mouse rests


class Windows(QObject):
    """Opens windows and keeps them until they are closed.

    Attributes:
        open: the windows, in the order in which they were opened.
        lab: the clustering lab, if it is open.
    """

    def __init__(self, services: Services, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._services = services
        self.open: list[MainWindow] = []
        self.lab: LabWindow | None = None
        self._lab_owner: MainWindow | None = None

    def add(self, path: Path | None = None, colors: int | None = None) -> MainWindow:
        """Open a window, with a picture in it if there is a path; `colors` is the K it begins with."""
        window = MainWindow(self._services, colors)
        window.windows_wanted.connect(self._add_all)
        window.lab_wanted.connect(self.show_lab)
        window.closed.connect(self._forget)
        window.quit_wanted.connect(self.quit)
        menu = window.windows_menu
        menu.aboutToShow.connect(partial(self._list, menu))
        if self.open:
            put_beside(window, self.open[-1])
        self.open.append(window)
        window.show()
        if path is not None:
            window.opening.open(path)
        return window

    @Slot(object)
    def show_lab(self, owner: MainWindow | None = None, offer_tour: bool = True) -> LabWindow:
        """Bring the lab to the front; it takes colours of the picture of the window that asked last."""
        from kquant.lab.ui.window import LabWindow  # a worker has imported it by then: Preparation

        self._lab_owner = owner
        if self.lab is None:
            services = self._services
            own = services.preferences.settings, services.scheduler, services.report_fault, _show_about
            self.lab = LabWindow(*own, self._picture, offer_tour)
            self.lab.closed.connect(self._forget_lab)
            self.lab.quit_wanted.connect(self.quit)
        self.lab.side.sources.refresh()
        _bring(self.lab)
        return self.lab

    def close_all(self) -> None:
        """Close every window, whatever is lost."""
        for window in list(self.open):
            window.close_anyway()
        if self.lab is not None:
            self.lab.close()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Open what macOS asks for, in a window that is still empty or another one, and quit as it asks."""
        if event.type() == QEvent.Type.Quit and self.open:
            event.ignore()
            self.quit()
            return True
        if isinstance(event, QFileOpenEvent) and event.file():
            empty = next((window for window in self.open if window.document.now.source is None), None)
            window = empty or self.add()
            window.opening.open(Path(event.file()))
            return True
        return False

    @Slot()
    def quit(self) -> None:
        """Close all windows, once a person has agreed for each where work is lost; none closes before."""
        self._close_all_but_ask([])

    def _close_all_but_ask(self, agreed: list[MainWindow]) -> None:
        asking = (window for window in self.open if window.close_guard.would_lose and window not in agreed)
        window = next(asking, None)
        if window is None:
            self.close_all()
            return
        _bring(window)
        window.close_guard.before_closing(partial(self._close_all_but_ask, [*agreed, window]))

    @Slot(object)
    def _add_all(self, paths: Sequence[Path]) -> None:
        for path in paths or (None,):
            self.add(path)

    @Slot(object)
    def _forget(self, window: MainWindow) -> None:
        self.open.remove(window)
        if self._lab_owner is window:
            self._lab_owner = None
        self._collect_soon()

    @Slot()
    def _forget_lab(self) -> None:
        self.lab = None
        self._collect_soon()

    def _collect_soon(self) -> None:
        """Let go of what a closed window has left; that is much, so no longer rest is waited for."""
        QTimer.singleShot(_CALM_MILLISECONDS, self, gc.collect)

    @property
    def _all(self) -> list[QMainWindow]:
        return [*self.open, *filter(None, [self.lab])]

    def _list(self, menu: QMenu) -> None:
        """An entry for each window, which holds its place and not the window: that may close before."""
        menu.clear()
        for place, window in enumerate(self._all):
            sign = "*" if window.isWindowModified() else ""
            title = "[*]".join(part.replace("[*]", sign) for part in window.windowTitle().split("[*][*]"))
            entry = menu.addAction(unmarked(title))
            entry.setCheckable(True)
            entry.setChecked(window.isActiveWindow())
            entry.triggered.connect(partial(self._go_to, place))

    def _go_to(self, place: int, _: bool = False) -> None:
        if place < len(self._all):  # unless one has closed meanwhile
            _bring(self._all[place])

    def _picture(self) -> tuple[Callable[[], Prepared], str] | None:
        """The picture of the window that asked for the lab, to be prepared by a worker, and its name."""
        now = self._lab_owner.document.now if self._lab_owner is not None else None
        if now is None or now.picture is None or now.source is None:
            return None
        path = now.source.path
        prepared = partial(now.picture.prepared, Preparation.of(now.state.settings))
        return prepared, path.name if path is not None else self.tr("the picture")


def _bring(window: QWidget) -> None:
    """To the front, with the keyboard."""
    window.setWindowState(window.windowState() & ~Qt.WindowState.WindowMinimized)
    window.show()
    window.raise_()
    window.activateWindow()


def _show_about(window: QWidget) -> None:
    from kquant.ui.shell.about import about_dialog  # not before it is wanted

    open_dialog(about_dialog(window))
