"""From options to settings."""

from __future__ import annotations

from argparse import Namespace
from dataclasses import replace
from pathlib import Path

from kquant.cli.console import Console, about, printable
from kquant.cli.options import BUILT_IN_KEYS, asked_settings
from kquant.cli.outputs import STANDARD
from kquant.core.model.constraints import ClearEntry, PaletteUse
from kquant.core.model.errors import KQuantError
from kquant.core.model.rgb import Rgb
from kquant.core.model.settings import Settings
from kquant.core.palette.builtin import built_in
from kquant.session.given_palette import given_palette


def requested_settings(options: Namespace, console: Console) -> Settings:
    """Return what the options ask for; what they do not mention stays at its default.

    What the file of a palette that is to be used does not tell is noted.

    Raises:
        KQuantError: the palette that is to be used cannot be read.
    """
    asked = asked_settings(options)
    settings = Settings(**asked)
    if not options.palette_in:
        return settings
    palette, clear_entry = _palette(options.palette_in, settings.colors, console)
    settings = replace(settings, palette=palette, clear_entry=clear_entry)
    if settings.palette_use is PaletteUse.START and "colors" not in asked:
        return replace(settings, colors=len(dict.fromkeys(settings.palette)))
    return settings


def _palette(name: str, count: int, console: Console) -> tuple[tuple[Rgb, ...], ClearEntry | None]:
    """The colours of a file and its clear entry, or a built-in palette if there is no file of that name."""
    if not Path(name).exists():
        try:
            return built_in(name).colors, None
        except KeyError:
            if name != STANDARD:
                missing = f"there is no such file, nor a built-in palette of that name ({BUILT_IN_KEYS})"
                raise KQuantError(f"{printable(name)}: {missing}") from None
    with about(name):
        palette = given_palette(name, count)
    for note in palette.notes:
        console.note(f"{printable(name)}: {note}")
    return palette.paint, palette.clear_entry
