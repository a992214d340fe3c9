"""Numpy arrays to QImage, the one place where it is done, and thumbnails."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QImage

from kquant.core.model.arrays import UInt8

_FORMATS = {3: QImage.Format.Format_RGB888, 4: QImage.Format.Format_RGBA8888}
_CMYK = QImage.Format.Format_CMYK8888
_STRIP_PIXELS = 1 << 19  # Qt is called with Python's lock held: for no more than a millisecond
_SIDE = 192
_OVERSAMPLING = 3


def to_qimage(pixels: UInt8) -> QImage:
    """A QImage of its own from (H, W, 3) RGB or (H, W, 4) RGBA uint8 pixels with straight alpha.

    Raises:
        ValueError: for an array of another shape or type, or an empty one.
        MemoryError: there is no memory for it.
    """
    if pixels.dtype != np.uint8 or pixels.ndim != 3 or pixels.shape[2] not in _FORMATS or not pixels.size:
        raise ValueError("an image is made from a (height, width, 3 or 4) array of uint8, not empty")
    height, width, channels = pixels.shape
    image = QImage(width, height, _FORMATS[channels])
    if image.isNull():
        raise MemoryError(f"there is no memory for an image of {width} x {height}")
    _pixels_of(image, channels)[...] = pixels
    return image


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

    They are in the image's own colour space, and so are the (H, W, 4) samples of an image in CMYK.

    Raises:
        ValueError: for a null image.
    """
    if image.isNull():
        raise ValueError("there are no pixels in a null image")
    cmyk = image.format() == _CMYK
    channels = 4 if cmyk or image.hasAlphaChannel() else 3
    target = _CMYK if cmyk else _FORMATS[channels]
    width, height = image.width(), image.height()
    pixels = np.empty((height, width, channels), np.uint8)
    rows = max(1, _STRIP_PIXELS // width)
    for top in range(0, height, rows):
        strip = image.copy(0, top, width, min(rows, height - top)).convertToFormat(target)
        pixels[top : top + rows] = _pixels_of(strip, channels)
    return pixels


def _pixels_of(image: QImage, channels: int) -> UInt8:
    """(H, W, channels) of an image of one of `_FORMATS`, or in CMYK, to be read and written in place."""
    shape, strides = (image.height(), image.width(), channels), (image.bytesPerLine(), channels, 1)
    return np.ndarray(shape, np.uint8, image.bits(), strides=strides)


def thumbnail(pixels: UInt8, side: int = _SIDE) -> QImage:
    """(H, W, 3 or 4) uint8 RGB(A) pixels as an image of at most `side` pixels a side.

    Most pixels of a large picture are skipped, so that it takes a few milliseconds at any size.
    """
    step = max(1, max(pixels.shape[:2]) // (side * _OVERSAMPLING))
    image = to_qimage(pixels[::step, ::step])
    if max(image.width(), image.height()) <= side:
        return image
    keep, smooth = Qt.AspectRatioMode.KeepAspectRatio, Qt.TransformationMode.SmoothTransformation
    return image.scaled(QSize(side, side), keep, smooth)
