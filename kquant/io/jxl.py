"""The size of a JPEG XL picture from its header (ISO/IEC 18181-1 and -2), before anything is decoded."""

from __future__ import annotations

from kquant.io.source import DamagedError

_RATIOS = ((1, 1), (12, 10), (4, 3), (3, 2), (16, 9), (5, 4), (2, 1))
_SIZE_BITS = (9, 13, 18, 30)


def jxl_size(data: bytes) -> tuple[int, int]:
    """Width and height that the SizeHeader of a bare or boxed codestream claims.

    Raises:
        DamagedError: there is no codestream.
    """
    codestream = data[:32] if data.startswith(b"\xff\x0a") else _boxed_codestream(data)
    if not codestream.startswith(b"\xff\x0a"):
        raise DamagedError("this JPEG XL file holds no picture")
    bits = _Bits(codestream[2:])
    small = bits.take(1) == 1
    height = _length(bits, small)
    ratio = bits.take(3)
    if ratio == 0:
        return _length(bits, small), height
    numerator, denominator = _RATIOS[ratio - 1]
    return height * numerator // denominator, height


def _length(bits: _Bits, small: bool) -> int:
    if small:
        return 8 * (bits.take(5) + 1)
    return bits.take(_SIZE_BITS[bits.take(2)]) + 1


def _boxed_codestream(data: bytes) -> bytes:
    """First bytes of the `jxlc` or first `jxlp` box, or nothing."""
    at = 0
    while at + 8 <= len(data):
        length, kind = int.from_bytes(data[at : at + 4], "big"), data[at + 4 : at + 8]
        head = 8
        if length == 1:
            length, head = int.from_bytes(data[at + 8 : at + 16], "big"), 16
        if kind in (b"jxlc", b"jxlp"):
            start = at + head + (4 if kind == b"jxlp" else 0)
            return data[start : start + 32]
        if length < head:
            break
        at += length
    return b""


class _Bits:
    """Bits of a little-endian stream, the least significant one first."""

    def __init__(self, data: bytes) -> None:
        self._rest = int.from_bytes(data, "little")

    def take(self, count: int) -> int:
        value = self._rest & ((1 << count) - 1)
        self._rest >>= count
        return value
