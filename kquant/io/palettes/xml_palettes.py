"""XML whose root is `<palette>`, which is only read: CorelDRAW's, sK1's of old and that of palette sites.

Sources: sk1project/uniconvertor, `corel_pal_methods.py`; scribusproject/scribus, `paletteloader_sk1.cpp`.
"""

from __future__ import annotations

import re
from xml.etree import ElementTree

from kquant.core.color.models import from_cmyk
from kquant.core.color.notation import parse_hex
from kquant.core.model.rgb import Rgb
from kquant.io.palettes.number_ranges import converter
from kquant.io.palettes.palette import INKS_NOTE, Palette, counted, known
from kquant.io.palettes.palette_format import PaletteFormat
from kquant.io.palettes.sk1 import sk1_color
from kquant.io.palettes.xml_door import attributes, elements, local, parse_xml, root_is

_COLOR = re.compile(rb"<color\s[^<>]{0,2000}?\b(?:tints|hex|r|c)\s*=", re.IGNORECASE)
_CORELS_OWN = ("RGB", "CMYK", "GRAY", "LAB")


def _sniff(data: bytes, ending: str) -> bool:
    return root_is(data, b"<palette") and bool(_COLOR.search(data.replace(b"\0", b"")))


def _read(data: bytes) -> Palette:
    root = parse_xml(data)
    records = [attributes(element) for element in _swatches(root)]
    is_corels = any("tints" in record for record in records)
    colors = _of_corel(root, records) if is_corels else _of_sites(records)
    titles = {attributes(element).get("id"): _title(element) for element in elements(root, "resource")}
    names = [record.get("name") or titles.get(record.get("resid"), "") for record in records]
    head = attributes(root)
    found, kept, notes = known(list(zip(colors, names, strict=True)), "colours of other models were left out")
    inks = sum(record.get("cs", "").upper() == "CMYK" or _has_inks(record) for record in records)
    return Palette(
        found,
        name=head.get("name") or titles.get(head.get("resid"), ""),
        names=kept,
        notes=notes + counted({INKS_NOTE: inks}),
    )


def _swatches(root: ElementTree.Element) -> list[ElementTree.Element]:
    """All colours but those that tell what a spot colour is made of."""
    spots = {color for spaces in elements(root, "colorspaces") for color in elements(spaces, "color")}
    return [element for element in elements(root, "color") if element not in spots]


def _title(resource: ElementTree.Element) -> str:
    """A name in English if there is one; CorelDRAW's own palettes have a dozen languages."""
    texts = {local(element.tag): (element.text or "").strip() for element in resource}
    return texts.get("en") or next(iter(texts.values()), "")


def _of_corel(root: ElementTree.Element, records: list[dict[str, str]]) -> list[Rgb | None]:
    spots: dict[str, Rgb] = {}
    for space in (space for spaces in elements(root, "colorspaces") for space in spaces):
        parts = [attributes(element) for element in elements(space, "color")]
        parts.sort(key=lambda part: part.get("cs", "").upper() == "CMYK")  # which is less exact
        for record in parts:
            if (color := sk1_color(record.get("cs", ""), _tints(record))) is not None:
                spots.setdefault(attributes(space).get("name", ""), color)
    return [_corels(record, spots) for record in records]


def _corels(record: dict[str, str], spots: dict[str, Rgb]) -> Rgb | None:
    space, tints = record.get("cs", ""), _tints(record)
    if space.upper() in _CORELS_OWN or space not in spots or len(tints) != 1:
        return sk1_color(space, tints)
    red, green, blue = (round(255 - (255 - part) * min(max(tints[0], 0), 1)) for part in spots[space])
    return red, green, blue


def _tints(record: dict[str, str]) -> list[float]:
    return _numbers(record.get("tints", "").split(","))


def _numbers(texts: list[str]) -> list[float]:
    """None at all if one is none."""
    try:
        return [float(text) for text in texts]
    except ValueError:
        return []


def _of_sites(records: list[dict[str, str]]) -> list[Rgb | None]:
    """Hex before red, green and blue, which are 0..255 or 0..1, before inks 0..1."""
    rows = [_parts(record, "rgb") for record in records]
    convert = converter("rgb", [row for row in rows if row]) if any(rows) else None
    colors: list[Rgb | None] = []
    for record, row in zip(records, rows, strict=True):
        if (color := parse_hex(record.get("hex", ""))) is None and convert and row:
            color = convert(*row)
        if color is None and _has_inks(record) and (inks := _parts(record, "cmyk")):
            color = from_cmyk(*inks)
        colors.append(color)
    return colors


def _parts(record: dict[str, str], keys: str) -> list[float]:
    return _numbers([record.get(key, "") for key in keys])


def _has_inks(record: dict[str, str]) -> bool:
    return {"c", "m", "y", "k"} <= record.keys() and not {"hex", "r"} & record.keys()


FORMAT = PaletteFormat("CorelDRAW XML palette", (".xml",), _sniff, _read)
