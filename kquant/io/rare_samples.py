"""Kinds of samples that Pillow opens here but does not decode: CIELAB, deep PSD, float and others in TIFF."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, BinaryIO, Literal

import cv2
import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageFile

from kquant.core.model.arrays import UInt8
from kquant.io.bands import gather, row_bands
from kquant.io.cielab import LabCoding, lab_to_srgb
from kquant.io.deep import is_wide_color, read_wide_color, round_to_8_bits, rounded_note
from kquant.io.profiles import Samples, Space
from kquant.io.readers.psd import PsdPicture
from kquant.io.readers.tiff import Rare, TiffPicture
from kquant.io.unbounded import scale_to_8_bits

_SPACES: dict[str, Space] = {"L": "L", "CMYK": "CMYK"}
_PHOTOMETRIC, _SAMPLES, _EXTRA_SAMPLES = 262, 277, 338
_CIELAB = 8
_8_TO_16_BITS = np.array([257, 256, 256], np.uint16)  # L*, a* and b*
_UNSPECIFIED, _PREMULTIPLIED = 0, 1


def decode_rare(
    image: ImageFile.ImageFile, file: BinaryIO, reopen: Callable[[], ImageFile.ImageFile]
) -> tuple[Samples, list[str]] | None:
    """Samples and notes as `decode` has them, None for all that is not rare."""
    if isinstance(image, PsdPicture) and (image.sample_bytes > 1 or image.mode == "LAB"):
        return _from_psd(image)
    if not isinstance(image, TiffPicture) or image.rare is None:
        return None
    if image.rare is Rare.LAB:
        return _from_lab_tiff(image, reopen)
    if image.rare is Rare.GREY_ALPHA:
        return _from_grey_alpha_tiff(image)
    return _from_unbounded_tiff(image, file)


def _from_psd(image: PsdPicture) -> tuple[Samples, list[str]]:
    samples = image.read_samples()
    if samples.dtype.kind == "f":
        values, note = scale_to_8_bits(samples, has_alpha=image.mode == "RGBA")
        return Samples(values, _SPACES.get(image.mode, "RGB")), [note]
    if image.mode == "LAB":
        to_16_bits = _8_TO_16_BITS if image.sample_bytes == 1 else np.uint16(1)
        return _converted(image, _in_bands(samples, lambda band: lab_to_srgb(band * to_16_bits, "PSD")))
    return Samples(_in_bands(samples, round_to_8_bits), _SPACES.get(image.mode, "RGB")), [rounded_note(16)]


def _from_lab_tiff(
    image: TiffPicture, reopen: Callable[[], ImageFile.ImageFile]
) -> tuple[Samples, list[str]]:
    is_cielab = image.tag_v2[_PHOTOMETRIC] == _CIELAB
    coding: LabCoding = "CIELab" if is_cielab else "ICCLab"
    if is_wide_color(image):
        return _converted(image, read_wide_color(image, reopen, lambda wide: lab_to_srgb(wide, coding)))
    image.load()
    channels = len(image.getbands())
    to_16_bits = np.append(_8_TO_16_BITS, np.uint16(257))[:channels]
    coding = "CIELab" if is_cielab else "PSD"  # where 100 is the largest number, as it is of 8 bits
    return _converted(
        image, gather(image, channels, lambda band: lab_to_srgb(np.asarray(band) * to_16_bits, coding))
    )


def _converted(image: ImageFile.ImageFile, values: UInt8) -> tuple[Samples, list[str]]:
    image.info.pop("icc_profile", None)  # it is for what the samples were
    return Samples(values, "RGB"), ["converted from CIELAB to sRGB"]


def _from_grey_alpha_tiff(image: TiffPicture) -> tuple[Samples, list[str]]:
    """Grey with alpha: the two bytes of each are what Pillow takes for four channels."""
    stored = "<u2" if image.tag_v2.prefix == b"II" else ">u2"
    order = "=u2" if image.use_load_libtiff else stored
    inverted = image.tag_v2.get(_PHOTOMETRIC) == 0
    extra = image.tag_v2[_EXTRA_SAMPLES][0]
    image.load()

    def convert(band: Image.Image) -> UInt8:
        wide = np.asarray(band).view(order)
        grey, alpha = wide[..., :1].astype(np.uint32), wide[..., 1:]
        if extra == _PREMULTIPLIED:
            grey = np.minimum(grey * 65535 // np.maximum(alpha, 1), 65535)
        if inverted:
            grey = 65535 - grey
        return round_to_8_bits(grey if extra == _UNSPECIFIED else np.concatenate((grey, alpha), axis=-1))

    return Samples(gather(image, 1 if extra == _UNSPECIFIED else 2, convert), "L"), [rounded_note(16)]


def _from_unbounded_tiff(image: TiffPicture, file: BinaryIO) -> tuple[Samples, list[str]]:
    samples = _decoded_by_cv2(image, file)
    extra = image.tag_v2.get(_EXTRA_SAMPLES, (_UNSPECIFIED,))[0]
    if samples.shape[2] == 4 and extra == _UNSPECIFIED:
        samples = samples[..., :3]
    values, note = scale_to_8_bits(samples, samples.shape[2] == 4, extra == _PREMULTIPLIED)
    return Samples(values, "RGB"), [note]


def _decoded_by_cv2(image: TiffPicture, file: BinaryIO) -> NDArray[Any]:
    """(H, W, 3 or 4), upright, in the type of the file.

    One of the few doors to cv2's decoders, as Pillow has nowhere to keep such samples. Its libtiff is as
    strict as Pillow's, and sizes were checked.
    """
    file.seek(0)
    data = bytearray(file.read())
    first = slice(8, 16) if 43 in data[2:4] else slice(4, 8)  # BigTIFF has 64 bits
    order: Literal["little", "big"] = "little" if image.tag_v2.prefix == b"II" else "big"
    data[first] = int(image.tag_v2.offset or 0).to_bytes(first.stop - first.start, order)
    log_level = cv2.utils.logging.getLogLevel()
    cv2.utils.logging.setLogLevel(cv2.utils.logging.LOG_LEVEL_SILENT)  # it would warn of any private tag
    try:
        decoded = cv2.imdecode(np.frombuffer(data, np.uint8), cv2.IMREAD_UNCHANGED)
    finally:
        cv2.utils.logging.setLogLevel(log_level)
    count = image.tag_v2[_SAMPLES]
    if decoded is None or decoded.shape != (image.height, image.width, count) or decoded.dtype.itemsize < 4:
        raise OSError("cv2 cannot decode it")
    return decoded[..., [2, 1, 0, 3][:count]]  # cv2 answers in BGR


def _in_bands(samples: NDArray[Any], convert: Callable[[NDArray[Any]], UInt8]) -> UInt8:
    out = np.empty(samples.shape, np.uint8)
    for rows in row_bands(samples.shape[1], samples.shape[0]):
        out[rows] = convert(samples[rows])
    return out
