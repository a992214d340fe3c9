"""Every way for a picture to come in: dialog, drop, paste, recent files, and again when its file changed."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path

from PySide6.QtCore import QDir, QFileSystemWatcher, QMimeData, QObject, QSize, QTimer, Signal, Slot
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QTreeView, QWidget

from kquant.core.model.arrays import UInt8
from kquant.core.model.errors import KQuantError
from kquant.io.source import DamagedError
from kquant.resources import resources_folder
from kquant.session.document.document import Document
from kquant.session.files.preferences import ASK_RELOAD, Preferences
from kquant.session.files.recent import RecentFiles
from kquant.session.work.job import Control, Lane
from kquant.ui.features.opening.pasted import Pasted, has_picture, picture_in, read_pasted
from kquant.ui.kit.file_dialog import FileDialog
from kquant.ui.kit.message_bar import MessageBar, MessageKind
from kquant.ui.kit.paths import is_file, is_folder, is_there, local_file
from kquant.ui.kit.qimage import thumbnail

READABLE = (
    *("png", "jpg", "jpeg", "jpe", "jfif", "webp", "avif", "gif", "tif", "tiff", "bmp", "psd", "ico", "cur"),
    *("ppm", "pgm", "pbm", "pnm", "jp2", "j2k", "jpx", "qoi", "tga", "heic", "heif", "jxl"),
)
_FOLDER = "open/folder"
_DIALOG = QSize(880, 520)
_COLUMN_LETTERS = (58, 14, 18, 22)  # for the name of a file, its size, kind and date
_CALM_MILLISECONDS = 400
_THUMBNAIL_SECONDS = 0.3  # after the picture, which a person waits for


class Opening(QObject):
    """Brings pictures into a document.

    Args:
        unless_lost: calls what it is given, at once or after asking, unless work would be lost by it.

    Signals:
        more_wanted(object): a list of Paths for which there is no room in this window.
    """

    more_wanted = Signal(object)

    def __init__(
        self,
        document: Document,
        preferences: Preferences,
        recent: RecentFiles,
        messages: MessageBar,
        window: QWidget,
        unless_lost: Callable[[Callable[[], None]], None],
    ) -> None:
        super().__init__(window)
        self._document, self._preferences, self._recent = document, preferences, recent
        self._messages, self._window, self._unless_lost = messages, window, unless_lost
        self._asked: Path | None = None
        self._expected: tuple[Path, int] | None = None  # a file as this program left it, with its time
        self._converter = document.scheduler.channel(self, Lane.FILES)
        self._converter.delivered.connect(self._document.show)
        self._converter.failed.connect(self._explain_unpasted)
        self._shrinker = document.scheduler.channel(self, Lane.THUMBNAILS)
        self._shrinker.delivered.connect(recent.show_thumbnail)
        self._watcher = QFileSystemWatcher(self)
        self._watcher.fileChanged.connect(self._wait_until_calm)
        self._watcher.directoryChanged.connect(self._wait_until_calm)
        self._calm = QTimer(self)
        self._calm.setSingleShot(True)
        self._calm.setInterval(_CALM_MILLISECONDS)
        self._calm.timeout.connect(self._tell_changed)
        document.bind(self, self._take_source_later, "source")
        document.failed.connect(self._explain)

    def close(self) -> bool:
        """Stop; True once no thread is left."""
        self._calm.stop()
        converter_gone, shrinker_gone = self._converter.close(), self._shrinker.close()
        return converter_gone and shrinker_gone

    @Slot(object)
    def expect_change(self, path: Path) -> None:
        """This program has written a file: that is no change by another."""
        self._expected = (path.absolute(), _written_at(path))

    def open(self, path: Path) -> None:
        """Open a file in this window."""
        self._unless_lost(lambda: self._open(path))

    def open_all(self, paths: list[Path]) -> None:
        """Open the first file in this window, and ask for others for the rest."""
        if paths:
            self.open(paths[0])
        if paths[1:]:
            self.more_wanted.emit(paths[1:])

    @Slot()
    def ask(self) -> None:
        """Let a person choose files."""
        kept = self._preferences.settings.value(_FOLDER)
        folder = kept if isinstance(kept, str) and is_folder(Path(kept)) else QDir.homePath()
        dialog = FileDialog(self._window, self.tr("Open Pictures"), folder)
        dialog.setObjectName("open_dialog")
        _widen(dialog)
        dialog.setFileMode(FileDialog.FileMode.ExistingFiles)
        dialog.setOption(FileDialog.Option.HideNameFilterDetails)  # far too many to be read
        pictures = self.tr("Pictures ({endings})").format(endings=" ".join(f"*.{e}" for e in READABLE))
        dialog.setNameFilters([pictures, self.tr("All files (*)")])
        dialog.filesSelected.connect(self._take_chosen)
        dialog.open()

    @Slot()
    def paste(self) -> None:
        """Open what was copied: files, a picture, or the path of a file."""
        data = QGuiApplication.clipboard().mimeData()  # None where a platform has no clipboard
        if data is None or not self.take(data):
            self._messages.tell(MessageKind.NOTE, self.tr("There is no picture on the clipboard."))

    def take(self, data: QMimeData) -> bool:
        """Open what was dropped or copied; False if there is nothing to open in it."""
        paths = files_in(data)
        if paths:
            self.open_all(paths)
            return True
        picture = picture_in(data)
        if picture is not None:
            self._unless_lost(lambda: self._convert(picture))
        return picture is not None

    @Slot()
    def reload(self) -> None:
        """Read the file again; no work is lost by it."""
        source = self._document.now.source
        if source is not None and source.path is not None:
            self._asked = source.path
            self._messages.dismiss()
            self._document.reload()

    def _open(self, path: Path) -> None:
        self._asked = path
        self._messages.dismiss()
        self._document.open(path)

    def _recover(self, path: Path) -> None:
        self._document.open(path, allow_truncated=True)

    def _convert(self, picture: Pasted) -> None:
        self._messages.dismiss()
        self._converter.start(lambda control: control.deliver(read_pasted(picture)))

    @Slot(object)
    def _explain_unpasted(self, error: BaseException) -> None:
        if isinstance(error, KQuantError):
            words = self.tr("The picture that was pasted: {cause}").format(cause=error)
            self._messages.tell(MessageKind.ERROR, words)
        else:
            self._document.broke.emit(error)

    @Slot(list)
    def _take_chosen(self, names: list[str]) -> None:
        paths = [Path(name) for name in names]
        if paths:
            self._preferences.settings.set_value(_FOLDER, str(paths[0].parent))
        self.open_all(paths)

    def _take_source_later(self) -> None:
        """In a turn of its own, as in this one all of the window follows."""
        self._document.scheduler.events.post(self, self._take_source)

    def _take_source(self) -> None:
        source = self._document.now.source
        if watched := [*self._watcher.files(), *self._watcher.directories()]:
            self._watcher.removePaths(watched)
        if source is None:
            return
        if source.path is not None:
            self._watcher.addPath(str(source.path))
            if not source.path.absolute().is_relative_to(resources_folder()):
                self._recent.add(source.path)
                self._keep_thumbnail(source.path, source.pixels)
        if source.notes:
            self._messages.add_note(". ".join(_as_sentence(note) for note in source.notes))

    def _keep_thumbnail(self, path: Path, pixels: UInt8) -> None:
        write = self._recent.thumbnail_writer(path)

        def work(control: Control) -> None:
            write(thumbnail(pixels))
            control.deliver(path)

        self._shrinker.start(work, _THUMBNAIL_SECONDS)

    @Slot(str)
    def _explain(self, sentence: str) -> None:
        """Where a file could not be read, offer what may help."""
        path, unread = self._asked, self._document.unread
        if unread is None or path is None:
            self._messages.tell(MessageKind.ERROR, sentence)
        elif isinstance(unread, DamagedError):
            step = (self.tr("Open What Can Be Read"), lambda: self._unless_lost(partial(self._recover, path)))
            self._messages.tell(MessageKind.ERROR, sentence, step)
        elif path.absolute() in self._recent.paths:
            step = (self.tr("Remove from List"), lambda: self._recent.remove(path.absolute()))
            self._messages.tell(MessageKind.ERROR, sentence, step)
        else:
            self._messages.tell(MessageKind.ERROR, sentence, (self.tr("Open Another…"), self.ask))

    @Slot()
    def _wait_until_calm(self) -> None:
        """Programs write in several steps, and some put another file in the place of the old one."""
        self._calm.start()

    @Slot()
    def _tell_changed(self) -> None:
        source = self._document.now.source
        if source is None or source.path is None or self._document.now.opening:
            return
        folder = str(source.path.parent)
        if not is_there(source.path):
            self._watcher.addPath(folder)  # in which it may come back
            return
        self._watcher.removePath(folder)
        self._watcher.addPath(str(source.path))
        if self._expected == (source.path.absolute(), _written_at(source.path)):
            return
        if not self._preferences.get(ASK_RELOAD):
            self.reload()
            return
        words = self.tr("“{name}” has been changed by another program.").format(name=source.path.name)
        self._messages.tell(MessageKind.QUESTION, words, (self.tr("Reload"), self.reload))


def _widen(dialog: FileDialog) -> None:
    """Let Qt's own dialog have columns that can be read; that of a platform has no such view."""
    dialog.resize(_DIALOG)
    table = dialog.findChild(QTreeView, "treeView")
    if table is not None:
        for column, letters in enumerate(_COLUMN_LETTERS):
            table.setColumnWidth(column, letters * table.fontMetrics().averageCharWidth())


def _written_at(path: Path) -> int:
    """Nanoseconds, 0 for what is not there."""
    try:
        return path.stat().st_mtime_ns
    except OSError:
        return 0


def files_in(data: QMimeData) -> list[Path]:
    """Local files that are dragged or were copied, or the one whose path is the text."""
    paths = [path for url in data.urls() if (path := local_file(url)) is not None]
    text = data.text().strip() if data.hasText() and not paths and not data.hasImage() else ""
    if text and "\n" not in text and len(text) < 4096 and Path(text).is_absolute() and is_file(Path(text)):
        return [Path(text)]
    return paths


def can_open(data: QMimeData) -> bool:
    """Whether something that is dragged is worth a try."""
    return has_picture(data) or any(url.isLocalFile() for url in data.urls())


def _as_sentence(note: str) -> str:
    return note[:1].upper() + note[1:]
