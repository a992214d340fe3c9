"""What the clustering cost and how far the result is from its source, in figures."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QAction, QFont, QGuiApplication, QShowEvent
from PySide6.QtWidgets import QGridLayout, QLabel, QPushButton, QWidget

from kquant.core.model.metrics import Metrics
from kquant.core.model.result import Result
from kquant.session.document.document import Document
from kquant.ui.features.metrics.figures import ABSENT, Figure, figures
from kquant.ui.kit.icons import icon


class MetricsPanel(QWidget):
    """Two columns: what it is, and how much, a dash where it was not measured.

    While a result is being worked on the last figures stay, in grey, so that nothing flickers. Hidden, the
    panel writes none.

    Signals:
        copied(str): the text that was put on the clipboard.
    """

    copied = Signal(str)

    def __init__(self, document: Document, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._document = document
        self._shown: tuple[Result | None, Metrics | None] = (None, None)  # the last there was
        self._rows: dict[str, tuple[QLabel, QLabel]] = {}
        self._written: dict[str, tuple[Figure, bool]] = {}  # and whether a new value is awaited
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(8, 8, 8, 8)
        self._grid.setHorizontalSpacing(8)
        self._grid.setVerticalSpacing(4)
        self._grid.setColumnStretch(1, 1)
        self.copy_button = QPushButton(icon("copy"), self.tr("Cop&y as text"), self)
        self.copy_button.setObjectName("copy_numbers")
        self.copy_button.setToolTip(self.tr("Copy these figures, one a line."))
        self.copy_button.setAccessibleName(self.tr("Copy the figures as text"))
        self.copy_button.clicked.connect(self.copy)
        self._add_rows()
        self._add_copying()
        document.bind(self, self._follow, "picture", "result", "metrics", "clustering", while_visible=True)

    def _add_rows(self) -> None:
        self.setObjectName("numbers")
        self.setAccessibleName(self.tr("Numbers"))
        digits = QFont(self.font())
        digits.setFeature(QFont.Tag("tnum"), 1)
        for row, figure in enumerate(figures(None, None, self.locale())):
            name, value = QLabel(figure.name, self), QLabel(self)
            name.setBuddy(value)
            value.setObjectName(figure.key)
            value.setFont(digits)
            value.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
            value.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
            self._grid.addWidget(name, row, 0)
            self._grid.addWidget(value, row, 1)
            self._rows[figure.key] = name, value

    def _add_copying(self) -> None:
        last = self._grid.rowCount()
        self._grid.addWidget(self.copy_button, last, 0, 1, 2, Qt.AlignmentFlag.AlignRight)
        self._grid.setRowStretch(last + 1, 1)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.ActionsContextMenu)
        action = QAction(icon("copy"), self.copy_button.text(), self)
        action.triggered.connect(self.copy)
        self.addAction(action)

    def _follow(self) -> None:
        self._take()
        self._write()

    def _take(self) -> None:
        now = self._document.now
        if now.result is not None or not now.clustering:
            self._shown = (now.result, now.metrics)
        elif now.result_of is None:  # the figures of another picture say nothing of this one
            self._shown = (None, None)

    def showEvent(self, event: QShowEvent) -> None:
        """Catch up with what happened while the panel was hidden."""
        super().showEvent(event)
        self._shown = (None, None)  # or what it was when the panel was hidden
        self._follow()

    def _write(self) -> None:
        """Write what is not written yet."""
        now = self._document.now
        for figure in figures(now.result, now.metrics, self.locale()):
            stays = now.clustering and figure.value == ABSENT
            if self._written.get(figure.key) == (figure, stays):
                continue
            self._written[figure.key] = figure, stays
            name, value = self._rows[figure.key]
            name.setToolTip(figure.tooltip)
            value.setToolTip(figure.tooltip)
            value.setEnabled(not stays)
            if not stays:
                value.setText(figure.value)
                value.setAccessibleName(f"{figure.name}: {figure.value}")
        self.copy_button.setEnabled(self._shown[0] is not None)

    def as_text(self) -> str:
        """The figures, one a line, with a tab between name and value."""
        self._take()  # which a hidden panel has not
        found = figures(*self._shown, self.locale())
        return "".join(f"{figure.name}\t{figure.value}\n" for figure in found)

    @Slot()
    def copy(self) -> None:
        """Put the figures on the clipboard."""
        text = self.as_text()
        QGuiApplication.clipboard().setText(text)
        self.copied.emit(text)
