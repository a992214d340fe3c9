"""Palettes of sK1, and XML whose root is `<palette>`, as CorelDRAW has it."""

from __future__ import annotations

import pytest

from kquant.io.palettes import Palette, PaletteError, parse_palette

HEAD = "##sK1 palette\npalette()\nset_name('Mix')\nset_source('')\nset_columns(4)\n"
INKS = "CMYK colours without a profile are approximate"


def named(palette: Palette) -> list[tuple[str, str]]:
    return list(zip(palette.hexes, palette.all_names, strict=True))


def sk1(*calls: str) -> Palette:
    return parse_palette((HEAD + "\n".join(calls) + "\npalette_end()\n").encode(), ".skp")


def test_sk1_has_five_models() -> None:
    palette = sk1(
        "color(['RGB', [1.0, 0.5, 0.0], 1.0, 'Orange'])",
        "color(['CMYK', [0.0, 0.75, 0.9, 0.0], 1.0, \"Chef's red\"])",
        "color(['Grayscale', [0.5], 1.0, 'Half'])",
        "color(['LAB', [0.5429, 0.8188, 0.776], 1.0, u'Red'])",
        "color(['SPOT', [[0.2, 0.4, 0.6], [1.0, 0.5, 0.0, 0.2]], 1.0, 'Spot', 'Brand'])",
        "color(['SPOT', [[], [0.0, 0.5, 1.0, 0.0]], 1.0, 'Ink', 'Brand'])",
    )
    assert named(palette) == [
        *(("ff8000", "Orange"), ("ff4019", "Chef's red"), ("808080", "Half")),
        *(("ff0000", "Red"), ("336699", "Spot"), ("ff8000", "Ink")),
    ]
    assert (palette.name, palette.columns, palette.notes) == ("Mix", 4, (f"{INKS}: 2",))


def test_sk1_names_opacity_and_shorthands() -> None:
    palette = sk1(
        r"color(['RGB', [0.0, 0.0, 0.0], 0.5, 'Caf\xc3\xa9'])",  # as Python 2 writes UTF-8
        "color(['RGB', [1.0, 0.0, 0.0], 1.0, '#FF0000'])",
        "hexcolor('#00ff00', 'Green')",
        "rgbcolor(0, 0, 255, 'Blue')",
    )
    assert named(palette) == [("000000", "Café"), ("ff0000", ""), ("00ff00", "Green"), ("0000ff", "Blue")]
    assert palette.notes == ("colours lost their transparency: 1",)


@pytest.mark.parametrize(
    "argument",
    [
        "['HSV', [1, 1, 1], 1.0, 'x']",
        "['RGB', [1.0]]",
        "__import__('os')",
        "[" * 999,
        "-" * 999 + "1",
        "1.2.3",
        "['",
    ],
)
def test_sk1_entries_that_are_not_colours_are_noted(argument: str) -> None:
    palette = sk1(f"color({argument})", "color(['RGB', [1, 0, 0], 1, 'ok'])")
    assert (named(palette), palette.notes) == (
        [("ff0000", "ok")],
        ("entries that are not colours were left out: 1",),
    )


def test_sk1_without_colours_is_one_sentence() -> None:
    with pytest.raises(PaletteError, match="no colours"):
        sk1()


COREL = """<?xml version="1.0" encoding="UTF-8"?>
<palette resid="P" guid="1-2">
<localization><resource id="P"><DE>Marke</DE><EN>Brand</EN></resource>
<resource id="R"><EN>Red</EN><DE>Rot</DE></resource></localization>
<colorspaces><cs name="Spot 1" fixedID="1"><color cs="CMYK" tints="1,1,0,0"/>
<color cs="LAB" tints="0.5429,0.8188,0.776"/></cs>
</colorspaces>
<colors><page>
<color cs="CMYK" name="Warm" tints="0,0.75,0.9,0"/><color cs="RGB" resid="R" tints="1,0,0"/>
<color cs="GRAY" name="Half" tints="0.5"/><color cs="LAB" name="Lab" tints="0.5429,0.8188,0.776"/>
<color cs="Spot 1" name="Full" tints="1"/><color cs="Spot 1" name="Tint" tints="0.5"/>
<color cs="Elsewhere" name="Other" tints="1"/>
</page></colors></palette>
"""


def test_corel_xml() -> None:
    palette = parse_palette(COREL.encode(), ".xml")
    assert named(palette) == [
        *(("ff4019", "Warm"), ("ff0000", "Red"), ("808080", "Half"), ("ff0000", "Lab")),
        *(("ff0000", "Full"), ("ff8080", "Tint")),
    ]
    assert (palette.name, palette.notes) == (
        "Brand",
        ("colours of other models were left out: 1", f"{INKS}: 1"),
    )


@pytest.mark.parametrize(
    ("attributes", "color"),
    [
        ('hex="22223b" r="34" g="34" b="59"', "22223b"),
        ('r="34" g="34" b="59"', "22223b"),
        ('r="1" g="0.5" b="0"', "ff8000"),
        ('c="0" m="0.5" y="1" k="0"', "ff8000"),
    ],
)
def test_xml_palettes_of_sites_and_of_old_sk1(attributes: str, color: str) -> None:
    text = f'<palette><description type="RGB"/><color name="a b" {attributes}/></palette>'
    assert named(parse_palette(text.encode(), ".xml")) == [(color, "a b")]


@pytest.mark.parametrize(
    "attributes", ['tints="x" cs="RGB"', 'r="nan" g="1e999" b=""', 'hex="zz0000"', 'tints=""']
)
def test_xml_without_colours_is_one_sentence(attributes: str) -> None:
    with pytest.raises(PaletteError, match="no colours"):
        parse_palette(f"<palette><color {attributes}/></palette>".encode(), ".xml")
