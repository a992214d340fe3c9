"""From the wish to export to a file that is written whole: asking, writing, remembering."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING
from weakref import ref

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtWidgets import QDialog, QWidget

from kquant.core.image.picture import Picture
from kquant.core.model.choices import AlphaMode
from kquant.core.model.result import Result
from kquant.io.atomic import write_bytes
from kquant.session.document.document import Document
from kquant.session.document.state import Phase, Shown
from kquant.session.work.job import Control, Lane
from kquant.session.work.scheduler import report
from kquant.ui.features.export.choice import Choice, Encoded, ExportKind, default_name
from kquant.ui.features.export.freshness import Freshness
from kquant.ui.features.export.memory import ExportMemory
from kquant.ui.kit.file_dialog import ask_to_replace
from kquant.ui.kit.paths import is_same_file, is_there

if TYPE_CHECKING:
    from kquant.ui.features.export.dialog import ExportDialog


@dataclass(frozen=True, slots=True, eq=False)
class _Written:
    path: Path
    choice: Choice
    size: int
    source: Path | None
    picture: ref[Picture]  # which is much memory, and soon another one
    shown: Shown | None


class Exporter(QObject):
    """Exports of one document.

    Attributes:
        dialog: the dialog that is open, if any.

    Signals:
        exported(object, int): the Path of a file that was written, and its size in bytes.
        failed(str): one sentence. broke(object): an unexpected exception.
        given_up(): the dialog was left without exporting.
        repeatable_changed(bool): whether there is an export to repeat.
    """

    exported = Signal(object, int)
    failed = Signal(str)
    broke = Signal(object)
    given_up = Signal()
    repeatable_changed = Signal(bool)

    def __init__(self, document: Document, memory: ExportMemory, window: QWidget) -> None:
        super().__init__(window)
        self._document, self._memory, self._window = document, memory, window
        self._last: _Written | None = None
        self._name = ""
        self.dialog: ExportDialog | None = None
        self._encoder = document.scheduler.channel(self, Lane.FILES)
        self._runner = document.scheduler.channel(self, Lane.FILES)
        self._runner.delivered.connect(self._take_written)
        self._runner.failed.connect(self._tell_failure)

    @Slot()
    def export_picture(self) -> None:
        """Ask how to save the picture."""
        self._document.once_exact(partial(self._open, ExportKind.PICTURE))

    @Slot()
    def export_palette(self) -> None:
        """Ask how to save the palette."""
        self._document.once_exact(partial(self._open, ExportKind.PALETTE))

    @Slot()
    def again(self) -> None:
        """Save the present result as the last one was saved: over that file if it is the same picture."""
        self._document.once_exact(self._repeat)

    def _repeat(self) -> None:
        result, last = self._document.now.result, self._last
        if result is None or last is None:
            return
        path = last.path
        read_again = last.source is not None and last.source == self._source
        if last.picture() is not self._document.now.picture and not read_again:
            path = path.with_name(default_name(self._source, result, last.choice))
        job = partial(_encoded, result, last.choice, self._source.stem if self._source else "")
        shown = self._document.now.result_of
        if path == last.path or not is_there(path):
            self._write(path, job, shown, force=path == last.path)
        else:
            self._ask_to_replace(path, partial(self._write, path, job, shown, force=True), self._window)

    def close(self) -> bool:
        """Wait for what is being written; True once no thread is left."""
        if self.dialog is not None:
            self.dialog.reject()
        encoder_gone, writer_gone = self._encoder.close(), self._runner.close()
        return encoder_gone and writer_gone

    @property
    def busy(self) -> bool:
        """Whether a file is being written."""
        return self._runner.busy

    @property
    def _source(self) -> Path | None:
        source = self._document.now.source
        return source.path if source is not None else None

    def _open(self, kind: ExportKind) -> None:
        result = self._document.now.result
        if result is None or self.dialog is not None:
            return
        from kquant.ui.features.export.dialog import ExportDialog

        self.dialog = ExportDialog(result, self._source, self._memory, kind, self._encoder, self._window)
        self.dialog.confirmed.connect(self._confirm)
        self.dialog.run_wanted.connect(self._document.run)
        self.dialog.opaque_wanted.connect(self._make_opaque)
        self.dialog.rejected.connect(self.given_up)
        self.dialog.finished.connect(self._forget_dialog)
        self._document.bind(self.dialog, self._show_result, "result", "phase")
        self._show_result()
        self.dialog.open()

    @Slot()
    def _make_opaque(self) -> None:
        """The dialog saves what comes of it."""
        self._document.change(self.tr("Make Opaque"), alpha=AlphaMode.MATTE)
        self._document.run()

    def _show_result(self) -> None:
        """Let the dialog save the latest result, and say whether that is of the present settings."""
        now = self._document.now
        if self.dialog is None or now.result is None:
            return
        freshness = {Phase.UP_TO_DATE: Freshness.FRESH, Phase.COMING: Freshness.COMING}
        self.dialog.show_result(now.result, freshness.get(now.phase, Freshness.OUTDATED))

    @Slot()
    def _forget_dialog(self) -> None:
        if self.dialog is not None:
            self.dialog.deleteLater()
            self.dialog = None

    @Slot(object, object)
    def _confirm(self, path: Path, encoded: Encoded) -> None:
        if self.dialog is None:
            return
        shown = self._document.now.result_of  # while it is asked another result may come
        if is_there(path):
            self._ask_to_replace(path, partial(self._save, path, encoded, shown, force=True), self.dialog)
        else:
            self._save(path, encoded, shown, force=False)

    def _save(self, path: Path, encoded: Encoded, shown: Shown | None, force: bool) -> None:
        if self.dialog is not None:
            self.dialog.done(QDialog.DialogCode.Accepted)
        self._write(path, lambda: encoded, shown, force)

    def _ask_to_replace(self, path: Path, go_on: Callable[[], None], parent: QWidget) -> None:
        ask_to_replace(path, go_on, parent, is_original=is_same_file(path, self._source))

    def _write(self, path: Path, make: Callable[[], Encoded], shown: Shown | None, force: bool) -> None:
        """Write what is made of the result of `shown`."""
        source, picture = self._source, self._document.now.picture
        if picture is None:
            return
        exported = ref(picture)

        def work(control: Control) -> None:
            encoded = make()
            write_bytes(path, encoded.data, source=source, force=force)
            control.deliver(_Written(path, encoded.choice, len(encoded.data), source, exported, shown))

        self._name = path.name
        self._runner.start(work)

    @Slot(object)
    def _take_written(self, written: _Written) -> None:
        self._last = written
        self._memory.keep(written.path, written.choice)
        document, kind = self._document, written.choice.kind
        is_all = written.picture() is document.now.picture and written.shown == document.now.state.shown
        if is_all and kind is ExportKind.PICTURE:
            document.undo_stack.setClean()
        self.repeatable_changed.emit(True)
        self.exported.emit(written.path, written.size)

    @Slot(object)
    def _tell_failure(self, error: BaseException) -> None:
        report(error, self.failed, self.broke, self._name)


def _encoded(result: Result, choice: Choice, name: str) -> Encoded:
    from kquant.ui.features.export.encoding import encode

    return encode(result, choice, name)
