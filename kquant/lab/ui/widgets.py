"""Small things that several panels are made of."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QFont, QIcon, QPalette
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QLabel,
    QProgressBar,
    QPushButton,
    QTableWidget,
    QTableWidgetItem,
    QWidget,
)

from kquant.ui.kit.accessibility import describe, wrapped
from kquant.ui.kit.icons import icon


def heading(text: str, parent: QWidget) -> QLabel:
    """A line in bold."""
    label = QLabel(text, parent)
    font = label.font()
    font.setBold(True)
    label.setFont(font)
    return label


def caption(parent: QWidget, name: str, text: str = "") -> QLabel:
    """Sentences that wrap and can be copied."""
    label = QLabel(text, parent)
    label.setObjectName(name)
    label.setWordWrap(True)
    label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    return label


def literal_caption(parent: QWidget, name: str, text: str = "") -> QLabel:
    """Such sentences with words of a person's own, such as names of files and columns, without markup."""
    label = caption(parent, name, text)
    label.setTextFormat(Qt.TextFormat.PlainText)
    return label


def faint(label: QLabel) -> QLabel:
    """Less loud."""
    label.setForegroundRole(QPalette.ColorRole.PlaceholderText)
    return label


def push(parent: QWidget, name: str, icon_name: str, text: str, teaching: str) -> QPushButton:
    """A button with an icon."""
    button = QPushButton(icon(icon_name) if icon_name else icon("check"), text, parent)
    describe(button, name, text.replace("&", ""), teaching)
    button.setAutoDefault(False)
    return button


def progress_bar(parent: QWidget, name: str, text: str) -> QProgressBar:
    """How much is done."""
    bar = QProgressBar(parent)
    bar.setRange(0, 100)
    bar.setTextVisible(False)
    bar.setMaximumHeight(6)
    bar.setObjectName(name)
    bar.setAccessibleName(text)
    return bar


def table(parent: QWidget, name: str, text: str, teaching: str) -> QTableWidget:
    """Rows of numbers to be read."""
    found = QTableWidget(parent)
    found.setObjectName(name)
    found.setAccessibleName(text)
    found.setToolTip(wrapped(teaching))
    found.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
    found.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
    found.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
    found.setTabKeyNavigation(False)
    found.setAlternatingRowColors(True)
    found.setShowGrid(False)
    found.setWordWrap(False)
    found.verticalHeader().hide()
    found.verticalHeader().setDefaultSectionSize(22)
    found.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
    found.horizontalHeader().setHighlightSections(False)
    found.horizontalHeader().setMinimumSectionSize(28)
    digits = QFont(found.font())
    digits.setFeature(QFont.Tag("tnum"), 1)
    found.setFont(digits)
    return found


def fill_row(found: QTableWidget, row: int, texts: list[str], picture: QIcon | None = None) -> None:
    """Numbers to the right, with a picture before the first."""
    for column, text in enumerate(texts):
        item = QTableWidgetItem(text)
        if picture is not None and not column:
            item.setIcon(picture)
        item.setTextAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        found.setItem(row, column, item)


def fit_height(found: QTableWidget, most: int) -> None:
    """As high as its rows, at most so many."""
    rows = min(found.rowCount(), most)
    height = found.horizontalHeader().sizeHint().height() + rows * 22 + 2 * found.frameWidth() + 2
    found.setFixedHeight(height)
