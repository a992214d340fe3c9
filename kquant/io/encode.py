"""Pictures and arrays as the bytes of a picture file, through Pillow's writers but for indexed PNG."""

from __future__ import annotations

import importlib
import io
from collections.abc import Iterator
from contextlib import contextmanager

import numpy as np
from PIL import Image

from kquant.io.atomic import WriteError
from kquant.io.indexed_image import IndexedImage, Transparency
from kquant.io.picture_formats import PALETTE_COLORS, PictureFormat
from kquant.io.picture_options import SaveOptions
from kquant.io.png import indexed_png
from kquant.io.save_options import Options

_BLACK_AND_WHITE = [[0, 0, 0], [255, 255, 255]]


def stays_indexed(image: IndexedImage, form: PictureFormat) -> bool:
    """Whether the format can hold that picture with its palette and indices as they are."""
    fits = len(image.entries) <= PALETTE_COLORS
    return fits and form.indexed is not None and image.transparency <= form.indexed


def encode(image: IndexedImage, form: PictureFormat, options: SaveOptions | None = None) -> bytes:
    """The file, with a palette where the format holds it and nothing else is chosen.

    Raises:
        WriteError: the format cannot hold the picture, its writer is not installed, or it fails.
    """
    height, width = image.indices.shape
    if max(width, height) > form.max_side:
        size = f"{width} x {height}"
        raise WriteError(f"{form.name} takes up to {form.max_side} pixels a side, the picture is {size}")
    options = form.settled(options)
    if not (options.indexed and stays_indexed(image, form)):
        return save(Image.fromarray(image.pixels), form, options)
    if form.writer == "PNG":
        with _writing(form):
            return indexed_png(image, options.compression)
    clear = _clear_index(image)
    more = {} if clear is None else {"transparency": clear}
    return save(_pillow_image(image, form), form, options, more)


def save(
    image: Image.Image, form: PictureFormat, chosen: SaveOptions | None = None, more: Options | None = None
) -> bytes:
    """The file that Pillow makes of an image with the chosen options and what more its writer is told.

    Raises:
        WriteError: the writer is not installed or fails.
    """
    _load_plugin(form)
    file = io.BytesIO()
    with _writing(form):
        image.save(file, form.writer, **form.options(image, form.settled(chosen)), **(more or {}))
    return file.getvalue()


@contextmanager
def _writing(form: PictureFormat) -> Iterator[None]:
    """Raises `WriteError` for whatever goes wrong in the block."""
    try:
        yield
    except MemoryError as error:
        raise WriteError(f"there is not enough memory to write it as {form.name}") from error
    except Exception as error:  # Pillow's writers raise nearly anything
        raise WriteError(f"it cannot be written as {form.name} ({error})") from error


def _pillow_image(image: IndexedImage, form: PictureFormat) -> Image.Image:
    if form.writer == "BMP" and image.entries[:, :3].tolist() == _BLACK_AND_WHITE:
        return Image.fromarray(image.indices.astype(np.bool_))  # Pillow reads 8 bits of these as 1 bit
    pillow = Image.fromarray(image.indices)
    pillow.putpalette(image.entries[:, :3].tobytes())
    return pillow


def _clear_index(image: IndexedImage) -> int | None:
    """The one index that Pillow's writers of palettes with transparency take, if there is one."""
    return None if image.transparency is Transparency.NONE else int(image.entries[:, 3].argmin())


def _load_plugin(form: PictureFormat) -> None:
    if form.plugin is None:
        return
    try:
        plugin = importlib.import_module(form.plugin)
    except ImportError as error:
        raise WriteError(f'{form.name} needs an optional plug-in: pip install "kquant[formats]"') from error
    if form.plugin == "pillow_heif":
        plugin.register_heif_opener(thumbnails=False)
