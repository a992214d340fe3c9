"""A picture that was pasted or dropped, read as its file would be: to sRGB, with the same notes."""

from __future__ import annotations

from typing import TypeAlias

import numpy as np
from PySide6.QtCore import QByteArray, QCoreApplication, QMimeData
from PySide6.QtGui import QColorSpace, QImage

from kquant.io.source import SourceImage
from kquant.ui.kit.qimage import from_qimage

Pasted: TypeAlias = QByteArray | QImage
"""The bytes of a file, or a picture as Qt knows it; neither is decoded or converted yet."""

# A program may offer one picture in several ways, of which the first here is taken: it keeps most. Qt's own
# picture comes after all of them: it has no cICP and no EXIF, and is decoded on the GUI thread.
_KINDS = (
    *("image/png", "image/tiff", "image/webp", "image/avif", "image/jxl", "image/heic", "image/heif"),
    *("image/bmp", "image/jpeg", "image/gif"),
)
_GAMMA, _SRGB = QColorSpace.TransferFunction.Gamma, QColorSpace.TransferFunction.SRgb
_HDR = (QColorSpace.TransferFunction.St2084, QColorSpace.TransferFunction.Hlg)


def has_picture(data: QMimeData) -> bool:
    """Whether there is one besides files."""
    return data.hasImage() or any(map(data.hasFormat, _KINDS))


def picture_in(data: QMimeData) -> Pasted | None:
    """The picture besides files, if there is one."""
    for kind in filter(data.hasFormat, _KINDS):
        encoded = data.data(kind)
        if not encoded.isEmpty():
            return encoded
    image = QImage(data.imageData()) if data.hasImage() else QImage()
    return None if image.isNull() else image


def read_pasted(picture: Pasted) -> SourceImage:
    """Upright 8-bit sRGB and notes on what that took; for a worker.

    Raises:
        KQuantError: it cannot be read; one sentence.
    """
    if isinstance(picture, QImage):
        return _convert(picture)
    from kquant.io.read import read_image  # with all of Pillow

    return read_image(bytes(picture.data()))


def _convert(image: QImage) -> SourceImage:
    from kquant.io.deep import rounded_note
    from kquant.io.profiles import Samples, to_srgb
    from kquant.io.stated_color import GAMMA_AND_PRIMARIES, HIGH_DYNAMIC_RANGE

    values, space = from_qimage(image), image.colorSpace()
    if image.format() == QImage.Format.Format_CMYK8888:
        samples = Samples(values, "CMYK")
    elif space.colorModel() == QColorSpace.ColorModel.Gray:
        samples = Samples(values[..., :1], "L")
    else:
        samples = Samples(values, "RGB")
    hdr = space.transferFunction() in _HDR
    nameless = not space.description()  # made of what a PNG states instead of a profile
    if nameless and space.transferFunction() == _GAMMA and abs(space.gamma() - 2.2) < 0.1:
        space = space.withTransferFunction(_SRGB)  # as is read from gAMA: see there
    icc = None if hdr else bytes(space.iccProfile().data())
    pixels, profile, notes = to_srgb(samples, icc, GAMMA_AND_PRIMARIES if nameless else None)
    if pixels.shape[2] == 4 and pixels[..., 3].min() == 255:
        pixels = np.ascontiguousarray(pixels[..., :3])
    if hdr:
        notes = [HIGH_DYNAMIC_RANGE, *notes]
    if (bits := image.pixelFormat().redSize()) > 8:  # grey has this size as well
        notes = [rounded_note(bits), *notes]
    name = QCoreApplication.translate("Opening", "clipboard")
    return SourceImage(pixels, None, name, "RGB", profile, notes=tuple(notes))
