"""The palette as a row of swatches."""

from kquant.ui.palette_bar.bar import PaletteBar

__all__ = ["PaletteBar"]
