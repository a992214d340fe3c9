"""Tables of colours as shops, makers and spreadsheets have them: the header decides, and losses are named."""

from __future__ import annotations

import numpy as np
import pytest

from kquant.io.palettes import Palette, PaletteError, palette_format, parse_palette

BRICK, SEA = [203, 65, 84], [46, 139, 87]
ORANGE, AZURE = [255, 128, 0], [0, 128, 255]


def read(text: str, ending: str = ".csv", encoding: str = "utf-8") -> Palette:
    return parse_palette(text.encode(encoding), ending)


def entries(palette: Palette) -> list[tuple[str, list[int]]]:
    return list(zip(palette.all_names, palette.colors.tolist(), strict=True))


TWO = [("Brick", BRICK), ("Red", SEA)]


@pytest.mark.parametrize(
    "text",
    [
        "Color,R,G,B\nBrick,203,65,84\nRed,46,139,87\n",
        "COLOUR;r;g;b\r\nBrick;203;65;84\r\nRed;46;139;87\r\n",
        "B,Color,G,R\n84,Brick,65,203\n87,Red,139,46\n",
        "Red,Green,Blue,Color Name\n203,65,84,Brick\n46,139,87,Red\n",
        "Name\tRed (0-255)\tGreen (0-255)\tBlue (0-255)\nBrick\t203\t65\t84\nRed\t46\t139\t87\n",
        "Name|rgb_r|rgb_g|rgb_b\nBrick|203|65|84\nRed|46|139|87\n",
        "Name,Red (R),Green (G),Blue (B)\nBrick,203,65,84\nRed,46,139,87\n",
        "Nom;Rouge;Vert;Bleu\nBrick;203;65;84\nRed;46;139;87\n",
        "sep=;\r\nName;Rot;Grün;Blau\r\nBrick;203;65;84\r\nRed;46;139;87\r\n",
        "Name,Hex Code\nBrick,CB4154\nRed,2E8B57\n",
        "hexCode,name\n#CB4154,Brick\n2e8b57,Red\n",
        "'Name','HEX #'\n'Brick','cb4154'\n'Red','2e8b57'\n",
        'Name,Hex\nBrick,="cb4154"\nRed,="2e8b57"\n',
        "Color,ARGB\nBrick,FFCB4154\nRed,#FF2E8B57\n",
        "Colour,Colour code\nBrick,#CB4154\nRed,#2e8b57\n",
        "Swatch,Wert\nBrick,#CB4154\nRed,#2e8b57\n",
        'Name,RGB\nBrick,"203,65,84"\nRed,"46, 139, 87"\n',
        "Name,RGB\nBrick,203,65,84\nRed,46,139,87\n",
        "RGB,Name\n203 65 84,Brick\n46/139/87,Red\n",
        "Name;RGB code\nBrick;cb4154\nRed;rgb(46, 139, 87)\n",
        "Color,Hex,R,G,B\nBrick,#cb4154,1,2,3\nRed,,46,139,87\n",
        "Color,C,M,Y,K,R,G,B\nBrick,0,0,0,0,203,65,84\nRed,0,0,0,0,46,139,87\n",
        "Name,L,a,b,R,G,B\nBrick,50,1,2,203,65,84\nRed,50,1,2,46,139,87\n",
        "Brick,203,65,84\nRed,46,139,87\n",
        "Brick;#cb4154\nRed;#2e8b57\n",
        "Brick,cb4154,203,65,84\nRed,2e8b57,46,139,87\n",
        "203,65,84,Brick\n46,139,87,Red\n",
        ",name,hex\n0,Brick,#cb4154\n1,Red,#2e8b57\n",
        "\n\nName,Hex,,\n\nBrick,#cb4154,,\n,,,\nRed,#2e8b57,,\n",
    ],
)
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_colours_and_names(text: str, encoding: str) -> None:
    palette = read(text, ".csv", encoding)
    assert entries(palette) == TWO
    assert not any("left out" in note for note in palette.notes)


@pytest.mark.parametrize("ending", [".tsv", ".tab", ".txt", ""])
def test_tables_with_tabs(ending: str) -> None:
    text = "Name\tR\tG\tB\nBrick, dark\t203\t65\t84\n"
    assert entries(read(text, ending)) == [("Brick, dark", BRICK)]
    assert entries(read(text.partition("\n")[2], ending))[0][1] == BRICK


@pytest.mark.parametrize("ending", [".csv", ".txt", ""])
def test_names_come_first_without_a_header(ending: str) -> None:
    assert entries(read("Brick,203,65,84\nSea,46,139,87\n", ending)) == [("Brick", BRICK), ("Sea", SEA)]


@pytest.mark.parametrize(
    "text",
    [
        "Color;R;G;B\nA;1,0;0,5;0\nB;0;0,5;1\n",
        'Color,R,G,B\nA,"1,0","0,5",0\nB,0,"0,5",1\n',
        "Color,R,G,B\nA,1.0,0.5,0.0\nB,0.0,0.5,1.0\n",
        "Color,R,G,B\nA,100%,50%,0%\nB,0,50%,100%\n",
        "Color,R (%),G (%),B (%)\nA,100,50,0\nB,0,50,100\n",
        "Color;Red [0..1];Green [0..1];Blue [0..1]\nA;1;0.5;0\nB;0;0,5;1\n",
        "Color,Red (0-65535),Green (0-65535),Blue (0-65535)\nA,65535,32896,0\nB,0,32896,65535\n",
        "Color,C,M,Y,K\nA,0,50,100,0\nB,100,50,0,0\n",
        "Color,Cyan %,Magenta %,Yellow %,Black %\nA,0,50,100,0\nB,100,50,0,0\n",
        "Color;C;M;Y;K\nA;0;0,5;1;0\nB;1;0,5;0;0\n",
        'Name,rgb(0-1)\nA,"1,0.5,0"\nB,"0,0.5,1"\n',
        'Name,CMYK\nA,"0,50,100,0"\nB,100/50/0/0\n',
        "Color,H,S,L\nA,30.1,100,50\nB,209.9,100%,50%\n",
        "Color,Hue,Saturation,Brightness\nA,30.1,1,1\nB,209.9,1,1\n",
        "Name,HSV\nA,30.1° 100% 100%\nB,209.9° 100% 100%\n",
        "Color,L*,a*,b*\nA,67.05,42.83,74.03\nB,54.76,18.79,-70.92\n",
    ],
)
def test_other_ranges_and_models(text: str) -> None:
    palette = read(text)
    assert palette.names == ("A", "B")
    assert np.abs(np.subtract(palette.colors, [ORANGE, AZURE])).max() <= 2
    assert all("approximate" in note for note in palette.notes)


@pytest.mark.parametrize(
    "text",
    ["Name,L,a,b\nRed,53.24,80.09,67.2\n", "Name,L* (D50),a*,b*\nRed,54.29,80.8,69.89\n"],
)
def test_cielab_is_of_d65_unless_the_header_says_d50(text: str) -> None:
    """Red as Bruce Lindbloom's calculator has it for both."""
    assert np.abs(np.subtract(read(text).colors, [[255, 0, 0]])).max() <= 1


def test_a_range_that_the_header_tells_counts() -> None:
    palette = read("Name,Red (0-255),Green (0-255),Blue (0-255)\nA,1,0,1\nB,0,1,0\n")
    assert palette.colors.tolist() == [[1, 0, 1], [0, 1, 0]]


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("DMC,Name,Hex\n310,Black,#000000\nEcru,Ecru,#F0EADA\n", ("310 Black", "Ecru")),
        (
            "Floss#,Description,R,G,B\n310,Black,0,0,0\n3713,Salmon,255,226,226\n",
            ("310 Black", "3713 Salmon"),
        ),
        ("Hex,Color,Code\n#000000,Black,310\n#ffe2e2,Salmon,3713\n", ("310 Black", "3713 Salmon")),
        ("PMS,C,M,Y,K\n186 C,2,100,85,6\n", ("186 C",)),
        ("Pantone;Pantone Name;RGB\n186 C;Red;200 16 46\n", ("186 C Red",)),
        ("310,Black,0,0,0\n3713,Salmon,255,226,226\n", ("310 Black", "3713 Salmon")),
        ("310,Black,#000000\n3713,Salmon,#ffe2e2\n", ("310 Black", "3713 Salmon")),
        ("No.,Name,Hex\n1,Black,#000000\n2,Salmon,#ffe2e2\n", ("Black", "Salmon")),
        ('air_blue,"Air Blue",#5d8aa8,93,138,168\namber,Amber,#ffbf00,255,191,0\n', ("Air Blue", "Amber")),
        ("Code,Name,Hex\n310,310 Black,#000000\n", ("310 Black",)),
        ('Brand,Color Code,Color Name,HEX\nX,37J,"Satin, white",#F0F4F2\n', ("37J Satin, white",)),
    ],
)
def test_codes_stay_beside_names(text: str, names: tuple[str, ...]) -> None:
    palette = read(text)
    assert palette.names == names
    for ending in (".csv", ".json", ".gpl", ".ase"):
        assert parse_palette(palette_format(ending).write(palette), ending).names == names


def test_what_is_not_understood_is_named() -> None:
    palette = read(
        "Name,R,G,B,Maker,Alpha,count\nA,10,20,30,X,255,5\nReds,,,,,,\nB,1,2,300,,,\nC,1,2,3,,0.5,x\n"
    )
    assert palette.names == ("A", "C")
    assert palette.counts is None
    notes = "\n".join(palette.notes)
    assert "rows that are not colours were left out: 2 (lines 3, 4)" in notes
    assert "'Maker'" in notes
    assert "lost their transparency: 1" in notes
    assert "counts were left out" in notes


def test_a_row_that_commas_have_cut_is_named() -> None:
    palette = read("Name,Hex\nRed, dark,#cc0000\nBlue,#0000cc\nSea,#2e8b57\n")
    assert palette.names == ("Blue", "Sea")
    assert palette.notes == ("rows that are not colours were left out: 1 (line 2)",)


def test_transparency_is_noted() -> None:
    palette = read("Name,Hex\nA,#cb415480\nB,#2e8b57\n")
    assert palette.colors.tolist() == [BRICK, SEA]
    assert palette.notes == ("colours lost their transparency: 1",)


def test_a_title_above_the_header_is_named() -> None:
    palette = read("Colours of 2024,,\n\nName,Hex,\nBrick,cb4154,\n")
    assert entries(palette) == [("Brick", BRICK)]
    assert "(line 1)" in palette.notes[0]


@pytest.mark.parametrize(
    ("text", "cause"),
    [
        ("Name,X,Y,Z\nRed,41,21,2\n", "'Name', 'X', 'Y', 'Z'"),
        ("Name,R,G,B\nA,1,2,300\nB,x,2,3\n", "no row"),
        ("A,0,100,100,0\nB,3,4,5,6\n", "no header"),
        ("310,0,0,0\n3713,255,226,226\n", "no header"),
        ("Name,Price\nBrick,12\n", "'Price'"),
        ("x" * 200_000, "valid CSV"),
    ],
)
def test_numbers_are_not_guessed(text: str, cause: str) -> None:
    with pytest.raises(PaletteError, match=cause):
        read(text)


@pytest.mark.parametrize("text", ["cb4154,2e8b57\n", "#cb4154;#2e8b57", "Primary,Second\n#cb4154,#2e8b57\n"])
def test_tables_of_colours_alone(text: str) -> None:
    assert read(text).colors.tolist() == [BRICK, SEA]


@pytest.mark.parametrize("text", ['Name,Hex\n"Brick,#cb4154\nSea,#2e8b57\n', 'Name,Hex\n7" tile,#cb4154\n'])
def test_quotes_that_do_not_pair(text: str) -> None:
    assert read(text).colors.tolist()[0] == BRICK


def test_prose_is_no_table() -> None:
    for text in ("Colour, light and vision\nBy Alice, 2008, 3, 4\n", "Rooms 1, 2, 3\n"):
        with pytest.raises(PaletteError):
            read(text, ".txt")
