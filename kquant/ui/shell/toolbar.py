"""The toolbars: the actions used most with the number of colours, and the tools of the canvas."""

from __future__ import annotations

from PySide6.QtCore import Qt, Slot
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QLabel, QSizePolicy, QWidget

from kquant.session.document.document import Document
from kquant.ui.features.parameters import ColorCountControl
from kquant.ui.kit.actions.actions import Actions
from kquant.ui.kit.actions.toolbar import ActionToolBar
from kquant.ui.shell.features import TOOL_STRIP, TOOLBAR

_COUNT_WIDTH = 220
_WITH_WORDS = ("open", "paste", "export")
_WORDS_ONLY = "view_"


class ToolBar(ActionToolBar):
    """Attributes:
    color_count: the control of K, for as long as there is a picture and its other place is out of sight.
    """

    def __init__(self, document: Document, actions: Actions, parent: QWidget) -> None:
        super().__init__(TOOLBAR, "toolbar", actions, parent)
        self.setObjectName("toolbar")
        self.setWindowTitle(self.tr("Toolbar"))
        self._document = document
        self._count_is_elsewhere = False
        self._wordy = [button for name, button in self.buttons.items() if name in _WITH_WORDS]
        for name, button in self.buttons.items():
            if name.startswith(_WORDS_ONLY):
                button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextOnly)
        self.color_count = ColorCountControl(document, self)
        self.color_count.setMaximumWidth(_COUNT_WIDTH)
        self._add_count()
        document.bind(self, self._show_count, "picture")
        self._show_count()

    @Slot(bool)
    def give_way(self, shown_elsewhere: bool) -> None:
        """Leave K to the other place where it is shown, or show it here."""
        self._count_is_elsewhere = shown_elsewhere
        self._show_count()

    def _add_count(self) -> None:
        space = QWidget(self)
        space.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        label = QLabel(self.tr("&Colours"), self)
        label.setBuddy(self.color_count)
        label.setContentsMargins(8, 0, 8, 0)
        self._count = [self.addWidget(widget) for widget in (space, label, self.color_count)]

    def _show_count(self) -> None:
        shown = self._document.now.picture is not None and not self._count_is_elsewhere
        for part in self._count:
            part.setVisible(shown)
        self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Drop words where they would push K out of sight."""
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        for style in (Qt.ToolButtonStyle.ToolButtonTextBesideIcon, Qt.ToolButtonStyle.ToolButtonIconOnly):
            for button in self._wordy:
                button.setToolButtonStyle(style)
            if self.sizeHint().width() <= self.width():
                return


class ToolStrip(ActionToolBar):
    """A button for each tool, from top to bottom."""

    def __init__(self, actions: Actions, parent: QWidget) -> None:
        super().__init__(TOOL_STRIP, "strip", actions, parent)
        self.setObjectName("tool_strip")
        self.setWindowTitle(self.tr("Tools"))
        self.setOrientation(Qt.Orientation.Vertical)
        for button in self.buttons.values():
            button.setAccessibleName(button.text().replace("&", ""))
