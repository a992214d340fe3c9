"""SOC, the colour tables of StarOffice and LibreOffice, and Scribus's, which are only read.

Sources: 1j01/anypalette.js, StarOffice; Scribus's own colour sets.
"""

from __future__ import annotations

from kquant.core.color.models import from_cmyk, from_lab, from_unit
from kquant.core.color.notation import parse_hex
from kquant.core.model.rgb import Rgb
from kquant.io.palettes.palette import INKS_NOTE, Palette, PaletteError, counted, known
from kquant.io.palettes.palette_format import PaletteFormat
from kquant.io.palettes.xml_door import attributes, elements, local, parse_xml, root_is

_OFFICE = 'xmlns:office="http://openoffice.org/2000/office"'
_DRAW = 'xmlns:draw="http://openoffice.org/2000/drawing"'


def _write(palette: Palette) -> bytes:
    """A colour without a name is called by its hex, as LibreOffice shows nothing else."""
    from xml.sax.saxutils import quoteattr  # with `urllib.request`, which takes its time

    lines = ['<?xml version="1.0" encoding="UTF-8"?>', f"<office:color-table {_OFFICE} {_DRAW}>"]
    for digits, name in zip(palette.hexes, palette.all_names, strict=True):
        lines.append(f'  <draw:color draw:name={quoteattr(name or "#" + digits)} draw:color="#{digits}"/>')
    return "\n".join([*lines, "</office:color-table>\n"]).encode()


def _sniff(data: bytes, ending: str) -> bool:
    return root_is(data, b":color-table")


def _read(data: bytes) -> Palette:
    root = parse_xml(data)
    if local(root.tag) != "color-table":
        raise PaletteError("its XML is no colour table of LibreOffice")
    found = [attributes(element) for element in elements(root, "color")]
    entries = [(parse_hex(record.get("color", "")), _name(record)) for record in found]
    colors, names, notes = known(entries, "entries that are not colours were left out")
    return Palette(colors, names=names, notes=notes)


def _name(record: dict[str, str]) -> str:
    """Not its hex, which is there for want of a name."""
    name = record.get("name", "")
    return "" if name.lower() == record.get("color", "").lower() else name


def _sniff_scribus(data: bytes, ending: str) -> bool:
    return root_is(data, b"<scribuscolors")


def _read_scribus(data: bytes) -> Palette:
    root = parse_xml(data)
    found = [attributes(element) for element in elements(root, "color")]
    entries = [(_scribus_color(record), record.get("name", "")) for record in found]
    colors, names, notes = known(entries, "colours of other models than RGB, CMYK and CIELAB were left out")
    inks = sum("cmyk" in record or record.get("space", "").upper() == "CMYK" for record in found)
    notes += counted({INKS_NOTE: inks})
    return Palette(colors, name=attributes(root).get("name", ""), names=names, notes=notes)


def _scribus_color(record: dict[str, str]) -> Rgb | None:
    """`RGB="#rrggbb"`, `CMYK="#ccmmyykk"` or, since version 1.5, `SPACE="RGB" R="255" G="128" B="0"`."""
    if "space" in record:
        return _in_space(record)
    if "cmyk" in record:
        try:
            inks = [int(record["cmyk"].removeprefix("#")[at : at + 2], 16) / 255 for at in (0, 2, 4, 6)]
        except ValueError:
            return None
        return from_cmyk(*inks)
    return parse_hex(record.get("rgb", ""))


def _in_space(record: dict[str, str]) -> Rgb | None:
    """Red, green and blue are 0..255, inks percentages."""
    keys = {"RGB": "rgb", "CMYK": "cmyk", "LAB": "lab"}.get(record["space"].upper(), "")
    try:
        parts = [float(record.get(key, "")) for key in keys]
    except ValueError:
        return None
    if not all(abs(part) <= 1e6 for part in parts):  # which NaN is not either
        return None
    if keys == "rgb":
        return from_unit(*(part / 255 for part in parts))
    if keys == "cmyk":
        return from_cmyk(*(part / 100 for part in parts))
    return from_lab(*parts) if keys else None


FORMAT = PaletteFormat("LibreOffice colour table", (".soc",), _sniff, _read, _write)
SCRIBUS = PaletteFormat("Scribus colour set", (".xml",), _sniff_scribus, _read_scribus)
