"""From options to settings."""

from __future__ import annotations

from argparse import Namespace
from dataclasses import fields, replace
from pathlib import Path

import numpy as np

from kquant.cli.console import about
from kquant.core.builtin_palettes import built_in
from kquant.core.rgb import Rgb, rgb
from kquant.core.steering import PaletteUse
from kquant.core.types import AlphaMode, Init, Settings
from kquant.io.palettes import read_palette


def requested_settings(options: Namespace) -> Settings:
    """Return what the options ask for; what they do not mention stays at its default.

    Raises:
        KQuantError: the palette that is to be used cannot be read.
    """
    given = {f.name: getattr(options, f.name) for f in fields(Settings) if hasattr(options, f.name)}
    if "init_colors" in given:
        given["init"] = Init.GIVEN
    if "matte" in given:
        given.setdefault("alpha", AlphaMode.MATTE)
    settings = Settings(**given)
    if not options.palette_in:
        return settings
    settings = replace(settings, palette=_given_palette(options.palette_in))
    if settings.palette_use is PaletteUse.START and "colors" not in given:
        return replace(settings, colors=len(dict.fromkeys(settings.palette)))
    return settings


def _given_palette(name: str) -> tuple[Rgb, ...]:
    """The colours of a file, or of a built-in palette if there is no file of that name."""
    if not Path(name).exists():
        try:
            return built_in(name).colors
        except KeyError:
            pass
    with about(name):
        colors = read_palette(name).colors
    return tuple(rgb(color) for color in np.asarray(colors).tolist())
