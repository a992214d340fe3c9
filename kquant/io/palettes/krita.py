"""KPL, Krita's palettes: a ZIP file with `mimetype`, `colorset.xml` and `profiles.xml`.

Source: Krita manual, "The Krita palette format KPL".
"""

from __future__ import annotations

from collections.abc import Callable
from xml.etree import ElementTree

from kquant.core.color.models import from_cmyk, from_grey, from_lab, from_linear, from_unit
from kquant.core.model.rgb import Rgb
from kquant.io.palettes.archive import is_archive, pack, unpack
from kquant.io.palettes.palette import Palette, PaletteError, known
from kquant.io.palettes.palette_format import PaletteFormat
from kquant.io.palettes.xml_door import attributes, elements, local, parse_xml

_MIME = b"application/x-krita-palette"
_XML = "colorset.xml"
_COLUMNS = 16  # where nothing else is said
_HEAD = '<ColorSet version="2.0" name={} comment="" columns="{}" rows="{}" readonly="false">'
_ENTRY = (
    '  <ColorSetEntry name={} id="" bitdepth="U8" spot="false"><sRGB r="{!r}" g="{!r}" b="{!r}"/>'
    '<Position row="{}" column="{}"/></ColorSetEntry>'
)


def _write(palette: Palette) -> bytes:
    from xml.sax.saxutils import quoteattr  # with `urllib.request`, which takes its time

    columns = palette.columns or _COLUMNS
    colors = (palette.colors / 255).tolist()
    lines = [_HEAD.format(quoteattr(palette.name), columns, -(-len(colors) // columns))]
    for place, (color, name) in enumerate(zip(colors, palette.all_names, strict=True)):
        lines.append(_ENTRY.format(quoteattr(name), *color, *divmod(place, columns)))
    text = "\n".join(['<?xml version="1.0" encoding="UTF-8"?>', *lines, "</ColorSet>\n"])
    return pack({"mimetype": _MIME, _XML: text.encode(), "profiles.xml": b"<Profiles/>\n"})


def _sniff(data: bytes, ending: str) -> bool:
    return is_archive(data) and _XML.encode() in data


def _read(data: bytes) -> Palette:
    root = parse_xml(unpack(data, _XML))
    head = attributes(root)
    found = [entry for group in (root, *elements(root, "group")) for entry in _in_order(group)]
    entries = [(_color(entry, head.get("version", "")), attributes(entry).get("name", "")) for entry in found]
    colors, names, notes = known(entries, "colours of other models were left out")
    columns = head.get("columns", "")
    is_number = columns.isascii() and columns.isdigit() and len(columns) < 4
    return Palette(colors, head.get("name", ""), names, columns=int(columns) if is_number else 0, notes=notes)


def _in_order(group: ElementTree.Element) -> list[ElementTree.Element]:
    """A group's own entries by row and column, as Krita shows them."""
    entries = [element for element in group if local(element.tag) == "colorsetentry"]
    return sorted(entries, key=_position)


def _position(entry: ElementTree.Element) -> tuple[float, ...]:
    place = next((attributes(element) for element in elements(entry, "position")), {})
    return tuple(_number(place.get(key, "0")) for key in ("row", "column"))


def _color(entry: ElementTree.Element, version: str) -> Rgb | None:
    for element in entry:
        values = attributes(element)
        name = local(element.tag)
        if name in _MODELS:
            keys, convert = _MODELS[name]
            parts = [_number(values.get(key, "")) for key in keys]
            if name == "rgb" and "g10" in values.get("space", ""):  # a linear profile of Elle Stone's
                convert = from_linear
            if name == "lab" and version == "1.0":  # then of 0..1, and from -128 to 127
                parts = [parts[0] * 100, parts[1] * 255 - 128, parts[2] * 255 - 128]
            return convert(*parts)
    return None


def _number(text: str) -> float:
    try:
        return float(text)
    except ValueError as error:
        raise PaletteError(f"{text[:20]!r} in it is no number") from error


_MODELS: dict[str, tuple[str, Callable[..., Rgb]]] = {
    "srgb": ("rgb", from_unit),
    "rgb": ("rgb", from_unit),
    "cmyk": ("cmyk", from_cmyk),
    "lab": ("lab", from_lab),
    "gray": ("g", from_grey),
}

FORMAT = PaletteFormat("Krita palette", (".kpl",), _sniff, _read, _write)
