"""What each palette format gives to the registry."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from kquant.io.atomic import WriteError
from kquant.io.palettes.palette import Palette


@dataclass(frozen=True, slots=True)
class PaletteFormat:
    """One way of holding palettes in files.

    Attributes:
        name: as a person knows it.
        endings: of file names, lower case with the dot, the usual one first.
        sniff: whether a file's content (with that ending of its name) is in this format; must not raise.
        read: the palette of a file; raises `PaletteError`.
        encode: the file of a palette of at most `max_colors`; None if the format is only read.
        max_colors: how many colours a file may hold, None for any number.
        has_names: whether a file holds the names of colours.
    """

    name: str
    endings: tuple[str, ...]
    sniff: Callable[[bytes, str], bool]
    read: Callable[[bytes], Palette]
    encode: Callable[[Palette], bytes] | None = None
    max_colors: int | None = None
    has_names: bool = True

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
        count = len(palette.colors)
        if self.max_colors is not None and count > self.max_colors:
            raise WriteError(
                f"{self.name} holds at most {self.max_colors:,} colours, and these are {count:,}"
            )
        return self.encode(palette)
