"""What each palette format gives to the registry."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from kquant.io.palettes.palette import Palette


@dataclass(frozen=True, slots=True)
class PaletteFormat:
    """One way of holding palettes in files.

    Attributes:
        name: as a person knows it.
        endings: of file names, lower case with the dot, the usual one first.
        write: the file of a palette.
        sniff: whether the content can be in no other format; must not raise.
        read: the palette of a file; raises `PaletteError`. None if the format is only written.
    """

    name: str
    endings: tuple[str, ...]
    write: Callable[[Palette], bytes]
    sniff: Callable[[bytes], bool]
    read: Callable[[bytes], Palette] | None = None
