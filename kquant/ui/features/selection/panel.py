"""The panel "Where to look": what is selected, what colour it has, and what it does."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QScrollArea, QToolButton, QVBoxLayout, QWidget

from kquant.session.document.document import Document
from kquant.session.view_model import ViewModel
from kquant.ui.features.selection.count_form import CountForm
from kquant.ui.features.selection.main_color_view import MainColorView
from kquant.ui.features.selection.shape_form import ShapeForm
from kquant.ui.features.selection.tool_form import ToolForm
from kquant.ui.features.selection.tools import Tools
from kquant.ui.kit.actions.actions import Actions
from kquant.ui.kit.numbers import grouped

_GAP = 8


class SelectionPanel(QScrollArea):
    """Signals:
    copied(str): something is on the clipboard now; a short sentence that says what.
    """

    copied = Signal(str)

    def __init__(
        self,
        document: Document,
        view: ViewModel,
        tools: Tools,
        actions: Actions,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._document, self._view = document, view
        self._mask: object = None
        self._searched = False
        self.setObjectName("selection_panel")
        self.setAccessibleName(self.tr("Where to look"))
        self.setWidgetResizable(True)
        self.setFrameShape(QScrollArea.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._summary = QLabel(self)
        self._summary.setObjectName("selection_summary")
        self._summary.setWordWrap(True)
        self._tool_form = ToolForm(document, view, tools, self)
        self._colors = MainColorView(self)
        self._colors.copied.connect(self.copied)
        self._shapes = ShapeForm(document, tools, self)
        self._of_selection = (
            self._section(self.tr("Main colour"), self._colors),
            self._section(self.tr("What counts"), CountForm(document, self)),
        )
        self._buttons = [self._button(actions, name) for name in ("deselect", "invert_selection")]
        self._lay_out()
        document.bind(self, self._follow, "picture", "state.settings.selection")
        document.bind(self, self._take_selected, "selected")
        view.bind(self, self._show_vision, "vision")
        self._follow()

    def _button(self, actions: Actions, name: str) -> QToolButton:
        button = QToolButton(self)
        button.setDefaultAction(actions[name])
        button.setObjectName(f"panel_{name}")
        button.setAccessibleName(actions[name].text().replace("&", ""))
        button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        button.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        return button

    def _lay_out(self) -> None:
        content = QWidget(self)
        column = QVBoxLayout(content)
        column.setContentsMargins(_GAP, _GAP, _GAP, _GAP)
        column.setSpacing(_GAP)
        column.addWidget(self._summary)
        row = QHBoxLayout()
        row.setSpacing(4)
        for button in self._buttons:
            row.addWidget(button)
        row.addStretch(1)
        column.addLayout(row)
        column.addWidget(self._tool_form)
        for section in (*self._of_selection, self._section(self.tr("By numbers"), self._shapes)):
            column.addWidget(section)
        column.addStretch(1)
        self.setWidget(content)

    def _section(self, title: str, part: QWidget) -> QWidget:
        """A part under its title."""
        section = QWidget(self)
        column = QVBoxLayout(section)
        column.setContentsMargins(0, 4, 0, 0)
        column.setSpacing(_GAP)
        heading = QLabel(title, section)
        font = heading.font()
        font.setBold(True)
        heading.setFont(font)
        column.addWidget(heading)
        column.addWidget(part)
        return section

    def sizeHint(self) -> QSize:
        """As wide as the other panels; it scrolls."""
        return QSize(320, 320)

    def _show_vision(self) -> None:
        """Paint the main colours as people with a deficiency see them."""
        self._colors.set_vision(self._view.now.vision)

    def _take_selected(self) -> None:
        """The mask comes first, then with it the main colour, if there is one."""
        selected = self._document.now.selected
        mask = None if selected is None else selected.mask
        self._searched = mask is self._mask
        self._mask = mask
        self._follow()

    def _follow(self) -> None:
        now = self._document.now
        selected = now.state.settings.selection is not None and now.picture is not None
        for section in self._of_selection:
            section.setVisible(selected)
        found = None if now.selected is None else now.selected.main_color
        self._colors.show_color(found if selected else None)
        self._summary.setText(self._summarized() if selected else self._invitation())

    def _summarized(self) -> str:
        selected, locale = self._document.now.selected, grouped(self.locale())
        if selected is None:
            return self.tr("Selecting…")
        if selected.main_color is None:
            return self.tr("Nothing is selected.") if self._searched else self.tr("Finding its main colour…")
        count = selected.main_color.pixels
        percent = locale.toString(100 * count / max(selected.mask.size, 1), "f", 1)
        one = self.tr("1 pixel, {percent} % of the picture")
        words = one if count == 1 else self.tr("{count} pixels, {percent} % of the picture")
        return words.format(count=locale.toString(count), percent=percent)

    def _invitation(self) -> str:
        return self.tr(
            "Select a part of the picture to see its main colour, and to have the palette made of it."
        )
