"""PNG with wrong checksums where the picture itself does not depend on them."""

from __future__ import annotations

import io
import zlib
from typing import BinaryIO

_SIGNATURE = b"\x89PNG\r\n\x1a\n"
_ANCILLARY = 0x20  # of a chunk type's first letter (ISO/IEC 15948, 5.4)
_CRITICAL = {b"IHDR", b"PLTE", b"IDAT", b"IEND"}
_ANIMATION = {b"acTL", b"fcTL", b"fdAT"}  # numbered, so that none may be missing
_COLOR = {b"cICP", b"iCCP", b"sRGB", b"gAMA", b"cHRM"}
_STEP = 1 << 20


def without_broken_chunks(file: BinaryIO) -> tuple[BinaryIO, str | None]:
    """The file, or a copy without the ancillary chunks whose checksum is wrong, and a note on these.

    What they say may be wrong too, so it is ignored, also about colour and transparency, as libpng does.
    """
    file.seek(0)
    if file.read(8) != _SIGNATURE:
        return file, None
    chunks = _ancillary_chunks(file)
    broken = {kind for kind, _, _, sound in chunks if not sound}
    if not broken:
        return file, None
    left_out = broken | (_ANIMATION if broken & _ANIMATION else set())
    kept, at = io.BytesIO(), 0
    for kind, start, end, sound in chunks:
        if not sound or kind in left_out & _ANIMATION:
            _copy(file, at, start, kept)
            at = end
    _copy(file, at, None, kept)
    return kept, _note(broken)


def _note(broken: set[bytes]) -> str:
    names = ", ".join(sorted(kind.decode("ascii") for kind in broken))
    note = f"a checksum is wrong in what is beside the picture ({names}), so that was ignored"
    if b"tRNS" in broken:
        return note + ": transparency is lost"
    return note + ": its colours were taken for sRGB" if broken & _COLOR else note


def _ancillary_chunks(file: BinaryIO) -> list[tuple[bytes, int, int, bool]]:
    """Kind, start, end and whether its checksum is right, for each up to where the file makes no sense."""
    chunks: list[tuple[bytes, int, int, bool]] = []
    start = 8
    while True:
        file.seek(start)
        head = file.read(8)
        length, kind = int.from_bytes(head[:4], "big"), head[4:]
        if len(head) < 8 or not kind.isalpha() or kind == b"IEND":
            return chunks
        end = start + 12 + length
        if kind[0] & _ANCILLARY and kind.upper() not in _CRITICAL:  # else its name may be what is wrong
            checksum = zlib.crc32(kind)
            for at in range(0, length, _STEP):
                checksum = zlib.crc32(file.read(min(_STEP, length - at)), checksum)
            stored = file.read(4)
            if len(stored) < 4:
                return chunks
            chunks.append((kind, start, end, int.from_bytes(stored, "big") == checksum))
        start = end


def _copy(file: BinaryIO, start: int, end: int | None, to: BinaryIO) -> None:
    file.seek(start)
    to.write(file.read() if end is None else file.read(end - start))
