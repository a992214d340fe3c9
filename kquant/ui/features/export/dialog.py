"""Which part of the result to save, in which format and where; the size shown is that of the real file."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import replace
from functools import partial
from pathlib import Path

from PySide6.QtCore import QSignalBlocker, Qt, Signal, Slot
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QFormLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from kquant.core.model.choices import AlphaMode
from kquant.core.model.result import Result
from kquant.io.atomic import WriteError, check_target
from kquant.io.picture_formats import picture_format
from kquant.io.picture_options import SaveOptions
from kquant.io.write import PaletteFullError
from kquant.session.work.job import Control
from kquant.session.work.scheduler import Channel
from kquant.ui.features.export.choice import Choice, Encoded, ExportKind, default_name
from kquant.ui.features.export.encoding import (
    encode,
    endings,
    format_named,
    formats,
    has_names,
    without_ending,
)
from kquant.ui.features.export.freshness import Freshness, FreshnessLine
from kquant.ui.features.export.memory import ExportMemory
from kquant.ui.features.export.option_rows import NamesBox, OptionRows
from kquant.ui.features.export.room_question import RoomQuestion
from kquant.ui.kit.dialogs import without_icons
from kquant.ui.kit.file_dialog import SaveDialog
from kquant.ui.kit.numbers import size_text
from kquant.ui.kit.widgets import DropDown

_GAP = 8
_WIDTH = 480


class ExportDialog(QDialog):
    """Encodes the file as it is chosen, off the GUI thread, so that its size and its losses are known.

    Signals:
        confirmed(object, object): the Path that was chosen and the Encoded file, once it is there.
        run_wanted(): the result of the present settings is wanted first.
        opaque_wanted(): the picture is to be laid on the matte, as there is no room for transparency.
    """

    confirmed = Signal(object, object)
    run_wanted = Signal()
    opaque_wanted = Signal()

    def __init__(
        self,
        result: Result,
        source: Path | None,
        memory: ExportMemory,
        kind: ExportKind,
        runner: Channel,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setObjectName("export_dialog")
        self.setWindowTitle(self.tr("Export"))
        self._result, self._source, self._memory = result, source, memory
        self._encoded: Encoded | None = None
        self._options: dict[str, SaveOptions] = {}
        self._name_is_ours = True
        self._chosen_kind = kind
        self._waiting = False
        self._runner = runner
        self._runner.delivered.connect(self._take)
        self._runner.failed.connect(self._refuse)
        self._make_controls(kind)
        self._lay_out()
        self._connect()
        self._show_kind()

    @property
    def choice(self) -> Choice:
        """What is chosen now."""
        kind, ending = ExportKind(self._kind.currentData()), str(self._format.currentData())
        options = self._options_of(ending) if kind is ExportKind.PICTURE else None
        return Choice(kind, ending, options, self._names.names if kind is ExportKind.PALETTE else None)

    @property
    def path(self) -> Path:
        """Where to, with an ending that tells the format."""
        name = self._name.text().strip()
        if not name.lower().endswith(endings(self.choice)):
            name += self.choice.ending
        folder = Path(self._folder.text().strip())
        with suppress(RuntimeError):  # ~name of somebody who is not known here
            folder = folder.expanduser()
        return folder / name

    def set_path(self, path: Path) -> None:
        """Choose another place and name."""
        self._folder.setText(str(path.parent))
        self._name.setText(path.name)
        self._take_name()

    def show_result(self, result: Result, state: Freshness) -> None:
        """Save this result, and say so if it is not that of the present settings."""
        self._freshness.show_state(state)
        if not _is_one_picture(result, self._result):
            self._result = result
            if self._name_is_ours:
                self._name.setText(default_name(self._source, result, self.choice))
            self._begin_encoding()

    def accept(self) -> None:
        """Wait for the file to be encoded, then say so; whoever listens closes the dialog.

        Where it cannot be written the dialog says why and stays, with all that was chosen.
        """
        if self._encoded is None:
            self._waiting = True
            self._export.setEnabled(False)
            return
        self._waiting = False
        try:
            check_target(self.path, force=True)  # whether another file is replaced is asked afterwards
        except WriteError as error:
            self._notes.setText(self.tr("“{path}”: {cause}.").format(path=self.path, cause=error))
            self._folder.setFocus()
        else:
            self.confirmed.emit(self.path, self._encoded)

    def done(self, code: int) -> None:
        """Close, without waiting for what is being encoded: the runner is not the dialog's own."""
        self._runner.delivered.disconnect(self._take)
        self._runner.failed.disconnect(self._refuse)
        self._runner.stop()
        super().done(code)

    def _make_controls(self, kind: ExportKind) -> None:
        self._kind = DropDown(self)
        for each, name in (
            (ExportKind.PICTURE, self.tr("Picture in few colours")),
            (ExportKind.PALETTE, self.tr("Palette")),
            (ExportKind.LABELS, self.tr("Labels (the number of its colour for each pixel)")),
        ):
            self._kind.addItem(name, each.value)
        self._kind.setCurrentIndex(self._kind.findData(kind.value))
        self._format = DropDown(self)
        self._names = NamesBox(self._memory.choice(ExportKind.PALETTE).names, self)
        self._name = QLineEdit(self)
        self._folder = QLineEdit(str(self._memory.folder(self._source)), self)
        self._browse = QPushButton(self.tr("&Browse…"), self)
        self._size = QLabel(self)
        self._notes = QLabel(self)
        self._notes.setWordWrap(True)
        self._notes.setTextFormat(Qt.TextFormat.PlainText)  # it names files
        self._notes.setForegroundRole(QPalette.ColorRole.PlaceholderText)
        self._notes.setMinimumHeight(2 * self._notes.fontMetrics().lineSpacing())
        self._notes.setAlignment(Qt.AlignmentFlag.AlignTop)
        self._freshness = FreshnessLine(self)
        self._question = RoomQuestion(self)
        for name, widget, tip in (
            ("export_kind", self._kind, self.tr("Which part of the result to save.")),
            ("export_format", self._format, self.tr("The kind of file.")),
            ("export_name", self._name, self.tr("The name of the file.")),
            ("export_folder", self._folder, self.tr("The folder to save in; it is remembered.")),
            ("export_browse", self._browse, self.tr("Choose folder and name.")),
            ("export_size", self._size, self.tr("The size of this very file.")),
            ("export_notes", self._notes, ""),
        ):
            widget.setObjectName(name)
            widget.setToolTip(tip)

    def _lay_out(self) -> None:
        place = QHBoxLayout()
        place.setSpacing(_GAP)
        place.addWidget(self._folder, 1)
        place.addWidget(self._browse)
        form = QFormLayout()
        form.setSpacing(_GAP)
        form.setLabelAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
        form.addRow(self.tr("&Save:"), self._kind)
        form.addRow(self.tr("For&mat:"), self._format)
        self._rows = OptionRows(form, self)
        form.addRow(self.tr("Colour n&ames:"), self._names)
        self._form = form
        form.addRow(self.tr("&Name:"), self._name)
        form.addRow(self.tr("&Folder:"), place)
        label = form.labelForField(place)
        if isinstance(label, QLabel):
            label.setBuddy(self._folder)
        form.addRow(self.tr("Size:"), self._size)
        form.addRow("", self._notes)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel, self)
        self._export = buttons.addButton(self.tr("&Export"), QDialogButtonBox.ButtonRole.AcceptRole)
        self._export.setObjectName("export_button")
        self._export.setToolTip(self.tr("Save the file; you are asked before another is replaced."))
        self._export.setDefault(True)
        buttons.accepted.connect(self.accept)
        without_icons(buttons)
        buttons.rejected.connect(self.reject)
        rows = QVBoxLayout(self)
        rows.setContentsMargins(2 * _GAP, 2 * _GAP, 2 * _GAP, 2 * _GAP)
        rows.setSpacing(2 * _GAP)
        rows.addWidget(self._freshness)
        rows.addLayout(form)
        rows.addWidget(self._question)
        rows.addStretch(1)
        rows.addWidget(buttons)
        self.setMinimumWidth(_WIDTH)

    def _connect(self) -> None:
        self._kind.currentIndexChanged.connect(self._show_kind)
        self._format.currentIndexChanged.connect(self._rename)
        self._rows.changed.connect(self._take_options)
        self._names.currentIndexChanged.connect(self._begin_encoding)
        self._freshness.run_wanted.connect(self.run_wanted)
        self._question.opaque_wanted.connect(self.opaque_wanted)
        self._question.true_color_wanted.connect(self._choose_true_color)
        self._name.textEdited.connect(self._take_name)
        self._folder.textChanged.connect(self._take_folder)
        self._browse.clicked.connect(self._ask_path)

    @Slot()
    def _show_kind(self) -> None:
        kind = self._chosen_kind = ExportKind(self._kind.currentData())
        self._list_formats(kind, self._memory.choice(kind).ending)
        self._rename()

    def _list_formats(self, kind: ExportKind, chosen: str) -> None:
        with QSignalBlocker(self._format):
            self._format.clear()
            for name, ending in formats(kind):
                self._format.addItem(f"{name} ({ending})", ending)
            self._format.setCurrentIndex(self._format.findData(chosen))

    @Slot()
    def _rename(self) -> None:
        """Give the name the ending of the format."""
        if self._name_is_ours:
            self._name.setText(default_name(self._source, self._result, self.choice))
        else:
            self._name.setText(without_ending(self._name.text()) + self.choice.ending)
        self._show_format()

    def _show_format(self) -> None:
        ending = str(self._format.currentData())
        if ExportKind(self._kind.currentData()) is ExportKind.PICTURE:
            self._rows.show_format(picture_format(ending), self._options_of(ending))
        else:
            self._rows.show_format(None, SaveOptions())
        self._form.setRowVisible(self._names, has_names(self.choice))
        self._begin_encoding()

    def _options_of(self, ending: str) -> SaveOptions:
        """As they were chosen in this dialog, or the last time."""
        if ending not in self._options:
            self._options[ending] = self._memory.options(ending)
        return self._options[ending]

    @Slot()
    def _take_options(self) -> None:
        choice = self.choice
        if choice.kind is ExportKind.PICTURE:  # a row that is out of sight may still have had the keyboard
            self._options[choice.ending] = picture_format(choice.ending).settled(self._rows.options)
            self._begin_encoding()

    @Slot()
    def _choose_true_color(self) -> None:
        ending = str(self._format.currentData())
        self._options[ending] = replace(self._options_of(ending), indexed=False)
        self._show_format()

    @Slot()
    def _begin_encoding(self) -> None:
        self._encoded = None
        self._question.hide()
        self._size.setText("…")
        self._notes.clear()
        self._runner.start(partial(_encode, self._result, self.choice, self._source))
        self._update_button()

    @Slot()
    def _take_name(self) -> None:
        self._name_is_ours = False
        self._follow_ending()
        self._take_folder()

    def _follow_ending(self) -> None:
        """Choose the format that a typed name speaks of; without a known ending the present one stays.

        On the way to `a.pal.png` a palette is meant for a moment, and then what was chosen before.
        """
        choice = self.choice
        named = format_named(self._name.text().strip(), self._chosen_kind)
        if named is None or named == (choice.kind, choice.ending):
            return
        kind, ending = named
        with QSignalBlocker(self._kind):
            self._kind.setCurrentIndex(self._kind.findData(kind.value))
        self._list_formats(kind, ending)
        self._show_format()

    @Slot()
    def _take_folder(self) -> None:
        if self._encoded is not None:
            self._show_notes(self._encoded)  # in place of what was wrong with the former one
        self._update_button()

    @Slot()
    def _update_button(self) -> None:
        named = bool(self._name.text().strip()) and bool(self._folder.text().strip())
        self._export.setEnabled(named and (self._encoded is not None or self._runner.busy))

    @Slot(object)
    def _take(self, encoded: Encoded) -> None:
        self._encoded = encoded
        self._size.setText(size_text(len(encoded.data)))
        self._show_notes(encoded)
        self._update_button()
        if self._waiting:
            self.accept()

    def _show_notes(self, encoded: Encoded) -> None:
        self._notes.setText("\n".join(encoded.notes))

    @Slot(object)
    def _refuse(self, error: BaseException) -> None:
        self._waiting = False
        self._size.setText("–")
        self._notes.setText(str(error))
        self._export.setEnabled(False)
        if isinstance(error, PaletteFullError) and error.for_transparency:
            form = picture_format(self.choice.ending)
            is_matte = self._result.request.settings.alpha is AlphaMode.MATTE
            self._question.ask(not is_matte, "indexed" in form.takes and form.true_color is not None)

    @Slot()
    def _ask_path(self) -> None:
        start = str(self.path).replace("\0", "")  # with which Qt could not begin
        dialog = SaveDialog(self, self.tr("Export As"), start)  # replacing is asked for in the end
        dialog.selectFile(Path(start).name)
        dialog.fileSelected.connect(self._take_path)
        dialog.open()

    @Slot(str)
    def _take_path(self, name: str) -> None:
        self.set_path(Path(name))


def _is_one_picture(result: Result, other: Result) -> bool:
    """Whether one is the other, maybe with its metrics; recoloured, it has the other's labels."""
    return result.labels is other.labels and result.palette is other.palette


def _encode(result: Result, choice: Choice, source: Path | None, control: Control) -> None:
    control.deliver(encode(result, choice, source.stem if source else ""))
