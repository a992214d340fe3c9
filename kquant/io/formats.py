"""Which formats are read, and by which Pillow plug-in each file is opened."""

from __future__ import annotations

import contextlib
import importlib
import logging
from collections.abc import Callable, Iterator
from typing import BinaryIO

from PIL import Image, ImageFile

from kquant.io.jxl import jxl_size
from kquant.io.source import DamagedError, ReadError

# Named one by one: Pillow also has readers that start other programs (EPS) or are never asked for.
# TGA has no signature, so it comes last.
_PLUGINS = {
    "PNG": "Png",
    "JPEG": "Jpeg",
    "WEBP": "WebP",
    "AVIF": "Avif",
    "GIF": "Gif",
    "TIFF": "Tiff",
    "BMP": "Bmp",
    "PSD": "Psd",
    "PPM": "Ppm",
    "JPEG2000": "Jpeg2K",
    "QOI": "Qoi",
    "TGA": "Tga",
}
_ICON_MARKS = (b"\0\0\1\0", b"\0\0\2\0")
_HEIF_BRANDS = {b"heic", b"heix", b"heim", b"heis", b"hevc", b"hevx", b"hevm", b"hevs", b"mif1", b"msf1"}
_AVIF_BRANDS = {b"avif", b"avis"}
_JXL_SIGNATURES = (b"\xff\x0a", b"\x00\x00\x00\x0cJXL \r\n\x87\n")

# Without a handler Python prints Pillow's log of a broken file on standard error.
logging.getLogger("PIL").addHandler(logging.NullHandler())


def open_picture(file: BinaryIO, max_pixels: int) -> ImageFile.ImageFile:
    """Open a picture without decoding it, in the format its first bytes speak of.

    Raises:
        ReadError: not a known format, a plug-in that is not installed, or more than `max_pixels`.
        DamagedError: a known format, but its header cannot be understood.
    """
    file.seek(0)
    prefix = file.read(64)
    if not prefix:
        raise ReadError("the file is empty")
    failure: ReadError | None = None
    for name in _candidates(prefix):
        if name == "JXL":
            file.seek(0)
            check_size(jxl_size(file.read()), max_pixels)  # its plug-in decodes as it opens
        try:
            file.seek(0)
            image: ImageFile.ImageFile = _reader(name)(file, "")
        except (ReadError, MemoryError, Image.DecompressionBombError, Image.DecompressionBombWarning):
            raise
        except Exception as error:
            if name != "TGA":
                failure = DamagedError(f"this {name} file is damaged, or of a kind KQuant cannot read")
                failure.__cause__ = error
            continue
        check_size(image.size, max_pixels)
        return image
    raise failure or ReadError("this is not a picture in a format that KQuant knows")


def has_signature(prefix: bytes) -> bool:
    """Whether a file begins as the pictures of some format do; TGA has nothing to know it by."""
    try:
        return any(name != "TGA" for name in _candidates(prefix[:64]))
    except ReadError:  # of a format whose plug-in is not installed
        return True


def check_size(size: tuple[int, int], max_pixels: int) -> None:
    """Raise `ReadError` for a picture of more than `max_pixels` pixels."""
    width, height = size
    if width * height > max_pixels:
        raise ReadError(
            f"the picture is {width} x {height} pixels, more than the limit of {max_pixels:,} pixels"
        )


def _candidates(prefix: bytes) -> Iterator[str]:
    """Names of the formats that a file beginning with `prefix` may be in, plug-ins loaded."""
    if prefix.startswith(_ICON_MARKS):
        from kquant.io.readers.icon import is_icon

        if is_icon(prefix):
            yield "ICO"  # before TGA, of which many begin as cursors do
    for name, module in _PLUGINS.items():
        importlib.import_module(f"PIL.{module}ImagePlugin")
        accept = Image.OPEN[name][1]
        if accept is None or accept(prefix[:16]) is True:
            yield name
    if _is_heif(prefix):
        _load_extra("HEIC", "pillow_heif", "pi_heif")  # the second only reads: the installers have it
        yield "HEIF"
    if prefix.startswith(_JXL_SIGNATURES):
        _load_extra("JPEG XL", "pillow_jxl")
        yield "JXL"


def _reader(name: str) -> Callable[[BinaryIO, str], ImageFile.ImageFile]:
    """Pillow's reader of a format or a mended one, imported when it is needed: all take 30 ms."""
    if name == "TIFF":
        from kquant.io.readers.tiff import TiffPicture

        return TiffPicture
    if name == "BMP":
        from kquant.io.readers.bitmap import BitmapPicture

        return BitmapPicture
    if name == "PSD":
        from kquant.io.readers.psd import PsdPicture

        return PsdPicture
    if name == "ICO":
        from kquant.io.readers.icon import IconPicture

        return IconPicture
    if name == "TGA":
        from kquant.io.readers.tga import TgaPicture

        return TgaPicture
    return Image.OPEN[name][0]


def _is_heif(prefix: bytes) -> bool:
    """By the major and compatible brands of the ftyp box (ISO/IEC 14496-12, 4.3)."""
    if prefix[4:8] != b"ftyp":
        return False
    end = int.from_bytes(prefix[:4], "big")
    brands = {prefix[at : at + 4] for at in range(8, min(end, len(prefix)), 4)}
    return bool(brands & _HEIF_BRANDS) and not brands & _AVIF_BRANDS


def _load_extra(name: str, *modules: str) -> None:
    """Load the first of the plug-ins that is installed."""
    for module in modules:
        with contextlib.suppress(ImportError):
            plugin = importlib.import_module(module)
            break
    else:
        raise ReadError(f'{name} pictures need an optional plug-in: pip install "kquant[formats]"')
    if name == "HEIC":
        plugin.register_heif_opener(thumbnails=False)
