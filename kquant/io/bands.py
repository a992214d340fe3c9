"""Pictures handled a band of rows at a time, so that no second copy of the whole is ever held."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from kquant.core.model.arrays import UInt8

_BAND_PIXELS = 1 << 19


def row_bands(width: int, height: int) -> Iterator[slice]:
    """Slices of rows that together are 0..height, of about half a million pixels each."""
    rows = max(1, _BAND_PIXELS // max(width, 1))
    return (slice(top, min(top + rows, height)) for top in range(0, height, rows))


def crop_rows(image: Image.Image, rows: slice) -> Image.Image:
    """Those rows of a picture, with its palette and transparency."""
    return image.crop((0, rows.start, image.width, rows.stop))


def gather(image: Image.Image, channels: int, convert: Callable[[Image.Image], NDArray[Any]]) -> UInt8:
    """(H, W, channels) uint8 put together from `convert` of each band.

    Args:
        convert: takes a band of the picture to a uint8 array of that many channels.
    """
    samples = np.empty((image.height, image.width, channels), np.uint8)
    for rows in row_bands(image.width, image.height):
        band = convert(crop_rows(image, rows))
        samples[rows] = band.reshape(band.shape[0], band.shape[1], channels)
    return samples
