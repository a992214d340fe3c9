"""The palette as a row of swatches, and what is done with it."""

from kquant.ui.features.palette.bar import PaletteBar
from kquant.ui.features.palette.commands import PaletteCommands

__all__ = ["PaletteBar", "PaletteCommands"]
