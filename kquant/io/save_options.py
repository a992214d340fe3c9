"""What Pillow's writers are told so that pictures come back exact, tagged sRGB, small, and in good time."""

from __future__ import annotations

import functools
import io
import struct
import zlib
from collections.abc import Callable
from typing import Any, TypeAlias

from PIL import Image, PngImagePlugin

from kquant.io.bands import crop_rows
from kquant.io.picture_options import LARGE, Compression, SaveOptions
from kquant.io.png import SRGB_CHUNKS, quickest

Options: TypeAlias = dict[str, Any]
OptionsFor: TypeAlias = Callable[[Image.Image, SaveOptions], Options]

_SMALLEST_PNG: Options = {"compress_level": 9}
_QUICK_PNG: tuple[Options, ...] = ({"compress_level": 4, "compress_type": zlib.Z_RLE}, {"compress_level": 4})
_FIXED_DATE = struct.pack(">6H", 2000, 1, 1, 0, 0, 0)


def png_options(image: Image.Image, chosen: SaveOptions) -> Options:
    """For one without a palette; `kquant.io.png` writes those that have one."""
    return {"pnginfo": _srgb_chunks()} | label_options(image, chosen)


def label_options(image: Image.Image, chosen: SaveOptions) -> Options:
    """For a PNG of numbers, not colours."""
    if chosen.compression is Compression.SMALL:
        return _SMALLEST_PNG
    return _png_compression(image)


def gif_options(_: Image.Image, __: SaveOptions) -> Options:
    return {"optimize": False, "interlace": 0}  # "optimize" would drop and re-order colours


def tiff_options(_: Image.Image, chosen: SaveOptions) -> Options:
    names = {Compression.LZW: "tiff_lzw", Compression.DEFLATE: "tiff_adobe_deflate", Compression.NONE: "raw"}
    return {"compression": names[chosen.compression], "icc_profile": srgb_profile()}


def webp_options(image: Image.Image, chosen: SaveOptions) -> Options:
    if not chosen.lossless:
        return {"quality": chosen.quality, "icc_profile": srgb_profile()}
    quick = {"method": 0, "quality": 0} if _is_large(image) else {}
    return {"lossless": True, "exact": True, "icc_profile": srgb_profile()} | quick


def avif_options(image: Image.Image, chosen: SaveOptions) -> Options:
    """Lossy: Pillow's writer knows no identity matrix. It tags sRGB by itself."""
    return _lossy(chosen) | {"speed": 9 if _is_large(image) else 6}


def jpeg_options(image: Image.Image, chosen: SaveOptions) -> Options:
    return _lossy(chosen) | {"optimize": not _is_large(image), "icc_profile": srgb_profile()}


def tga_options(_: Image.Image, __: SaveOptions) -> Options:
    return {"compression": "tga_rle"}


def heif_options(_: Image.Image, chosen: SaveOptions) -> Options:
    if not chosen.lossless:
        return {"quality": chosen.quality, "chroma": 444, "icc_profile": srgb_profile()}
    # Quality -1 with the identity matrix (ITU-T H.273, value 0) is what makes it lossless. Large pictures
    # take long, but with x265's quick presets they come out such that libde265 cannot decode them.
    return {"quality": -1, "chroma": 444, "matrix_coefficients": 0, "icc_profile": srgb_profile()}


def jxl_options(image: Image.Image, chosen: SaveOptions) -> Options:
    if not chosen.lossless:
        return {"quality": chosen.quality}
    return {"lossless": True, "effort": 1 if _is_large(image) else 7}


def no_options(_: Image.Image, __: SaveOptions) -> Options:
    return {}


@functools.cache
def srgb_profile() -> bytes:
    """A small ICC profile of sRGB, the same bytes at any time."""
    from PIL import ImageCms  # PNG and GIF do without

    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    date = slice(24, 24 + len(_FIXED_DATE))  # ICC.1:2022, table 17: when it was created
    return profile[: date.start] + _FIXED_DATE + profile[date.stop :]


def _srgb_chunks() -> PngImagePlugin.PngInfo:
    chunks = PngImagePlugin.PngInfo()
    for name, content in SRGB_CHUNKS.items():
        chunks.add(name, content)
    return chunks


def _is_large(image: Image.Image) -> bool:
    return image.width * image.height > LARGE


def _lossy(chosen: SaveOptions) -> Options:
    return {"quality": chosen.quality, "subsampling": chosen.subsampling.value}


def _png_compression(image: Image.Image) -> Options:
    ways = _QUICK_PNG if _is_large(image) else (*_QUICK_PNG, {"compress_level": 6}, _SMALLEST_PNG)

    def compressed(options: Options, rows: slice) -> int:
        return _png_size(crop_rows(image, rows), options)

    return quickest(ways, compressed, image.height, image.width * len(image.getbands()))


def _png_size(image: Image.Image, options: Options) -> int:
    file = io.BytesIO()
    image.save(file, "PNG", **options)
    return file.tell()
