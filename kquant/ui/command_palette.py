"""A list of everything that can be done, with its shortcut, to be searched by typing."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import TypeAlias

from PySide6.QtCore import (
    QEvent,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QSize,
    QSortFilterProxyModel,
    Qt,
    Slot,
)
from PySide6.QtGui import QAction, QKeyEvent, QKeySequence, QStandardItem, QStandardItemModel
from PySide6.QtWidgets import (
    QAbstractItemView,
    QDialog,
    QHeaderView,
    QLineEdit,
    QTreeView,
    QVBoxLayout,
    QWidget,
)

_Index: TypeAlias = QModelIndex | QPersistentModelIndex

_GAP = 8
_SIZE = QSize(480, 420)
_MOVES = (Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_PageUp, Qt.Key.Key_PageDown)
_ACTION = Qt.ItemDataRole.UserRole
_SEARCHED = Qt.ItemDataRole.UserRole + 1


class CommandPalette(QDialog):
    """Enter does what is selected; what cannot be done now is shown grey."""

    def __init__(self, actions: Iterable[QAction], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("command_palette")
        self.setWindowTitle(self.tr("Find a Command"))
        self._model = _model(actions)
        self._found = _Matches(self)
        self._found.setSourceModel(self._model)
        self._search = self._search_line()
        self._list = self._view()
        rows = QVBoxLayout(self)
        rows.setContentsMargins(_GAP, _GAP, _GAP, _GAP)
        rows.setSpacing(_GAP)
        rows.addWidget(self._search)
        rows.addWidget(self._list, 1)
        self.resize(_SIZE)
        self._select_first()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's name
        if watched is self._search and isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            if event.key() in _MOVES:
                self._list.keyPressEvent(event)
                return True
            if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
                self._trigger()
                return True
        return False

    def _search_line(self) -> QLineEdit:
        line = QLineEdit(self)
        line.setObjectName("search_commands")
        line.setPlaceholderText(self.tr("What do you want to do?"))
        line.setAccessibleName(self.tr("Search commands"))
        line.setClearButtonEnabled(True)
        line.textChanged.connect(self._filter)
        line.installEventFilter(self)
        return line

    def _view(self) -> QTreeView:
        view = QTreeView(self)
        view.setObjectName("commands")
        view.setAccessibleName(self.tr("Commands"))
        view.setModel(self._found)
        view.setHeaderHidden(True)
        view.setRootIsDecorated(False)
        view.setUniformRowHeights(True)
        view.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        view.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        view.header().setStretchLastSection(False)
        view.header().setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        view.header().setSectionResizeMode(1, QHeaderView.ResizeMode.ResizeToContents)
        view.clicked.connect(self._trigger)
        return view

    @Slot(str)
    def _filter(self, text: str) -> None:
        self._found.look_for(text)
        self._select_first()

    def _select_first(self) -> None:
        rows = (self._found.index(row, 0) for row in range(self._found.rowCount()))
        first = next((index for index in rows if index.flags() & Qt.ItemFlag.ItemIsEnabled), None)
        if first is not None:
            self._list.setCurrentIndex(first)

    @Slot()
    def _trigger(self) -> None:
        index = self._list.currentIndex().siblingAtColumn(0)
        action = index.data(_ACTION)
        if isinstance(action, QAction) and action.isEnabled():
            self.accept()
            action.trigger()


class _Matches(QSortFilterProxyModel):
    """Rows that hold every word that was typed."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._words: list[str] = []

    def look_for(self, text: str) -> None:
        self._words = text.casefold().split()
        self.invalidate()
        self.sort(0)

    def filterAcceptsRow(self, row: int, parent: object) -> bool:  # noqa: N802 - Qt's name
        searched = self.sourceModel().index(row, 0).data(_SEARCHED)
        return all(word in searched for word in self._words)

    def lessThan(self, one: _Index, other: _Index) -> bool:  # noqa: N802 - Qt's name
        """Names that have words beginning so come first, then other names, then what is only explained so."""
        return (self._distance(one), one.row()) < (self._distance(other), other.row())

    def _distance(self, index: _Index) -> int:
        name = str(index.data()).casefold()
        begins = all(name.startswith(word) or f" {word}" in name for word in self._words)
        return 0 if begins else 1 if all(word in name for word in self._words) else 2


def _without_mnemonic(text: str) -> str:
    """As a menu shows it, where && stands for an & of a name."""
    return re.sub("&(.?)", r"\1", text)


def _model(actions: Iterable[QAction]) -> QStandardItemModel:
    model = QStandardItemModel()
    for action in actions:
        name = QStandardItem(action.icon(), _without_mnemonic(action.text()))
        name.setData(action, _ACTION)
        name.setData(f"{name.text()} {action.whatsThis()}".casefold(), _SEARCHED)
        name.setToolTip(action.whatsThis())
        native = QKeySequence.SequenceFormat.NativeText
        keys = QStandardItem("  ".join(key.toString(native) for key in action.shortcuts()))
        keys.setTextAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        for item in (name, keys):
            item.setEnabled(action.isEnabled())
        model.appendRow([name, keys])
    return model
