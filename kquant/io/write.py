"""Quantized pictures and label images to files."""

from __future__ import annotations

import io
from pathlib import Path

import numpy as np
from PIL import Image

from kquant.core.image.histogram import codes_of
from kquant.core.model.result import Result
from kquant.core.model.rgb import Rgb
from kquant.core.palette.paper_entries import with_paper_entries
from kquant.io.atomic import WriteError, write_bytes
from kquant.io.encode import encode, save, stays_indexed
from kquant.io.indexed_image import (
    IndexedImage,
    Transparency,
    indexed_image,
    numbers_of,
    without_partial_alpha,
)
from kquant.io.picture_formats import PALETTE_COLORS, PictureFormat, picture_format
from kquant.io.picture_options import SaveOptions
from kquant.io.save_options import label_options
from kquant.io.target import Target, ending_of, file_of


class PaletteFullError(WriteError):
    """More colours, perhaps with transparency beside them, than the palettes of a format hold.

    Attributes:
        for_transparency: it is transparency that is one too many.
    """

    def __init__(self, sentence: str, for_transparency: bool) -> None:
        super().__init__(sentence)
        self.for_transparency = for_transparency


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
        PaletteFullError: the palette does not fit into the format.
        WriteError: the format cannot hold the result, or the file cannot be written.
    """
    form = form or picture_format(_ending(target))
    options = form.settled(options)
    image, notes = _fitted(result, form, options)
    write_bytes(target, encode(image, form, options), source=source, force=force)
    return notes


def write_labels(
    result: Result, target: Target, *, source: Path | None = None, force: bool = False, ending: str = ""
) -> None:
    """Writes the label of every pixel: as they are to `.npy`, or as a grey PNG of 8 or 16 bit numbers.

    They are places in the palette, in which a clear entry that a given palette brought along has its own.

    Args:
        ending: `".npy"` or `".png"`; by default that of the target, and `".png"` for a stream.

    Raises:
        WriteError: another ending, or the file cannot be written.
    """
    ending = ending or _ending(target)
    if ending == ".npy":
        file = io.BytesIO()
        np.save(file, numbers_of(result), allow_pickle=False)
        content = file.getvalue()
    elif ending == ".png":
        content = save(Image.fromarray(numbers_of(result)), _LABEL_PNG)
    else:
        raise WriteError("labels can be written as .npy or .png")
    write_bytes(target, content, source=source, force=force)


def _ending(target: Target) -> str:
    """Of the file name; streams take PNG."""
    path = file_of(target)
    return ".png" if path is None else ending_of(path.name)


def _fitted(
    result: Result, form: PictureFormat, options: SaveOptions
) -> tuple[IndexedImage, tuple[str, ...]]:
    """What the format can hold of the result, and notes on what it cannot."""
    as_palette = form.indexed is not None and options.indexed
    notes: tuple[str, ...] = ()
    if form.transparency is Transparency.NONE and result.papers is not None and not result.is_paper.any():
        result, on_paper = with_paper_entries(result), result
        if result is not on_paper:
            notes += (f"{form.name} has no transparency: excluded colours are laid on their own colour",)
    image = indexed_image(result)
    holds_clear = as_palette and form.indexed is not Transparency.NONE
    if result.transparent_index is None and not holds_clear:
        image = image.with_clear_opaque()
    image, flattened = _with_transparency_of(form, image, result)
    notes += flattened
    if as_palette:
        image, left_out = _without_unused(image, form, result)
        notes += left_out
        if _lacks_one_entry(image, form, result):
            raise PaletteFullError(_too_many(image, form, transparent=True), for_transparency=True)
    if not stays_indexed(image, form):
        if form.true_color is None:
            transparent = image.transparency is not Transparency.NONE
            one_too_many = transparent and len(image.entries) == PALETTE_COLORS + 1
            raise PaletteFullError(_too_many(image, form, transparent), one_too_many)
        if as_palette:
            notes += (_without_palette(image, form),)
    if not options.lossless:
        notes += (f"{form.name} is lossy: the file holds more colours than the palette",)
    return image, notes


def _without_unused(
    image: IndexedImage, form: PictureFormat, result: Result
) -> tuple[IndexedImage, tuple[str, ...]]:
    """Without colours that no pixel has where they are too many; only given and locked ones may have none."""
    locked = result.palette[result.locked]
    if len(image.entries) <= PALETTE_COLORS or not (result.request.settings.is_mapped or len(locked)):
        return image, ()
    is_wanted = np.isin(codes_of(image.entries[:, :3]), codes_of(locked)) & (image.entries[:, 3] > 0)
    fewer = image.within(PALETTE_COLORS, is_wanted)
    lost = image.colors - fewer.colors
    if not lost or not stays_indexed(fewer, form):
        return fewer, ()
    held = f"{form.name} palettes hold at most {PALETTE_COLORS} colours"
    return fewer, (f"{held}: left out, as no pixel has them: {lost:,}",)


def _lacks_one_entry(image: IndexedImage, form: PictureFormat, result: Result) -> bool:
    """Whether a palette that a person gave would fit but for transparency."""
    one_too_many = len(image.entries) == PALETTE_COLORS + 1 and result.transparent_index is not None
    kind = image.transparency
    is_held = form.indexed is not None and kind <= form.indexed and kind is not Transparency.FULL
    return one_too_many and is_held and result.request.settings.is_mapped


def _with_transparency_of(
    form: PictureFormat, image: IndexedImage, result: Result
) -> tuple[IndexedImage, tuple[str, ...]]:
    if image.transparency <= form.transparency:
        return image, ()
    if form.transparency is Transparency.ONE_INDEX:
        note = f"{form.name} has no partial transparency: pixels are now transparent or opaque"
        return without_partial_alpha(result), (note,)
    matte = result.request.settings.matte
    note = f"{form.name} has no transparency: the picture was put on {_hex(matte)}"
    return image.on(matte), (note,)


def _too_many(image: IndexedImage, form: PictureFormat, transparent: bool) -> str:
    holds = "holds" if form.true_color is None else "palettes hold"
    slots = " and transparency" if transparent else ""
    colors = len(image.entries) - transparent
    return f"{form.name} {holds} at most {PALETTE_COLORS} colours, this picture has {colors}{slots}"


def _without_palette(image: IndexedImage, form: PictureFormat) -> str:
    if len(image.entries) > PALETTE_COLORS:
        each = "" if image.transparency is Transparency.NONE else ", each transparency a colour of its own"
        return f"{form.name} palettes hold at most {PALETTE_COLORS} colours{each}: written as true colour"
    return f"{form.name} palettes hold no transparency: written as true colour"


def _hex(color: Rgb) -> str:
    return "#{:02x}{:02x}{:02x}".format(*color)
