"""Palette files of every format: written by the ending of the name, read by what is in them."""

from __future__ import annotations

from pathlib import Path, PurePath

from kquant.io.atomic import WriteError, write_bytes
from kquant.io.palettes import gpl, hex_lines, json_object, swatch_image
from kquant.io.palettes.palette import Palette, PaletteError
from kquant.io.palettes.palette_format import PaletteFormat
from kquant.io.target import Target, ending_of, file_of

PALETTE_FORMATS = (gpl.FORMAT, json_object.FORMAT, swatch_image.FORMAT, hex_lines.FORMAT)
"""Asked in this order whether a file is theirs."""

_MAX_BYTES = 1 << 26


def palette_format(name: PurePath | str) -> PaletteFormat:
    """The format that the ending of a file name speaks of, or an ending such as `".gpl"` by itself.

    Raises:
        WriteError: no such format.
    """
    ending = ending_of(name)
    for form in PALETTE_FORMATS:
        if ending in form.endings:
            return form
    known = ", ".join(form.endings[0] for form in PALETTE_FORMATS)
    if not ending:
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

    Raises:
        PaletteError: one sentence with the cause, without the file's name.
    """
    try:
        with Path(path).open("rb") as file:
            data = file.read(_MAX_BYTES + 1)
    except (OSError, ValueError) as error:
        raise PaletteError(_cannot_open(error)) from error
    if len(data) > _MAX_BYTES:
        raise PaletteError("it is too large for a palette")
    return parse_palette(data, ending_of(Path(path).name))


def parse_palette(data: bytes, ending: str = "") -> Palette:
    """The palette in a file's content, told by the content first and the ending of its name second.

    Raises:
        PaletteError: as `read_palette`.
    """
    if not data.strip():
        raise PaletteError("it is empty")
    sniffed = [form for form in PALETTE_FORMATS if form.sniff(data)]
    named = [form for form in PALETTE_FORMATS if ending in form.endings]
    for form in sniffed + named:
        if form.read is not None:
            return form.read(data)
    raise PaletteError("this is no palette in a format that KQuant reads")


def _cannot_open(error: OSError | ValueError) -> str:
    if isinstance(error, FileNotFoundError):
        return "there is no such file"
    if isinstance(error, IsADirectoryError):
        return "this is a folder, not a palette"
    if isinstance(error, PermissionError):
        return "no permission to read this file"
    return "the file cannot be read"
