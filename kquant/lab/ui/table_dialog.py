"""Which columns of a table are the points."""

from __future__ import annotations

from PySide6.QtCore import QSize, Slot
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QFormLayout, QVBoxLayout, QWidget

from kquant.core.model.errors import KQuantError
from kquant.lab.tables import Table
from kquant.lab.ui.widgets import faint, fill_row, heading, literal_caption, table
from kquant.ui.kit.accessibility import describe
from kquant.ui.kit.dialogs import without_icons
from kquant.ui.kit.numbers import whole_text
from kquant.ui.kit.widgets import DropDown

_SIZE = QSize(520, 460)
_PREVIEWED = 60


class TableDialog(QDialog):
    """Two columns for the axes, and one for the true clusters if there is one.

    Attributes:
        across, up, truth: the boxes to choose in.
    """

    def __init__(self, found: Table, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._table = found
        self.setObjectName("table_dialog")
        self.setWindowTitle(self.tr("Points from a Table"))
        self.across, self.up, self.truth = DropDown(self), DropDown(self), DropDown(self)
        self._fill_boxes()
        self._verdict = faint(literal_caption(self, "table_verdict"))
        buttons = QDialogButtonBox(
            QDialogButtonBox.StandardButton.Ok | QDialogButtonBox.StandardButton.Cancel, parent=self
        )
        self._accept = buttons.button(QDialogButtonBox.StandardButton.Ok)
        self._accept.setText(self.tr("&Use these points"))
        self._accept.setObjectName("use_table")
        buttons.accepted.connect(self.accept)
        buttons.rejected.connect(self.reject)
        without_icons(buttons)
        self._lay_out(buttons)
        for box in (self.across, self.up, self.truth):
            box.currentIndexChanged.connect(self._judge)
        self._judge()

    @property
    def chosen(self) -> tuple[int, int, int | None]:
        """The columns of both axes, and of the truth if any."""
        numeric = self._table.numeric
        truth = self.truth.currentIndex() - 1
        return (
            numeric[self.across.currentIndex()],
            numeric[self.up.currentIndex()],
            truth if truth >= 0 else None,
        )

    def _fill_boxes(self) -> None:
        names = [self._table.names[column] for column in self._table.numeric]
        described = (
            (
                self.across,
                "table_across",
                self.tr("Axis across"),
                self.tr("The column of the first coordinate."),
            ),
            (self.up, "table_up", self.tr("Axis up"), self.tr("The column of the second coordinate.")),
        )
        for place, (box, name, text, teaching) in enumerate(described):
            box.addItems(names)
            box.setCurrentIndex(min(place, len(names) - 1))
            describe(box, name, text, teaching)
        self.truth.addItems([self.tr("None"), *self._table.names])
        teaching = self.tr(
            "The column that tells which cluster each point really belongs to, if there is one."
        )
        describe(self.truth, "table_truth", self.tr("True clusters"), teaching)

    def _lay_out(self, buttons: QDialogButtonBox) -> None:
        form = QFormLayout()
        form.setHorizontalSpacing(8)
        form.addRow(self.tr("&Across"), self.across)
        form.addRow(self.tr("U&p"), self.up)
        form.addRow(self.tr("&True clusters"), self.truth)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 16, 16, 16)
        column.setSpacing(8)
        head = (
            self.tr("The first row was taken for names.")
            if self._table.header
            else self.tr("No row of names.")
        )
        rows = self.tr("{n} rows. {head}").format(n=whole_text(len(self._table)), head=head)
        column.addWidget(heading(rows, self))
        for note in self._table.notes:
            column.addWidget(faint(literal_caption(self, "table_note", f"{note[:1].upper()}{note[1:]}.")))
        column.addLayout(form)
        column.addWidget(self._preview(), 1)
        column.addWidget(self._verdict)
        column.addWidget(buttons)
        self.resize(_SIZE)

    def _preview(self) -> QWidget:
        shown = self._table.cells[:_PREVIEWED]
        found = table(self, "table_preview", self.tr("Preview"), self.tr("The first rows of the table."))
        found.setColumnCount(len(self._table.names))
        found.setHorizontalHeaderLabels(list(self._table.names))
        found.setRowCount(len(shown))
        for row, cells in enumerate(shown):
            fill_row(found, row, list(cells))
        return found

    @Slot()
    def _judge(self) -> None:
        """Say what these columns would give."""
        try:
            points, notes = self._table.points(*self.chosen)
        except (KQuantError, IndexError) as error:
            text = (
                str(error) if isinstance(error, KQuantError) else self.tr("two columns of numbers are needed")
            )
            self._verdict.setText(f"{text[:1].upper()}{text[1:]}.")
            self._accept.setEnabled(False)
            return
        words = self.tr("{n} points.").format(n=whole_text(len(points)))
        self._verdict.setText(" ".join([words, *(f"{note[:1].upper()}{note[1:]}." for note in notes)]))
        self._accept.setEnabled(True)
