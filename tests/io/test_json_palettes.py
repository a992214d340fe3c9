"""JSON as palette sites, design programs and their plug-ins write it."""

from __future__ import annotations

import json
from typing import Any

import pytest

from kquant.io.palettes import Palette, PaletteError, parse_palette

LOST_OPACITY = "colours lost their transparency: 1"
INKS = "CMYK colours without a profile are approximate: 1"


def read(content: object) -> Palette:
    return parse_palette(json.dumps(content).encode(), ".json")


def colors(content: object) -> list[tuple[str, str]]:
    palette = read(content)
    return list(zip(palette.hexes, palette.all_names, strict=True))


RED_SKY = [("ff0000", "Red"), ("87ceeb", "Sky")]


@pytest.mark.parametrize(
    "content",
    [
        [{"name": "Red", "r": 255, "g": 0, "b": 0}, {"name": "Sky", "r": 135, "g": 206, "b": 235}],
        [{"Name": "Red", "R": "255", "G": "0", "B": "0"}, {"Name": "Sky", "R": 135, "G": 206, "B": 235}],
        {"Red": {"red": 255, "green": 0, "blue": 0}, "Sky": {"red": 135, "green": 206, "blue": 235}},
        {"Red": [255, 0, 0], "Sky": [135, 206, 235]},
        {"Red": "ff0000", "Sky": "87ceeb"},
        {"title": "Two", "author": "added", "id": "123456", "Red": "ff0000", "Sky": "87ceeb"},
        {"colors": [{"title": "Red", "hexCode": "#f00"}, {"title": "Sky", "value": "87ceeb", "use": "a b"}]},
        {
            "swatches": [
                {"name": "Red", "color": {"r": 255, "g": 0, "b": 0}},
                {"name": "Sky", "rgb": "135,206,235"},
            ]
        },
        [{"name": "Red", "rgb": {"r": 255, "g": 0, "b": 0}}, {"name": "Sky", "rgba": [135, 206, 235, 1]}],
        [{"label": "Red", "color": [255, 0, 0]}, {"label": "Sky", "color": "skyblue"}],
        [
            {"id": "Red", "hex": {"value": "#FF0000"}},
            {"name": {"value": "Sky"}, "hex": "87CEEB", "rgb": [1, 2, 3]},
        ],
        {
            "Red": {"$value": "#ff0000", "$type": "color"},
            "Sky": {"value": "#87ceeb", "comment": "on #ffffff"},
        },
    ],
)
def test_objects_lists_and_names(content: object) -> None:
    assert colors(content) == RED_SKY


def test_numbers_mean_what_all_of_the_file_says() -> None:
    """A colour of ones and noughts is red beside fractions, and nearly black beside 255."""
    red = {"r": 1, "g": 0, "b": 0}
    assert colors([red, {"r": 0.5, "g": 0.25, "b": 1}]) == [("ff0000", ""), ("8040ff", "")]
    assert colors([red, {"r": 255, "g": 0, "b": 128}]) == [("010000", ""), ("ff0080", "")]
    assert colors([[1, 0, 0], [0, 0, 1]]) == [("ff0000", ""), ("0000ff", "")]
    assert colors([{"r": 0.5, "g": 1.02, "b": -0.01}]) == [("80ff00", "")]
    assert colors([[127.6, 255, 0]]) == [("80ff00", "")]


@pytest.mark.parametrize(
    "entry",
    [
        {"h": 210, "s": 50, "l": 40},
        {"h": 210, "s": 0.5, "l": 0.4},
        {"hue": 210 / 360, "saturation": 0.5, "lightness": 0.4},
        {"h": 210, "s": 200 / 3, "v": 60},
        {"hue": 210 / 360, "saturation": 2 / 3, "brightness": 0.6, "alpha": 1},
        {"h": "210deg", "s": "50%", "l": "40%"},
        {"hsl": [210, 50, 40]},
        {"hsl": "210, 50%, 40%"},
        {"hsb": {"h": 210, "s": 200 / 3, "b": 60}},
        {"$value": {"colorSpace": "srgb", "components": [0.2, 0.4, 0.6]}},
        {"mode": "rgb", "values": [0.2, 0.4, 0.6]},
        {"color": {"color-space": "srgb", "components": {"red": "0x33", "green": "0x66", "blue": "0x99"}}},
    ],
)
def test_other_models(entry: object) -> None:
    found = read([entry]).colors[0].tolist()
    assert found == pytest.approx([51, 102, 153], abs=1)


@pytest.mark.parametrize(
    ("entry", "color"),
    [
        ({"lab": [53.2408, 80.0925, 67.2032]}, [255, 0, 0]),  # D65: Bruce Lindbloom's calculator
        ({"l": 53.2408, "a": 80.0925, "b": 67.2032}, [255, 0, 0]),
        ({"colorSpace": "lab", "components": [54.29, 80.8, 69.89]}, [255, 0, 0]),  # D50: CSS Color 4
        ({"colorSpace": "oklch", "components": [0.628, 0.2577, 29.23]}, [255, 0, 0]),
        ({"oklch": {"l": 0.628, "c": 0.2577, "h": 29.23}}, [255, 0, 0]),
        ({"colorSpace": "display-p3", "components": [0.784, 0.235, 0.235]}, [217, 42, 52]),
    ],
)
def test_models_with_published_values(entry: object, color: list[int]) -> None:
    palette = read({"x": {"$value": entry}})
    assert palette.colors[0].tolist() == pytest.approx(color, abs=1)
    assert palette.notes == ()


@pytest.mark.parametrize(
    "purple",
    [{"argb": "#FF6200EE"}, {"ARGB": "ff6200ee"}, {"hex_argb": "0xFF6200EE"}, {"argb": [255, 98, 0, 238]}],
)
def test_opacity_comes_first_where_the_key_says_so(purple: dict[str, object]) -> None:
    palette = read([{"name": "Purple", **purple}, {"name": "Clear", "argb": "#0003dac5"}])
    assert palette.hexes == ("6200ee", "03dac5")
    assert palette.names == ("Purple", "Clear")
    assert palette.clear == (1,)
    assert read({"purple": purple}).hexes == ("6200ee",)


def test_json_lines() -> None:
    lines = '{"name": "Red", "hex": "#ff0000"}\n\n{"name": "Sky", "rgb": [135, 206, 235]}\n'
    for ending in (".json", ".jsonl", ""):
        palette = parse_palette(lines.encode(), ending)
        assert list(zip(palette.hexes, palette.names, strict=True)) == RED_SKY


def test_names_that_might_be_parts_of_a_colour() -> None:
    content = {"red": "110000", "green": "002200", "blue": "000033"}
    assert colors(content) == [("110000", "red"), ("002200", "green"), ("000033", "blue")]


def test_inks_are_noted() -> None:
    palette = read([{"name": "Warm", "c": 0, "m": 50, "y": 100, "k": 0}])
    assert (palette.hexes, palette.notes) == (("ff8000",), (INKS,))


def test_sketch_palettes() -> None:
    color = {"_class": "color", "red": 0, "green": 1, "blue": 0, "alpha": 1}
    content: dict[str, Any] = {
        "compatibleVersion": "2.0",
        "pluginVersion": "2.22",
        "colors": [
            {"name": "A", "red": 0.5, "green": 0.25, "blue": 1, "alpha": 1},
            {"name": "B", "red": 1, "green": 0, "blue": 0, "alpha": 0.5},
            None,
        ],
        "gradients": [],
        "images": ["aGFsbG8="],
    }
    palette = read(content)
    assert list(zip(palette.hexes, palette.names, strict=True)) == [("8040ff", "A"), ("ff0000", "B")]
    assert palette.notes == (LOST_OPACITY,)
    gradient = {"name": "g", "stops": [{"color": color, "position": 0}, {"color": color | {"red": 1}}]}
    palette = read(content | {"gradients": [gradient]})
    assert palette.hexes == ("8040ff", "ff0000")
    assert "colours of gradients were left out: 2" in palette.notes
    assert read(content | {"colors": [], "gradients": [gradient]}).hexes == ("00ff00", "ffff00")
    assert read({"compatibleVersion": "1.0", "colors": ["#8040FF", "#FF0000"]}).hexes == ("8040ff", "ff0000")


def test_gradients_of_the_same_colours_are_none_of_their_own() -> None:
    palette = read({"a": "#ff0000", "b": "#0000ff", "both": "linear-gradient(#ff0000, #0000ff)"})
    assert (palette.names, palette.notes) == (("a", "b"), ())


def test_clear_entries_keep_their_place() -> None:
    palette = read({"none": "#00ff0000", "red": {"r": 255, "g": 0, "b": 0, "a": 1}})
    assert (palette.names, palette.clear, palette.paint) == (("none", "red"), (0,), ((255, 0, 0),))
    assert palette.notes == ("transparent entries are no colours to paint with: 1",)


def test_scales_are_named_by_all_their_keys() -> None:
    theme = {
        "colors": {
            "transparent": "transparent",
            "current": "currentColor",
            "black": "#000",
            "sea blue": {"50": "#eff6ff", "DEFAULT": "#3b82f6"},
            "gray": ["#f8f9fa", "#f1f3f5"],
        },
        "spacing": {"px": "1px", "weights": ["400", "700"]},
    }
    assert colors(theme) == [
        ("000000", "black"),
        ("eff6ff", "sea blue 50"),
        ("3b82f6", "sea blue"),
        ("f8f9fa", "gray-0"),
        ("f1f3f5", "gray-1"),
    ]
    assert read(theme).notes == ("transparent entries were left out: 1",)


def test_design_tokens() -> None:
    tokens = {
        "brand": {
            "$type": "color",
            "blue": {"500": {"$value": "#3b82f6", "$description": "4.5:1 on #ffffff"}},
            "red": {"$value": {"colorSpace": "srgb", "components": [1, 0, 0.5], "alpha": 0.5}},
            "link": {"$value": "{brand.blue.500}"},
            "$extensions": {"x": {"color": "#123456"}},
        },
        "space": {"$type": "dimension", "small": {"$value": "#000000"}},
        "size": {"font": {"weight": {"value": "400"}}},
    }
    assert colors(tokens) == [("3b82f6", "brand-blue-500"), ("ff0080", "brand-red")]
    assert read(tokens).notes == (LOST_OPACITY,)


def test_figma_and_adobe() -> None:
    value = {"1:0": {"r": 0.2, "g": 0.4, "b": 0.6, "a": 1}}
    variable = {"id": "VariableID:1:2", "name": "blue/500", "resolvedType": "COLOR", "valuesByMode": value}
    assert colors({"variables": [variable]}) == [("336699", "blue/500")]
    paint = {"type": "SOLID", "opacity": 0.5, "color": {"r": 1, "g": 0, "b": 0}}
    assert colors([{"name": "Alarm", "paints": [paint]}]) == [("ff0000", "Alarm")]
    assert read([{"name": "Alarm", "paints": [paint]}]).notes == (LOST_OPACITY,)
    data = {"type": "color", "color#data": {"mode": "RGB", "value": {"r": 255, "g": 128, "b": 0}}}
    assert colors({"elements": [{"name": "Brand", "representations": [data]}]}) == [("ff8000", "Brand")]


def test_what_is_no_colour_is_noted() -> None:
    palette = read({"colors": ["#ff0000", "zz0000", {"name": "B"}, {"r": 300, "g": 0, "b": 0}]})
    assert palette.hexes == ("ff0000",)
    assert palette.notes == ("entries that are not colours were left out: 3",)


def test_numbers_of_other_things_are_no_colours() -> None:
    assert read({"fill": "#ff0000", "points": [[1, 2, 3], [4, 5, 6]], "size": [3, 4, 5]}).hexes == ("ff0000",)


def test_the_list_of_a_report_is_all_that_counts() -> None:
    palette = read({"parameters": {"lock": ["#123456"]}, "palette": [{"hex": "#ff0000", "count": 3}]})
    assert palette.hexes == ("ff0000",)
    assert palette.counts is not None


@pytest.mark.parametrize("depth", [100, 900])
def test_deep_nesting_is_one_sentence(depth: int) -> None:
    with pytest.raises(PaletteError, match="nested too deeply"):
        parse_palette(b"[" * depth + b'"#ff0000"' + b"]" * depth, ".json")
