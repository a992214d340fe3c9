"""Small images of pictures."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QImage

from kquant.core.model.arrays import UInt8
from kquant.ui.kit.qimage import to_qimage

_SIDE = 192
_OVERSAMPLING = 3


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
