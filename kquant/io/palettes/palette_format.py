"""What each palette format gives to the registry."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from kquant.io.atomic import WriteError
from kquant.io.palettes.palette import Palette, counted


@dataclass(frozen=True, slots=True)
class PaletteFormat:
    """One way of holding palettes in files.

    Attributes:
        name: as a person knows it.
        endings: of file names, lower case with the dot, the usual one first.
        sniff: whether a file's content (with that ending of its name) is in this format; must not raise.
        read: the palette of a file; raises `PaletteError`.
        encode: the file of a palette within the limits below; None if the format is only read.
        max_colors: how many colours a file may hold, None for any number.
        max_clear: how many of its entries may stand for transparent pixels, None for any number.
        has_names: whether a file holds the names of colours.
    """

    name: str
    endings: tuple[str, ...]
    sniff: Callable[[bytes, str], bool]
    read: Callable[[bytes], Palette]
    encode: Callable[[Palette], bytes] | None = None
    max_colors: int | None = None
    has_names: bool = True
    max_clear: int | None = 0

    @property
    def filter(self) -> str:
        """As Qt's file dialogs take it: `GIMP palette (*.gpl)`."""
        return f"{self.name} ({' '.join('*' + ending for ending in self.endings)})"

    def write(self, palette: Palette) -> bytes:
        """The file of a palette.

        Raises:
            WriteError: the format holds fewer colours, or is only read.
        """
        if self.encode is None:
            raise WriteError(f"{self.name} can be read but not written")
        fitted = self.fitted(palette)
        count = len(fitted.colors)
        if self.max_colors is not None and count > self.max_colors:
            raise WriteError(
                f"{self.name} holds at most {self.max_colors:,} colours, and these are {count:,}"
            )
        if not count:
            raise WriteError("there are no colours in it but transparent ones")
        holds_padding = self.max_colors is None or fitted.size <= self.max_colors
        return self.encode(fitted.padded() if holds_padding else fitted)

    def losses(self, palette: Palette) -> tuple[str, ...]:
        """A plain sentence for each thing in a palette that the file does not hold."""
        fitted = self.fitted(palette)
        clear = len(palette.clear) - len(fitted.clear)
        left_out = {
            "transparent entries were left out": clear,
            "colours that no pixel has were left out": len(palette.colors) - len(fitted.colors) - clear,
        }
        names = ("the names were left out",) if palette.names and not self.has_names else ()
        return counted(left_out) + names

    def fitted(self, palette: Palette) -> Palette:
        """Without transparent entries that it cannot hold, nor unused colours if they are too many."""
        clear = () if self.max_clear is None else palette.clear[self.max_clear :]
        fitted = palette.without(clear) if clear else palette
        unused = self._unused_over(fitted)
        return fitted.without(unused) if unused else fitted

    def _unused_over(self, palette: Palette) -> list[int]:
        """As many of the last rows without pixels as are too many, if by that the others fit."""
        over = 0 if self.max_colors is None else len(palette.colors) - self.max_colors
        if over <= 0 or palette.counts is None:
            return []
        unused = [row for row in np.flatnonzero(palette.counts == 0).tolist() if row not in palette.clear]
        return unused[-over:] if len(unused) >= over else []
