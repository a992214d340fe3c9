"""A picture as it was read, and the ways in which reading one may fail."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from kquant.core.model.arrays import UInt8
from kquant.core.model.errors import KQuantError


class ReadError(KQuantError):
    """A picture that cannot be read; the text is the cause alone, without the file's name."""


class DamagedError(ReadError):
    """A truncated or corrupt file, of which `allow_truncated` may still get something."""


@dataclass(frozen=True, slots=True, eq=False)
class SourceImage:
    """A picture, upright and in sRGB, and what it was in its file.

    Attributes:
        pixels: (H, W, 3) or (H, W, 4) uint8, RGB or RGBA with straight alpha, C-contiguous; four
            channels only where some pixel has alpha < 255.
        path: None for standard input and for bytes.
        format: Pillow's name of the file format, such as "PNG".
        mode: the file's own kind of samples, such as "RGB 16-bit".
        profile: the description of the embedded ICC profile, None without a (sound) one.
        orientation: the EXIF orientation that was applied, 1..8; 1 means upright as stored.
        notes: what was changed, chosen or lost on the way, one plain phrase each.
    """

    pixels: UInt8
    path: Path | None
    format: str
    mode: str
    profile: str | None = None
    orientation: int = 1
    notes: tuple[str, ...] = ()

    @property
    def width(self) -> int:
        """In pixels."""
        return int(self.pixels.shape[1])

    @property
    def height(self) -> int:
        """In pixels."""
        return int(self.pixels.shape[0])
