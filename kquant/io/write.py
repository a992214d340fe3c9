"""Quantized pictures and label images to files."""

from __future__ import annotations

import io
from pathlib import Path

import numpy as np
from PIL import Image

from kquant.core.types import Result, Rgb
from kquant.io.atomic import WriteError, write_bytes
from kquant.io.encode import encode, is_indexed, save
from kquant.io.picture import Picture, Transparency, picture_of, without_partial_alpha
from kquant.io.picture_formats import PALETTE_COLORS, PictureFormat, picture_format
from kquant.io.picture_options import SaveOptions
from kquant.io.save_options import label_options
from kquant.io.target import Target, ending_of, file_of

_LABEL_PNG = PictureFormat("PNG", "PNG", (".png",), label_options)


def write_image(
    result: Result,
    target: Target,
    *,
    source: Path | None = None,
    force: bool = False,
    form: PictureFormat | None = None,
    options: SaveOptions | None = None,
) -> tuple[str, ...]:
    """Writes the picture, with the palette in its order and the labels as indices where the format has them.

    Args:
        target: a file, `"-"` for standard output, or an open stream.
        source: the file the picture was read from, which only `force` overwrites.
        form: the format; by default that of the target's ending, and PNG for a stream.
        options: what is chosen of what the format takes; by default nothing is lost where that is possible.

    Returns:
        Notes: a plain sentence for each thing that the file holds differently.

    Raises:
        WriteError: the format cannot hold the result, or the file cannot be written.
    """
    form = form or picture_format(_ending(target))
    options = form.settled(options)
    picture, notes = _fitted(result, form, options)
    write_bytes(target, encode(picture, form, options), source=source, force=force)
    return notes


def write_labels(
    result: Result, target: Target, *, source: Path | None = None, force: bool = False, ending: str = ""
) -> None:
    """Writes the label of every pixel: as they are to `.npy`, or as a grey PNG of 8 or 16 bit numbers.

    Args:
        ending: `".npy"` or `".png"`; by default that of the target, and `".png"` for a stream.

    Raises:
        WriteError: another ending, or the file cannot be written.
    """
    ending = ending or _ending(target)
    if ending == ".npy":
        file = io.BytesIO()
        np.save(file, result.labels, allow_pickle=False)
        content = file.getvalue()
    elif ending == ".png":
        content = save(Image.fromarray(result.labels), _LABEL_PNG)
    else:
        raise WriteError("labels can be written as .npy or .png")
    write_bytes(target, content, source=source, force=force)


def _ending(target: Target) -> str:
    """Of the file name; streams take PNG."""
    path = file_of(target)
    return ".png" if path is None else ending_of(path.name)


def _fitted(result: Result, form: PictureFormat, options: SaveOptions) -> tuple[Picture, tuple[str, ...]]:
    """What the format can hold of the result, and notes on what it cannot."""
    picture, notes = _with_transparency_of(form, picture_of(result), result)
    if not is_indexed(picture, form):
        if form.true_color is None:
            raise WriteError(_too_many(picture, form))
        if form.indexed is not None and options.indexed:
            notes += (_without_palette(picture, form),)
    if not options.lossless:
        notes += (f"{form.name} is lossy: the file holds more colours than the palette",)
    return picture, notes


def _with_transparency_of(
    form: PictureFormat, picture: Picture, result: Result
) -> tuple[Picture, tuple[str, ...]]:
    if picture.transparency <= form.transparency:
        return picture, ()
    if form.transparency is Transparency.ONE_INDEX:
        note = f"{form.name} has no partial transparency: pixels are now transparent or opaque"
        return without_partial_alpha(result), (note,)
    matte = result.request.settings.matte
    note = f"{form.name} has no transparency: the picture was put on {_hex(matte)}"
    return picture.on(matte), (note,)


def _too_many(picture: Picture, form: PictureFormat) -> str:
    slots = " and transparency" if picture.transparency is not Transparency.NONE else ""
    colors = len(picture.entries) - bool(slots)
    return f"{form.name} holds at most {PALETTE_COLORS} colours, this picture has {colors}{slots}"


def _without_palette(picture: Picture, form: PictureFormat) -> str:
    if len(picture.entries) > PALETTE_COLORS:
        each = "" if picture.transparency is Transparency.NONE else ", each transparency a colour of its own"
        return f"{form.name} palettes hold at most {PALETTE_COLORS} colours{each}: written as true colour"
    return f"{form.name} palettes hold no transparency: written as true colour"


def _hex(color: Rgb) -> str:
    return "#{:02x}{:02x}{:02x}".format(*color)
