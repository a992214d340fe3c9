"""Indexed PNG (ISO/IEC 15948), about as small as zlib's best level makes it, but quicker where that may be.

Written here, as Pillow filters the rows of pictures in up to 16 colours, by which they become a tenth to a
third larger and take two to three times as long, and compresses on one processor.
"""

from __future__ import annotations

import struct
import zlib
from collections.abc import Callable, Iterator, Sequence
from typing import NamedTuple, TypeVar

import numpy as np

from kquant.core.model.arrays import UInt8
from kquant.core.run.parallel import default_threads, map_blocks
from kquant.io.bands import row_bands
from kquant.io.indexed_image import IndexedImage, Indices
from kquant.io.picture_options import LARGE, Compression

SRGB_CHUNKS = {
    b"sRGB": b"\0",
    b"gAMA": struct.pack(">I", 45455),
    b"cHRM": struct.pack(">8I", 31270, 32900, 64000, 33000, 30000, 60000, 15000, 6000),
}
"""sRGB, and for older readers the gamma and chromaticities that the PNG specification gives for it."""

_SIGNATURE = b"\x89PNG\r\n\x1a\n"
_INDEXED = 3  # colour type
_ZLIB_HEADER = b"\x78\xda"
_WINDOW = 1 << 15  # bytes that deflate looks back
_BAND = 1 << 17  # bytes at most that are compressed by themselves, each band with the window before it
_PROBES = 3
_PROBE_BYTES = 1 << 15  # each
_LOSS = 1.01

T = TypeVar("T")


class _Way(NamedTuple):
    """One way to compress: a level of zlib, and what it looks for."""

    level: int
    strategy: int = zlib.Z_DEFAULT_STRATEGY

    def compress(self, data: UInt8, before: UInt8 | None = None, last: bool = True) -> bytes:
        """Raw deflate of a part, given what is right before it."""
        window = b"" if before is None else before.tobytes()
        more = {"zdict": window} if window else {}
        squeezer = zlib.compressobj(self.level, zlib.DEFLATED, -zlib.MAX_WBITS, 9, self.strategy, **more)
        return squeezer.compress(data.data) + squeezer.flush(zlib.Z_FINISH if last else zlib.Z_SYNC_FLUSH)


_BEST = _Way(9)
_WAYS = (_Way(9, zlib.Z_RLE), _Way(4), _Way(6), _BEST)
_QUICK_WAYS = (_Way(9, zlib.Z_RLE), _Way(4))


def indexed_png(image: IndexedImage, compression: Compression = Compression.AUTO) -> bytes:
    """The file of a picture of up to 256 entries, in the fewest bits."""
    height, width = image.indices.shape
    bits = next(bits for bits in (1, 2, 4, 8) if len(image.entries) <= 1 << bits)
    head = struct.pack(">IIBBBBB", width, height, bits, _INDEXED, 0, 0, 0)
    chunks = [(b"IHDR", head), *SRGB_CHUNKS.items(), (b"PLTE", image.entries[:, :3].tobytes())]
    if len(not_opaque := np.flatnonzero(image.entries[:, 3] < 255)):
        chunks.append((b"tRNS", image.entries[: not_opaque[-1] + 1, 3].tobytes()))
    data = _scanlines(image.indices, bits)
    way = _BEST
    if compression is not Compression.SMALL:
        ways = _QUICK_WAYS if height * width > LARGE else _WAYS
        way = quickest(ways, lambda way, part: len(way.compress(data[part])), len(data))
    chunks += [(b"IDAT", part) for part in _zlib_parts(data, way)]
    return _SIGNATURE + b"".join(_chunk(name, content) for name, content in [*chunks, (b"IEND", b"")])


def quickest(ways: Sequence[T], compressed: Callable[[T, slice], int], length: int, unit: int = 1) -> T:
    """The first of some ways that makes no probe more than 1 % larger than the last way does.

    Probes are bands of the whole; of a small one they would cost more than they save, so it takes the last.

    Args:
        ways: the quickest first.
        compressed: the size of a part after one of the ways.
        length: of the whole, in units such as rows.
        unit: its size in bytes.
    """
    size = -(-_PROBE_BYTES // unit)
    if length < 8 * _PROBES * size:
        return ways[-1]
    starts = [(length - size) * (place + 1) // (_PROBES + 1) for place in range(_PROBES)]
    parts = [slice(start, start + size) for start in starts]
    limits = [_LOSS * compressed(ways[-1], part) for part in parts]
    fitting = (
        way
        for way in ways[:-1]
        if all(compressed(way, part) <= limit for part, limit in zip(parts, limits, strict=True))
    )
    return next(fitting, ways[-1])


def _chunk(name: bytes, content: bytes) -> bytes:
    check = zlib.crc32(content, zlib.crc32(name))
    return b"".join([struct.pack(">I", len(content)), name, content, struct.pack(">I", check)])


def _scanlines(indices: Indices, bits: int) -> UInt8:
    """All rows one after another, each of packed indices after a zero for no filter."""
    height, width = indices.shape
    each = 8 // bits
    stride = -(-width // each)
    rows = np.zeros((height, 1 + stride), np.uint8)

    def pack(part: slice) -> None:
        for band in row_bands(width, part.stop - part.start):
            own = slice(part.start + band.start, part.start + band.stop)
            for place in range(each):
                column = indices[own, place::each].astype(np.uint8, copy=False)
                rows[own, 1 : 1 + column.shape[1]] |= column << (8 - bits * (place + 1))

    threads = default_threads()
    map_blocks(pack, height, -(-height // threads), threads)
    return rows.reshape(-1)


def _zlib_parts(data: UInt8, way: _Way) -> Iterator[bytes]:
    """A zlib stream in parts, over threads; the parts are the same for any number of them."""

    def compress(part: slice) -> bytes:
        before = data[max(part.start - _WINDOW, 0) : part.start]
        return way.compress(data[part], before, last=part.stop == len(data))

    bands = -(-len(data) // _BAND)
    first, *others = map_blocks(compress, len(data), -(-len(data) // bands), default_threads())
    parts = [_ZLIB_HEADER + first, *others]
    parts[-1] += struct.pack(">I", zlib.adler32(data.data))
    return iter(parts)
