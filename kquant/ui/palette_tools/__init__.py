"""What is done with a palette beyond looking at it."""

from kquant.ui.palette_tools.commands import PaletteCommands
from kquant.ui.palette_tools.enabling import PaletteEnabling

__all__ = ["PaletteCommands", "PaletteEnabling"]
