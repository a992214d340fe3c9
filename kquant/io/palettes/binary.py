"""What the readers of binary palette files share."""

from __future__ import annotations

import struct
from typing import Any

from kquant.io.palettes.palette import PaletteError

_MAX_UNITS = 0x7FFF


class Bytes:
    """A file's content, read piece by piece from its beginning.

    Attributes:
        left: how many bytes are still to be read.
    """

    def __init__(self, data: bytes) -> None:
        self._data = data
        self._at = 0

    @property
    def left(self) -> int:
        return len(self._data) - self._at

    def take(self, size: int) -> bytes:
        """The next bytes.

        Raises:
            PaletteError: there are fewer.
        """
        if size > self.left:
            raise PaletteError("it is truncated: a part of it is missing")
        self._at += size
        return self._data[self._at - size : self._at]

    def unpack(self, layout: str) -> tuple[Any, ...]:
        """The next values, laid out as `struct` says; raises as `take`."""
        return struct.unpack(layout, self.take(struct.calcsize(layout)))

    def name(self, units: int) -> str:
        """A name in UTF-16, big-endian, of so many units and up to its NUL; raises as `take`."""
        return self.take(units * 2).decode("utf-16-be", "replace").partition("\0")[0]


def encode_name(name: str, length: str) -> bytes:
    """A name in UTF-16, big-endian, with NUL, after its number of units laid out as `struct` says."""
    encoded = name.encode("utf-16-be", "replace")[: 2 * _MAX_UNITS]
    encoded = encoded.decode("utf-16-be", "ignore").encode("utf-16-be") + b"\0\0"
    return struct.pack(length, len(encoded) // 2) + encoded
