"""Colours in any text: pasted, a style sheet, a table, the palette of a program nobody has heard of."""

from __future__ import annotations

import re
from collections.abc import Iterable

from kquant.core.color.css_names import CSS_COLORS
from kquant.core.color.models import from_cmyk
from kquant.core.color.notation import CERTAIN, alpha_last, opacity, parse_color, parse_hex, parse_triple
from kquant.core.model.rgb import Rgb
from kquant.io.palettes.palette import OPACITY_NOTE, Palette, PaletteError, counted, decode_text, to_colors
from kquant.io.palettes.palette_format import PaletteFormat

_Named = tuple[Rgb, str, float]  # with the opacity
_TRIPLE = (
    r"\d{1,3}(?:\.\d{1,9})?(?:\s*[,;]\s*|\s+)\d{1,3}(?:\.\d{1,9})?(?:\s*[,;]\s*|\s+)\d{1,3}(?:\.\d{1,9})?"
)
_BRACKETED = re.compile(rf"[(\[{{]\s*({_TRIPLE})\s*[)\]}}]")
_OTHER_MODEL = re.compile(r"\b(?:hs[lbv]|hwb|lab|lch|oklab|oklch|xyz|yuv)[\"']?\s*[:=]?\s*$", re.IGNORECASE)
_LEADING = re.compile(rf"[\s(\[{{]*({_TRIPLE})(?![\d.])(?!(?:[\s,;]+\d+){{2}})[)\]}}]*(.*)")
# A name and three numbers, as a row of a table has them; prose has no such commas.
_TRAILING = re.compile(rf"([^,;\t]{{1,200}}[,;]|[^\t]{{1,200}}\t)\s*({_TRIPLE})\s*")
# CorelDRAW's: a name and four percentages of inks.
_QUOTED_INKS = re.compile(r'\s*"([^"]*)"\s+(\d{1,3})\s+(\d{1,3})\s+(\d{1,3})\s+(\d{1,3})\s*')
_AROUND_NAMES = " \t\"'`:;,=|(){}[]<>/*"
_MAX_LINE = 10_000  # characters; no line of colours is longer, and searching some longer ones takes for ever
_MAX_TEXT = 1_000_000
# Parts of Android's resources, XAML and QML, and calls of their libraries.
_ALPHA_FIRST = re.compile(
    r"<color\s+name=[^<>]{1,200}>\s*#|\bschemas\.android\.com/|\bandroid:|\bx:Key=|\bimport\s+QtQuick\b"
    r"|\bparseColor\(|\bColorConverter\b|\bFromArgb\(\s*\""
)
_WEB_PAGE = re.compile(r"\s*<(!doctype html|html|head|body)\b", re.IGNORECASE)


def parse_colors(text: str) -> Palette:
    """The colours in a text, in its order, each with the rest of its line as its name if it is alone there.

    Hex with `#` or `0x`, functions of CSS and labelled values are found wherever they stand; bare hex, three
    numbers and CSS names only where they begin a line or fill it, since texts have other words and numbers.
    Eight digits of hex have the opacity last, as in CSS, unless the text is Android's, XAML or QML.

    Raises:
        PaletteError: there are no colours in it, or it is longer than a million characters.
    """
    if len(text) > _MAX_TEXT:
        raise PaletteError("its text is too long to be searched for colours")
    if _WEB_PAGE.match(text):
        raise PaletteError("this is a web page, not a palette")
    if _ALPHA_FIRST.search(text):
        text = alpha_last(text)
    found = [entry for line in re.split(r"[\r\n]+", text) for entry in _in_line(line[:_MAX_LINE])]
    if not found:
        raise PaletteError("no colours were found in its text")
    colors, names, opacities = zip(*found, strict=True)
    notes = counted({OPACITY_NOTE: sum(opaque < 1 for opaque in opacities)})
    return Palette(to_colors(list(colors)), names=names, notes=notes)


def has_colors(text: str) -> bool:
    """Tell whether `parse_colors` finds any."""
    try:
        parse_colors(text)
    except PaletteError:
        return False
    return True


def is_text(data: bytes) -> bool:
    """Whether a file's content can be text, as far as its beginning tells."""
    start = decode_text(data[:4096])
    return bool(start.strip()) and not any(ord(character) < 9 for character in start)


def _in_line(line: str) -> list[_Named]:
    readers = _READERS if re.search("[0-9#]", line) else (_css_names, _bare_hex)
    return next((found for read in readers if (found := read(line))), [])


def _certain(line: str) -> list[_Named]:
    places = [(match, parse_color(match[0])) for match in CERTAIN.finditer(line)]
    found = [(match, color) for match, color in places if color is not None]
    if len(found) != 1:
        return [(color, "", opacity(match[0])) for match, color in found]
    (match, color), *_ = found
    return [(color, _name(line[: match.start()]) or _name(line[match.end() :]), opacity(match[0]))]


def _inks(line: str) -> list[_Named]:
    found = _QUOTED_INKS.fullmatch(line)
    return [(from_cmyk(*(int(ink) / 100 for ink in found.groups()[1:])), found[1], 1.0)] if found else []


def _bracketed(line: str) -> list[_Named]:
    matches = [
        match
        for match in _BRACKETED.finditer(line)
        if not _OTHER_MODEL.search(line[max(match.start() - 20, 0) : match.start()])
    ]
    found = [color for match in matches if (color := parse_triple(match[1])) is not None]
    if len(found) == len(matches) == 1:
        return [(found[0], _name(line[: matches[0].start()]) or _name(line[matches[0].end() :]), 1.0)]
    return _unnamed(found)


def _bare_hex(line: str) -> list[_Named]:
    """`ff8000 c03020`, or `ff8000 a name`; words such as "facade" are no colours."""
    words = [word.strip("\"'") for word in re.split(r"[\s,;|]+", line.strip()) if word]
    colors = [parse_hex(word) if len(word) in (6, 8) else None for word in words]
    if words and None not in colors:
        return _unnamed(color for color in colors if color is not None)
    if words and colors[0] is not None and re.search(r"\d", words[0]):
        return [(colors[0], _name(line.partition(words[0])[2]), 1.0)]
    return []


def _leading_triple(line: str) -> list[_Named]:
    found = _LEADING.fullmatch(line)
    color = parse_triple(found[1]) if found else None
    return [(color, _name(found[2]), 1.0)] if found and color is not None else []


def _trailing_triple(line: str) -> list[_Named]:
    found = _TRAILING.fullmatch(line)
    color = parse_triple(found[2]) if found and re.search(r"[^\W\d_]", found[1]) else None
    return [(color, _name(found[1]), 1.0)] if found and color is not None else []


def _css_names(line: str) -> list[_Named]:
    """Only where a line is nothing else: prose has reds and tans as well."""
    parts = [part.strip(" \"'").replace(" ", "").lower() for part in re.split(r"[,;|\t]+", line)]
    colors = [CSS_COLORS.get(part) for part in parts if part]
    return [] if None in colors else _unnamed(color for color in colors if color is not None)


def _unnamed(colors: Iterable[Rgb]) -> list[_Named]:
    return [(color, "", 1.0) for color in colors]


def _name(text: str) -> str:
    """What is left beside a colour without punctuation and the signs of variables."""
    name = re.sub(r"^(?:-+|\$|@|\d+[.)])\s*", "", text.strip(_AROUND_NAMES)).strip(_AROUND_NAMES)
    return name if re.search(r"[^\W_]", name) else ""


_READERS = (_certain, _inks, _bracketed, _bare_hex, _leading_triple, _trailing_triple, _css_names)


def _read(data: bytes) -> Palette:
    if not is_text(data):
        raise PaletteError("this is no palette in a format that KQuant reads")
    return parse_colors(decode_text(data))


def _sniff_corel(data: bytes, ending: str) -> bool:
    return bool(_QUOTED_INKS.match(decode_text(data[:400])))


FORMAT = PaletteFormat("Text", (".txt",), lambda data, ending: False, _read)
"""Asked only when no other format knows a file."""

COREL = PaletteFormat("CorelDRAW palette", (".pal",), _sniff_corel, _read)
