"""The lab's toolbar: tools with their names, and what is seen."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QToolBar, QToolButton, QWidget

from kquant.ui.actions.actions import Actions
from kquant.ui.actions.menus import SEPARATOR
from kquant.ui.lab.actions import LAB_TOOLBAR

_ICON = QSize(20, 20)
_STYLE = "QToolBar { border: none; padding: 2px; spacing: 2px; }"  # Fusion's edges stand out when dark
_WITH_WORDS = ("tool_", "layer_")


class LabToolBar(QToolBar):
    """A button for each action, reached by Tab."""

    def __init__(self, actions: Actions, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("lab_toolbar")
        self.setWindowTitle(self.tr("Toolbar"))
        self.setIconSize(_ICON)
        self.setMovable(False)
        self.setStyleSheet(_STYLE)
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
