"""Small palette files that would unfold to something huge are refused by one sentence, before they do."""

from __future__ import annotations

import io
import tracemalloc
import zipfile

import pytest

from kquant.io.palettes import Palette, PaletteError, palette_format, parse_palette
from kquant.io.palettes.palette import MAX_TEXT_BYTES
from tests.io.results import distinct_colors

DEFAULTS = "".join(f'a{place} CDATA "{"x" * 100}" ' for place in range(500))
DECLARATIONS = {
    "defaults": f"<!ATTLIST b {DEFAULTS}>",
    "entity": '<!ENTITY a "b">',
    "parameter": '<!ENTITY % a "b">',
    "outside": '<!ENTITY a SYSTEM "file:///etc/hostname">',
    "element": "<!ELEMENT b EMPTY>",
    "notation": '<!NOTATION n SYSTEM "n">',
}
DOCUMENTS = {
    ".svg": '<svg><rect fill="#ff0000"/>{}</svg>',
    ".soc": '<o:color-table xmlns:o="o"><o:color o:color="#ff0000"/>{}</o:color-table>',
    ".xml": '<SCRIBUSCOLORS><COLOR RGB="#ff0000"/>{}</SCRIBUSCOLORS>',
    ".kpl": '<ColorSet><ColorSetEntry><sRGB r="1" g="0" b="0"/></ColorSetEntry>{}</ColorSet>',
}
MANY = 40_000


def packed(name: str, content: str | bytes, method: int = zipfile.ZIP_DEFLATED, others: int = 0) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", method) as archive:
        archive.writestr(name, content)
        for place in range(others):
            archive.writestr(zipfile.ZipInfo(f"{place}"), b"")
    return out.getvalue()


def file_of(ending: str, document: str, encoding: str = "utf-8") -> bytes:
    data = document.encode(encoding)
    return packed("colorset.xml", data) if ending == ".kpl" else data


def refusal(data: bytes, ending: str) -> str:
    """The sentence, once the memory that it took to get there was found to be small."""
    tracemalloc.start()
    try:
        with pytest.raises(PaletteError) as caught:
            parse_palette(data, ending)
        assert tracemalloc.get_traced_memory()[1] < 2 * len(data) + (24 << 20)
    finally:
        tracemalloc.stop()
    assert "\n" not in str(caught.value)
    return str(caught.value)


@pytest.mark.parametrize("ending", DOCUMENTS)
@pytest.mark.parametrize("declaration", DECLARATIONS)
def test_a_dtd_declares_nothing(ending: str, declaration: str) -> None:
    document = f"<!DOCTYPE x [{DECLARATIONS[declaration]}]>" + DOCUMENTS[ending].format("<b/>" * MANY)
    assert "XML declares" in refusal(file_of(ending, document), ending)


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "latin-1"])
def test_no_encoding_hides_a_declaration(encoding: str) -> None:
    document = f"<!DOCTYPE x [{DECLARATIONS['defaults']}]>" + DOCUMENTS[".svg"].format("<b/>" * MANY)
    assert "XML declares" in refusal(file_of(".svg", document, encoding), ".svg")


@pytest.mark.parametrize("ending", DOCUMENTS)
@pytest.mark.parametrize(
    "doctype",
    [
        '<!DOCTYPE svg PUBLIC "-//W3C//DTD SVG 1.1//EN" "http://www.w3.org/Graphics/SVG/1.1/DTD/svg11.dtd">',
        '<!DOCTYPE x SYSTEM "x.dtd">',
        "<!DOCTYPE x []>",
        "<!-- <!ENTITY is no declaration here -->",
    ],
)
def test_a_doctype_without_declarations_is_read(ending: str, doctype: str) -> None:
    palette = parse_palette(file_of(ending, doctype + DOCUMENTS[ending].format("")), ending)
    assert palette.colors.tolist() == [[255, 0, 0]]


def test_an_entity_of_a_dtd_elsewhere_is_not_dropped_from_a_name() -> None:
    title = '<!DOCTYPE svg SYSTEM "x.dtd">' + DOCUMENTS[".svg"].format("<title>Caf&eacute;</title>")
    assert "eacute" in refusal(title.encode(), ".svg")


@pytest.mark.slow
@pytest.mark.parametrize("ending", DOCUMENTS)
@pytest.mark.parametrize(
    ("element", "end", "times", "cause"),
    [
        ("<b>", "</b>", 5000, "within one another"),
        ("<b/>", "", 600_000, "elements and attributes"),
        ('<b a="" b="" c=""/>', "", 150_000, "elements and attributes"),
    ],
)
def test_xml_is_no_larger_than_a_palette(ending: str, element: str, end: str, times: int, cause: str) -> None:
    data = file_of(ending, DOCUMENTS[ending].format(element * times + end * times))
    with pytest.raises(PaletteError, match=cause):
        parse_palette(data, ending)


def test_xml_that_does_not_look_like_text_is_no_larger_either() -> None:
    document = DOCUMENTS[".svg"].format(" " * (MAX_TEXT_BYTES // 2))
    assert "4 MiB" in refusal(document.encode("utf-16-le"), ".svg")


@pytest.mark.slow
@pytest.mark.parametrize(("name", "ending"), [("colorset.xml", ".kpl"), ("Swatches.json", ".swatches")])
@pytest.mark.parametrize(
    ("method", "cause"),
    [
        (zipfile.ZIP_STORED, "more than 4 MiB"),
        (zipfile.ZIP_DEFLATED, "more than 4 MiB"),
        (zipfile.ZIP_BZIP2, "packed in a way that no palette is"),
        (zipfile.ZIP_LZMA, "packed in a way that no palette is"),
    ],
)
def test_what_is_packed_stays_small(name: str, ending: str, method: int, cause: str) -> None:
    sentence = refusal(packed(name, bytes(1 << 25), method), ending)
    assert name in sentence
    assert cause in sentence


def test_an_archive_of_very_many_files() -> None:
    data = packed("colorset.xml", DOCUMENTS[".kpl"].format(""), others=5000)
    assert "1,000 files" in refusal(data, ".kpl")
    assert len(parse_palette(packed("colorset.xml", DOCUMENTS[".kpl"].format(""), others=50)).colors) == 1


def test_the_largest_palettes_that_are_made_here_are_read_back() -> None:
    palette = Palette(distinct_colors(4096), names=tuple(f"colour {place}" for place in range(4096)))
    for ending in (".kpl", ".soc", ".svg"):
        assert len(parse_palette(palette_format(ending).write(palette), ending).colors) == 4096
