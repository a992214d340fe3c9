"""Colour as a file states it: in PNG's chunks, an ICC profile, nclx of AVIF and HEIC, or EXIF."""

from __future__ import annotations

import struct
import zlib
from dataclasses import dataclass, replace
from typing import BinaryIO

import numpy as np
from PIL import ExifTags, ImageFile

from kquant.io.matrix_profile import (
    ADOBE_RGB,
    ADOBE_RGB_GAMMA,
    H273_GAMMAS,
    H273_PRIMARIES,
    SRGB,
    matrix_profile,
)
from kquant.io.png_chunks import chunks

HIGH_DYNAMIC_RANGE = "high dynamic range is not supported: its brightness was taken for sRGB's"
GAMMA_AND_PRIMARIES = "the picture's gamma and primaries"

# ITU-T H.273, tables 2 and 3.
_BT709, _SRGB_CURVE, _UNSPECIFIED = 1, 13, 2
_PQ, _HLG = 16, 18

_NAMES = {
    1: "BT.709",
    4: "BT.470 M",
    5: "BT.470 BG",
    6: "BT.601",
    7: "SMPTE 240M",
    8: "generic film",
    9: "BT.2020",
    11: "DCI-P3",
    12: "Display P3",
    22: "EBU Tech. 3213",
}

_UNKNOWN_CICP = "its cICP chunk names no colour space that is known and was ignored"
_SENSELESS = "the file's gamma or primaries make no sense and were ignored"
_NARROW = "the limited range of its samples was stretched to the full one"

_COLOR_CHUNKS = {b"cICP": 4, b"sRGB": 1, b"gAMA": 4, b"cHRM": 32}  # with their lengths in bytes


@dataclass(frozen=True, slots=True)
class StatedColor:
    """Meaning of the samples of a file.

    Attributes:
        profile: the ICC profile to convert by, None for sRGB.
        name: of what the profile describes; None for an embedded one, which has a name of its own.
        notes: to be said in any case.
        narrow: the bits of a sample if 0..1 lies in the limited range of video, None for the full one.
    """

    profile: bytes | None = None
    name: str | None = None
    notes: tuple[str, ...] = ()
    narrow: int | None = None


def stated_color(image: ImageFile.ImageFile, file: BinaryIO) -> StatedColor:
    """The statement that counts of all in a file; to be asked after decoding, as EXIF may come last."""
    icc = image.info.get("icc_profile")  # text, if a PNG has a comment of that name
    embedded = _from_icc(icc) if icc and isinstance(icc, bytes) else None
    png: BinaryIO | None = file if image.format == "PNG" else getattr(image, "png_file", None)  # in an icon
    if png:
        return _from_png(image, png, embedded)
    return embedded or _from_heif(image, file) or _from_exif(image) or StatedColor()


def _from_icc(icc: bytes) -> StatedColor:
    """By the profile, unless its cicp element (ICC.1:2022, 9.2.17) tells of high dynamic range."""
    for at in range(132, min(132 + 12 * int.from_bytes(icc[128:132], "big"), len(icc)), 12):
        if icc[at : at + 4] == b"cicp":
            element = icc[int.from_bytes(icc[at + 4 : at + 8], "big") :][:12]
            if element[:4] == b"cicp" and len(element) == 12 and element[9] in (_PQ, _HLG):
                return StatedColor(notes=(HIGH_DYNAMIC_RANGE,))
    return StatedColor(icc)


def _from_png(image: ImageFile.ImageFile, file: BinaryIO, embedded: StatedColor | None) -> StatedColor:
    """PNG, third edition, 4.3: cICP comes before iCCP, sRGB, and gAMA with cHRM, in this order."""
    colors = _color_chunks(file)
    cicp = colors.get(b"cICP")
    video = _from_cicp(cicp, file) if cicp else None
    found = video or embedded or _from_gamma(colors) or _from_exif(image) or StatedColor()
    if cicp and not video and _UNSPECIFIED not in cicp[:2]:
        return replace(found, notes=(_UNKNOWN_CICP, *found.notes))
    return found


def _color_chunks(file: BinaryIO) -> dict[bytes, bytes]:
    """The sound chunks on colour that precede the samples, of each kind the first.

    Pillow does not know cICP, and keeps comments under the names of the others.
    """
    found: dict[bytes, bytes] = {}
    for kind, _, length in chunks(file):
        if kind == b"IDAT":
            break
        if _COLOR_CHUNKS.get(kind) == length:
            data, checksum = file.read(length), file.read(4)
            if int.from_bytes(checksum, "big") == zlib.crc32(kind + data):
                found.setdefault(kind, data)
    return found


def _from_cicp(cicp: bytes, file: BinaryIO) -> StatedColor | None:
    """PNG, third edition, 11.3.2.6; None where it is of no use, as samples are RGB and no Y'CbCr."""
    primaries, transfer, matrix, full_range = cicp
    hdr = transfer in (_PQ, _HLG)
    if matrix or primaries not in H273_PRIMARIES or not (hdr or transfer in H273_GAMMAS):
        return None
    color = _from_code_points(primaries, transfer)
    if full_range:
        return color
    file.seek(24)  # in IHDR; an index into a palette may have fewer bits, its samples have 8
    return replace(color, notes=(*color.notes, _NARROW), narrow=max(8, file.read(1)[0]))


def _from_gamma(colors: dict[bytes, bytes]) -> StatedColor | None:
    """PNG, third edition, 11.3.2: sRGB overrides gAMA and cHRM."""
    if b"sRGB" in colors:
        return StatedColor()
    gamma = int.from_bytes(colors.get(b"gAMA", b""), "big") / 100_000
    corners = [value / 100_000 for value in struct.unpack(">8I", colors.get(b"cHRM", bytes(32)))]
    if not gamma and b"cHRM" not in colors:
        return None
    # 1/2.2 is what sRGB files state for want of a better number.
    power = 1 / gamma if gamma and abs(2.2 * gamma - 1) > 0.05 else None
    try:
        chromaticities = tuple(corners) if b"cHRM" in colors else SRGB
        return StatedColor(matrix_profile(chromaticities, power), GAMMA_AND_PRIMARIES)
    except (ValueError, np.linalg.LinAlgError):
        return StatedColor(notes=(_SENSELESS,))


def _from_heif(image: ImageFile.ImageFile, file: BinaryIO) -> StatedColor | None:
    """The nclx colour information of HEIC and AVIF (ISO/IEC 14496-12, 12.1.5)."""
    nclx = image.info.get("nclx_profile")
    if isinstance(nclx, dict):
        return _from_nclx(int(nclx["color_primaries"]), int(nclx["transfer_characteristics"]))
    if image.format == "AVIF":
        file.seek(0)
        head = file.read(1 << 16)
        start = head.find(b"colrnclx") + 8
        if start >= 8 and start + 4 <= len(head):
            fields = head[start : start + 4]
            return _from_nclx(int.from_bytes(fields[:2], "big"), int.from_bytes(fields[2:], "big"))
    return None


def _from_nclx(primaries: int, transfer: int) -> StatedColor | None:
    """Colour by the two; one that is not known is taken for sRGB's."""
    known_transfer = transfer in H273_GAMMAS or transfer in (_PQ, _HLG)
    if primaries not in H273_PRIMARIES and not known_transfer:
        return None
    return _from_code_points(
        primaries if primaries in H273_PRIMARIES else _BT709, transfer if known_transfer else _SRGB_CURVE
    )


def _from_code_points(primaries: int, transfer: int) -> StatedColor:
    """Those of ITU-T H.273 that are known."""
    if transfer in (_PQ, _HLG):
        return StatedColor(notes=(HIGH_DYNAMIC_RANGE,))
    name, gamma = _NAMES[primaries], H273_GAMMAS[transfer]
    profile = matrix_profile(H273_PRIMARIES[primaries], gamma)
    return StatedColor(profile, f"linear {name}" if gamma == 1 else name)


def _from_exif(image: ImageFile.ImageFile) -> StatedColor | None:
    """Adobe RGB as the DCF optional colour space (JEITA CP-3461B, interoperability index R03), or else None.

    Some cameras have written 2 as the colour space, which EXIF does not know, instead.
    """
    try:
        exif = image.getexif()
        space = exif.get_ifd(ExifTags.IFD.Exif).get(ExifTags.Base.ColorSpace)
        index = exif.get_ifd(ExifTags.IFD.Interop).get(ExifTags.Interop.InteropIndex)
    except Exception:  # that it is damaged is said where its orientation is read
        return None
    text = index.decode("latin-1") if isinstance(index, bytes) else str(index)
    if space == 2 or (space != 1 and text.strip("\0 ") == "R03"):
        return StatedColor(matrix_profile(ADOBE_RGB, ADOBE_RGB_GAMMA), "Adobe RGB (by its EXIF data)")
    return None
