"""A table as it was read, and the points in two of its columns."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from kquant.core.model.arrays import Float64, Int64
from kquant.core.model.errors import KQuantError
from kquant.lab.core.points import LARGEST, PointSet
from kquant.lab.tables.dialect import number

_LINES_NAMED = 5
_MAX_CLUSTERS = 200


class TableError(KQuantError):
    """A table that cannot be used; the text is the cause alone, without the file's name."""


@dataclass(frozen=True, slots=True, eq=False)
class Table:
    """Cells of text, most of them numbers.

    Attributes:
        names: of the columns: of the header, or "column 1" and so on.
        header: whether the first row was a header.
        decimal: what stands before decimals, "." or ",".
        cells: rows, one as long as the other.
        lines: where each row is in the text, from 1.
        numeric: columns most cells of which are numbers.
        notes: what was left out, one plain sentence each.
    """

    names: tuple[str, ...]
    header: bool
    decimal: str
    cells: Sequence[Sequence[str]]
    lines: Sequence[int]
    numeric: tuple[int, ...]
    notes: tuple[str, ...] = ()

    def __len__(self) -> int:
        return len(self.cells)

    def points(
        self, x: int | None = None, y: int | None = None, truth: int | None = None, source: str = ""
    ) -> tuple[PointSet, tuple[str, ...]]:
        """The points in columns `x` and `y`, by default the first two numeric ones, and notes.

        Rows without two finite numbers are left out, with a note. Each different text in column `truth` is a
        cluster; an empty one is unknown.

        Raises:
            TableError: no row is left, there are no two columns, or `truth` has hundreds of values.
        """
        x, y = self._columns(x, y, truth)
        values = np.stack([self._values(x), self._values(y)], axis=1)
        usable = np.isfinite(values).all(axis=1) & (np.abs(values) <= LARGEST).all(axis=1)
        if not usable.any():
            raise TableError(
                f'no line has a number both in "{self.names[x]}" and in "{self.names[y]}" (of a usable size)'
            )
        clusters = None if truth is None else self._categories(truth)[usable]
        points = PointSet(values[usable], clusters, (self.names[x], self.names[y]), source)
        bad = np.flatnonzero(~usable).tolist()
        return points, (self._left_out(bad),) if len(bad) else ()

    def _columns(self, x: int | None, y: int | None, truth: int | None) -> tuple[int, int]:
        free = [column for column in self.numeric if column not in (x, y, truth)]
        if len(free) < (x is None) + (y is None):
            raise TableError("two columns of numbers are needed")
        x = free.pop(0) if x is None else x
        return x, free.pop(0) if y is None else y

    def _values(self, column: int) -> Float64:
        return np.array([number(row[column], self.decimal) for row in self.cells], np.float64)

    def _categories(self, column: int) -> Int64:
        """Numbered in order of appearance."""
        known: dict[str, int] = {}
        texts = [row[column].strip() for row in self.cells]
        if len(set(texts)) > _MAX_CLUSTERS:
            raise TableError(
                f'"{self.names[column]}" has over {_MAX_CLUSTERS} different values: too many for clusters'
            )
        return np.array([known.setdefault(text, len(known)) if text else -1 for text in texts], np.int64)

    def _left_out(self, rows: Sequence[int]) -> str:
        lines = [str(self.lines[row]) for row in rows[:_LINES_NAMED]]
        if len(rows) == 1:
            return f"line {lines[0]} was left out: it has no two finite numbers"
        if len(rows) > _LINES_NAMED:
            lines.append(f"{len(rows) - _LINES_NAMED:,} more")
        return f"lines {', '.join(lines[:-1])} and {lines[-1]} were left out: they have no two finite numbers"
