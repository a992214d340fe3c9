"""The windows that are open."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from pathlib import Path

from PySide6.QtCore import QEvent, QObject, QPoint, Slot
from PySide6.QtGui import QFileOpenEvent

from kquant.ui.main_window import MainWindow
from kquant.ui.shared import Shared

_STEP = QPoint(28, 28)


class Windows(QObject):
    """Opens windows and keeps them until they are closed.

    Attributes:
        open: the windows, in the order in which they were opened.
    """

    def __init__(self, shared: Shared, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._shared = shared
        self.open: list[MainWindow] = []

    def add(self, path: Path | None = None, colors: int | None = None) -> MainWindow:
        """Open a window, with a picture in it if there is a path; `colors` is the K it begins with."""
        window = MainWindow(self._shared, colors)
        window.window_wanted.connect(self._add_all)
        window.closed.connect(self._forget)
        window.quit_wanted.connect(self.quit)
        if self.open:
            window.move(self.open[-1].pos() + _STEP)
        self.open.append(window)
        window.show()
        if path is not None:
            window.opening.open(path)
        return window

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's name
        """Open what macOS asks for, in a window that is still empty or another one, and quit as it asks."""
        if event.type() == QEvent.Type.Quit and self.open:
            event.ignore()
            self.quit()
            return True
        if isinstance(event, QFileOpenEvent) and event.file():
            empty = next((window for window in self.open if window.document.source is None), None)
            window = empty or self.add()
            window.opening.open(Path(event.file()))
            return True
        return False

    @Slot()
    def quit(self) -> None:
        """Close all windows, once a person has agreed for each where work is lost; none closes before."""
        self._close_all_but_ask([])

    def _close_all_but_ask(self, agreed: list[MainWindow]) -> None:
        asking = (window for window in self.open if window.leaving.would_lose and window not in agreed)
        window = next(asking, None)
        if window is None:
            for each in list(self.open):
                each.close_anyway()
            return
        window.show()
        window.raise_()
        window.activateWindow()
        window.leaving.unless_lost(partial(self._close_all_but_ask, [*agreed, window]))

    @Slot(object)
    def _add_all(self, paths: Sequence[Path]) -> None:
        for path in paths or (None,):
            self.add(path)

    @Slot(object)
    def _forget(self, window: MainWindow) -> None:
        self.open.remove(window)
