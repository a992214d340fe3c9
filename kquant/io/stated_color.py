"""Colour that a file states without an ICC profile: gAMA and cHRM of PNG, nclx of AVIF and HEIC."""

from __future__ import annotations

from typing import BinaryIO

import numpy as np
from PIL import ImageFile

from kquant.io.matrix_profile import H273_PRIMARIES, SRGB, Chromaticities, matrix_profile

_LINEAR, _PQ, _HLG = 8, 16, 18  # transfer characteristics of ITU-T H.273, table 3


def stated_profile(image: ImageFile.ImageFile, file: BinaryIO) -> tuple[bytes | None, str | None]:
    """An ICC profile for what the file states, and a note; both None where it means sRGB."""
    if image.format == "PNG":
        return _from_png(image)
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
    return None, None


def _from_png(image: ImageFile.ImageFile) -> tuple[bytes | None, str | None]:
    """PNG (ISO/IEC 15948), 11.3.3: sRGB overrides gAMA and cHRM."""
    gamma, chromaticity = image.info.get("gamma"), image.info.get("chromaticity")
    if "srgb" in image.info or not (gamma or chromaticity):
        return None, None
    # 1/2.2 is what sRGB files state for want of a better number.
    power = 1 / gamma if gamma and abs(2.2 * gamma - 1) > 0.05 else None
    try:
        return matrix_profile(
            chromaticity or SRGB, power
        ), "converted from the file's gamma and primaries to sRGB"
    except (ValueError, TypeError, np.linalg.LinAlgError):
        return None, "the file's gamma or primaries make no sense and were ignored"


def _from_nclx(primaries: int, transfer: int) -> tuple[bytes | None, str | None]:
    """ITU-T H.273 code points; BT.709's camera curve is shown as sRGB, as browsers do."""
    if transfer in (_PQ, _HLG):
        return None, "high dynamic range is not supported: its brightness was taken for sRGB's"
    colors: Chromaticities | None = H273_PRIMARIES.get(primaries)
    if colors is None and transfer != _LINEAR:
        return None, None
    return matrix_profile(colors or SRGB, 1.0 if transfer == _LINEAR else None), "converted to sRGB"
