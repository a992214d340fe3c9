"""Undo and redo, which say what they take back."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, QObject, Slot
from PySide6.QtGui import QUndoStack

from kquant.ui.kit.accessibility import unmarked
from kquant.ui.kit.actions.actions import Actions
from kquant.ui.kit.actions.spec import Group


class UndoNames(QObject):
    """Keeps both actions to a stack."""

    def __init__(self, actions: Actions, stack: QUndoStack, parent: QObject) -> None:
        super().__init__(parent)
        self._actions, self._stack = actions, stack
        stack.canUndoChanged.connect(self._follow)
        stack.canRedoChanged.connect(self._follow)
        stack.undoTextChanged.connect(self._follow)
        stack.redoTextChanged.connect(self._follow)

    @Slot()
    def _follow(self) -> None:
        stack = self._stack
        self._actions.enable(Group.UNDO, stack.canUndo())
        self._actions.enable(Group.REDO, stack.canRedo())
        undoing, redoing = unmarked(stack.undoText()), unmarked(stack.redoText())
        undo = QCoreApplication.translate("Actions", "&Undo {step}").format(step=undoing)
        redo = QCoreApplication.translate("Actions", "&Redo {step}").format(step=redoing)
        self._actions["undo"].setText(undo.rstrip())
        self._actions["redo"].setText(redo.rstrip())
