"""A list of everything that can be done, with its shortcut, to be searched by typing."""

from __future__ import annotations

import re
from collections.abc import Iterable

from PySide6.QtCore import QEvent, QModelIndex, QObject, QSize, Qt, Slot
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

_GAP = 8
_SIZE = QSize(480, 420)
_MOVES = (Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_PageUp, Qt.Key.Key_PageDown)
_ACTION = Qt.ItemDataRole.UserRole
_NATIVE = QKeySequence.SequenceFormat.NativeText


class CommandPalette(QDialog):
    """Enter does what is selected; what cannot be done now is shown grey."""

    def __init__(self, actions: Iterable[QAction], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("command_palette")
        self.setWindowTitle(self.tr("Find a Command"))
        self._actions = list(actions)
        self._found = QStandardItemModel(0, 2, self)
        self._search = self._search_line()
        self._list = self._view()
        rows = QVBoxLayout(self)
        rows.setContentsMargins(_GAP, _GAP, _GAP, _GAP)
        rows.setSpacing(_GAP)
        rows.addWidget(self._search)
        rows.addWidget(self._list, 1)
        self.resize(_SIZE)
        self._look_for("")

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
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
        line.textChanged.connect(self._look_for)
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
        view.clicked.connect(self._do)
        return view

    @Slot(str)
    def _look_for(self, text: str) -> None:
        """List what has every word, the best first.

        Rows that really go and come, as the view knows at once: in a proxy model they would be other ones
        before it has laid itself out anew, and what is done meanwhile, such as scrolling, reach what is gone.
        """
        words = text.casefold().split()
        self._found.setRowCount(0)
        for action in sorted(_having(words, self._actions), key=lambda action: _distance(words, action)):
            self._found.appendRow(_row(action))
        if not self._found.rowCount():
            self._say(self.tr("No command has these words."))
        rows = (self._found.index(row, 0) for row in range(self._found.rowCount()))
        first = next((index for index in rows if index.flags() & Qt.ItemFlag.ItemIsEnabled), None)
        if first is not None:
            self._list.setCurrentIndex(first)

    def _say(self, words: str) -> None:
        """In place of the commands that are not there."""
        item = QStandardItem(words)
        item.setEnabled(False)
        self._found.appendRow(item)

    @Slot()
    def _trigger(self) -> None:
        self._do(self._list.currentIndex())

    @Slot(QModelIndex)
    def _do(self, index: QModelIndex) -> None:
        """Nothing for a grey one, which can be clicked but does not become the current one."""
        action = index.siblingAtColumn(0).data(_ACTION)
        if isinstance(action, QAction) and action.isEnabled():
            self.accept()
            action.trigger()


def _name(action: QAction) -> str:
    """As a menu shows it, where && stands for an & of a name."""
    return re.sub("&(.?)", r"\1", action.text())


def _having(words: list[str], actions: list[QAction]) -> list[QAction]:
    """Those whose name or explanation has every word."""

    def has_all(action: QAction) -> bool:
        searched = f"{_name(action)} {action.whatsThis()}".casefold()
        return all(word in searched for word in words)

    return list(filter(has_all, actions))


def _distance(words: list[str], action: QAction) -> int:
    """Names that have words beginning so come first, then other names, then what is only explained so."""
    name = _name(action).casefold()
    begins = all(name.startswith(word) or f" {word}" in name for word in words)
    return 0 if begins else 1 if all(word in name for word in words) else 2


def _row(action: QAction) -> list[QStandardItem]:
    name = QStandardItem(action.icon(), _name(action))
    name.setData(action, _ACTION)
    name.setToolTip(action.whatsThis())
    keys = QStandardItem("  ".join(key.toString(_NATIVE) for key in action.shortcuts()))
    keys.setTextAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
    for item in (name, keys):
        item.setEnabled(action.isEnabled())
    return [name, keys]
