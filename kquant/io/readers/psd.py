"""PSD of more than 8 bits a channel, or packed with more channels than Pillow takes."""

from __future__ import annotations

from typing import IO, Any, cast

import numpy as np
from numpy.typing import NDArray
from PIL import PsdImagePlugin

_CHANNELS_AT, _WIDTH_AT, _BITS_AT, _HEAD_BYTES = 12, 18, 22, 26
_MAX_SIDE = 300_000  # of PSB, the largest there is
_DEEP_MODES = {2: ("L", "RGB", "RGBA", "CMYK", "LAB"), 4: ("L", "RGB", "RGBA")}  # by bytes of a sample


class PsdPicture(PsdImagePlugin.PsdImageFile):
    """A PSD picture; one of 16 or 32 bits is opened as one of 8 bits that is wider.

    The two are laid out alike, packed or not: a sample of several bytes is as many pixels of one byte.

    Attributes:
        sample_bytes: of a channel; more than 1 where the pixels are got by `read_samples`.
    """

    sample_bytes = 1

    def _open(self) -> None:
        file = self.fp
        assert file is not None
        head = bytearray(file.read(_HEAD_BYTES))
        file.seek(0)
        bits, width = _number(head, _BITS_AT, 2), _number(head, _WIDTH_AT, 4)
        if bits not in (16, 32) or not 0 < width <= _MAX_SIDE:
            super()._open()
            self._pass_unused_channels(_number(head, _CHANNELS_AT, 2))
            return
        self.sample_bytes = bits // 8
        head[_BITS_AT : _BITS_AT + 2] = (8).to_bytes(2, "big")
        head[_WIDTH_AT : _WIDTH_AT + 4] = (width * self.sample_bytes).to_bytes(4, "big")
        self.fp = cast("IO[bytes]", _WithHead(file, bytes(head)))
        try:
            super()._open()
        finally:
            self.fp = self._fp = file
        if self.mode not in _DEEP_MODES[self.sample_bytes]:
            raise SyntaxError("no mode of so many bits")
        self._pass_unused_channels(_number(head, _CHANNELS_AT, 2))
        self._size = (width, self.height)

    def _pass_unused_channels(self, channels: int) -> None:
        """Let packed rows begin behind the lengths of all; Pillow passes those of the channels it takes."""
        used = len(self.tile)
        if channels <= used or self.tile[0].codec_name != "packbits":
            return
        assert self.fp is not None
        lengths_at = self.tile[0].offset - 2 * used * self.height
        self.fp.seek(lengths_at)
        lengths = np.frombuffer(self.fp.read(2 * used * self.height), ">u2").reshape(used, self.height)
        ends = lengths_at + 2 * channels * self.height + np.cumsum(lengths.sum(axis=1, dtype=np.int64))
        starts = ends - lengths.sum(axis=1, dtype=np.int64)
        self.tile = [tile._replace(offset=int(start)) for tile, start in zip(self.tile, starts, strict=True)]

    def load_prepare(self) -> None:
        self._size = (self.width * self.sample_bytes, self.height)
        super().load_prepare()

    def read_samples(self) -> NDArray[Any]:
        """(H, W, C) uint8, big-endian uint16 of 16 bits, or float32 of 32."""
        self.load()
        values = np.asarray(self).reshape(self.height, -1, self.sample_bytes, len(self.getbands()))
        samples = values.transpose(0, 1, 3, 2).copy(order="C")
        if self.mode == "LAB":
            samples[:, :, 1:] ^= 0x80  # Pillow gives a* and b* out as signed bytes
        return samples.view({1: "u1", 2: ">u2", 4: ">f4"}[self.sample_bytes])[..., 0]


class _WithHead:
    """A file that begins with other bytes."""

    def __init__(self, file: IO[bytes], head: bytes) -> None:
        self._file, self._head = file, head
        self.tell, self.seek = file.tell, file.seek

    def read(self, size: int = -1) -> bytes:
        at = self.tell()
        data = self._file.read(size)
        return self._head[at : at + len(data)] + data[max(len(self._head) - at, 0) :]


def _number(data: bytearray, at: int, size: int) -> int:
    return int.from_bytes(data[at : at + size], "big")
