"""Palettes to files and back, in a registry of formats."""

from kquant.io.palettes.palette import Palette, PaletteError, named, palette_from_result
from kquant.io.palettes.palette_format import PaletteFormat
from kquant.io.palettes.plain_text import parse_colors
from kquant.io.palettes.registry import (
    PALETTE_FORMATS,
    READ_FORMATS,
    palette_format,
    parse_palette,
    read_palette,
    write_palette,
)

__all__ = [
    "PALETTE_FORMATS",
    "READ_FORMATS",
    "Palette",
    "PaletteError",
    "PaletteFormat",
    "named",
    "palette_format",
    "palette_from_result",
    "parse_colors",
    "parse_palette",
    "read_palette",
    "write_palette",
]
