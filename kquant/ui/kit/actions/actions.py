"""The actions of a window, made from the table; menus, toolbar and shortcuts share each of them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping

from PySide6.QtCore import QCoreApplication, QObject, Qt, Signal, Slot
from PySide6.QtGui import QAction, QActionGroup, QKeySequence, QUndoStack
from PySide6.QtWidgets import QWidget

from kquant.ui.kit.actions.spec import ActionSpec, Group
from kquant.ui.kit.icons import icon

_MENU_ROLES = {
    "about": QAction.MenuRole.AboutRole,
    "preferences": QAction.MenuRole.PreferencesRole,
    "quit": QAction.MenuRole.QuitRole,
}


class Actions(QObject):
    """One QAction for each row of the table, by its name.

    Signals:
        chosen(str, str): of a choice, such as "view", the value that was picked, such as "split".
    """

    chosen = Signal(str, str)

    def __init__(self, window: QWidget, table: Iterable[ActionSpec]) -> None:
        super().__init__(window)
        self._groups: dict[Group, list[QAction]] = {group: [] for group in Group}
        self._enabled = {group: group is Group.ALWAYS for group in Group}
        self._choices: dict[str, QActionGroup] = {}
        self._local: list[QAction] = []
        self._actions = {spec.name: self._make(spec) for spec in table}
        window.addActions([action for action in self if action not in self._local])

    def __getitem__(self, name: str) -> QAction:
        return self._actions[name]

    def __iter__(self) -> Iterator[QAction]:
        return iter(self._actions.values())

    def add_local(self, part: QWidget) -> None:
        """Have the shortcuts that are not for the whole window work in a part of it."""
        part.addActions(self._local)

    def connect_to(self, handlers: Mapping[str, Callable[[], object]]) -> None:
        """Have each action of a name call something without arguments."""
        for name, handler in handlers.items():
            self._actions[name].triggered.connect(handler)

    def enable(self, group: Group, enabled: bool) -> None:
        """Enable or disable the actions of a group."""
        if enabled != self._enabled[group]:
            self._enabled[group] = enabled
            for action in self._groups[group]:
                action.setEnabled(enabled)

    def choose(self, choice: str, value: str) -> None:
        """Show what is the case, without `chosen`."""
        self._actions[f"{choice}_{value}"].setChecked(True)

    def _make(self, spec: ActionSpec) -> QAction:
        action = QAction(_translated(spec.text), self)
        action.setObjectName(spec.name)
        keys = [QKeySequence(keys) for keys in spec.shortcuts]
        action.setShortcuts(keys)
        context = Qt.ShortcutContext
        action.setShortcutContext(
            context.WidgetWithChildrenShortcut if spec.local else context.WindowShortcut
        )
        tip = _translated(spec.tip)
        shown = keys[0].toString(QKeySequence.SequenceFormat.NativeText) if keys else ""
        action.setToolTip(f"{tip} ({shown})" if shown else tip)
        action.setWhatsThis(tip)
        action.setMenuRole(_MENU_ROLES.get(spec.name, QAction.MenuRole.NoRole))
        action.setCheckable(spec.checkable)
        if spec.icon:
            action.setIcon(icon(spec.icon))
        if spec.choice:
            self._group_of(spec.choice).addAction(action)
        if spec.local:
            self._local.append(action)
        self._groups[spec.group].append(action)
        action.setEnabled(spec.group is Group.ALWAYS)
        return action

    def _group_of(self, choice: str) -> QActionGroup:
        if choice not in self._choices:
            group = self._choices[choice] = QActionGroup(self)
            group.setObjectName(choice)
            group.triggered.connect(self._tell_choice)
        return self._choices[choice]

    @Slot(QAction)
    def _tell_choice(self, action: QAction) -> None:
        choice, _, value = action.objectName().partition("_")
        self.chosen.emit(choice, value)


class UndoNames(QObject):
    """Keeps undo and redo to a stack, and lets them say what they take back."""

    def __init__(self, actions: Actions, stack: QUndoStack, parent: QObject) -> None:
        super().__init__(parent)
        self._undo, self._redo = actions["undo"], actions["redo"]
        stack.canUndoChanged.connect(self._undo.setEnabled)
        stack.canRedoChanged.connect(self._redo.setEnabled)
        stack.undoTextChanged.connect(self._name_undo)
        stack.redoTextChanged.connect(self._name_redo)

    @Slot(str)
    def _name_undo(self, step: str) -> None:
        words = QCoreApplication.translate("Actions", "&Undo {step}").format(step=step.replace("&", "&&"))
        self._undo.setText(words.rstrip())

    @Slot(str)
    def _name_redo(self, step: str) -> None:
        words = QCoreApplication.translate("Actions", "&Redo {step}").format(step=step.replace("&", "&&"))
        self._redo.setText(words.rstrip())


def _translated(text: str) -> str:
    return QCoreApplication.translate("Actions", text)
