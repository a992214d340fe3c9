"""An ordered list of colours, as palette files hold it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np

from kquant.core.color.names import NameList, nearest_names
from kquant.core.model.arrays import Float64, Int64, UInt8
from kquant.core.model.choices import ClearPlace
from kquant.core.model.constraints import ClearEntry
from kquant.core.model.errors import KQuantError
from kquant.core.model.result import Result
from kquant.core.model.rgb import Rgb, rgb

_JOINERS = "\u200c\u200d"
MAX_TEXT_BYTES = 1 << 22
"""Of a text that holds a palette, unpacked."""
INKS_NOTE = "CMYK colours without a profile are approximate"
OPACITY_NOTE = "colours lost their transparency"


class PaletteError(KQuantError):
    """A palette file cannot be read; the sentence leaves out its name, which the caller puts first."""


@dataclass(frozen=True, slots=True, eq=False)
class Palette:
    """Colours in their order, and what is known of them. Names are kept to one line of printable text.

    Attributes:
        colors: (K, 3) uint8 sRGB, K >= 1; equal ones are allowed.
        name: of the whole palette, or "".
        names: of each colour, or "" for those without; () if none has one.
        counts: (K,) int64, pixels of each colour, or None.
        columns: how many colours a row are best shown in, 0 for no matter.
        clear: the rows that stand for transparent pixels and are no colours to paint with, ascending.
        size: how many entries a file of it has at least; see `padded`.
        notes: a plain sentence for each thing in the file that was left out.
        pads_last: padding goes even behind a clear entry that is the last.
    """

    colors: UInt8
    name: str = ""
    names: tuple[str, ...] = ()
    counts: Int64 | None = None
    columns: int = 0
    clear: tuple[int, ...] = ()
    notes: tuple[str, ...] = ()
    size: int = 0
    pads_last: bool = False

    def __post_init__(self) -> None:
        names = tuple(map(_one_line, self.names))
        object.__setattr__(self, "name", _one_line(self.name))
        object.__setattr__(self, "names", names if any(names) else ())

    @property
    def shares(self) -> Float64 | None:
        """(K,) float64, the part of all counted pixels that each colour has, or None without counts."""
        return None if self.counts is None else self.counts / max(int(self.counts.sum()), 1)

    @property
    def all_names(self) -> tuple[str, ...]:
        """One of each colour, "" for those without."""
        return self.names or ("",) * len(self.colors)

    @property
    def hexes(self) -> tuple[str, ...]:
        """Each colour as `rrggbb`."""
        digits = self.colors.tobytes().hex()
        return tuple(digits[start : start + 6] for start in range(0, len(digits), 6))

    @property
    def paint(self) -> tuple[Rgb, ...]:
        """Its colours to paint with, none twice, in their order."""
        return tuple(dict.fromkeys(rgb(color) for color in np.delete(self.colors, self.clear, 0).tolist()))

    @property
    def clear_entry(self) -> ClearEntry | None:
        """The first entry that stands for transparent pixels, in its place among those of `paint`."""
        if not self.clear:
            return None
        row = self.clear[0]
        return ClearEntry(len(set(self.hexes[:row])), rgb(self.colors[row].tolist()))

    def padded(self) -> Palette:
        """With black entries up to its size, before a clear entry that is the last unless it `pads_last`."""
        rows = len(self.colors)
        end = rows - int(rows - 1 in self.clear and not self.pads_last)
        at = [end] * (self.size - rows)
        return replace(
            self,
            colors=np.insert(self.colors, at, 0, axis=0),
            names=(*self.all_names[:end], *[""] * len(at), *self.all_names[end:]),
            counts=None if self.counts is None else np.insert(self.counts, at, 0),
            clear=tuple(row + (row >= end) * len(at) for row in self.clear),
        )

    def without(self, rows: Iterable[int]) -> Palette:
        """With rows left out."""
        kept = np.delete(np.arange(len(self.colors)), list(rows))
        return replace(
            self,
            colors=self.colors[kept],
            names=tuple(self.all_names[row] for row in kept),
            counts=None if self.counts is None else self.counts[kept],
            clear=tuple(np.flatnonzero(np.isin(kept, self.clear)).tolist()),
        )


def palette_from_result(result: Result, name: str = "", names: NameList | None = None) -> Palette:
    """The palette of a result, in its order and with its counts; with the nearest name of a list for each.

    A clear entry that a given palette brought along, or that the settings place, is in its place.
    """
    settings, place = result.request.settings, result.clear_place
    is_first = settings.clear_place is ClearPlace.FIRST
    palette = Palette(result.palette, name=name, counts=result.counts, size=settings.pad, pads_last=is_first)
    if place is not None:
        color = (settings.clear_entry or ClearEntry(place)).color
        colors, counts = np.insert(result.palette, place, color, 0), np.insert(result.counts, place, 0)
        palette = replace(palette, colors=colors, counts=counts, clear=(place,))
    return palette if names is None else named(palette, names)


def named(palette: Palette, names: NameList) -> Palette:
    """The palette with the nearest name of a list for each colour that has none."""
    nearest = list(nearest_names(palette.colors, names))
    for row in palette.clear:
        nearest[row] = ""
    return replace(
        palette, names=tuple(own or other for own, other in zip(palette.all_names, nearest, strict=True))
    )


def to_colors(rows: list[Rgb]) -> UInt8:
    """(K, 3) uint8 of colours that a file holds, values 0..255.

    Raises:
        PaletteError: there are none.
    """
    if not rows:
        raise PaletteError("there are no colours in it")
    return np.array(rows, np.uint8)


def known(
    entries: Sequence[tuple[Rgb | None, str]], lost: str = ""
) -> tuple[UInt8, tuple[str, ...], tuple[str, ...]]:
    """(K, 3) uint8 colours, their names, and a note that begins with `lost` if entries have no colour.

    Raises:
        PaletteError: none of them has a colour.
    """
    named = [(color, name) for color, name in entries if color is not None]
    notes = counted({lost: len(entries) - len(named)})
    return to_colors([color for color, _ in named]), tuple(name for _, name in named), notes


def colored(
    entries: Sequence[tuple[Rgb | None, float]],
) -> tuple[list[int], tuple[int, ...], tuple[str, ...]]:
    """Places of those that have a colour, of all with their opacities, 0..1; which of them are clear; notes.

    Where all are clear, none is. The word `transparent`, which has no colour and no opacity, is left out.
    """
    kept = [place for place, (color, _) in enumerate(entries) if color is not None]
    clear, faded = transparency([entries[place][1] for place in kept])
    words = sum(color is None and not opaque for color, opaque in entries)
    losses = {
        "entries that are not colours were left out": len(entries) - len(kept) - words,
        "transparent entries were left out": words,
    }
    return kept, clear, counted(losses) + faded


def clipped(rows: list[Rgb]) -> tuple[UInt8, tuple[str, ...]]:
    """As `to_colors`, for values from 0 that may be over 255, and a note if any is."""
    over = sum(max(row) > 255 for row in rows)
    colors = to_colors([(min(r, 255), min(g, 255), min(b, 255)) for r, g, b in rows])
    return colors, counted({"colours with values over 255 were clipped": over})


def counted(losses: Mapping[str, int]) -> tuple[str, ...]:
    """A note for each thing that happened at all, with how often it did."""
    return tuple(f"{what}: {count:,}" for what, count in losses.items() if count)


def transparency(
    alphas: Sequence[float], full: float = 1, *, can_be_all: bool = False
) -> tuple[tuple[int, ...], tuple[str, ...]]:
    """Rows that are wholly transparent, and notes on these and on those that are so in part.

    Where all are clear, none is, unless that `can_be_all`.

    Args:
        alphas: of each row, from 0 to `full`.
    """
    clear = tuple(row for row, alpha in enumerate(alphas) if not alpha) if can_be_all or any(alphas) else ()
    partly = sum(alpha < full for alpha in alphas) - len(clear)
    return clear, counted({OPACITY_NOTE: partly}) + clear_note(len(clear))


def clear_note(count: int) -> tuple[str, ...]:
    """A note for entries of a file that are no colours, if there are some."""
    return counted({"transparent entries are no colours to paint with": count})


def decode_text(data: bytes) -> str:
    """The text of a file in UTF-8 or, with a byte order mark, UTF-16; what is neither is taken as Latin-1."""
    try:
        return data.decode("utf-16" if data[:2] in (b"\xff\xfe", b"\xfe\xff") else "utf-8-sig")
    except UnicodeDecodeError:
        return data.decode("latin-1")


def _one_line(text: str) -> str:
    """Without control characters, of which only those that join letters and emoji make a difference."""
    return " ".join("".join(c for c in text if c.isprintable() or c.isspace() or c in _JOINERS).split())
