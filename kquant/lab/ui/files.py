"""What goes to and comes from files and the clipboard."""

from __future__ import annotations

from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QWidget

from kquant.io.atomic import write_bytes
from kquant.lab.session.document import LabDocument
from kquant.lab.ui.plot import LabPlot
from kquant.lab.ui.table_dialog import TableDialog
from kquant.ui.kit.dialogs import open_dialog
from kquant.ui.kit.file_dialog import FileDialog, SaveDialog, ask_to_replace
from kquant.ui.kit.plots.export import PlotExport

_SIMPLE = 2  # columns, between which there is nothing to choose


class Files(QObject):
    """Asks for names and columns, one dialog at a time.

    Attributes:
        plot_export: saves the plot.
        asks: whether the columns of the next table are to be asked for.

    Signals:
        exported(object): a file was written to this Path.
        copied(): the script is on the clipboard.
        failed(str): one sentence for a person. broke(object): an unexpected exception.
    """

    exported = Signal(object)
    copied = Signal()
    failed = Signal(str)
    broke = Signal(object)

    def __init__(self, document: LabDocument, plot: LabPlot, window: QWidget) -> None:
        super().__init__(window)
        self._document, self._window = document, window
        writing = partial(write_bytes, force=True)
        self.plot_export = PlotExport(lambda: plot, writing, window, document.scheduler)
        self._csv = Path()
        self.asks = True
        transfer = document.transfer
        transfer.table_changed.connect(self._offer_columns)
        transfer.scripted.connect(self._copy)
        transfer.exported.connect(self._tell_exported)
        self.plot_export.exported.connect(self.exported)
        self.plot_export.failed.connect(self.failed)
        self.plot_export.broke.connect(self.broke)

    @Slot()
    def open_table(self) -> None:
        """Ask for a file of numbers."""
        dialog = FileDialog(self._window, self.tr("Open Table"))
        dialog.setFileMode(FileDialog.FileMode.ExistingFile)
        dialog.setNameFilters([self.tr("Tables (*.csv *.tsv *.txt *.dat)"), self.tr("All files (*)")])
        dialog.fileSelected.connect(self._open)
        dialog.open()

    @Slot()
    def paste_table(self) -> None:
        """Take what was copied."""
        self._document.transfer.paste_table(QGuiApplication.clipboard().text())

    @Slot()
    def choose_columns(self) -> None:
        """Ask which columns of the table are the points."""
        table = self._document.transfer.table
        if table is None:
            return
        dialog = TableDialog(table, self._window)
        dialog.accepted.connect(lambda: self._document.transfer.use_table(*dialog.chosen))
        open_dialog(dialog)

    @Slot()
    def export_csv(self) -> None:
        """Ask where the labelled points are to be saved."""
        dialog = SaveDialog(self._window, self.tr("Export Labelled Points"))
        dialog.setNameFilters([self.tr("Comma-separated values (*.csv)")])
        dialog.setDefaultSuffix("csv")
        dialog.fileSelected.connect(self._export_csv_to)
        dialog.open()

    @Slot()
    def copy_script(self) -> None:
        """Have the script made."""
        self._document.transfer.write_script()

    def close(self) -> bool:
        """Wait for what is being written; True once no thread is left."""
        return self.plot_export.close()

    @Slot(str)
    def _open(self, name: str) -> None:
        self._document.transfer.open_table(Path(name))

    @Slot(str)
    def _export_csv_to(self, name: str) -> None:
        ask_to_replace(Path(name), partial(self._write_csv, Path(name)), self._window)

    def _write_csv(self, path: Path) -> None:
        self._csv = path
        self._document.transfer.export_csv(path)

    @Slot(str)
    def _tell_exported(self, _: str) -> None:
        self.exported.emit(self._csv)

    @Slot(str)
    def _copy(self, text: str) -> None:
        QGuiApplication.clipboard().setText(text)
        self.copied.emit()

    @Slot()
    def _offer_columns(self) -> None:
        table = self._document.transfer.table
        if table is not None and len(table.names) > _SIMPLE and self.asks:
            self.choose_columns()
        self.asks = True
