"""Palette files of every format: written by the ending of the name, read by what is in them."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path, PurePath

from kquant.io.atomic import WriteError, write_bytes
from kquant.io.opening import standard_input
from kquant.io.palettes import (
    adobe_exchange,
    alpha_first,
    color_table,
    csv_table,
    drawing,
    gpl,
    hex_lines,
    jasc,
    json_object,
    krita,
    paint_net,
    photoshop_swatches,
    plain_text,
    procreate,
    riff,
    sk1,
    style_sheet,
    swatch_image,
    xml_palettes,
    xml_tables,
)
from kquant.io.palettes.foreign import foreign_kind
from kquant.io.palettes.palette import MAX_TEXT_BYTES, Palette, PaletteError, decode_text
from kquant.io.palettes.palette_format import PaletteFormat
from kquant.io.source import ReadError
from kquant.io.target import Target, ending_of, file_of

PALETTE_FORMATS = (
    gpl.FORMAT,
    adobe_exchange.FORMAT,
    photoshop_swatches.FORMAT,
    color_table.FORMAT,
    jasc.FORMAT,
    riff.FORMAT,
    hex_lines.FORMAT,
    paint_net.FORMAT,
    krita.FORMAT,
    xml_tables.FORMAT,
    procreate.FORMAT,
    style_sheet.CSS,
    style_sheet.SCSS,
    json_object.FORMAT,
    csv_table.FORMAT,
    drawing.FORMAT,
    swatch_image.FORMAT,
)
"""Those that can be written; all can be read too."""

READ_FORMATS = (
    *PALETTE_FORMATS,
    xml_tables.SCRIBUS,
    xml_palettes.FORMAT,
    alpha_first.FORMAT,
    sk1.FORMAT,
    color_table.RAW_PAL,
    plain_text.COREL,
    plain_text.FORMAT,
)
"""Asked in this order whether a file is theirs."""

_MAX_BYTES = 1 << 26
_TOO_LARGE = "it is too large for a palette"


def palette_format(name: PurePath | str) -> PaletteFormat:
    """The format that the ending of a file name speaks of, or an ending such as `".gpl"` by itself.

    Of two endings that fit the longer one counts: `.riff.pal` is not `.pal`.

    Raises:
        WriteError: no such format.
    """
    ends = {ending: form for form in PALETTE_FORMATS for ending in form.endings}
    fitting = [ending for ending in ends if str(name).lower().endswith(ending)]
    if fitting:
        return ends[max(fitting, key=len)]
    known = ", ".join(form.endings[0] for form in PALETTE_FORMATS)
    if not (ending := ending_of(name)):
        raise WriteError(f"its name needs an ending that tells the palette format: {known}")
    raise WriteError(f"no palettes can be written as {ending}, only as {known}")


def write_palette(
    palette: Palette,
    target: Target,
    *,
    source: Path | None = None,
    force: bool = False,
    form: PaletteFormat | None = None,
) -> None:
    """Writes a palette file.

    Args:
        target: a file, `"-"` for standard output, or an open stream.
        source: the file the picture was read from, which only `force` overwrites.
        form: the format; by default that of the target's ending, and HEX for a stream.

    Raises:
        WriteError: the ending is of no format, or the file cannot be written.
    """
    path = file_of(target)
    form = form or (hex_lines.FORMAT if path is None else palette_format(path.name))
    write_bytes(target, form.write(palette), source=source, force=force)


def read_palette(path: Path | str) -> Palette:
    """Reads a palette file of any format, told by its content first and its ending second.

    Args:
        path: a file, or `"-"` for standard input.

    Raises:
        PaletteError: one sentence with the cause, without the file's name.
    """
    try:
        if path == "-":
            data = standard_input().read(_MAX_BYTES + 1)
        else:
            with Path(path).open("rb") as file:
                data = file.read(_MAX_BYTES + 1)
    except ReadError as error:
        raise PaletteError(str(error)) from error
    except (OSError, ValueError) as error:
        raise PaletteError(_cannot_open(error)) from error
    if len(data) > _MAX_BYTES:
        raise PaletteError(_TOO_LARGE)
    return parse_palette(data, ending_of(Path(path).name))


def parse_palette(data: bytes, ending: str = "") -> Palette:
    """The palette in a file's content, told by the content first and the ending of its name second.

    Text that is not what its ending says is searched for colours in any notation.

    Raises:
        PaletteError: as `read_palette`.
    """
    if not data.strip():
        raise PaletteError("it is empty")
    if len(data) > MAX_TEXT_BYTES and plain_text.is_text(data):
        raise PaletteError(_TOO_LARGE)
    if (foreign := foreign_kind(data)) is not None:
        raise PaletteError(foreign)
    for form in READ_FORMATS:
        if form.sniff(data, ending):
            return form.read(data)
    # From the end, where the least particular formats are: .txt and .pal say little.
    named = next((form for form in reversed(READ_FORMATS) if ending in form.endings), plain_text.FORMAT)
    try:
        return named.read(data)
    except PaletteError as error:
        return _as_text(data, error)


def _as_text(data: bytes, failure: PaletteError) -> Palette:
    """The colours in a text; where there are none, the failure stands."""
    if not plain_text.is_text(data):
        raise failure
    try:
        palette = plain_text.parse_colors(decode_text(data))
    except PaletteError:
        raise failure from None
    return replace(palette, notes=(f"read as any text of colours, as {failure}", *palette.notes))


def _cannot_open(error: OSError | ValueError) -> str:
    if isinstance(error, FileNotFoundError):
        return "there is no such file"
    if isinstance(error, IsADirectoryError):
        return "this is a folder, not a palette"
    if isinstance(error, PermissionError):
        return "no permission to read this file"
    return "the file cannot be read"
