"""From options to settings."""

from __future__ import annotations

from argparse import Namespace
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from kquant.cli.console import Console, about, printable
from kquant.cli.options import BUILT_IN_KEYS, asked_settings
from kquant.cli.outputs import STANDARD
from kquant.core.model.choices import PaletteUse
from kquant.core.model.errors import KQuantError
from kquant.core.model.resolve import asked_colors
from kquant.core.model.settings import Settings

if TYPE_CHECKING:
    from kquant.io.palettes import Palette


def requested_settings(options: Namespace, console: Console) -> Settings:
    """Return what the options ask for; what they do not mention stays at its default.

    What the file of a palette that is to be used does not tell is noted.

    Raises:
        KQuantError: the palette that is to be used cannot be read.
    """
    settings = Settings(**asked_settings(options))
    if not options.palette_in:
        return settings
    from kquant.session.files.given_palette import FOUND  # with all palette formats

    palette = _palette(options.palette_in, asked_colors(settings), console)
    settings = replace(settings, palette=palette.paint, clear_entry=palette.clear_entry)
    if FOUND in palette.notes and settings.palette_use is PaletteUse.FIXED:
        return replace(settings, colors=None)  # that many were found
    return settings


def _palette(name: str, count: int, console: Console) -> Palette:
    """That of a file, or a built-in palette if there is no file of that name."""
    import numpy as np

    from kquant.core.palette.builtin import built_in
    from kquant.io.palettes import Palette
    from kquant.session.files.given_palette import given_palette

    if not Path(name).exists():
        try:
            return Palette(np.array(built_in(name).colors, np.uint8))
        except KeyError:
            if name != STANDARD:
                missing = f"there is no such file, nor a built-in palette of that name ({BUILT_IN_KEYS})"
                raise KQuantError(f"{printable(name)}: {missing}") from None
    with about(name):
        palette = given_palette(name, count)
    for note in palette.notes:
        console.note(f"{printable(name)}: {note}")
    return palette
