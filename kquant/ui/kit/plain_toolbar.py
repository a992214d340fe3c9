"""The toolbars of the program."""

from __future__ import annotations

from PySide6.QtCore import QSize
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QStyle, QStyleOptionToolBar, QStylePainter, QToolBar, QWidget

_ICON = QSize(20, 20)


class PlainToolBar(QToolBar):
    """Without the edges that Fusion draws around it, which stand out on dark grey.

    A style sheet would take them away as well, but its buttons would not follow a change of the theme.
    """

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setIconSize(_ICON)

    def paintEvent(self, _: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        """Only the handle, if it can be moved."""
        option = QStyleOptionToolBar()
        self.initStyleOption(option)
        option.rect = self.style().subElementRect(QStyle.SubElement.SE_ToolBarHandle, option, self)
        if option.rect.isValid():
            painter = QStylePainter(self)
            painter.drawPrimitive(QStyle.PrimitiveElement.PE_IndicatorToolBarHandle, option)
            painter.end()
