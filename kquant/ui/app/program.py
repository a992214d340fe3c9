"""What a program with windows needs around them: settings, theme, crash reports, interrupts."""

from __future__ import annotations

import contextlib
import os
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

from PySide6.QtCore import QEvent, QEventLoop, QMetaObject, QStandardPaths, Qt, QTimer, SignalInstance
from PySide6.QtWidgets import QApplication

from kquant import __version__
from kquant.core.model.errors import KQuantError
from kquant.session.files.preferences import THEME, Preferences
from kquant.session.files.presets import Presets
from kquant.session.files.recent import RecentFiles
from kquant.session.files.settings_file import SettingsFile, user_settings
from kquant.session.services import Services
from kquant.session.work.interrupts import watched_interrupts
from kquant.session.work.memory import collected_here
from kquant.session.work.process import quick_switches
from kquant.session.work.scheduler import Scheduler
from kquant.ui.app.allocator import limit_arenas
from kquant.ui.app.crash import CrashReporter, log_path
from kquant.ui.app.screenshot import Screenshot, Settling
from kquant.ui.app.windows import Windows
from kquant.ui.kit.icons import application_icon
from kquant.ui.kit.theme import Scheme, Theme

# Only macOS asks so, and the filter sees every event there is: elsewhere it would cost for nothing.
_FILES_BY_EVENT = sys.platform == "darwin"


class NoDisplayError(KQuantError):
    """There is nothing to show a window on."""

    def __init__(self) -> None:
        super().__init__('there is no display to show the window on; "kquant quantize" works without one')


class Program:
    """Everything that lives as long as the program.

    Attributes:
        theme, windows, preferences: what all windows have in common, and the windows.
    """

    def __init__(self, app: QApplication, settings: SettingsFile, log: Path | None) -> None:
        self._app = app
        self.preferences = Preferences(settings)
        self.theme = Theme(app)
        self.crashes = CrashReporter(log)
        self.crashes.install()
        cache = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.GenericCacheLocation)
        recent = RecentFiles(settings, Path(cache) / "kquant" / "thumbnails")
        self._scheduler = Scheduler()
        presets = Presets(settings)
        services = Services(self.preferences, recent, presets, self.crashes.report, self._scheduler, log)
        self.windows = Windows(services)
        if _FILES_BY_EVENT:
            app.installEventFilter(self.windows)
        self.preferences.changed.connect(self._follow)
        self._interrupted = False
        self._end = QTimer(singleShot=True)
        self._end.timeout.connect(app.exit)

    def use_theme(self, theme: str | None) -> None:
        """One of "system", "light" and "dark", or None for the preferred one."""
        self.theme.apply(Scheme(theme or self.preferences.get(THEME)))

    def interrupt(self) -> None:
        """Let `run` and `take` end with KeyboardInterrupt; to be called on any thread."""
        self._interrupted = True
        QMetaObject.invokeMethod(self._end, "start", Qt.ConnectionType.QueuedConnection)

    def run(self) -> int:
        """Until the last window is closed; returns the exit code."""
        code = self._app.exec()
        self._check()
        return code

    def take(self, window: Settling, failed: SignalInstance, target: Path) -> int:
        """Until a picture of the window is saved, or something has `failed`.

        Raises:
            KQuantError: it could not be made.
        """
        complaints: list[str] = []
        shot = Screenshot(window, target)
        shot.done.connect(complaints.append)
        failed.connect(shot.end)
        self.crashes.told.connect(shot.give_up)
        loop = QEventLoop()  # not that of the application, whose end would close the windows first
        shot.done.connect(loop.quit)
        loop.exec()
        self._check()
        if any(complaints):
            raise KQuantError(complaints[0])
        return 0

    def close(self) -> None:
        """Leave the application as it was."""
        quits = self._app.quitOnLastWindowClosed()
        self._app.setQuitOnLastWindowClosed(False)  # a quit after the loop has ended would end the next one
        self.windows.close_all()
        self._app.setQuitOnLastWindowClosed(quits)
        self._app.sendPostedEvents(None, QEvent.Type.DeferredDelete)
        self._app.removeEventFilter(self.windows)
        self._scheduler.close()
        self.crashes.uninstall()

    def _check(self) -> None:
        if self._interrupted:
            raise KeyboardInterrupt

    def _follow(self, key: str) -> None:
        if key == THEME.key:
            self.use_theme(None)


@contextlib.contextmanager
def open_program(screenshot: Path | None) -> Iterator[Program]:
    """A program with windows; for a screenshot one with empty settings that leaves nothing behind.

    Raises:
        NoDisplayError: there is no display, and it is not for a screenshot.
    """
    _check_display(needed=screenshot is None)
    limit_arenas()
    with contextlib.ExitStack() as stack:
        app = _application()
        settings = stack.enter_context(_settings(lasting=screenshot is None))
        stack.enter_context(quick_switches())
        stack.enter_context(collected_here())
        found = Program(app, settings, None if screenshot else log_path())
        stack.callback(found.close)
        stack.enter_context(watched_interrupts(found.interrupt))
        yield found


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
def _settings(lasting: bool) -> Iterator[SettingsFile]:
    """The person's own settings, or empty ones that leave nothing behind."""
    if lasting:
        with contextlib.closing(user_settings()) as settings:
            yield settings
        return
    with (
        tempfile.TemporaryDirectory(prefix="kquant-") as folder,
        contextlib.closing(SettingsFile(Path(folder) / "kquant.ini")) as settings,
    ):
        yield settings
