"""XML in which opacity comes first, `#aarrggbb`: Android's resources and XAML, which are only read.

Sources: Android developers, "More resource types: Color"; Microsoft, ".NET: System.Windows.Media.Color".
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple
from xml.etree import ElementTree

from kquant.core.color.notation import CERTAIN, alpha_last, opacity, parse_color
from kquant.core.model.rgb import Rgb
from kquant.io.palettes.palette import Palette, colored, counted, to_colors
from kquant.io.palettes.palette_format import PaletteFormat
from kquant.io.palettes.xml_door import attributes, fraction, local, parse_xml, root_is

_MARKS = (
    b"<resources",
    b"schemas.android.com/",
    b"schemas.microsoft.com/winfx",
    b"schemas.microsoft.com/client",
    b"schemas.microsoft.com/dotnet",
    b"xamarin.com/schemas",
    b"github.com/avaloniaui",
    b"<resourcedictionary",
)
_COLORS = ("color", "solidcolorbrush", "gradientstop", "drawable")
_PAINTS = re.compile(r"(?:.*color|fill|stroke|.*ground|.*brush)")
_REFERENCE = re.compile(r"[@?{].*?([\w.]+)\}?", re.DOTALL)


class _Entry(NamedTuple):
    text: str
    name: str = ""
    opacity: float = 1.0

    @property
    def color(self) -> Rgb | None:
        return (0, 0, 0) if self.is_transparent else parse_color(alpha_last(self.text))

    @property
    def visibility(self) -> float:
        return 0.0 if self.is_transparent else self.opacity * opacity(alpha_last(self.text))

    @property
    def is_transparent(self) -> bool:
        """Whether this is the colour that has no other notation in XAML."""
        return self.text.lower() == "transparent"


def _sniff(data: bytes, ending: str) -> bool:
    return any(root_is(data, mark) for mark in _MARKS)


def _read(data: bytes) -> Palette:
    """The colours that have names or, where there are none, all that something is painted with, once each."""
    root = parse_xml(data)
    told = list(_resources(root))
    names = {entry.name for entry in told}
    references = [found[1] for entry in told if (found := _REFERENCE.fullmatch(entry.text))]
    entries = [entry for entry in told if not _REFERENCE.fullmatch(entry.text)]
    if not any(entry.color for entry in entries):
        entries = list(dict.fromkeys(_paints(root)))
    kept, clear, notes = colored([(entry.color, entry.visibility) for entry in entries])
    elsewhere = sum(name not in names for name in references)
    return Palette(
        to_colors([color for place in kept if (color := entries[place].color)]),
        names=tuple(entries[place].name for place in kept),
        clear=clear,
        notes=notes + counted({"colours that are defined elsewhere were left out": elsewhere}),
    )


def _resources(element: ElementTree.Element, name: str = "") -> Iterator[_Entry]:
    """Declared colours, each with its own name or that of what it is part of, such as a gradient."""
    values, tag = attributes(element), local(element.tag).rpartition(".")[2]  # also SolidColorBrush.Color
    name = values.get("key") or values.get("name") or name
    if tag in _COLORS or (tag == "item" and values.get("type") == "color"):
        text = (values.get("color") or element.text or "").strip() or _of_parts(values)
        if text or not len(element):
            yield _Entry(text, name, fraction(values.get("opacity", "1")))
    for child in element:
        yield from _resources(child, name)


def _of_parts(values: dict[str, str]) -> str:
    """The colour of `<Color A="255" R="18" G="52" B="86"/>`, or with ScA and so on in linear light."""
    if {"scr", "scg", "scb"} <= values.keys():
        return "sc#" + ",".join([values.get("sca", "1"), *(values[key] for key in ("scr", "scg", "scb"))])
    parts = [values.get("a", "255"), *(values.get(key, "") for key in "rgb")]
    if not all(re.fullmatch(r"[0-9]{1,3}", part) and int(part) < 256 for part in parts):
        return ""
    return "#" + bytes(map(int, parts)).hex()


def _paints(root: ElementTree.Element) -> Iterator[_Entry]:
    for element in root.iter():
        values = [(local(key), value.strip()) for key, value in element.attrib.items()]
        for key, value in [*values, ("", (element.text or "").strip())]:
            is_color = CERTAIN.fullmatch(alpha_last(value)) or (_PAINTS.fullmatch(key) and parse_color(value))
            if is_color:
                yield _Entry(value)


FORMAT = PaletteFormat("Colours of Android or XAML", (".xaml", ".axaml"), _sniff, _read)
