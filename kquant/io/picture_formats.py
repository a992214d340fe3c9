"""The formats that pictures are written in, and what each of them holds."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import PurePath

from kquant.core.model.settings import MAX_COLORS
from kquant.io import save_options as options
from kquant.io.atomic import WriteError
from kquant.io.indexed_image import Transparency
from kquant.io.picture_options import Compression, SaveOptions
from kquant.io.save_options import OptionsFor
from kquant.io.target import ending_of

PALETTE_COLORS = 256

_NOTHING_CHOSEN = SaveOptions()


@dataclass(frozen=True, slots=True)
class PictureFormat:
    """One way of writing pictures.

    Attributes:
        writer: Pillow's name of it.
        endings: of file names, lower case with the dot, the usual one first.
        indexed: the transparency its palettes of up to 256 colours hold; None if it has no palettes.
        true_color: the transparency its pixels without a palette hold; None if it always has a palette.
        takes: which fields of `SaveOptions` may be chosen.
        compressions: those it has, if it takes them, its default first.
        defaults: what is chosen where nothing is.
        max_side: the largest width or height.
        plugin: the module of the extra `formats` that brings the writer.
    """

    name: str
    writer: str
    endings: tuple[str, ...]
    options: OptionsFor = options.no_options
    indexed: Transparency | None = None
    true_color: Transparency | None = Transparency.FULL
    takes: tuple[str, ...] = ()
    compressions: tuple[Compression, ...] = ()
    defaults: SaveOptions = _NOTHING_CHOSEN
    max_side: int = 2**31 - 1
    plugin: str | None = None

    @property
    def transparency(self) -> Transparency:
        """The most it holds in any way."""
        return max(kind for kind in (self.indexed, self.true_color) if kind is not None)

    def settled(self, chosen: SaveOptions | None) -> SaveOptions:
        """What is chosen of what it takes, and its defaults for all else."""
        wanted = {} if chosen is None else {name: getattr(chosen, name) for name in self.takes}
        if wanted.get("compression") not in (None, *self.compressions):
            del wanted["compression"]
        return replace(self.defaults, **wanted)

    def max_colors(self, transparent: bool = False) -> int:
        """The largest palette it takes beside a transparent index, if there is one."""
        return MAX_COLORS if self.true_color is not None else PALETTE_COLORS - transparent


_NONE, _ONE_INDEX, _FULL = Transparency

_BY_QUALITY = ("lossless", "quality")

PICTURE_FORMATS = (
    PictureFormat(
        "PNG",
        "PNG",
        (".png",),
        options.png_options,
        indexed=_FULL,
        takes=("indexed", "compression"),
        compressions=(Compression.AUTO, Compression.SMALL),
    ),
    PictureFormat(
        "GIF", "GIF", (".gif",), options.gif_options, indexed=_ONE_INDEX, true_color=None, max_side=65535
    ),
    PictureFormat("BMP", "BMP", (".bmp",), indexed=_NONE, true_color=_NONE, takes=("indexed",)),
    PictureFormat(
        "TIFF",
        "TIFF",
        (".tif", ".tiff"),
        options.tiff_options,
        indexed=_NONE,
        takes=("indexed", "compression"),
        compressions=(Compression.LZW, Compression.DEFLATE, Compression.NONE),
        defaults=SaveOptions(compression=Compression.LZW),
    ),
    PictureFormat("WebP", "WEBP", (".webp",), options.webp_options, takes=_BY_QUALITY, max_side=16383),
    PictureFormat(
        "TGA", "TGA", (".tga",), options.tga_options, indexed=_NONE, takes=("indexed",), max_side=65535
    ),
    PictureFormat("JPEG 2000", "JPEG2000", (".jp2",)),
    PictureFormat("PNM", "PPM", (".ppm", ".pnm"), true_color=_NONE),
    PictureFormat("JPEG XL", "JXL", (".jxl",), options.jxl_options, takes=_BY_QUALITY, plugin="pillow_jxl"),
    PictureFormat(
        "HEIC", "HEIF", (".heic", ".heif"), options.heif_options, takes=_BY_QUALITY, plugin="pillow_heif"
    ),
    PictureFormat(
        "AVIF",
        "AVIF",
        (".avif",),
        options.avif_options,
        takes=("quality", "subsampling"),
        defaults=SaveOptions(lossless=False),
        max_side=65536,
    ),
    PictureFormat(
        "JPEG",
        "JPEG",
        (".jpg", ".jpeg", ".jpe", ".jfif"),
        options.jpeg_options,
        true_color=_NONE,
        takes=("quality", "subsampling"),
        defaults=SaveOptions(lossless=False, quality=95),
        max_side=65500,
    ),
)

_BY_ENDING = {ending: form for form in PICTURE_FORMATS for ending in form.endings}


def picture_format(name: PurePath | str) -> PictureFormat:
    """The format that the ending of a file name speaks of, or an ending such as `".png"` by itself.

    Raises:
        WriteError: no such format.
    """
    ending = ending_of(name)
    if ending in _BY_ENDING:
        return _BY_ENDING[ending]
    known = ", ".join(form.endings[0] for form in PICTURE_FORMATS)
    if not ending:
        raise WriteError(f"its name needs an ending that tells the format: {known}")
    raise WriteError(f"no pictures can be written as {ending}, only as {known}")


def max_colors(name: PurePath | str, transparent: bool = False) -> int:
    """The largest palette that the format of a file name takes, 255..4096.

    Args:
        transparent: a transparent index is needed too, which takes a slot of a format with palettes only.

    Raises:
        WriteError: no such format.
    """
    return picture_format(name).max_colors(transparent)
