"""A given palette: which, and what for."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QDir, QSignalBlocker, QSize, Qt, Slot
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QHBoxLayout,
    QLabel,
    QListWidget,
    QListWidgetItem,
    QPushButton,
    QSpinBox,
    QVBoxLayout,
    QWidget,
)

from kquant.core.model.errors import KQuantError
from kquant.io.palettes import PaletteError
from kquant.session.document.document import Document
from kquant.session.files.settings_file import SettingsFile
from kquant.session.work.job import Control, Lane
from kquant.ui.features.palette.chips import swatch_icon
from kquant.ui.features.palette.dialogs.parts import GAP, SwatchGrid, UseChoice, lay_out
from kquant.ui.features.palette.dialogs.sources import (
    PaletteSource,
    built_in_sources,
    grey_source,
    source_in_file,
    source_in_text,
)
from kquant.ui.kit.accessibility import describe, literal
from kquant.ui.kit.file_dialog import FileDialog
from kquant.ui.kit.icons import icon
from kquant.ui.kit.paths import is_folder

_SIZE = QSize(680, 440)
_STRIP = QSize(48, 16)
_STRIP_COLORS = 16
_FOLDER = "palette/folder"
_SOURCE = Qt.ItemDataRole.UserRole


class UseDialog(QDialog):
    """Built-in palettes, those of files and pictures, and pasted ones."""

    def __init__(self, document: Document, settings: SettingsFile, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("use_dialog")
        self.setWindowTitle(self.tr("Use a Palette"))
        self._document, self._settings = document, settings
        self._reader = document.scheduler.channel(self, Lane.FILES)
        self._reader.delivered.connect(self._take)
        self._reader.failed.connect(self._refuse)
        self._list = QListWidget(self)
        self._list.setIconSize(_STRIP)
        describe(self._list, "palettes", self.tr("Palettes"), self.tr("Choose the palette to use."))
        self._name = QLabel(self)
        self._name.setObjectName("palette_name")
        self._name.setWordWrap(True)
        self._name.setTextFormat(Qt.TextFormat.PlainText)
        self._greys = self._make_greys()
        self._grid = SwatchGrid(self)
        self._use = UseChoice(document.now.state.settings.palette_use, self)
        body = QWidget(self)
        columns = QHBoxLayout(body)
        columns.setContentsMargins(0, 0, 0, 0)
        columns.setSpacing(2 * GAP)
        columns.addLayout(self._left(), 1)
        columns.addLayout(self._right(), 1)
        buttons = lay_out(self, self.tr("&Use"), body)
        self._ok = buttons.button(QDialogButtonBox.StandardButton.Ok)
        self._list.currentItemChanged.connect(self._show)
        self._list.itemActivated.connect(self.accept)
        self._fill()
        self.resize(_SIZE)

    @property
    def source(self) -> PaletteSource | None:
        """The palette that is chosen."""
        item = self._list.currentItem()
        source = None if item is None else item.data(_SOURCE)
        return source if isinstance(source, PaletteSource) else None

    def open_file(self, path: Path) -> None:
        """Add the palette of a file, or of a picture, and choose it."""
        count = self._document.now.state.free_colors
        self._name.setText(self.tr("Reading “{name}”…").format(name=path.name))

        def work(control: Control) -> None:
            try:
                control.deliver(source_in_file(path, count, control.should_stop))
            except KQuantError as error:
                raise PaletteError(f"{path.name}: {error}") from error

        self._reader.start(work)

    @Slot()
    def paste(self) -> None:
        """Add the colours that are on the clipboard, and choose them."""
        try:
            self._take(source_in_text(QGuiApplication.clipboard().text()))
        except PaletteError as error:
            self._refuse(PaletteError(self.tr("Clipboard: {why}").format(why=error)))

    def accept(self) -> None:
        """Use what is chosen."""
        source = self.source
        if source is not None:
            self._document.palette.use(source.colors, self._use.use, source.name, source.clear_entry)
            super().accept()

    def done(self, result: int) -> None:
        """Leave no thread behind."""
        self._reader.close()
        super().done(result)

    def _left(self) -> QVBoxLayout:
        file = QPushButton(icon("open"), self.tr("&File or picture…"), self)
        teaching = self.tr("Read a palette file of any kind, or take the colours of another picture.")
        describe(file, "palette_file", self.tr("File or picture"), teaching)
        file.clicked.connect(self._ask)
        paste = QPushButton(icon("paste"), self.tr("&Paste"), self)
        describe(paste, "palette_paste", self.tr("Paste"), self.tr("Take the colours on the clipboard."))
        paste.clicked.connect(self.paste)
        row = QHBoxLayout()
        row.setSpacing(GAP)
        row.addWidget(file, 2)
        row.addWidget(paste, 1)
        column = QVBoxLayout()
        column.setSpacing(GAP)
        column.addWidget(self._list, 1)
        column.addLayout(row)
        return column

    def _make_greys(self) -> QSpinBox:
        box = QSpinBox(self)
        box.setRange(2, 256)
        box.setPrefix(self.tr("Number of greys: "))
        teaching = self.tr("From black to white, in equal steps.")
        describe(box, "grey_count", self.tr("Number of greys"), teaching)
        box.valueChanged.connect(self._take_greys)
        return box

    def _right(self) -> QVBoxLayout:
        column = QVBoxLayout()
        column.setSpacing(GAP)
        column.addWidget(self._name)
        column.addWidget(self._greys)
        column.addWidget(self._grid, 1)
        column.addWidget(self._use)
        return column

    def _fill(self) -> None:
        """The palette in use first, chosen; then those that come along."""
        settings = self._document.now.state.settings
        if settings.palette:
            name = self._document.palette.name or self.tr("Palette")
            self._add(PaletteSource(name, settings.palette, settings.clear_entry))
        for source in built_in_sources():
            if source.colors != settings.palette:
                self._add(source)
        self._list.setCurrentRow(0)

    def _add(self, source: PaletteSource) -> QListWidgetItem:
        item = QListWidgetItem()
        self._fill_item(item, source)
        self._list.addItem(item)
        return item

    def _fill_item(self, item: QListWidgetItem, source: PaletteSource) -> None:
        some = source.colors[:: max(1, len(source.colors) // _STRIP_COLORS)][:_STRIP_COLORS]
        item.setIcon(swatch_icon(some, self, _STRIP))
        item.setText(source.name)
        item.setData(_SOURCE, source)
        item.setToolTip(literal(source.name))

    @Slot(int)
    def _take_greys(self, count: int) -> None:
        self._fill_item(self._list.currentItem(), grey_source(count))
        self._show()

    @Slot()
    def _ask(self) -> None:
        kept = self._settings.value(_FOLDER)
        folder = kept if isinstance(kept, str) and is_folder(Path(kept)) else QDir.homePath()
        dialog = FileDialog(self, self.tr("Open Palette"), folder)
        dialog.setObjectName("open_palette_dialog")
        dialog.setFileMode(FileDialog.FileMode.ExistingFile)
        dialog.fileSelected.connect(self._take_chosen)
        dialog.open()

    @Slot(str)
    def _take_chosen(self, name: str) -> None:
        self._settings.set_value(_FOLDER, str(Path(name).parent))
        self.open_file(Path(name))

    @Slot(object)
    def _take(self, source: PaletteSource) -> None:
        self._list.setCurrentItem(self._add(source))
        self._list.setFocus()  # or Enter would ask for another file

    @Slot(object)
    def _refuse(self, error: BaseException) -> None:
        if isinstance(error, KQuantError):
            self._name.setText(str(error))
        else:
            self._document.broke.emit(error)

    @Slot()
    def _show(self) -> None:
        source = self.source
        self._ok.setEnabled(source is not None)
        self._greys.setVisible(source is not None and source.is_greys)
        if source is None:
            return
        if source.is_greys:
            with QSignalBlocker(self._greys):
                self._greys.setValue(len(source.colors))
        count = str(len(source.colors))
        known = count in source.name
        words = (
            source.name
            if known
            else self.tr("{name}, colours: {count}").format(name=source.name, count=count)
        )
        self._name.setText("\n".join(filter(None, (words, source.note))))
        self._grid.show_groups([source.colors])
        self._grid.setAccessibleName(words)
