"""A toolbar made of actions."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QToolButton, QWidget

from kquant.ui.kit.actions.actions import Actions
from kquant.ui.kit.actions.menus import SEPARATOR
from kquant.ui.kit.widgets import PlainToolBar


class ActionToolBar(PlainToolBar):
    """A button for each name, reached by Tab.

    Attributes:
        buttons: by the names of their actions.
    """

    def __init__(self, names: Iterable[str], prefix: str, actions: Actions, parent: QWidget) -> None:
        super().__init__(parent)
        self.buttons: dict[str, QToolButton] = {}
        for name in names:
            if name == SEPARATOR:
                self.addSeparator()
                continue
            self.addAction(actions[name])
            button = self.widgetForAction(actions[name])
            if isinstance(button, QToolButton):
                button.setObjectName(f"{prefix}_{name}")
                button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
                self.buttons[name] = button
