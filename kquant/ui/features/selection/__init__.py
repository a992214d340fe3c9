"""Where to look: the panel of the selection, and what connects it."""

from kquant.ui.features.selection.commands import SelectionCommands
from kquant.ui.features.selection.panel import SelectionPanel
from kquant.ui.features.selection.tools import Tools

__all__ = ["SelectionCommands", "SelectionPanel", "Tools"]
