"""Groups of controls that fold up, and where they are scrolled."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt, Signal, Slot
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QApplication,
    QFrame,
    QHBoxLayout,
    QScrollArea,
    QSizePolicy,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from kquant.ui.kit.accessibility import describe
from kquant.ui.kit.icons import icon


class CollapsibleGroup(QWidget):
    """A header with a triangle and "Reset", and the content under it.

    Signals:
        expanded_changed(bool): it was folded up or out.
        reset_requested(): its "Reset" was pressed.
    """

    expanded_changed = Signal(bool)
    reset_requested = Signal()

    def __init__(self, title: str, content: QWidget, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.content = content
        self.header = self._make_header(title)
        self.reset_button = self._make_reset_button(title)
        self._lay_out()
        self._expanded = False
        self.expanded = False

    def _make_header(self, title: str) -> QToolButton:
        header = QToolButton(self)
        header.setText(title)
        header.setAutoRaise(True)
        header.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        header.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        header.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        font = header.font()
        font.setBold(True)
        header.setFont(font)
        header.setIconSize(QSize(12, 12))
        header.setAccessibleName(title)
        header.clicked.connect(self.toggle)
        return header

    def _make_reset_button(self, title: str) -> QToolButton:
        button = QToolButton(self)
        button.setIcon(icon("reset"))
        button.setIconSize(QSize(14, 14))
        button.setAutoRaise(True)
        button.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        teaching = self.tr("Set everything in this group back to what it was at first.")
        describe(button, "reset", self.tr("Reset {}").format(title), teaching)
        button.clicked.connect(lambda: self.reset_requested.emit())
        return button

    def _lay_out(self) -> None:
        top = QHBoxLayout()
        top.setSpacing(4)
        top.addWidget(self.header, 1)
        top.addWidget(self.reset_button)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addLayout(top)
        column.addWidget(self.content)

    @property
    def expanded(self) -> bool:
        """Whether the content is shown."""
        return self._expanded

    @expanded.setter
    def expanded(self, expanded: bool) -> None:
        self._expanded = expanded
        self.content.setVisible(expanded)
        self.header.setIcon(icon("chevron-down" if expanded else "chevron-right"))
        state = self.tr("Unfolded; press to fold up.") if expanded else self.tr("Folded up; press to unfold.")
        self.header.setAccessibleDescription(state)
        self.header.setToolTip(state)

    @Slot()
    def toggle(self) -> None:
        """Fold it up, or out."""
        self.expanded = not self.expanded
        self.expanded_changed.emit(self.expanded)


class ScrolledGroups(QScrollArea):
    """The groups; the row that has the keyboard stays in sight as the room grows less."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)

    def sizeHint(self) -> QSize:
        """As low as it gets: it has what is left, and takes nothing from a note."""
        return QSize(super().sizeHint().width(), self.minimumHeight())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Scroll as little as that takes, and not to a row that was out of sight before."""
        inside, row = self.widget(), QApplication.focusWidget()
        seen = False
        if inside is not None and row is not None and inside.isAncestorOf(row):
            seen = row.mapTo(self, row.rect().bottomLeft()).y() < event.oldSize().height()
        super().resizeEvent(event)
        if seen and row is not None:
            self.ensureWidgetVisible(row, 0, 0)
