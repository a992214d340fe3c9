"""The tools beside the picture."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QToolButton, QWidget

from kquant.ui.kit.actions.actions import Actions
from kquant.ui.kit.actions.menus import SEPARATOR, TOOL_STRIP
from kquant.ui.kit.widgets import PlainToolBar


class ToolStrip(PlainToolBar):
    """A button for each tool, from top to bottom."""

    def __init__(self, actions: Actions, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("tool_strip")
        self.setWindowTitle(self.tr("Tools"))
        self.setOrientation(Qt.Orientation.Vertical)
        for name in TOOL_STRIP:
            if name == SEPARATOR:
                self.addSeparator()
                continue
            self.addAction(actions[name])
            button = self.widgetForAction(actions[name])
            if isinstance(button, QToolButton):
                button.setObjectName(f"strip_{name}")
                button.setAccessibleName(actions[name].text().replace("&", ""))
                button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
