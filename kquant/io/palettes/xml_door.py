"""XML from strangers: no entities, no DTDs of their own, one sentence for what is broken."""

from __future__ import annotations

from collections.abc import Iterator
from xml.etree import ElementTree

from kquant.io.palettes.palette import PaletteError


def parse_xml(data: bytes) -> ElementTree.Element:
    """The root of a document.

    Raises:
        PaletteError: it is no well-formed XML, or it defines entities, with which a small file can grow huge.
    """
    if b"<!ENTITY" in data.replace(b"\0", b""):
        raise PaletteError("its XML defines entities, which no palette needs")
    try:
        return ElementTree.fromstring(data)
    except (ElementTree.ParseError, ValueError, LookupError) as error:
        raise PaletteError("it is not well-formed XML") from error


def local(name: str) -> str:
    """A name without its namespace, in lower case."""
    return name.rpartition("}")[2].lower()


def attributes(element: ElementTree.Element) -> dict[str, str]:
    """By names without their namespaces, in lower case."""
    return {local(name): value for name, value in element.attrib.items()}


def elements(root: ElementTree.Element, name: str) -> Iterator[ElementTree.Element]:
    """All elements with a name, whatever its namespace, in the order of the document."""
    return (element for element in root.iter() if local(element.tag) == name)


def root_is(data: bytes, name: bytes) -> bool:
    """Whether it looks as if the root element were called so."""
    start = data[:4096].replace(b"\0", b"").lower()
    return start.lstrip(b"\xef\xbb\xbf\xff\xfe \t\r\n").startswith(b"<") and name in start
