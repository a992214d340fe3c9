"""Rows of a table of colours, understood by their header or, without one, by what is in them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from statistics import mode

from kquant.core.model.rgb import Rgb
from kquant.io.palettes.color_columns import (
    Column,
    Headings,
    alpha_columns,
    find_color_columns,
    guess_headings,
    is_running,
    is_word,
    looks_like_colors,
    tells_colors,
)
from kquant.io.palettes.table_header import ColumnKind, heading

Row = tuple[int, list[str]]
"""The line, from 1, in which it ends, and its cells."""
_ABOVE = 10  # rows among which the header is looked for
_UNSURE = (ColumnKind.OTHER, ColumnKind.PART)


@dataclass(frozen=True, slots=True)
class ColorRow:
    """A row with a colour, and its count as it is written."""

    color: Rgb
    name: str
    opacity: float
    is_inks: bool
    count: str


@dataclass(frozen=True, slots=True)
class ColorRows:
    """Contents of a table.

    Attributes:
        entries: its rows with colours.
        header: the words above them, or [] if there are none.
        bad_lines: where there are rows without a colour.
        unread: columns that tell something for which a palette has no place.
    """

    entries: Sequence[ColorRow] = ()
    header: Sequence[str] = ()
    bad_lines: Sequence[int] = ()
    unread: Sequence[str] = ()


def is_header(cells: Sequence[str]) -> bool:
    """Whether these are words that tell where colours are."""
    return all(map(is_word, cells)) and tells_colors([heading(cell) for cell in cells])


def understood(rows: Sequence[Row]) -> ColorRows:
    """Contents of a table; a code, such as 310 in a chart of threads, goes before the name."""
    place = _header_place(rows)
    header = [] if place is None else _trimmed(rows[place][1])
    headings = [heading(cell) for cell in header]
    data = rows if place is None else rows[place + 1 :]
    cells = [_whole(_trimmed(row), headings) for _, row in data]
    width = max(len(header), mode(map(len, cells)) if cells else 0)
    columns = list(zip(*(_fitted(row, width) for row in cells), strict=True))
    headings += [heading("")] * (width - len(header))
    if not header:
        headings = guess_headings(columns)
    if not columns or not headings:
        return ColorRows(header=header)
    above = [] if place is None else [line for line, _ in rows[:place]]
    return _understood(headings, columns, header, above, [line for line, _ in data])


def _understood(
    headings: Headings,
    columns: Sequence[Column],
    header: Sequence[str],
    above: Sequence[int],
    lines: Sequence[int],
) -> ColorRows:
    groups = find_color_columns(headings, columns)
    alphas = dict(alpha_columns(headings, columns))
    taken = {place for group in groups for place in group.places} | alphas.keys()
    naming = _naming(headings, columns, taken)
    names = [_named([columns[place][row] for place in naming]) for row in range(len(lines))]
    counts = [column for one, column in zip(headings, columns, strict=True) if one.kind is ColumnKind.COUNT]
    entries: dict[int, ColorRow] = {}
    for row, name in enumerate(names):
        for group in groups:
            if row not in entries and (color := group.colors[row]) is not None:
                opacity = min([group.opacities[row], *(alpha[row] for alpha in alphas.values())])
                count = counts[0][row] if counts else ""
                entries[row] = ColorRow(color, name, opacity, group.is_inks, count)
    unread = [
        one.text or f"column {place + 1}"
        for place, one in enumerate(headings)
        if place not in {*taken, *naming}
        and one.kind not in (ColumnKind.COUNT, ColumnKind.SHARE)
        and _tells_more([columns[place][row] for row in entries], [names[row] for row in entries])
    ]
    bad = [*above, *(line for row, line in enumerate(lines) if row not in entries)]
    return ColorRows(list(entries.values()), header, bad, unread)


def _header_place(rows: Sequence[Row]) -> int | None:
    """The row that tells where colours are, or else the first one if it is only words."""
    narrow = all(len(_trimmed(cells)) < 2 for _, cells in rows[:_ABOVE])
    for place, (_, cells) in enumerate(rows[:_ABOVE]):
        if is_header(cells) and (narrow or sum(map(bool, cells)) > 1):
            return place
    return 0 if len(rows) > 1 and all(map(is_word, rows[0][1])) else None


def _trimmed(cells: list[str]) -> list[str]:
    """Without the empty ones at the end."""
    return cells[: max((place for place, cell in enumerate(cells, 1) if cell), default=0)]


def _whole(cells: list[str], headings: Headings) -> list[str]:
    """With the parts of a colour in one cell again where its commas have cut it."""
    for place, one in enumerate(headings):
        if one.kind is ColumnKind.WHOLE and len(cells) == len(headings) + len(one.model) - 1:
            end = place + len(one.model)
            return [*cells[:place], " ".join(cells[place:end]), *cells[end:]]
    return cells


def _fitted(cells: list[str], width: int) -> list[str]:
    """Nothing of a row with more cells than the others, as it is not known which is which."""
    return cells + [""] * (width - len(cells)) if len(cells) <= width else [""] * width


def _naming(headings: Headings, columns: Sequence[Column], taken: set[int]) -> list[int]:
    """The columns of codes, and then the one of names."""
    free = [place for place in range(len(headings)) if place not in taken and any(columns[place])]
    codes = [
        place
        for place in free
        if headings[place].kind is ColumnKind.CODE
        and not is_running(columns[place])
        and not looks_like_colors(columns[place])
    ]
    names = [
        place for place, one in enumerate(headings) if one.kind is ColumnKind.NAME and place not in taken
    ]
    names += [place for place in free if headings[place].kind is ColumnKind.COLOR]
    names += [
        place
        for place in free
        if headings[place].kind in _UNSURE and sum(map(is_word, columns[place])) * 2 > len(columns[place])
    ]
    return [*codes, *names[:1]]


def _named(parts: Sequence[str]) -> str:
    """A name after its codes, unless it begins with them or says the same."""
    name = parts[-1] if parts else ""
    return " ".join([*(code for code in dict.fromkeys(parts[:-1]) if not _repeats(name, code)), name]).strip()


def _repeats(name: str, code: str) -> bool:
    return f"{name} ".casefold().startswith(f"{code} ".casefold()) or _letters(name) == _letters(code)


def _letters(text: str) -> str:
    return "".join(letter for letter in text.casefold() if letter.isalnum())


def _tells_more(column: Column, names: Sequence[str]) -> bool:
    """Whether something would be lost without a column."""
    is_known = all(_letters(cell) in _letters(name) for cell, name in zip(column, names, strict=True))
    return not (is_known or is_running(column))
