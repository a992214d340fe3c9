"""From text to a table, whatever separates its columns."""

from __future__ import annotations

import codecs
import csv
import math
from dataclasses import replace
from itertools import islice
from pathlib import Path
from typing import BinaryIO

from kquant.io.opening import opened
from kquant.lab.core.points import MAX_POINTS
from kquant.lab.tables.dialect import number, sniff
from kquant.lab.tables.table import Table, TableError

MAX_BYTES = 64_000_000
_MAX_COLUMNS = 200

_NO_TEXT = {
    b"PK\x03\x04": "this is a workbook or an archive, not text: save the sheet as CSV",
    b"\xd0\xcf\x11\xe0": "this is a workbook, not text: save the sheet as CSV",
}
_WIDE = {codecs.BOM_UTF16_LE: "utf-16", codecs.BOM_UTF16_BE: "utf-16"}


def open_table(source: Path | str | bytes | BinaryIO) -> Table:
    """Read a file ("-" for standard input) of which at most `MAX_BYTES` are used.

    Raises:
        KQuantError: it cannot be opened, or holds no table of numbers.
    """
    if isinstance(source, Path) and source.is_dir():
        raise TableError("this is a folder, not a table")
    with opened(source) as file:
        data = file.read(MAX_BYTES + 1)
    if len(data) <= MAX_BYTES:
        return read_table(decoded(data))
    whole_lines = data[: data.rfind(b"\n", 0, MAX_BYTES) + 1]
    table = read_table(decoded(whole_lines))
    note = f"the file is large: only its first {MAX_BYTES // 1_000_000} MB were read"
    return replace(table, notes=(*table.notes, note))


def decoded(data: bytes) -> str:
    """Text in UTF-8, UTF-16 with a mark, or else Windows' Western encoding.

    Raises:
        TableError: these bytes are no text.
    """
    for start, sentence in _NO_TEXT.items():
        if data.startswith(start):
            raise TableError(sentence)
    for mark, encoding in _WIDE.items():
        if data.startswith(mark):
            return data.decode(encoding, "replace")
    if b"\0" in data:
        raise TableError("this is not text")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return data.decode("cp1252", "replace")


def read_table(text: str) -> Table:
    """Read text with a row a line; columns by tabs, semicolons, commas, bars or white space.

    Blank lines and lines that begin with `#` are skipped.

    Raises:
        TableError: there are no two columns of numbers in it.
    """
    dialect = sniff(text)
    try:
        found = list(islice(dialect.rows(text), MAX_POINTS + 2))
    except csv.Error as error:
        raise TableError(f"this is not a table: {error}") from error
    if not found:
        raise TableError("there is nothing in it")
    lines, cells = _even([line for line, _ in found], [row for _, row in found])
    header = _has_header(cells, dialect.decimal)
    names = _names(cells[0] if header else [""] * len(cells[0]))
    lines, cells, notes = _within_limit(lines[header:], cells[header:])
    numeric = _numeric(cells, dialect.decimal)
    if len(numeric) < 2:
        raise TableError("it has no two columns of numbers, separated by tabs, semicolons, commas or spaces")
    return Table(names, header, dialect.decimal, cells, lines, numeric, notes)


def _even(lines: list[int], cells: list[list[str]]) -> tuple[list[int], list[list[str]]]:
    """All rows as long as the longest, within reason."""
    width = min(max(map(len, cells)), _MAX_COLUMNS)
    return lines, [(row + [""] * (width - len(row)))[:width] for row in cells]


def _has_header(cells: list[list[str]], decimal: str) -> bool:
    """Whether the first row has words above columns of numbers, and no number there."""
    numeric = _numeric(cells[1:], decimal)
    above = [cells[0][column] for column in numeric]
    return bool(above) and any(above) and all(math.isnan(number(cell, decimal)) for cell in above)


def _numeric(cells: list[list[str]], decimal: str) -> tuple[int, ...]:
    """The columns of which at least half is finite numbers."""
    if not cells:
        return ()
    return tuple(
        column
        for column in range(len(cells[0]))
        if 2 * sum(math.isfinite(number(row[column], decimal)) for row in cells) >= len(cells)
    )


def _names(texts: list[str]) -> tuple[str, ...]:
    return tuple(text or f"column {place}" for place, text in enumerate(texts, 1))


def _within_limit(
    lines: list[int], cells: list[list[str]]
) -> tuple[list[int], list[list[str]], tuple[str, ...]]:
    if len(cells) <= MAX_POINTS:
        return lines, cells, ()
    note = f"there are more than {MAX_POINTS:,} rows: only the first {MAX_POINTS:,} were taken"
    return lines[:MAX_POINTS], cells[:MAX_POINTS], (note,)
