"""What a person may choose of a picture file."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

LARGE = 2_000_000
"""Above this many pixels a writer is asked to be quick, below it to make small files."""


class Compression(StrEnum):
    """How a file that loses nothing is made smaller."""

    AUTO = "auto"  # small, but for large pictures quick
    SMALL = "small"  # as small as it gets, however long it takes
    LZW = "lzw"
    DEFLATE = "deflate"
    NONE = "none"


class Subsampling(StrEnum):
    """For which pixels the hue is kept: each one, every second one across, or every second one both ways."""

    FULL = "4:4:4"
    HALF = "4:2:2"
    QUARTER = "4:2:0"


@dataclass(frozen=True, slots=True)
class SaveOptions:
    """What a person may choose of a file; `PictureFormat.takes` names those that a format knows.

    Attributes:
        indexed: with a palette and indices where the format can, rather than the colour of each pixel.
        compression: of those in `PictureFormat.compressions`.
        lossless: every pixel comes back as it is.
        quality: 1..100 where it is not lossless; higher is larger and closer.
        subsampling: where it is not lossless.
    """

    indexed: bool = True
    compression: Compression = Compression.AUTO
    lossless: bool = True
    quality: int = 90
    subsampling: Subsampling = Subsampling.FULL
