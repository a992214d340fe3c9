"""Palettes to files and back, in a registry of formats."""

from kquant.io.palettes.palette import Palette, PaletteError, palette_from_result
from kquant.io.palettes.palette_format import PaletteFormat
from kquant.io.palettes.registry import (
    PALETTE_FORMATS,
    palette_format,
    parse_palette,
    read_palette,
    write_palette,
)

__all__ = [
    "PALETTE_FORMATS",
    "Palette",
    "PaletteError",
    "PaletteFormat",
    "palette_format",
    "palette_from_result",
    "parse_palette",
    "read_palette",
    "write_palette",
]
