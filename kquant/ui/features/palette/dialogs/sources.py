"""Where a given palette may come from."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QCoreApplication

from kquant.core.model.constraints import ClearEntry
from kquant.core.model.rgb import Rgb
from kquant.core.palette.builtin import BUILT_IN, GREYS, greys
from kquant.core.run.run import ShouldStop
from kquant.io.palettes import Palette, parse_palette
from kquant.session.files.given_palette import FOUND, given_palette, usable

_GREY_LEVELS = 16


@dataclass(frozen=True, slots=True)
class PaletteSource:
    """A palette to use.

    Attributes:
        name: what the bar calls it.
        colors: none twice, in their order.
        clear_entry: the one for transparent pixels that it brings along, or None.
        note: what is to be known of it, or "".
        is_greys: whether there may be any number of its colours.
    """

    name: str
    colors: tuple[Rgb, ...]
    clear_entry: ClearEntry | None = None
    note: str = ""
    is_greys: bool = False


def built_in_sources() -> list[PaletteSource]:
    """The palettes that come along; of the greys only one, as their number can be chosen."""
    others = [palette for palette in BUILT_IN if not palette.key.startswith(GREYS)]
    first, *rest = [PaletteSource(palette.name, _distinct(palette.colors)) for palette in others]
    return [first, grey_source(_GREY_LEVELS), *rest]


def grey_source(count: int) -> PaletteSource:
    """From black to white in 2..256 greys."""
    return PaletteSource(_tr("{count} greys").format(count=count), greys(count), is_greys=True)


def source_in_text(text: str) -> PaletteSource:
    """The colours in a text, in any notation or as any palette file has them.

    Raises:
        PaletteError: there is none in it.
    """
    palette = usable(parse_palette(text.encode(errors="replace")))
    return _source(palette, palette.name or _tr("Pasted colours"))


def source_in_file(path: Path, count: int, should_stop: ShouldStop) -> PaletteSource:
    """The palette in a file of any format, or at most `count` colours found in a picture; takes a while.

    Raises:
        KQuantError: it is neither; one sentence without the file's name.
        Cancelled: `should_stop` answered True.
    """
    palette = given_palette(path, count, should_stop)
    return _source(palette, palette.name or path.stem)


def _source(palette: Palette, name: str) -> PaletteSource:
    notes = (_tr(note) if note == FOUND else note for note in palette.notes)
    sentences = ". ".join(note[:1].upper() + note[1:] for note in notes)
    return PaletteSource(name, palette.paint, palette.clear_entry, sentences)


def _distinct(colors: tuple[Rgb, ...]) -> tuple[Rgb, ...]:
    return tuple(dict.fromkeys(colors))


def _tr(text: str) -> str:
    return QCoreApplication.translate("UseDialog", text)
