"""CSV with a header: name, hex, the sRGB values, CIELAB (D65), and counts and shares where they are known.

Read too: tables with other separators and some of these columns, and without a header any text of colours.
"""

from __future__ import annotations

import csv
import io
import re

import numpy as np

from kquant.core.color import lab
from kquant.core.notation import parse_color, parse_triple
from kquant.core.types import Int64, Rgb
from kquant.io.palettes.palette import Palette, PaletteError, decode_text, known
from kquant.io.palettes.palette_format import PaletteFormat
from kquant.io.palettes.plain_text import parse_colors

_COLUMNS = ("name", "hex", "red", "green", "blue", "L*", "a*", "b*")
_COUNTS = ("count", "share")
_HEX = ("hex", "color", "colour", "html", "rgb")
_CHANNELS = ("red", "green", "blue"), ("r", "g", "b")


def _write(palette: Palette) -> bytes:
    out = io.StringIO()
    table = csv.writer(out, lineterminator="\r\n")
    shares = palette.shares
    counts = [] if palette.counts is None or shares is None else [palette.counts.tolist(), shares.tolist()]
    table.writerow([*_COLUMNS, *(_COUNTS if counts else ())])
    rows = zip(
        palette.all_names,
        palette.hexes,
        palette.colors.tolist(),
        lab(palette.colors).tolist(),
        *counts,
        strict=True,
    )
    for name, digits, color, coordinates, *figures in rows:
        table.writerow([name, f"#{digits}", *color, *(f"{value:.4f}" for value in coordinates), *figures])
    return out.getvalue().encode()


def _header(text: str) -> tuple[list[str], str]:
    """The words of the first line in lower case, and what separates them."""
    line = re.split(r"[\r\n]", text.lstrip("\r\n"), maxsplit=1)[0][:1000]
    separator = max(",;\t", key=line.count)
    return [word.strip(" \"'").lower() for word in line.split(separator)], separator


def _is_header(words: list[str]) -> bool:
    return len(words) > 1 and (
        any(word in _HEX for word in words) or any(set(c) <= set(words) for c in _CHANNELS)
    )


def _sniff(data: bytes, ending: str) -> bool:
    return ending == ".csv" or _is_header(_header(decode_text(data[:2000]))[0])


def _read(data: bytes) -> Palette:
    text = decode_text(data)
    words, separator = _header(text)
    if not _is_header(words):
        return parse_colors(text)
    try:
        _, *rows = [row for row in csv.reader(io.StringIO(text, newline=""), delimiter=separator) if row]
    except csv.Error as error:
        raise PaletteError("it is not a valid CSV table") from error
    records = [dict(zip(words, row, strict=False)) for row in rows]
    entries = [(_color(record), record.get("name", "")) for record in records]
    colors, names, notes = known(entries, "rows that are not colours were left out")
    counts = [record.get("count", "") for record, (color, _) in zip(records, entries, strict=True) if color]
    return Palette(colors, names=names, counts=_counts(counts), notes=notes)


def _color(record: dict[str, str]) -> Rgb | None:
    text = next((record[key] for key in _HEX if record.get(key)), "")
    if text:
        return parse_color(text)
    parts = next(([record.get(key, "") for key in keys] for keys in _CHANNELS if keys[0] in record), [])
    return parse_triple(" ".join(parts))


def _counts(texts: list[str]) -> Int64 | None:
    if all(text.isascii() and text.isdigit() and len(text) < 19 for text in texts):
        return np.array(texts, np.int64)
    return None


FORMAT = PaletteFormat("CSV table", (".csv",), _sniff, _read, _write)
