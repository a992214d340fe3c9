"""Telling apart how the numbers of a text are separated and written."""

from __future__ import annotations

import csv
import math
from collections.abc import Iterator
from dataclasses import dataclass

_LINES_TRIED = 50


@dataclass(frozen=True, slots=True)
class Dialect:
    """A way to write a table.

    Attributes:
        separator: between the cells of a line; empty for any white space.
        decimal: what stands before decimals.
    """

    separator: str
    decimal: str

    def rows(self, text: str) -> Iterator[tuple[int, list[str]]]:
        """(line from 1, cells) of every row that is neither empty nor, after a `#`, a comment.

        Raises:
            csv.Error: a cell is too long, or has a character that no text has.
        """
        lines = text.splitlines(keepends=True)
        rows = self._quoted(lines) if self.separator else self._spaced(lines)
        return ((line, cells) for line, cells in rows if any(cells) and not cells[0].startswith("#"))

    def _spaced(self, lines: list[str]) -> Iterator[tuple[int, list[str]]]:
        return ((place, line.split()) for place, line in enumerate(lines, 1))

    def _quoted(self, lines: list[str]) -> Iterator[tuple[int, list[str]]]:
        reader = csv.reader(lines, delimiter=self.separator, skipinitialspace=True)
        before = 0
        for cells in reader:
            yield before + 1, [cell.strip() for cell in cells]
            before = reader.line_num


_DIALECTS = tuple(
    Dialect(separator, decimal)
    for separator in ("\t", ";", ",", "|", "")
    for decimal in (".", ",")
    if separator != decimal
)
"""The earlier one is taken if another would do as well."""


def sniff(text: str) -> Dialect:
    """The way in which most of what the first lines hold are numbers, two or more a line."""
    start = "".join(text.splitlines(keepends=True)[:_LINES_TRIED])
    return max(_DIALECTS, key=lambda dialect: _fit(dialect, start))


def _fit(dialect: Dialect, text: str) -> float:
    try:
        rows = [cells for _, cells in dialect.rows(text)]
    except csv.Error:
        return 0.0
    found = [[math.isfinite(number(cell, dialect.decimal)) for cell in cells] for cells in rows]
    return sum(sum(cells) / len(cells) for cells in found if sum(cells) >= 2)


def number(text: str, decimal: str) -> float:
    """The number in a cell; NaN for anything else, such as digits grouped by points, commas or `_`."""
    if "_" in text or (decimal != "." and "." in text):
        return math.nan
    try:
        return float(text.replace(decimal, "."))
    except ValueError:
        return math.nan
