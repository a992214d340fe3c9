"""The actions on tools and selections, put to work."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal, Slot

from kquant.core.model.rgb import Rgb
from kquant.session.document.document import Document
from kquant.session.view_model import Tool, ViewModel
from kquant.ui.features.selection.tools import Tools
from kquant.ui.kit.actions.actions import Actions
from kquant.ui.kit.actions.spec import Group


class SelectionCommands(QObject):
    """Keeps the tools, the actions and the selection of one mind.

    Signals:
        picked_to_add(object), picked_to_exclude(object): (r, g, b) of the source.
        panel_wanted(bool): there is a selection or a tool for one in the hand, or no longer.
    """

    picked_to_add = Signal(object)
    picked_to_exclude = Signal(object)
    panel_wanted = Signal(bool)

    def __init__(
        self, document: Document, view: ViewModel, tools: Tools, actions: Actions, parent: QObject
    ) -> None:
        super().__init__(parent)
        self._document, self._view, self._tools, self._actions = document, view, tools, actions
        self._to_exclude = self._wanted = False
        actions.chosen.connect(self._choose)
        actions.connect_to({"deselect": self.deselect, "invert_selection": self.invert})
        actions["pick_exclude"].triggered.connect(self.pick_to_exclude)
        actions["show_selection"].triggered.connect(self._show_selection)
        actions["show_selection"].setChecked(True)
        tools.picking_changed.connect(self._show_picking)
        tools.picked.connect(self._take_picked)
        view.bind(self, self._follow, "tool")
        document.bind(self, self._follow, "state.settings.selection", "source")
        self._follow()

    @Slot()
    def deselect(self) -> None:
        """Look at the whole picture again."""
        self._document.palette.select(None)

    @Slot()
    def invert(self) -> None:
        """Select what is not selected."""
        selection = self._document.now.state.settings.selection
        if selection is not None:
            self._document.palette.select(selection.inverse())

    @Slot()
    def pick_to_add(self) -> None:
        """Have a colour for the palette picked, or give that up."""
        self._pick(exclude=False)

    @Slot()
    def pick_to_exclude(self) -> None:
        """Have a colour that is not to count picked, or give that up."""
        self._pick(exclude=True)

    def _pick(self, exclude: bool) -> None:
        if self._tools.picking and exclude == self._to_exclude:
            self._tools.stop_picking()
            return
        self._to_exclude = exclude
        self._tools.pick()
        self._show_picking()

    @Slot(bool)
    def _show_selection(self, shown: bool) -> None:
        self._view.change(selection_shown=shown)

    @Slot(str, str)
    def _choose(self, choice: str, value: str) -> None:
        if choice == "tool":
            self._tools.set_tool(Tool(value))

    @Slot(object)
    def _take_picked(self, color: Rgb) -> None:
        (self.picked_to_exclude if self._to_exclude else self.picked_to_add).emit(color)

    @Slot()
    def _show_picking(self) -> None:
        picking = self._tools.picking
        self._actions["pick_color"].setChecked(picking and not self._to_exclude)
        self._actions["pick_exclude"].setChecked(picking and self._to_exclude)

    def _follow(self) -> None:
        now, tool = self._document.now, self._view.now.tool
        there = now.state.settings.selection is not None and now.source is not None
        self._actions.choose("tool", tool)
        self._actions.enable(Group.SELECTION, there)
        wanted = there or tool is not Tool.HAND
        if wanted != self._wanted:
            self._wanted = wanted
            self.panel_wanted.emit(wanted)
