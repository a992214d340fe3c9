"""The lab's toolbar: tools with their names, and what is seen."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QToolButton, QWidget

from kquant.lab.ui.actions import LAB_TOOLBAR
from kquant.ui.kit.actions.actions import Actions
from kquant.ui.kit.actions.menus import SEPARATOR
from kquant.ui.kit.widgets import PlainToolBar

_WITH_WORDS = ("tool_", "layer_")


class LabToolBar(PlainToolBar):
    """A button for each action, reached by Tab."""

    def __init__(self, actions: Actions, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("lab_toolbar")
        self.setWindowTitle(self.tr("Toolbar"))
        self.setMovable(False)
        for name in LAB_TOOLBAR:
            if name == SEPARATOR:
                self.addSeparator()
                continue
            self.addAction(actions[name])
            button = self.widgetForAction(actions[name])
            if isinstance(button, QToolButton):
                button.setObjectName(f"toolbar_{name}")
                button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
                if name.startswith(_WITH_WORDS):
                    button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
