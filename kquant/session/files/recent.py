"""The pictures that were opened last, each with a small image of it."""

from __future__ import annotations

import contextlib
import hashlib
from collections.abc import Callable
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtGui import QImage, QImageWriter

from kquant.session.files.settings_file import SettingsFile

_KEY = "recent/files"
_MOST = 10


class RecentFiles(QObject):
    """Paths, the latest first, kept in the settings, and thumbnails kept in a folder.

    Whether a file is still there is not looked up: a disk that sleeps would hold up the window.

    Signals:
        changed(): the list or a thumbnail is another.
    """

    changed = Signal()

    def __init__(self, settings: SettingsFile, thumbnails: Path, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._settings = settings
        self._folder = thumbnails

    @property
    def paths(self) -> list[Path]:
        """At most ten."""
        kept = self._settings.value(_KEY, [])
        names = [kept] if isinstance(kept, str) else kept if isinstance(kept, list) else []
        return [Path(name) for name in names if isinstance(name, str) and name][:_MOST]

    def add(self, path: Path) -> None:
        """Put a file first."""
        path = path.absolute()
        self._set([path, *(each for each in self.paths if each != path)][:_MOST])

    def thumbnail_writer(self, path: Path) -> Callable[[QImage], None]:
        """Keeps a small image of a file, on any thread; `show_thumbnail` is to follow on the GUI's.

        It does not hold the list itself, which is not for another thread to let go.
        """
        return partial(_write, self._thumbnail_path(path.absolute()))

    @Slot(object)
    def show_thumbnail(self, path: Path) -> None:
        """Tell of a thumbnail that was written, or remove it if its file has been forgotten meanwhile."""
        if path.absolute() in self.paths:
            self.changed.emit()
        else:
            self._thumbnail_path(path.absolute()).unlink(missing_ok=True)

    def remove(self, path: Path) -> None:
        """Forget a file, such as one that is no longer there."""
        self._set([each for each in self.paths if each != path])

    def clear(self) -> None:
        """Forget all of them."""
        self._set([])

    def thumbnail(self, path: Path) -> QImage:
        """A small image, null if there is none."""
        return QImage(str(self._thumbnail_path(path)))

    def _set(self, paths: list[Path]) -> None:
        for gone in set(self.paths) - set(paths):
            self._thumbnail_path(gone).unlink(missing_ok=True)
        self._settings.set_value(_KEY, [str(path) for path in paths])
        self.changed.emit()

    def _thumbnail_path(self, path: Path) -> Path:
        digest = hashlib.sha256(str(path).encode("utf-8", "surrogateescape")).hexdigest()
        return self._folder / f"{digest[:32]}.png"


def _write(place: Path, thumbnail: QImage) -> None:
    try:
        place.parent.mkdir(parents=True, exist_ok=True)
    except OSError:
        return  # a list without images is good enough
    unfinished = place.with_suffix(".tmp")
    # No QSaveFile, which waits for the disk, and with Python's lock held: this can be made again.
    with contextlib.suppress(OSError):
        if QImageWriter(str(unfinished), b"png").write(thumbnail):
            unfinished.replace(place)
        unfinished.unlink(missing_ok=True)
