"""CSV with a header: name, hex, sRGB, CIELAB (D65), and counts, shares and alpha where there are some.

Read too: tables of others, with any separator, where the header tells colours, names and codes apart.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Sequence
from dataclasses import replace

import numpy as np

from kquant.core.color.notation import CERTAIN
from kquant.core.color.spaces import lab
from kquant.core.model.arrays import Int64
from kquant.io.palettes.color_rows import ColorRow, ColorRows, Row, is_header, understood
from kquant.io.palettes.palette import (
    INKS_NOTE,
    Palette,
    PaletteError,
    colored,
    counted,
    decode_text,
    to_colors,
)
from kquant.io.palettes.palette_format import PaletteFormat
from kquant.io.palettes.plain_text import has_colors, parse_colors

_COLUMNS = ("name", "hex", "red", "green", "blue", "L*", "a*", "b*")
_COUNTS = ("count", "share")
_ENDINGS = (".csv", ".tsv", ".tab")
_SEPARATORS = "\t;,|"  # the earlier one is taken if another would do as well
_TOLD_SEPARATOR = re.compile(r"sep=(.)(?:\r\n|[\r\n])")  # Excel's
_TRIED = 200  # lines by which the separator is found
_QUOTES = " \"'"
_LISTED = 5  # lines and columns that a note names
_LETTERS = 30  # of a column's name
_FOUR_NUMBERS = re.compile(r"(?:^|[,;\t|]) ?(?:[0-9.]{1,9}%? ?[,;\t|] ?){3}[0-9.]", re.MULTILINE)


def _write(palette: Palette) -> bytes:
    out = io.StringIO()
    table = csv.writer(out, lineterminator="\r\n")
    shares = palette.shares
    counts = [] if palette.counts is None or shares is None else [palette.counts.tolist(), shares.tolist()]
    alphas = [[int(row not in palette.clear) for row in range(len(palette.colors))]] if palette.clear else []
    table.writerow([*_COLUMNS, *(_COUNTS if counts else ()), *(["alpha"] if alphas else [])])
    rows = zip(
        palette.all_names,
        palette.hexes,
        palette.colors.tolist(),
        lab(palette.colors).tolist(),
        *counts,
        *alphas,
        strict=True,
    )
    for name, digits, color, coordinates, *figures in rows:
        table.writerow([name, f"#{digits}", *color, *(f"{value:.4f}" for value in coordinates), *figures])
    return out.getvalue().encode()


def _sniff(data: bytes, ending: str) -> bool:
    """A table by its ending, or by a first line that is a header with columns of colours."""
    if ending in _ENDINGS:
        return True
    line = next(iter(decode_text(data[:2000]).strip().splitlines()), "")
    return any(
        len(cells) > 1 and is_header(cells)
        for separator in _SEPARATORS
        for _, cells in _rows(line, separator)
    )


def _read(data: bytes) -> Palette:
    text = decode_text(data)
    separators = _SEPARATORS
    if told := _TOLD_SEPARATOR.match(text):
        separators, text = told[1], "\n" + text[told.end() :]
    start = "".join(text.splitlines(keepends=True)[:_TRIED])
    separator = max(separators, key=lambda one: _fit(_rows(start, one)))
    rows = _rows(text, separator)
    if not rows:
        raise PaletteError("it is not a valid CSV table")
    table = understood(rows)
    return _palette(table) if table.entries else _read_as_text(text, table)


def _fit(rows: list[Row]) -> tuple[int, int]:
    """Colours that are found by a separator, and cells."""
    return len(understood(rows).entries), sum(len(cells) for _, cells in rows)


def _rows(text: str, separator: str) -> list[Row]:
    """Rows that are not empty, each after its line; quotes that do not pair are letters as any other.

    [] if there are cells that are far too long.
    """
    quote = "'" if text.lstrip().startswith("'") else '"'
    for quotes_count in (True, False):
        reader = csv.reader(
            io.StringIO(text, newline=""),
            delimiter=separator,
            quotechar=quote,
            quoting=csv.QUOTE_MINIMAL if quotes_count else csv.QUOTE_NONE,
            skipinitialspace=True,
            strict=True,
        )
        try:
            rows = [
                (reader.line_num, [cell.strip(None if quotes_count else _QUOTES) for cell in cells])
                for cells in reader
            ]
        except csv.Error:
            continue
        return [(line, cells) for line, cells in rows if any(cells)]
    return []


def _palette(table: ColorRows) -> Palette:
    kept, clear, notes = colored([(entry.color, entry.opacity) for entry in table.entries])
    entries = [table.entries[place] for place in kept]
    counts = _counts(entries)
    uncounted = 0 if counts is not None else sum(bool(entry.count) for entry in entries)
    losses = {
        "counts were left out, as not all are numbers": uncounted,
        INKS_NOTE: sum(entry.is_inks for entry in entries),
    }
    return Palette(
        to_colors([entry.color for entry in entries]),
        names=tuple(entry.name for entry in entries),
        counts=counts,
        clear=clear,
        notes=_left_out(table) + notes + counted(losses),
    )


def _left_out(table: ColorRows) -> tuple[str, ...]:
    """Notes that name the rows without a colour, and the columns for which a palette has no place."""
    lines, columns = table.bad_lines, [repr(name[:_LETTERS]) for name in table.unread]
    word = "line" if len(lines) == 1 else "lines"
    rows = f"rows that are not colours were left out: {len(lines):,} ({word} {_listed(map(str, lines))})"
    others = f"columns that no palette has were left out: {_listed(columns)}"
    return (*([rows] if lines else []), *([others] if columns else []))


def _listed(texts: Iterable[str]) -> str:
    first = list(texts)
    more = [f"{len(first) - _LISTED:,} more"] if len(first) > _LISTED else []
    return ", ".join([*first[:_LISTED], *more])


def _counts(entries: Sequence[ColorRow]) -> Int64 | None:
    texts = [entry.count for entry in entries]
    if all(text.isascii() and text.isdigit() and len(text) < 19 for text in texts):
        return np.array(texts, np.int64)
    return None


def _read_as_text(text: str, table: ColorRows) -> Palette:
    """Any colours in a text that is no table of them, unless that would be a guess at what its numbers are.

    Raises:
        PaletteError: there are none.
    """
    has_figures = bool(re.search("[0-9]", text)) and not CERTAIN.search(text)
    if len(table.header) > 1 and has_figures:
        columns = _listed(repr(name[:_LETTERS]) for name in table.header)
        cause = "no row" if is_header(table.header) else "no column"
        raise PaletteError(f"{cause} of its table is understood as colours; its columns are {columns}")
    if _FOUR_NUMBERS.search(text) and has_figures:
        raise PaletteError("its table has no header that tells what its numbers are, such as R, G, B")
    palette = parse_colors(text)
    lost = sum(bool(line.strip()) and not has_colors(line) for line in re.split(r"[\r\n]+", text))
    return replace(palette, notes=palette.notes + counted({"lines that are not colours were left out": lost}))


FORMAT = PaletteFormat("CSV table", (".csv",), _sniff, _read, _write, max_clear=None)
