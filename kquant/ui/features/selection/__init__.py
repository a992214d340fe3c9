"""Where to look: the panel of the selection, and what connects it."""

from kquant.ui.features.selection.commands import SelectionCommands
from kquant.ui.features.selection.panel import SelectionPanel

__all__ = ["SelectionCommands", "SelectionPanel"]
