"""CSS custom properties and SCSS variables called after the colours, whose own names are in comments.

Read too: any style sheet with colours in it.
"""

from __future__ import annotations

import re

from kquant.core.notation import parse_color
from kquant.io.palettes.palette import Palette, decode_text, to_colors
from kquant.io.palettes.palette_format import PaletteFormat
from kquant.io.palettes.plain_text import parse_colors

_VARIABLE = re.compile(
    r"(?<![\w-])(?:--|\$)([\w-]{1,200})[ \t]*:[ \t]*((?:[^;{}\r\n/]|/(?![/*])){1,200});?[ \t]*"
    r"(?:/\*(.*?)\*/|//([^\r\n]*))?"
)
_TITLE = re.compile(r"\s*(?:/\*(.*?)\*/|//([^\r\n]*))")
_NUMBERED = re.compile(r"color-\d+")


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
    for word, digits, name in zip(identifiers(palette), palette.hexes, palette.all_names, strict=True):
        lines.append(f"  --{word}: #{digits};" + (f" {_comment(name)}" if name else ""))
    return "\n".join([*lines, "}\n"]).encode()


def _write_scss(palette: Palette) -> bytes:
    lines = [f"// {palette.name}"] if palette.name else []
    for word, digits, name in zip(identifiers(palette), palette.hexes, palette.all_names, strict=True):
        lines.append(f"${word}: #{digits};" + (f" // {name}" if name else ""))
    return ("\n".join(lines) + "\n").encode()


def _sniff(data: bytes, ending: str) -> bool:
    return bool(_first_variable(decode_text(data[: 1 << 16])))


def _first_variable(text: str) -> re.Match[str] | None:
    return next((match for match in _VARIABLE.finditer(text) if parse_color(match[2])), None)


def _read(data: bytes) -> Palette:
    """The variables that are colours or, where there are none, all colours."""
    text = decode_text(data)
    found = [(match, color) for match in _VARIABLE.finditer(text) if (color := parse_color(match[2]))]
    if not found:
        return parse_colors(text)
    title = _TITLE.match(text)
    return Palette(
        to_colors([color for _, color in found]),
        name=(title[1] or title[2] or "") if title else "",
        names=tuple(_name(match) for match, _ in found),
    )


def _name(match: re.Match[str]) -> str:
    comment = match[3] or match[4]
    return comment or ("" if _NUMBERED.fullmatch(match[1]) else match[1])


CSS = PaletteFormat("CSS custom properties", (".css",), _sniff, _read, _write_css)
SCSS = PaletteFormat("SCSS variables", (".scss",), _sniff, _read, _write_scss)
