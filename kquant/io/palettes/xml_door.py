"""XML from strangers: no DTDs of their own, no more than a palette needs, one sentence for what is broken."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NoReturn
from xml.etree import ElementTree
from xml.parsers import expat

from kquant.io.palettes.palette import MAX_TEXT_BYTES, PaletteError

_MAX_PARTS = 1 << 19
"""Elements and attributes; a text of `MAX_TEXT_BYTES` with as many has eight letters for each."""
_MAX_DEPTH = 200


def parse_xml(data: bytes) -> ElementTree.Element:
    """The root of a document.

    Raises:
        PaletteError: it is no well-formed XML, larger than a palette, or its DTD declares anything: with
            entities and with defaults of attributes a small file can grow huge.
    """
    if len(data) > MAX_TEXT_BYTES:
        raise PaletteError(f"its XML is too large for a palette: over {MAX_TEXT_BYTES >> 20} MiB")
    tree = _Tree()
    parser = expat.ParserCreate(namespace_separator="}")
    parser.buffer_text = True
    parser.StartElementHandler = tree.start
    parser.EndElementHandler = tree.end
    parser.CharacterDataHandler = tree.builder.data
    parser.EntityDeclHandler = parser.AttlistDeclHandler = _refuse_declaration
    parser.ElementDeclHandler = parser.NotationDeclHandler = _refuse_declaration
    parser.SkippedEntityHandler = _refuse_unknown_entity
    try:
        parser.Parse(data, True)
    except (expat.ExpatError, ValueError, LookupError) as error:
        raise PaletteError("it is not well-formed XML") from error
    return tree.builder.close()


class _Tree:
    """A tree under construction, with an eye on how large it gets."""

    def __init__(self) -> None:
        self.builder = ElementTree.TreeBuilder()
        self._parts = self._depth = 0

    def start(self, name: str, values: dict[str, str]) -> None:
        self._parts += 1 + len(values)
        self._depth += 1
        if self._parts > _MAX_PARTS:
            raise PaletteError(f"its XML has more than {_MAX_PARTS:,} elements and attributes")
        if self._depth > _MAX_DEPTH:
            raise PaletteError(f"its XML has more than {_MAX_DEPTH} elements within one another")
        self.builder.start(name, values)

    def end(self, name: str) -> None:
        self._depth -= 1
        self.builder.end(name)


def _refuse_declaration(*_: object) -> NoReturn:
    raise PaletteError("its XML declares entities, attributes or the like, which no palette needs")


def _refuse_unknown_entity(name: str, is_parameter: bool) -> None:
    """Of a DTD elsewhere, which is not read; parameters belong to the DTD itself."""
    if not is_parameter:
        raise PaletteError(f"its XML refers to {name[:20]!r}, which it does not explain")


def local(name: str) -> str:
    """A name without its namespace, in lower case."""
    return name.rpartition("}")[2].lower()


def attributes(element: ElementTree.Element) -> dict[str, str]:
    """By names without their namespaces, in lower case."""
    return {local(name): value for name, value in element.attrib.items()}


def fraction(text: str) -> float:
    """An opacity, 0..1 or in percent; 1 if it is none."""
    try:
        value = float(text.removesuffix("%")) / (100 if text.endswith("%") else 1)
    except ValueError:
        return 1.0
    return min(max(value, 0.0), 1.0)


def elements(root: ElementTree.Element, name: str) -> Iterator[ElementTree.Element]:
    """All elements with a name, whatever its namespace, in the order of the document."""
    return (element for element in root.iter() if local(element.tag) == name)


def root_is(data: bytes, name: bytes) -> bool:
    """Whether it looks as if the root element were called so."""
    start = data[:4096].replace(b"\0", b"").lower()
    return start.lstrip(b"\xef\xbb\xbf\xff\xfe \t\r\n").startswith(b"<") and name in start
