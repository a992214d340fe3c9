"""PNG without those chunks beside the picture that would keep a sound one from being read."""

from __future__ import annotations

import io
import zlib
from collections.abc import Iterator
from typing import BinaryIO

_SIGNATURE = b"\x89PNG\r\n\x1a\n"
_COLOR_TYPE_AT = 25
_ANCILLARY = 0x20  # of a chunk type's first letter (ISO/IEC 15948, 5.4)
_CRITICAL = {b"IHDR", b"PLTE", b"IDAT", b"IEND"}
_ANIMATION = {b"acTL", b"fcTL", b"fdAT"}  # numbered, so that none may be missing
_COLOR = {b"cICP", b"iCCP", b"sRGB", b"gAMA", b"cHRM"}
_TEXT = {b"tEXt", b"zTXt", b"iTXt"}

# What is raised at by Pillow if it is missing: bytes of a chunk, those of tRNS by colour type, and a method
# of compression that is 0 after the name.
_LEAST = {b"gAMA": 4, b"cHRM": 32, b"sRGB": 1, b"pHYs": 9, b"acTL": 8, b"fcTL": 26, b"fdAT": 4}
_LEAST_TRANSPARENCY = {0: 2, 2: 6}
_COMPRESSED = {b"iCCP", b"zTXt"}

# Names of Pillow's for what it reads from other chunks; it keeps comments beside these.
_TAKEN_NAMES = {
    *(b"aspect", b"bbox", b"blend", b"chromaticity", b"default_image", b"disposal", b"dpi", b"duration"),
    *(b"exif", b"gamma", b"icc_profile", b"interlace", b"loop", b"srgb", b"transparency", b"xmp"),
}
_EXIF_IN_TEXT = b"exif\0Exif\0\0"  # as some programs have written it
_STEP = 1 << 20


def without_broken_chunks(file: BinaryIO) -> tuple[BinaryIO, str | None]:
    """The file, or a copy without the ancillary chunks that are damaged, and a note on these.

    What stands under a wrong checksum may be wrong too, so it is ignored, also about colour and
    transparency, as libpng does. Comments that Pillow would take for something else go without a word.
    """
    file.seek(0)
    if file.read(8) != _SIGNATURE:
        return file, None
    broken, left_out = _scan(file)
    if not left_out:
        return file, None
    kept, at = io.BytesIO(), 0
    for start, end in left_out:
        _copy(file, at, start, kept)
        at = end
    _copy(file, at, None, kept)
    return kept, _note(broken) if broken else None


def chunks(file: BinaryIO) -> Iterator[tuple[bytes, int, int]]:
    """Kind, start and length of the data of each chunk; the file stands before its data meanwhile."""
    start = len(_SIGNATURE)
    file.seek(start)
    while len(head := file.read(8)) == 8:
        length = int.from_bytes(head[:4], "big")
        yield head[4:], start, length
        start += 12 + length
        file.seek(start)


def _note(broken: set[bytes]) -> str:
    names = ", ".join(sorted(kind.decode("ascii") for kind in broken))
    note = f"what is beside the picture is damaged ({names}), so that was ignored"
    lost = [
        *(["transparency is lost"] if b"tRNS" in broken else []),
        *(["colours may be off"] if broken & _COLOR else []),
    ]
    return f"{note}: {' and '.join(lost)}" if lost else note


def _scan(file: BinaryIO) -> tuple[set[bytes], list[tuple[int, int]]]:
    """Kinds of the chunks that are damaged, and start and end of each that is to be left out.

    Up to where the file makes no sense.
    """
    file.seek(_COLOR_TYPE_AT)
    least = {**_LEAST, b"tRNS": _LEAST_TRANSPARENCY.get(int.from_bytes(file.read(1), "big"), 0)}
    broken: set[bytes] = set()
    left_out: list[tuple[int, int]] = []
    animation: list[tuple[int, int]] = []
    for kind, start, length in chunks(file):
        if not kind.isalpha() or kind == b"IEND":
            break
        end = start + 12 + length
        if kind[0] & _ANCILLARY and kind.upper() not in _CRITICAL:  # else its name may be what is wrong
            first = file.read(min(_STEP, length))
            checksum = zlib.crc32(first, zlib.crc32(kind))
            for at in range(_STEP, length, _STEP):
                checksum = zlib.crc32(file.read(min(_STEP, length - at)), checksum)
            stored = file.read(4)
            if len(stored) < 4:
                break
            is_sound = (
                int.from_bytes(stored, "big") == checksum
                and length >= least.get(kind, 0)
                and (kind not in _COMPRESSED or _is_deflated(kind, first))
            )
            if not is_sound:
                broken.add(kind)
            if kind in _ANIMATION:
                animation.append((start, end))
            elif not is_sound or (kind in _TEXT and _is_mistaken(first)):
                left_out.append((start, end))
    return broken, sorted(left_out + animation) if broken & _ANIMATION else left_out


def _is_deflated(kind: bytes, data: bytes) -> bool:
    """Whether name and method of compression are as the one method there is has them."""
    behind = data.partition(b"\0")[2]
    return behind.startswith(b"\0") or (not behind and kind == b"zTXt")


def _is_mistaken(comment: bytes) -> bool:
    """Whether Pillow takes a comment for what another chunk says."""
    return comment.partition(b"\0")[0] in _TAKEN_NAMES and not comment.startswith(_EXIF_IN_TEXT)


def _copy(file: BinaryIO, start: int, end: int | None, to: BinaryIO) -> None:
    file.seek(start)
    to.write(file.read() if end is None else file.read(end - start))
