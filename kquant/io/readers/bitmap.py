"""BMP with any bit fields, with an alpha that is none, and with few greys of any number of bits."""

from __future__ import annotations

import struct
from dataclasses import dataclass
from typing import IO, Any, cast

import numpy as np
from PIL import BmpImagePlugin, Image, ImageFile, ImagePalette

_BITFIELDS, _ALPHABITFIELDS = 3, 6
_CORE_HEADER = 12
_HEADERS = (40, 52, 56, 108, 124)  # BITMAPINFOHEADER to BITMAPV5HEADER
_DECODER = "kquant_bitfields"
_BAND_BYTES = 1 << 22
# Those of bitmaps without bit fields, for headers that name none.
_USUAL_MASKS = {16: (0x7C00, 0x3E0, 0x1F), 24: (0xFF0000, 0xFF00, 0xFF), 32: (0xFF0000, 0xFF00, 0xFF)}


class BitmapPicture(BmpImagePlugin.BmpImageFile):
    """A BMP picture whose channels may be any bits of 16, 24 or 32."""

    notes: tuple[str, ...] = ()

    def _bitmap(self, header: int = 0, offset: int = 0) -> None:
        assert self.fp is not None
        start = header or self.fp.tell()
        fields = _read_fields(self.fp, start)
        self.fp.seek(start)
        if fields is None:
            super()._bitmap(header, offset)
            self._keep_depth(_bits(self.fp, start))
            return
        try:
            super()._bitmap(header, offset)
            known = not (fields.bits == 16 and fields.masks[3])  # Pillow drops that alpha
        except OSError:
            known = False
        if not known:
            self._take_fields(fields, offset or start + fields.length)

    def _take_fields(self, fields: _Fields, offset: int) -> None:
        self._size = fields.size
        self._mode = "RGBA" if fields.masks[3] else "RGB"
        raw = f"{self._mode};{max(_width(mask) for mask in fields.masks)}"
        args = (raw, _stride(fields.size[0], fields.bits), fields.direction, fields.bits, fields.masks)
        self.info["compression"] = _BITFIELDS
        self.tile = [ImageFile._Tile(_DECODER, (0, 0, *fields.size), offset, args)]

    def _keep_depth(self, bits: int) -> None:
        """Indices into greys as the file has them: Pillow takes black and white for 1 bit, others for 8."""
        if self.mode not in ("1", "L") or bits == {"1": 1, "L": 8}[self.mode]:
            return
        greys = (0, 255) if self.mode == "1" else range(1 << bits)
        self._mode = "P"
        self.palette = ImagePalette.raw("RGB", bytes(grey for grey in greys for _ in range(3)))
        (tile,) = self.tile
        if tile.codec_name == "raw":
            _, *others = cast("tuple[Any, ...]", tile.args)
            self.tile = [tile._replace(args=("P" if bits == 8 else f"P;{bits}", *others))]

    def load_end(self) -> None:
        super().load_end()
        if self.mode == "RGBA" and self.im.getband(3).getextrema() == (0, 0):
            self.im.fillband(3, 255)
            self.notes = ("its alpha is zero everywhere and was ignored",)


@dataclass(frozen=True)
class _Fields:
    """A bitmap with bit fields by its header; masks of red, green, blue and alpha."""

    size: tuple[int, int]
    direction: int
    bits: int
    masks: tuple[int, int, int, int]
    length: int


def _read_fields(file: IO[bytes], start: int) -> _Fields | None:
    """The bit fields of the header at `start`, None where it has none."""
    file.seek(start)
    head = file.read(56)
    if len(head) < 40:
        return None
    length, width, height, _, bits, compression = struct.unpack_from("<IiiHHI", head)
    has_fields = length in _HEADERS and compression in (_BITFIELDS, _ALPHABITFIELDS)
    if not has_fields or bits not in (16, 24, 32) or width <= 0 or height == 0:
        return None
    count = 4 if length >= 56 or compression == _ALPHABITFIELDS else 3
    if len(head) < 40 + 4 * count:
        return None
    red, green, blue, alpha = (*struct.unpack_from(f"<{count}I", head, 40), 0)[:4]
    if not (red or green or blue):
        red, green, blue = _USUAL_MASKS[bits]
    size = (width, abs(height))
    behind = max(length, 40 + 4 * count)
    return _Fields(size, 1 if height < 0 else -1, bits, (red, green, blue, alpha), behind)


def _bits(file: IO[bytes], start: int) -> int:
    """Of a pixel by the header at `start`, also by the short one of OS/2, which has no compression."""
    place = file.tell()
    file.seek(start)
    head = file.read(16)
    file.seek(place)
    return int.from_bytes(head[10:12] if head[0] == _CORE_HEADER else head[14:16], "little")


def _width(mask: int) -> int:
    """From the lowest to the highest bit of a mask."""
    return mask.bit_length() - _shift(mask)


def _shift(mask: int) -> int:
    return max((mask & -mask).bit_length() - 1, 0)


def _stride(width: int, bits: int) -> int:
    """Bytes of a row, which ends on a multiple of four."""
    return (width * bits + 31) // 32 * 4


class _FieldsDecoder(ImageFile.PyDecoder):
    """Pixels of 16, 24 or 32 bits to RGB or RGBA, each channel scaled by the width of its mask."""

    _pulls_fd = True

    def decode(self, _: Image.DecoderInput) -> tuple[int, int]:
        assert self.fd is not None
        _raw, stride, direction, bits, masks = self.args
        width, height = self.state.xsize, self.state.ysize
        used = masks[: len(self.mode)]
        pixels = np.zeros((height, width, len(used)), np.uint8)
        rows = max(1, _BAND_BYTES // stride)
        for top in range(0, height, rows):
            count = min(rows, height - top)
            data = self.fd.read(count * stride)
            if len(data) < count * stride and not ImageFile.LOAD_TRUNCATED_IMAGES:
                raise OSError("image file is truncated")
            band = np.frombuffer(data.ljust(count * stride, b"\0"), np.uint8).reshape(count, stride)
            values = _values(band, width, bits)
            for channel, mask in enumerate(used):
                pixels[top : top + count, :, channel] = _scaled(values, mask)
        self.set_as_raw(pixels.tobytes(), self.mode, (0, direction))
        return -1, 0


def _values(rows: Any, width: int, bits: int) -> Any:
    """(rows, width) uint64 pixels from little-endian bytes."""
    count = bits // 8
    channels = rows[:, : width * count].reshape(len(rows), width, count).astype(np.uint64)
    return sum(channels[..., i] << np.uint64(8 * i) for i in range(count))


def _scaled(values: Any, mask: int) -> Any:
    """round(255 v / its largest) of the bits under a mask; a channel without any is 0."""
    if not mask:
        return 0
    white = np.uint64(mask >> _shift(mask))
    wide = (values & np.uint64(mask)) >> np.uint64(_shift(mask))
    return (wide * np.uint64(255) + white // np.uint64(2)) // white


Image.register_decoder(_DECODER, _FieldsDecoder)
