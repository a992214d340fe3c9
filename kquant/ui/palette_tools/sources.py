"""Where a given palette may come from."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QCoreApplication

from kquant.core.builtin_palettes import BUILT_IN
from kquant.core.errors import KQuantError
from kquant.core.picture import Picture
from kquant.core.quantize import quantize
from kquant.core.types import Rgb, Settings, ShouldStop, UInt8
from kquant.io.palettes import PaletteError, parse_palette, read_palette
from kquant.io.read import read_image


@dataclass(frozen=True, slots=True)
class Source:
    """A palette to use.

    Attributes:
        name: what the bar calls it.
        colors: none twice, in their order.
        note: what is to be known of it, or "".
    """

    name: str
    colors: tuple[Rgb, ...]
    note: str = ""


def built_in_sources() -> list[Source]:
    """The palettes that come along."""
    return [Source(palette.name, _distinct(palette.colors)) for palette in BUILT_IN]


def source_in_text(text: str) -> Source:
    """The colours in a text, in any notation or as any palette file has them.

    Raises:
        PaletteError: there is none in it.
    """
    palette = parse_palette(text.encode(errors="replace"))
    return Source(palette.name or _tr("Pasted colours"), _rows(palette.colors))


def source_in_file(path: Path, count: int, should_stop: ShouldStop) -> Source:
    """The palette in a file of any format, or at most `count` colours found in a picture; takes a while.

    Raises:
        KQuantError: it is neither; one sentence without the file's name.
        Cancelled: `should_stop` answered True.
    """
    try:
        palette = read_palette(path)
        return Source(palette.name or path.stem, _rows(palette.colors), ". ".join(palette.notes))
    except PaletteError as no_palette:
        try:
            pixels = read_image(path).pixels
        except KQuantError:
            raise no_palette from None
    result = quantize(Picture(pixels), Settings(colors=count), metrics=False, should_stop=should_stop)
    note = _tr("Found in the picture: as many colours as you have asked for.")
    return Source(path.stem, _rows(result.palette), note)


def _rows(colors: UInt8) -> tuple[Rgb, ...]:
    return _distinct(tuple((red, green, blue) for red, green, blue in colors.tolist()))


def _distinct(colors: tuple[Rgb, ...]) -> tuple[Rgb, ...]:
    return tuple(dict.fromkeys(colors))


def _tr(text: str) -> str:
    return QCoreApplication.translate("UseDialog", text)
