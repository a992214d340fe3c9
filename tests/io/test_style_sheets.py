"""CSS, SCSS and Less of other programs."""

from __future__ import annotations

import pytest

from kquant.io.palettes import PaletteError, parse_palette

COOLORS = """/* CSS HEX */
--onyx: #2a2b2eff;
--mint: #87ff65ff;

/* CSS HSL */
--onyx: hsla(225, 5%, 17%, 1);
--mint: hsla(107, 100%, 70%, 1);

/* SCSS HEX */
$onyx: #2a2b2eff;
$mint: #87ff65ff;

/* SCSS RGB */
$onyx: rgba(42, 43, 46, 1);
$mint: rgba(135, 255, 101, 1);

/* SCSS Gradient */
$gradient-top: linear-gradient(0deg, #2a2b2eff, #87ff65ff);
"""


def read(text: str, ending: str = ".css") -> list[tuple[str, str]]:
    palette = parse_palette(text.encode(), ending)
    return list(zip(palette.hexes, palette.all_names, strict=True))


@pytest.mark.parametrize("text", [COOLORS, "\n\n".join(reversed(COOLORS.split("\n\n")))])
def test_a_name_in_several_notations_is_one_colour(text: str) -> None:
    assert read(text, ".scss") == [("2a2b2e", "onyx"), ("87ff65", "mint")]
    assert parse_palette(text.encode(), ".scss").name == ""


def test_without_hex_the_less_rounded_notation_counts() -> None:
    assert read("$a: hsla(225, 5%, 17%, 1);\n$a: rgba(42, 43, 46, 1);", ".scss") == [("2a2b2e", "a")]


def test_notations_told_by_the_name() -> None:
    assert read(":root { --blue: #0d6efd; --blue-rgb: 13, 110, 253; --white-rgb: 255, 255, 255 }") == [
        *(("0d6efd", "blue"), ("ffffff", "white-rgb")),
    ]
    assert read(":root { --onyx-hsl: hsl(225, 5%, 17%); --onyx-hex: #2a2b2e }") == [("2a2b2e", "onyx")]


def test_rules_of_one_colour_each_are_like_variables() -> None:
    """As Adobe Color writes them, which rounds differently in each notation."""
    text = """/* Color Theme Swatches in Hex */
.Pink-hex { color: #F20587; }
.Sky-hex { color: #0BA2D9; }
/* Color Theme Swatches in RGBA */
.Pink-rgba { color: rgba(242, 4, 135, 1); }
.Sky-rgba { color: rgba(11, 162, 217, 1); }
/* Color Theme Swatches in HSLA */
.Pink-hsla { color: hsla(326, 97, 48, 1); }
.Sky-hsla { color: hsla(196, 90, 44, 1); }
"""
    assert read(text) == [("f20587", "Pink"), ("0ba2d9", "Sky")]
    assert read(".a{background:#ff0000}#b { fill: blue }") == [("ff0000", "a"), ("0000ff", "b")]
    other = ".a { color: #ff0000 }\n.b { color: #0000ff; border: 1px solid #00ff00 }"
    assert [color for color, _ in read(other)] == ["ff0000", "0000ff", "00ff00"]
    gradient = ".a { color: #ff0000 }\n.b { background: linear-gradient(#0000ff, #00ff00) }"
    assert [color for color, _ in read(gradient)] == ["ff0000", "0000ff", "00ff00"]


def test_the_other_colours_of_a_dark_theme_stay() -> None:
    text = ":root { --text: #000; --page: #fff } .dark { --text: #fff; --page: #010101 }"
    assert read(text) == [("000000", "text"), ("ffffff", "page"), ("ffffff", "text"), ("010101", "page")]


def test_flags_of_scss_and_variables_of_less() -> None:
    assert read("$blue: #0d6efd !default;\n$red: hsl(0, 100%, 50%) !default;\n$main: $blue;", ".scss") == [
        *(("0d6efd", "blue"), ("ff0000", "red")),
    ]
    text = "@blue: #0d6efd;\n@half: fade(#f00, 50%);\n@media (width: 1px) { a { color: @blue } }"
    assert read(text, ".less") == [("0d6efd", "blue"), ("ff0000", "half")]


@pytest.mark.parametrize(
    "value",
    [
        "#ff000080",
        "#f008",
        "rgb(255 0 0 / 50%)",
        "rgba(255, 0, 0, .5)",
        "hsl(0deg 100% 50% / 0.5)",
        "rgba(#f00, .5)",
    ],
)
def test_lost_opacity_is_noted(value: str) -> None:
    palette = parse_palette(f":root {{ --a: {value}; --b: #00ff00ff }}".encode(), ".css")
    assert (palette.hexes, palette.notes) == (("ff0000", "00ff00"), ("colours lost their transparency: 1",))


@pytest.mark.parametrize("value", ["#ff000000", "rgb(255 0 0 / 0)"])
def test_what_is_wholly_transparent_is_no_paint(value: str) -> None:
    palette = parse_palette(f":root {{ --none: {value}; --b: #00ff00 }}".encode(), ".css")
    assert (palette.hexes, palette.clear, palette.paint) == (("ff0000", "00ff00"), (0,), ((0, 255, 0),))
    assert palette.notes == ("transparent entries are no colours to paint with: 1",)


def test_the_word_transparent_is_left_out_with_a_note() -> None:
    palette = parse_palette(b":root { --none: transparent; --b: #00ff00 }", ".css")
    assert (palette.hexes, palette.names) == (("00ff00",), ("b",))
    assert palette.notes == ("transparent entries were left out: 1",)


def test_transparent_alone_is_no_palette() -> None:
    with pytest.raises(PaletteError, match="no colours"):
        parse_palette(b":root { --none: transparent }", ".css")


def test_opacity_in_rules_and_in_any_text_is_noted() -> None:
    for text, ending in (("a { color: rgb(255 0 0 / 50%) }", ".css"), ("#ff000080 half\n", ".txt")):
        palette = parse_palette(text.encode(), ending)
        assert (palette.hexes, palette.notes) == (("ff0000",), ("colours lost their transparency: 1",))


def test_gradients_in_rules() -> None:
    rules = (
        ".a { color: #ff0000 }\n.b { color: #0000ff }\n.c { background: linear-gradient(90deg, #ff0000, %s) }"
    )
    assert [color for color, _ in read(rules % "rgba(0, 0, 255, 1)")] == ["ff0000", "0000ff"]
    assert [color for color, _ in read(rules % "#00ff00")] == ["ff0000", "0000ff", "ff0000", "00ff00"]
    assert [color for color, _ in read("a { background: linear-gradient(#ff0000, #00ff00) }")] == [
        "ff0000",
        "00ff00",
    ]
