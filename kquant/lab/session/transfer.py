"""Points from tables and pictures, and points with their clusters to files and scripts."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal, Slot

from kquant.core.image.prepared import Prepared
from kquant.core.model.errors import KQuantError
from kquant.io.atomic import write_bytes
from kquant.lab.core.channels import Channel, channel_points
from kquant.lab.core.datasets import make
from kquant.lab.core.points import PointSet
from kquant.lab.core.recipe import Recipe
from kquant.lab.core.script import script
from kquant.lab.core.settings import resolved
from kquant.lab.tables import Table, labelled_csv, open_table, read_table
from kquant.session.work.job import Control, Lane

if TYPE_CHECKING:
    from kquant.lab.session.document import LabDocument

_QUICK = 30_000
"""Points that are made without being felt."""


@dataclass(frozen=True, slots=True, eq=False)
class _Loaded:
    """Points to take, the table they are of, if any, how to merge the undo step, and what was left out."""

    points: PointSet
    table: Table | None = None
    merge: str = ""
    notes: tuple[str, ...] = ()


class Transfer(QObject):
    """Reads and writes off the GUI thread. Points that come in are a step of undo of the document.

    Attributes (read only from outside):
        table: Table | None, the last one that was read. source: what it is called.

    Signals:
        table_changed(): there is another one, or none any more.
        scripted(str): the text of a script. exported(str): the name of the file that was written.
    """

    table_changed = Signal()
    scripted = Signal(str)
    exported = Signal(str)

    def __init__(self, document: LabDocument) -> None:
        super().__init__(document)
        self._document = document
        self.table: Table | None = None
        self.source = ""
        self._text, self._loading, self._writing = "", "", ""
        self._written = self.exported
        self._loader = document.scheduler.channel(self, Lane.FILES)
        self._writer = document.scheduler.channel(self, Lane.FILES)
        self._loader.delivered.connect(self._take_loaded)
        self._loader.failed.connect(self._report_unread)
        self._writer.failed.connect(self._report_unwritten)
        self._writer.delivered.connect(self._take_written)
        for channel in (self._loader, self._writer):
            document.follow(channel)

    @property
    def busy(self) -> bool:
        """Whether anything is being read or written."""
        return self._loader.busy or self._writer.busy

    def make_points(self, text: str, recipe: Recipe, merge: str = "") -> None:
        """Make the points of a recipe: at once, or with very many a little later."""
        self._loader.stop()
        if recipe == self._document.points.recipe:
            return
        if recipe.samples <= _QUICK:
            self._document.set_points(text, make(recipe), merge)
            return
        table = self.table
        self._load(text, self.source, lambda: _Loaded(make(recipe), table, merge=merge))

    def open_table(self, path: Path) -> None:
        """Read a file of numbers; the present points stay until that has succeeded."""
        name = path.name
        self._load(self.tr("Open {}").format(name), name, lambda: _of(open_table(path), name))

    def paste_table(self, text: str) -> None:
        """Take numbers in columns, such as from a spreadsheet."""
        name = self.tr("clipboard")
        self._load(self.tr("Paste points"), name, lambda: _of(read_table(text), name))

    def use_table(self, x: int | None = None, y: int | None = None, truth: int | None = None) -> None:
        """Take other columns of the table."""
        table, name = self.table, self.source
        if table is not None:
            self._load(self.tr("Choose columns"), name, lambda: _of(table, name, x, y, truth))

    def take_channels(self, prepare: Callable[[], Prepared], x: Channel, y: Channel, name: str) -> None:
        """Take two channels of the colours of a picture, once it is prepared."""
        text = self.tr("Colours of {}").format(name)
        self._load(text, name, lambda: _Loaded(channel_points(prepare().histogram, x, y, name=name)))

    def export_csv(self, path: Path, force: bool = True) -> None:
        """Write the points with their clusters; nothing happens before there are clusters."""
        points, run = self._document.points, self._document.run
        if run is None:
            return

        def work(control: Control) -> None:
            write_bytes(path, labelled_csv(points, run), force=force)
            control.deliver(path.name)

        self._writing, self._written = path.name, self.exported
        self._writer.start(work)

    def write_script(self) -> None:
        """Write the same as a Python script; `scripted` has it."""
        points, settings = self._document.points, self._document.settings

        def work(control: Control) -> None:
            control.deliver(script(points, resolved(settings, points).settings))

        self._writing, self._written = "", self.scripted
        self._writer.start(work)

    def stop(self) -> None:
        """Give up reading and writing."""
        self._loader.stop()
        self._writer.stop()

    def close(self) -> bool:
        """Stop; True once no thread is left."""
        closed = [self._loader.close(), self._writer.close()]
        return all(closed)

    def _load(self, text: str, name: str, load: Callable[[], _Loaded]) -> None:
        self._text, self._loading = text, name
        self._loader.start(lambda control: control.deliver(load()))

    @Slot(object)
    def _take_loaded(self, loaded: _Loaded) -> None:
        if loaded.table is not self.table:
            self.table, self.source = loaded.table, self._loading
            self.table_changed.emit()
        self._document.set_points(self._text, loaded.points, loaded.merge)
        for note in loaded.notes:
            self._document.noted.emit(note)

    @Slot(object)
    def _take_written(self, text: str) -> None:
        self._written.emit(text)

    @Slot(object)
    def _report_unread(self, error: BaseException) -> None:
        self._document.report(_about(self._loading, error))

    @Slot(object)
    def _report_unwritten(self, error: BaseException) -> None:
        self._document.report(_about(self._writing, error))


def _of(
    table: Table, source: str, x: int | None = None, y: int | None = None, truth: int | None = None
) -> _Loaded:
    points, notes = table.points(x, y, truth, source)
    return _Loaded(points, table, notes=(*table.notes, *notes))


def _about(name: str, error: BaseException) -> BaseException:
    """With the name of the file before the cause of an expected failure."""
    return KQuantError(f"{name}: {error}") if name and isinstance(error, KQuantError) else error
