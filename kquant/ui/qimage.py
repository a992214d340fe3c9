"""Numpy arrays to QImage: the one place where it is done."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from PySide6.QtGui import QImage

from kquant.core.types import UInt8

_FORMATS = {3: QImage.Format.Format_RGB888, 4: QImage.Format.Format_RGBA8888}


def to_qimage(pixels: UInt8) -> QImage:
    """A QImage of its own from (H, W, 3) RGB or (H, W, 4) RGBA uint8 pixels with straight alpha.

    Raises:
        ValueError: for an array of another shape or type, or an empty one.
    """
    if pixels.dtype != np.uint8 or pixels.ndim != 3 or pixels.shape[2] not in _FORMATS or not pixels.size:
        raise ValueError("an image is made from a (height, width, 3 or 4) array of uint8, not empty")
    whole = np.ascontiguousarray(pixels)
    height, width, channels = whole.shape
    # The copy gives Qt memory of its own, so that nothing depends on how long the array lives.
    return QImage(whole.data, width, height, width * channels, _FORMATS[channels]).copy()


def wrap_bgra(pixels: NDArray[np.uint32], opaque: bool) -> QImage:
    """A QImage that looks into (H, W) uint32 0xAARRGGBB pixels, premultiplied; nothing is copied.

    The format is what the raster painter works in, so that drawing is a plain copy. The array must stay
    alive and unchanged as long as the image.
    """
    height, width = pixels.shape
    kind = QImage.Format.Format_RGB32 if opaque else QImage.Format.Format_ARGB32_Premultiplied
    return QImage(pixels.data.cast("B"), width, height, width * 4, kind)


def from_qimage(image: QImage) -> UInt8:
    """(H, W, 3) RGB or, if it has an alpha channel, (H, W, 4) RGBA uint8 pixels with straight alpha.

    Raises:
        ValueError: for a null image.
    """
    if image.isNull():
        raise ValueError("there are no pixels in a null image")
    channels = 4 if image.hasAlphaChannel() else 3
    plain = image.convertToFormat(_FORMATS[channels])
    rows = np.frombuffer(plain.constBits(), np.uint8).reshape(plain.height(), plain.bytesPerLine())
    return rows[:, : plain.width() * channels].reshape(plain.height(), plain.width(), channels).copy()
