"""The program with a window: from arguments to an exit code."""

from __future__ import annotations

import contextlib
import os
import signal
import sys
import tempfile
import threading
from collections.abc import Iterator, Sequence
from pathlib import Path

from PySide6.QtCore import QSettings, QSize, QStandardPaths
from PySide6.QtWidgets import QApplication

from kquant import __version__
from kquant.core.errors import KQuantError
from kquant.session.preferences import THEME, Preferences, user_settings
from kquant.session.presets import Presets
from kquant.session.recent import RecentFiles
from kquant.session.yielding import quick_switches
from kquant.ui.allocator import limit_arenas
from kquant.ui.crash import CrashReporter, log_path
from kquant.ui.icons import application_icon
from kquant.ui.screenshot import Screenshot
from kquant.ui.shared import Shared
from kquant.ui.theme import Scheme, Theme
from kquant.ui.windows import Windows

# Only macOS asks so, and the filter sees every event there is: elsewhere it would cost for nothing.
_FILES_BY_EVENT = sys.platform == "darwin"


class NoDisplayError(KQuantError):
    """There is nothing to show a window on."""

    def __init__(self) -> None:
        super().__init__('there is no display to show the window on; "kquant quantize" works without one')


def run(
    files: Sequence[Path] = (),
    colors: int | None = None,
    screenshot: Path | None = None,
    theme: str | None = None,
    size: tuple[int, int] | None = None,
) -> int:
    """Show a window for each file, or one with the start page, until the last one is closed.

    Args:
        colors: K to begin with, in place of the preferred one.
        screenshot: save a picture of the window there once the result is final, and end. Preferences and
            layout are then those of a first start, so that the picture is the same anywhere.
        theme: "system", "light" or "dark", in place of the preferred one.
        size: width and height of the window.

    Returns:
        The exit code.

    Raises:
        KQuantError: there is no display, or the screenshot could not be made.
    """
    _check_display(needed=screenshot is None)
    limit_arenas()
    with contextlib.ExitStack() as stack:
        app = _application()
        settings = stack.enter_context(_settings(lasting=screenshot is None))
        stack.enter_context(_interrupts_end())
        stack.enter_context(quick_switches())
        session = _Session(app, settings, None if screenshot else log_path())
        stack.callback(session.close)
        return session.run(files, colors, screenshot, theme, size)


class _Session:
    """Everything that lives as long as the program."""

    def __init__(self, app: QApplication, settings: QSettings, log: Path | None) -> None:
        self._app = app
        self.preferences = Preferences(settings)
        self.theme = Theme(app)
        self.crashes = CrashReporter(log)
        self.crashes.install()
        cache = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.GenericCacheLocation)
        recent = RecentFiles(settings, Path(cache) / "kquant" / "thumbnails")
        shared = Shared(self.preferences, recent, Presets(settings), self.crashes.report, log)
        self.windows = Windows(shared)
        if _FILES_BY_EVENT:
            app.installEventFilter(self.windows)
        self.preferences.changed.connect(self._follow)

    def run(
        self,
        files: Sequence[Path],
        colors: int | None,
        screenshot: Path | None,
        theme: str | None,
        size: tuple[int, int] | None,
    ) -> int:
        self.theme.apply(Scheme(theme or self.preferences.get(THEME)))
        for path in files or (None,):
            window = self.windows.add(path, colors)
            if size is not None:
                window.resize(QSize(*size))
        if screenshot is None:
            return self._app.exec()
        return self._take(screenshot)

    def close(self) -> None:
        """Leave the application as it was."""
        for window in list(self.windows.open):
            window.document.undo_stack.setClean()  # nobody is there any more to be asked
            window.close()
        self._app.removeEventFilter(self.windows)
        self.crashes.uninstall()

    def _take(self, target: Path) -> int:
        complaints: list[str] = []
        shot = Screenshot(self.windows.open[0], target)
        shot.done.connect(complaints.append)
        self.crashes.told.connect(shot.give_up)
        shot.done.connect(self._app.quit)
        self._app.exec()
        if any(complaints):
            raise KQuantError(complaints[0])
        return 0

    def _follow(self, key: str) -> None:
        if key == THEME.key:
            self.theme.apply(Scheme(self.preferences.get(THEME)))


def _application() -> QApplication:
    app = QApplication.instance()
    if not isinstance(app, QApplication):
        app = QApplication(sys.argv[:1])
    app.setApplicationName("kquant")
    app.setApplicationDisplayName("KQuant")
    app.setApplicationVersion(__version__)
    app.setDesktopFileName("org.kquant.KQuant")
    app.setWindowIcon(application_icon())
    return app


def _check_display(needed: bool) -> None:
    """Qt ends the process where it finds no display, so it is not asked.

    Raises:
        NoDisplayError: a display is needed, and there is none.
    """
    if not sys.platform.startswith("linux") or os.environ.get("QT_QPA_PLATFORM"):
        return
    if os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"):
        return
    if needed:
        raise NoDisplayError
    os.environ["QT_QPA_PLATFORM"] = "offscreen"


@contextlib.contextmanager
def _settings(lasting: bool) -> Iterator[QSettings]:
    """The person's own settings, or empty ones that leave nothing behind."""
    if lasting:
        yield user_settings()
        return
    with tempfile.TemporaryDirectory(prefix="kquant-") as folder:
        settings = QSettings(str(Path(folder) / "kquant.ini"), QSettings.Format.IniFormat)
        yield settings
        settings.sync()


@contextlib.contextmanager
def _interrupts_end() -> Iterator[None]:
    """Let Ctrl+C in a terminal end the program: Python would only hear of it when Qt gives it a turn."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    before = signal.signal(signal.SIGINT, signal.SIG_DFL)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)
