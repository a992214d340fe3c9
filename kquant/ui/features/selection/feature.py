"""The selection in the window: where to look, and what is picked in the picture."""

from __future__ import annotations

from PySide6.QtCore import Slot

from kquant.ui.context import Context
from kquant.ui.features.selection.actions import SECTIONS, SELECTION_ACTIONS
from kquant.ui.features.selection.commands import SelectionCommands
from kquant.ui.features.selection.panel import SelectionPanel
from kquant.ui.features.selection.tools import Tools
from kquant.ui.kit.feature import DockPlace, Feature, Panel
from kquant.ui.kit.message_bar import MessageKind
from kquant.ui.kit.picture_tool import PictureSurface


class SelectionFeature(Feature):
    """Attributes:
    tools: what selects and picks on the surface.
    panel: the content of the dock.
    """

    actions = SELECTION_ACTIONS
    sections = SECTIONS

    def __init__(self, context: Context, surface: PictureSurface) -> None:
        window, document, view, actions = context.window, context.document, context.view, context.actions
        super().__init__(window)
        self._messages, self._offer_panel = context.messages, context.offer_panel
        self.tools = Tools(surface, document, view, self)
        self.panel = SelectionPanel(document, view, self.tools, actions, window)
        self.commands = SelectionCommands(document, view, self.tools, actions, window)
        self.panels = (
            Panel("selection", window.tr("Where to Look"), self.panel, DockPlace.LOWER, on_demand=True),
        )
        self.handlers = {"pick_color": self.commands.pick_to_add}
        self.commands.picked_to_add.connect(context.events.picked_to_add)
        self.commands.picked_to_exclude.connect(context.events.picked_to_exclude)
        self.commands.panel_wanted.connect(self._offer)
        self.panel.copied.connect(self._tell_copied)

    @Slot(bool)
    def _offer(self, wanted: bool) -> None:
        self._offer_panel("selection", wanted)

    @Slot(str)
    def _tell_copied(self, text: str) -> None:
        self._messages.tell(MessageKind.DONE, text)
