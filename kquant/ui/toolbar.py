"""The toolbar: the actions used most, and the number of colours."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt, Slot
from PySide6.QtWidgets import QLabel, QSizePolicy, QToolBar, QToolButton, QWidget

from kquant.session.document import Document
from kquant.ui.actions.actions import Actions
from kquant.ui.actions.menus import SEPARATOR, TOOLBAR
from kquant.ui.parameters import ColorCountControl

_ICON = QSize(20, 20)
_COUNT_WIDTH = 220
_NO_BRIGHT_EDGES = "QToolBar { border: none; padding: 2px; spacing: 2px; }"  # Fusion's stand out when dark
_WITH_WORDS = ("open", "export")
_WORDS_ONLY = "view_"


class ToolBar(QToolBar):
    """Attributes:
    color_count: the control of K.
    """

    def __init__(self, document: Document, actions: Actions, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("toolbar")
        self.setWindowTitle(self.tr("Toolbar"))
        self.setIconSize(_ICON)
        self.setStyleSheet(_NO_BRIGHT_EDGES)
        self._document = document
        self.color_count = ColorCountControl(document, self)
        self.color_count.setMaximumWidth(_COUNT_WIDTH)
        for name in TOOLBAR:
            if name == SEPARATOR:
                self.addSeparator()
            else:
                self.addAction(actions[name])
                self._style(actions, name)
        self._add_count()
        document.source_changed.connect(self._follow_source)
        self._follow_source()

    def _style(self, actions: Actions, name: str) -> None:
        button = self.widgetForAction(actions[name])
        if not isinstance(button, QToolButton):
            return
        button.setObjectName(f"toolbar_{name}")
        button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        if name in _WITH_WORDS:
            button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        elif name.startswith(_WORDS_ONLY):
            button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextOnly)

    def _add_count(self) -> None:
        space = QWidget(self)
        space.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        self._label = QLabel(self.tr("Colours"), self)
        self._label.setBuddy(self.color_count)
        self._label.setContentsMargins(8, 0, 8, 0)
        for widget in (space, self._label, self.color_count):
            self.addWidget(widget)

    @Slot()
    def _follow_source(self) -> None:
        there = self._document.source is not None
        self.color_count.setEnabled(there)
        self._label.setEnabled(there)
