"""What is remembered from one run to the next, such as preferences and recent files."""

from __future__ import annotations

from pathlib import Path
from threading import Event, Lock, Thread

from PySide6.QtCore import QSettings, QStandardPaths

from kquant.session.work.process import yield_to_gui

_CALM_SECONDS = 0.2  # what is changed together is written together


class SettingsFile:
    """Values by key: read once, and written on a thread of its own soon after they were changed.

    QSettings itself writes in the event loop of the thread that it lives in, and waits until the disk has
    taken it, and for other programs that are writing the same file: a window would wait with it.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self._values = _read(path)
        self._unwritten: dict[str, object] = {}
        self._lock = Lock()
        self._writer: Thread | None = None
        self._closing = Event()

    def value(self, key: str, default: object = None) -> object:
        """What is kept under a key; from an earlier run numbers and truth values come as text."""
        return self._values.get(key, default)

    def set_value(self, key: str, value: object) -> None:
        """Keep anything that QSettings can write."""
        with self._lock:
            self._values[key] = self._unwritten[key] = value
            if self._writer is None:
                writer = Thread(target=self._write, name="settings")
                writer.start()
                self._writer = writer

    def close(self) -> None:
        """Wait until all is written."""
        self._closing.set()
        writer = self._writer
        if writer is not None:
            writer.join()
        self._closing.clear()

    def _write(self) -> None:
        yield_to_gui()
        self._closing.wait(_CALM_SECONDS)
        try:
            while changes := self._take_unwritten():
                _store(self.path, changes)
                self._take_from_others(_read(self.path))
        except BaseException:
            with self._lock:
                self._writer = None  # the next change is to be written all the same
            raise

    def _take_unwritten(self) -> dict[str, object]:
        with self._lock:
            changes, self._unwritten = self._unwritten, {}
            if not changes:
                self._writer = None  # so that whoever changes something from now on starts another
            return changes

    def _take_from_others(self, found: dict[str, object]) -> None:
        """What other programs have written meanwhile, such as another KQuant, is known from now on."""
        with self._lock:
            self._values = {**found, **self._unwritten}


def user_settings() -> SettingsFile:
    """That of this person."""
    folder = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.GenericConfigLocation)
    return SettingsFile(Path(folder) / "kquant" / "kquant.ini")


def _read(path: Path) -> dict[str, object]:
    file = _opened(path)
    return {key: file.value(key) for key in file.allKeys()}


def _store(path: Path, changes: dict[str, object]) -> None:
    file = _opened(path)
    for key, value in changes.items():
        file.setValue(key, value)
    del file  # which writes it; `sync` would hold Python's lock meanwhile


def _opened(path: Path) -> QSettings:
    return QSettings(str(path), QSettings.Format.IniFormat)
