"""SVG of equal swatches, row by row, each with its name as its title.

Read too: the colours of any SVG, once each, with the most opacity that it is painted with.
"""

from __future__ import annotations

from xml.etree import ElementTree

from kquant.core.color.notation import opacity, parse_color
from kquant.core.model.rgb import Rgb
from kquant.io.palettes.palette import Palette, colored, known, to_colors
from kquant.io.palettes.palette_format import PaletteFormat
from kquant.io.palettes.xml_door import attributes, elements, fraction, local, parse_xml, root_is

_SIDE = 32  # units, of a swatch
_ROW = 32  # swatches, where nothing else is said
_CLASS = "swatch"
_PAINTS = ("fill", "stroke", "stop-color", "flood-color")
_HEAD = '<svg xmlns="http://www.w3.org/2000/svg" width="{0}" height="{1}" viewBox="0 0 {0} {1}">'
_RECT = '  <rect class="{}" x="{}" y="{}" width="{}" height="{}" fill="#{}">{}</rect>'


def _title(text: str) -> str:
    from xml.sax.saxutils import escape  # with `urllib.request`, which takes its time

    return f"<title>{escape(text)}</title>" if text else ""


def _write(palette: Palette) -> bytes:
    count = len(palette.colors)
    across = min(palette.columns or _ROW, count)
    head = _HEAD.format(across * _SIDE, -(-count // across) * _SIDE)
    lines = ['<?xml version="1.0" encoding="UTF-8"?>', head + _title(palette.name)]
    for place, (digits, name) in enumerate(zip(palette.hexes, palette.all_names, strict=True)):
        y, x = (part * _SIDE for part in divmod(place, across))
        lines.append(_RECT.format(_CLASS, x, y, _SIDE, _SIDE, digits, _title(name)))
    return "\n".join([*lines, "</svg>\n"]).encode()


def _sniff(data: bytes, ending: str) -> bool:
    return root_is(data, b"<svg")


def _read(data: bytes) -> Palette:
    root = parse_xml(data)
    swatches = [rect for rect in elements(root, "rect") if attributes(rect).get("class") == _CLASS]
    if swatches:
        entries = [(parse_color(attributes(rect).get("fill", "")), _text(rect)) for rect in swatches]
        colors, names, notes = known(entries, "swatches without a colour")
        return Palette(colors, name=_text(root), names=names, notes=notes)
    paints = _paints(root)
    _, clear, notes = colored(list(paints.items()))
    return Palette(to_colors(list(paints)), name=_text(root), clear=clear, notes=notes)


def _text(element: ElementTree.Element) -> str:
    """The element's own title."""
    return next((child.text or "" for child in element if local(child.tag) == "title"), "")


def _paints(root: ElementTree.Element) -> dict[Rgb, float]:
    """Each colour, and the most opacity that it is painted with."""
    paints: dict[Rgb, float] = {}
    for element in root.iter():
        values = attributes(element)
        values |= _declarations(values.get("style", ""))
        for key in _PAINTS:
            text = values.get(key, "")
            if (color := parse_color(text)) is not None:
                opaque = opacity(text) * fraction(values.get(f"{key.removesuffix('-color')}-opacity", "1"))
                paints[color] = max(opaque, paints.get(color, 0.0))
    return paints


def _declarations(style: str) -> dict[str, str]:
    """Properties of a `style` and their values."""
    pairs = (declaration.partition(":") for declaration in style.split(";"))
    return {name.strip().lower(): value.strip() for name, _, value in pairs}


FORMAT = PaletteFormat("SVG swatches", (".svg",), _sniff, _read, _write)
