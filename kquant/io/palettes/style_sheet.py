"""CSS custom properties and SCSS variables called after the colours, whose own names are in comments.

Read too: Less, and any style sheet with colours in it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from kquant.core.color.notation import opacity, parse_color
from kquant.core.model.rgb import Rgb
from kquant.io.palettes.palette import Palette, PaletteError, colored, decode_text, to_colors
from kquant.io.palettes.palette_format import PaletteFormat
from kquant.io.palettes.plain_text import has_colors, parse_colors

_VARIABLE = re.compile(
    r"(?<![\w-])(?:--|\$|@)([\w-]{1,200})[ \t]*:[ \t]*((?:[^;{}\r\n/]|/(?![/*])){1,200});?[ \t]*"
    r"(?:/\*(.*?)\*/|//([^\r\n]*))?"
)
# A rule that is there for its colour alone, as Adobe Color writes them.
_RULE = re.compile(
    r"[.#]([\w-]{1,200})\s*\{\s*(?:color|background(?:-color)?|fill)\s*:\s*([^;{}\r\n]{1,200});?\s*\}"
)
_TITLE = re.compile(r"\s*(?:/\*(.*?)\*/|//([^\r\n]*))")
_FADED = re.compile(r"(?:rgba|fade)\(\s*(#?\w{3,30})\s*,\s*(\d{0,3}\.?\d{1,9})(%?)\s*\)", re.IGNORECASE)
_NUMBERED = re.compile(r"color-\d+")
_FLAGS = re.compile(r"(?:\s*!\s*(?:default|global|important))+\s*$", re.IGNORECASE)
_NOTATIONS = r"hex|rgba?|hsla?|hsba?|hsv|hwb|cmyk|lab|lch|oklab|oklch"
_BY_NOTATION = re.compile(rf"[-_](?:{_NOTATIONS})$", re.IGNORECASE)
_HEADING = re.compile(rf"(?:s?css|less)\s+(?:{_NOTATIONS}|gradient)", re.IGNORECASE)  # of Coolors, no title
_GRADIENT = re.compile(r"gradient\((?:[^()]|\([^()]*\)){1,2000}\)", re.IGNORECASE)
_ROUNDED = 8  # levels; hsl() in whole degrees and percents is off by up to five
_LAST = 8  # values of one name that a further one is compared with: themes have a few


class _Variable(NamedTuple):
    """One with a colour, or None for `transparent`; `exactness` is 0 for hex, more for what is rounded."""

    word: str
    name: str
    color: Rgb | None
    opacity: float
    exactness: int


def identifiers(palette: Palette) -> list[str]:
    """A different word for each colour, of a-z, 0-9 and hyphens: its name, or `color-` and its place."""
    taken: dict[str, None] = {}
    for place, name in enumerate(palette.all_names, 1):
        word = re.sub(r"[^a-z0-9]+", "-", name.lower()).strip("-") or f"color-{place}"
        if not word[0].isalpha():
            word = f"color-{word}"
        unique, number = word, 2
        while unique in taken:
            unique, number = f"{word}-{number}", number + 1
        taken[unique] = None
    return list(taken)


def _comment(name: str) -> str:
    return f"/* {name.replace('*/', '* /')} */"


def _write_css(palette: Palette) -> bytes:
    lines = [_comment(palette.name)] if palette.name else []
    lines.append(":root {")
    for word, digits, name in zip(identifiers(palette), _digits(palette), palette.all_names, strict=True):
        lines.append(f"  --{word}: #{digits};" + (f" {_comment(name)}" if name else ""))
    return "\n".join([*lines, "}\n"]).encode()


def _write_scss(palette: Palette) -> bytes:
    lines = [f"// {palette.name}"] if palette.name else []
    for word, digits, name in zip(identifiers(palette), _digits(palette), palette.all_names, strict=True):
        lines.append(f"${word}: #{digits};" + (f" // {name}" if name else ""))
    return ("\n".join(lines) + "\n").encode()


def _digits(palette: Palette) -> list[str]:
    """Each colour in hex, with an opacity of none if it stands for transparent pixels."""
    return [digits + "00" * (row in palette.clear) for row, digits in enumerate(palette.hexes)]


def _sniff(data: bytes, ending: str) -> bool:
    return bool(_first_variable(decode_text(data[: 1 << 16])))


def _first_variable(text: str) -> _Variable | None:
    return next(_variables(text), None)


def _variables(text: str) -> Iterator[_Variable]:
    for match in _VARIABLE.finditer(text):
        if variable := _variable(match[1], match[2], match[3] or match[4]):
            yield variable


def _rules(text: str) -> Iterator[_Variable]:
    for match in _RULE.finditer(text):
        if variable := _variable(match[1], match[2]):
            yield variable


def _variable(word: str, value: str, comment: str = "") -> _Variable | None:
    value, opaque = _faded(_FLAGS.sub("", value).strip())
    color = parse_color(value)
    if color is None and value.lower() != "transparent":
        return None
    name = comment or ("" if _NUMBERED.fullmatch(word) else word)
    exactness = 1 if value.lower().startswith("rgb") else 2 if "(" in value else 0
    return _Variable(word, name, color, opaque * opacity(value), exactness)


def _faded(value: str) -> tuple[str, float]:
    """Colour and opacity of `rgba(#ff8000, 0.5)`, which Sass and Less have; others as they are, and 1."""
    if not (found := _FADED.fullmatch(value)):
        return value, 1.0
    return found[1], min(float(found[2]) / (100 if found[3] else 1), 1.0)


def _read(data: bytes) -> Palette:
    """The variables that are colours, the rules if each colour has one of its own, or else all colours."""
    text = decode_text(data)
    found = _each_once(_variables(text))
    if not any(variable.color for variable in found):
        found = _each_once(_rules(text))
        if not any(rule.color for rule in found) or has_colors(_RULE.sub(_unless_color, text)):
            return _of_rules(text)
    kept, clear, notes = colored([(variable.color, variable.opacity) for variable in found])
    title = _TITLE.match(text)
    name = (title[1] or title[2] or "").strip() if title else ""
    return Palette(
        to_colors([color for place in kept if (color := found[place].color)]),
        name="" if _HEADING.fullmatch(name) else name,
        names=tuple(found[place].name for place in kept),
        clear=clear,
        notes=notes,
    )


def _each_once(variables: Iterable[_Variable]) -> list[_Variable]:
    """Of a name with the same colour in several notations the most exact one, in the place of the first.

    Different colours of one name, as themes have them, stay apart.
    """
    kept: list[_Variable] = []
    places: dict[str, list[int]] = {}
    for variable in variables:
        word = _BY_NOTATION.sub("", variable.word)
        same = [place for place in places.get(word, [])[-_LAST:] if _is_same(kept[place], variable)]
        if not same:
            places.setdefault(word, []).append(len(kept))
            kept.append(variable)
            continue
        former = kept[same[0]]
        best = min(former, variable, key=lambda one: one.exactness)
        if former.word != variable.word and best.name == best.word:
            best = best._replace(name=word)
        kept[same[0]] = best
    return kept


def _is_same(one: _Variable, other: _Variable) -> bool:
    if abs(one.opacity - other.opacity) > 0.01:
        return False
    if one.color is None or other.color is None:
        return one.color == other.color
    distance = max(abs(a - b) for a, b in zip(one.color, other.color, strict=True))
    return distance == 0 or (one.exactness != other.exactness and distance <= _ROUNDED)


def _unless_color(rule: re.Match[str]) -> str:
    return "" if _variable(rule[1], rule[2]) else rule[0]


def _of_rules(text: str) -> Palette:
    """All colours of a style sheet without variables, but for gradients of colours that it has anyway."""
    palette = parse_colors(text)
    try:
        plain = parse_colors(_GRADIENT.sub("none", text))
    except PaletteError:
        return palette
    return plain if set(palette.hexes) <= set(plain.hexes) else palette


CSS = PaletteFormat("CSS custom properties", (".css",), _sniff, _read, _write_css, max_clear=None)
SCSS = PaletteFormat("SCSS variables", (".scss",), _sniff, _read, _write_scss, max_clear=None)
