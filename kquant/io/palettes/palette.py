"""An ordered list of colours, as palette files hold it."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from kquant.core.errors import KQuantError
from kquant.core.types import Float64, Int64, Result, UInt8


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
        notes: a plain sentence for each thing in the file that was left out.
    """

    colors: UInt8
    name: str = ""
    names: tuple[str, ...] = ()
    counts: Int64 | None = None
    columns: int = 0
    notes: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        names = tuple(map(_one_line, self.names))
        object.__setattr__(self, "name", _one_line(self.name))
        object.__setattr__(self, "names", names if any(names) else ())

    @property
    def shares(self) -> Float64 | None:
        """(K,) float64, the part of all counted pixels that each colour has, or None without counts."""
        return None if self.counts is None else self.counts / max(int(self.counts.sum()), 1)

    @property
    def hexes(self) -> tuple[str, ...]:
        """Each colour as `rrggbb`."""
        digits = self.colors.tobytes().hex()
        return tuple(digits[start : start + 6] for start in range(0, len(digits), 6))


def palette_from_result(result: Result, name: str = "") -> Palette:
    """The palette of a result, in its order and with its counts."""
    return Palette(result.palette, name=name, counts=result.counts)


def to_colors(rows: list[tuple[int, int, int]]) -> UInt8:
    """(K, 3) uint8 of colours that a file holds, values 0..255.

    Raises:
        PaletteError: there are none.
    """
    if not rows:
        raise PaletteError("there are no colours in it")
    return np.array(rows, np.uint8)


def decode_text(data: bytes) -> str:
    """The text of a file in UTF-8, with or without a byte order mark, or else in Latin-1."""
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return data.decode("latin-1")


def _one_line(text: str) -> str:
    return " ".join("".join(c for c in text if c.isprintable() or c.isspace()).split())
