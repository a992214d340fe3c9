"""Colours out of the columns of a table, told by its header or else by what is in them."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from kquant.core.color.notation import CERTAIN, alpha_last, opacity, parse_color
from kquant.core.model.rgb import Rgb
from kquant.io.palettes.number_ranges import converter
from kquant.io.palettes.table_header import MODELS, ColumnKind, Heading

Column = Sequence[str]
Headings = Sequence[Heading]
_BARE_HEX = re.compile(r"[0-9a-fA-F]{6}(?:[0-9a-fA-F]{2})?")
_NUMBER = re.compile(r"([-+]?(?:[0-9]{1,9}(?:[.,][0-9]{0,20})?|[.,][0-9]{1,20})(?:e[-+]?[0-9]{1,2})?)[%°\s]*")
_IN_TEXT = re.compile(r"(?:(?<![\w.%])[-+])?(?:[0-9]+\.?[0-9]*|\.[0-9]+)\s*%?")
_HEX_KINDS = (ColumnKind.HEX, ColumnKind.HEX_ALPHA_FIRST)
_TOTALS = (1, 100, 255)


@dataclass(frozen=True, slots=True)
class ColorColumns:
    """Columns that give colours.

    Attributes:
        places: of the columns.
        colors: of each row, None where they give none.
        opacities: of each row, 0..1.
        is_inks: whether the colours are of inks.
    """

    places: tuple[int, ...]
    colors: Sequence[Rgb | None]
    opacities: Sequence[float]
    is_inks: bool = False


def tells_colors(headings: Headings) -> bool:
    """Whether by a header there surely are columns of colours."""
    sure = any(one.kind in (*_HEX_KINDS, ColumnKind.WHOLE) for one in headings)
    return sure or any(_places(model, headings) for model in MODELS)


def is_word(cell: str) -> bool:
    """Whether a cell may be one of a header, as it is neither a number nor surely a colour."""
    return not (_is_number(cell) or _is_certain(cell))


def looks_like_colors(column: Column) -> bool:
    """Whether most of a column can only be colours, and not all of it are whole numbers."""
    return _mostly(_is_certain, column) and not all(map(str.isdigit, filter(None, column)))


def find_color_columns(headings: Headings, columns: Sequence[Column]) -> list[ColorColumns]:
    """Columns that give colours, the most exact first.

    Columns whose headings are sure go before one whose contents look like colours, as one that is called
    "Color" may hold names.
    """
    found = [
        _hex(place, columns[place], one.kind) for place, one in enumerate(headings) if one.kind in _HEX_KINDS
    ]
    for model in MODELS:
        if places := _places(model, headings):
            parts = [headings[place] for place in places]
            found.append(
                _parts(model, places, list(zip(*(columns[place] for place in places), strict=True)), parts)
            )
        for place, one in enumerate(headings):
            if one.kind is ColumnKind.WHOLE and one.model == model:
                found.append(_whole(place, columns[place], one))
    return [group for group in found if any(group.colors)] or list(_by_content(headings, columns))


def guess_headings(columns: Sequence[Column]) -> list[Heading]:
    """Headings for a table without any: one of hex, or three numbers side by side, and names.

    [] if it is not clear which ones are the colours.
    """
    hexes = [place for place, column in enumerate(columns) if _mostly(_is_certain, column)]
    numbers = [
        place
        for place, column in enumerate(columns)
        if place not in hexes and _mostly(_is_number, column) and not is_running(column)
    ]
    triples = [run for run in _runs(numbers) if _is_triple([columns[place] for place in run])]
    if len(hexes) + len(triples) == 0 or len(hexes) > 1 or (not hexes and len(triples) > 1):
        return []
    headings = [Heading("", ColumnKind.CODE) for _ in columns]
    for place in (place for run in _runs(numbers) if len(run) > 2 for place in run):
        headings[place] = Heading("", ColumnKind.OTHER)
    for place in hexes:
        headings[place] = Heading("", ColumnKind.HEX)
    for run in triples[:1]:
        for place, part in zip(run, "rgba", strict=False):
            headings[place] = Heading("", ColumnKind.PART, part=part)
    names = [
        place for place, one in enumerate(headings) if one.kind is ColumnKind.CODE and place not in numbers
    ]
    if names:
        headings[names[-1]] = Heading("", ColumnKind.NAME)
    return headings


def alpha_columns(headings: Headings, columns: Sequence[Column]) -> Iterator[tuple[int, list[float]]]:
    """Each column of opacities, with the opacity of each row, 0..1."""
    of_lab = _places("lab", headings)
    for place, one in enumerate(headings):
        if one.kind is ColumnKind.ALPHA or (
            one.kind is ColumnKind.PART and one.part == "a" and place not in of_lab
        ):
            told = 100 if any("%" in cell for cell in columns[place]) else one.total
            parts = [_part(cell, 0, 1e9, told) for cell in columns[place]]
            most = max((part for part in parts if part is not None), default=0.0)
            total = 1 if told else next((total for total in _TOTALS if most <= total), most)
            yield place, [1.0 if part is None else part / total for part in parts]


def is_running(column: Column) -> bool:
    """Whether these only number the rows, from 0 or 1."""
    if len(column) < 2 or column[0] not in ("0", "1"):
        return False
    return all(cell == str(number) for number, cell in enumerate(column, int(column[0])))


def _hex(place: int, column: Column, kind: ColumnKind = ColumnKind.HEX) -> ColorColumns:
    cells = [_bare(cell) for cell in column]
    if kind is ColumnKind.HEX_ALPHA_FIRST:
        cells = [alpha_last(f"#{cell.lower().removeprefix('0x').removeprefix('#')}") for cell in cells]
    return ColorColumns((place,), [parse_color(cell) for cell in cells], [opacity(cell) for cell in cells])


def _whole(place: int, column: Column, heading: Heading) -> ColorColumns:
    """Of `12, 34, 56`, `0/100/100/0` and the like, or a colour as CSS has it, in one cell."""
    rows = [_split(_bare(cell), len(heading.model)) for cell in column]
    numbers = _parts(heading.model, [place], rows, [heading] * len(heading.model))
    written = _hex(place, [cell if _is_certain(cell) else "" for cell in column])
    colors = [one or other for one, other in zip(written.colors, numbers.colors, strict=True)]
    return ColorColumns((place,), colors, written.opacities, numbers.is_inks)


def _parts(model: str, places: Sequence[int], rows: Sequence[Column], headings: Headings) -> ColorColumns:
    percents = [any("%" in row[place] for row in rows) for place in range(len(model))]
    totals = [100 if percent else one.total for percent, one in zip(percents, headings, strict=True)]
    scales = [(*_range(model, letter), total) for letter, total in zip(model, totals, strict=True)]
    values = [[_part(cell, *scale) for cell, scale in zip(row, scales, strict=True)] for row in rows]
    whole = [[part for part in row if part is not None] for row in values]
    name = "lab-d50" if model == "lab" and any(one.is_d50 for one in headings) else model
    known = [row for row in whole if len(row) == len(model)]
    convert = converter("hsv" if name == "hsb" else name, known) if known else None
    colors = [convert(*row) if convert and len(row) == len(model) else None for row in whole]
    return ColorColumns(tuple(places), colors, [1.0] * len(colors), model == "cmyk")


def _by_content(headings: Headings, columns: Sequence[Column]) -> Iterator[ColorColumns]:
    """The column that looks like colours, if it is the only one or called so; or one with names of CSS."""
    called = [place for place, one in enumerate(headings) if one.kind is ColumnKind.COLOR]
    alike = [
        place
        for place, column in enumerate(columns)
        if looks_like_colors(column) or (place in called and _mostly(_is_certain, column))
    ]
    named = [
        place
        for place in called
        if not alike and _mostly(lambda cell: bool(parse_color(cell)), columns[place])
    ]
    chosen = [place for place in alike if place in called] or (alike if len(alike) == 1 else named)
    for place in chosen[:1]:
        yield _hex(place, columns[place])


def _places(model: str, headings: Headings) -> list[int]:
    """The columns of a model's parts, those side by side if there are such; [] if one is missing."""
    for said in (model, ""):
        parts = [one.part if one.kind is ColumnKind.PART and one.model == said else "?" for one in headings]
        if (start := "".join(parts).find(model)) >= 0:
            return list(range(start, start + len(model)))
        if set(model) <= set(parts):
            return [parts.index(letter) for letter in model]
    return []


def _range(model: str, letter: str) -> tuple[float, float]:
    """The least and the most that a part can be."""
    return (-200, 200) if model == "lab" else (0, 360 if letter == "h" else 255)


def _part(cell: str, least: float, most: float, total: int) -> float | None:
    """A number in its range, or 0..1 where it is said what all is."""
    if not (found := _NUMBER.fullmatch(_bare(cell))):
        return None
    value = float(found[1].replace(",", "."))
    if least == 0 and total:
        value, most = value / total, 1
    return value if least <= value <= most else None


def _split(cell: str, count: int) -> list[str]:
    """The numbers in a cell, if they are as many."""
    words = [word for word in re.split(r"[;/|\s]+", cell) if word]
    numbers = words if all(map(_is_number, words)) else _IN_TEXT.findall(cell)
    return numbers if len(numbers) == count else [""] * count


def _bare(cell: str) -> str:
    """Without the signs by which spreadsheets are kept from taking hex for a number."""
    return cell.removeprefix("=").strip("\"'`\u2019 ")


def _is_number(cell: str) -> bool:
    return bool(_NUMBER.fullmatch(_bare(cell)))


def _is_certain(cell: str) -> bool:
    """Also `rgb(1, 2, 3)`, but not the heading `RGB (0-255)`."""
    bare = _bare(cell)
    return bool(_BARE_HEX.fullmatch(bare) or (CERTAIN.fullmatch(bare) and parse_color(bare)))


def _mostly(test: Callable[[str], bool], column: Column) -> bool:
    cells = [cell for cell in column if cell]
    return bool(cells) and 2 * sum(map(test, cells)) > len(cells)


def _runs(places: Sequence[int]) -> list[list[int]]:
    """Places side by side."""
    runs: list[list[int]] = []
    for place in places:
        if runs and runs[-1][-1] == place - 1:
            runs[-1].append(place)
        else:
            runs.append([place])
    return runs


def _is_triple(columns: Sequence[Column]) -> bool:
    """Whether these can only be red, green and blue, if colours at all; a fourth is opacity if it is full."""
    return len(columns) == 3 or (len(columns) == 4 and set(columns[3]) <= {"255", ""})
