"""The palette that a person gives: of a palette file, or found in a picture."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from kquant.core.image.picture import Picture
from kquant.core.model.errors import KQuantError
from kquant.core.model.settings import MAX_COLORS, Settings
from kquant.core.quantize import quantize
from kquant.core.run.run import ShouldStop
from kquant.io.palettes import Palette, PaletteError, read_palette
from kquant.io.read import read_image
from kquant.translation import QT_TRANSLATE_NOOP

FOUND = QT_TRANSLATE_NOOP("UseDialog", "Found in the picture: as many colours as you have asked for")


def given_palette(path: Path | str, colors: int, should_stop: ShouldStop | None = None) -> Palette:
    """The palette in a file of any format, or at most `colors` found in a picture, which a note tells.

    Raises:
        KQuantError: it is neither; one sentence without the file's name.
        Cancelled: `should_stop` answered True.
    """
    try:
        found = read_palette(path)
    except PaletteError as no_palette:
        try:
            pixels = read_image(path).pixels
        except KQuantError:
            raise no_palette from None
    else:
        return usable(found)
    picture = Picture(pixels)
    run = picture.run(should_stop=should_stop)
    result = quantize(picture, Settings(colors=colors), metrics=(), run=run)
    return replace(Palette(result.palette, counts=result.counts), notes=(FOUND,))


def usable(palette: Palette) -> Palette:
    """The palette, if a picture can be mapped to it.

    Raises:
        PaletteError: it has too many colours, or none to paint with.
    """
    count = len(palette.paint)
    if count > MAX_COLORS:
        raise PaletteError(f"it has {count:,} colours, and a palette to use has at most {MAX_COLORS:,}")
    if not count:
        raise PaletteError("there are no colours in it but transparent ones")
    return palette
