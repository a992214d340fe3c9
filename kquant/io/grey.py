"""Grey of 12, 16 or 32 bits and of floating point brought to 8 bits, saying how it was scaled."""

from __future__ import annotations

from typing import Any, cast

import numpy as np
from numpy.typing import NDArray
from PIL import ImageFile

from kquant.core.model.arrays import UInt8
from kquant.io.bands import crop_rows, gather, row_bands
from kquant.io.deep import raw_mode, round_to_8_bits, rounded_note

_PHOTOMETRIC, _BITS = 262, 258


def is_deep_grey(image: ImageFile.ImageFile) -> bool:
    """Whether Pillow holds the picture in one wide channel."""
    return image.mode in ("I", "F") or image.mode.startswith("I;16")


def read_deep_grey(image: ImageFile.ImageFile) -> tuple[UInt8, str]:
    """(H, W, 1 or 2) uint8, grey and perhaps alpha, and a note on the scale.

    16 bits and fewer are scaled by their full range. Signed, 32-bit and floating-point samples have
    no such range: theirs is 0..1 if they keep to it, else what the picture uses.
    """
    tags: Any = cast("Any", image).tag_v2 if image.format == "TIFF" else {}
    raw = raw_mode(image)
    transparent = image.info.get("transparency")
    inverted = tags.get(_PHOTOMETRIC) == 0
    image.load()
    if image.mode.startswith("I;16"):
        white = 4095 if raw == "I;12" else 65535
        note = rounded_note(12 if raw == "I;12" else 16)
        channels = 2 if isinstance(transparent, int) else 1

        def convert(band: NDArray[Any]) -> NDArray[Any]:
            grey = round_to_8_bits(white - np.minimum(band, white) if inverted else band, white)
            return grey if channels == 1 else np.dstack((grey, np.where(band == transparent, 0, 255)))

        return gather(image, channels, lambda band: convert(np.asarray(band))), note
    return _read_unbounded(image, inverted)


def _read_unbounded(image: ImageFile.ImageFile, inverted: bool) -> tuple[UInt8, str]:
    low, high = _finite_range(image)
    if image.mode == "F" and low >= 0 and high <= 1:
        low, high = 0.0, 1.0
    ends = (255.0, 0.0) if inverted else (0.0, 255.0)
    spread = [low, high] if high > low else [low, low + 1]

    def convert(band: NDArray[Any]) -> UInt8:
        known = np.nan_to_num(band.astype(np.float64), nan=low, posinf=high, neginf=low)
        return np.rint(np.interp(known, spread, ends)).astype(np.uint8)

    samples = gather(image, 1, lambda band: convert(np.asarray(band)))
    return samples, f"samples from {low:g} to {high:g} were scaled to 0..255"


def _finite_range(image: ImageFile.ImageFile) -> tuple[float, float]:
    """Smallest and largest finite sample; 0 and 1 if there is none."""
    low, high = np.inf, -np.inf
    for rows in row_bands(image.width, image.height):
        band = np.asarray(crop_rows(image, rows))
        finite = band[np.isfinite(band)]
        if finite.size:
            low, high = min(low, float(finite.min())), max(high, float(finite.max()))
    return (low, high) if low <= high else (0.0, 1.0)
