"""Colours in every notation, judged by Pillow, by colorsys and by published values."""

from __future__ import annotations

import colorsys
import subprocess
import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import ImageColor

from kquant.core.color.css_names import CSS_COLORS
from kquant.core.color.notation import opacity, parse_color, parse_list

COLOR = st.tuples(*[st.integers(0, 255)] * 3)
ORANGE = (255, 136, 0)


@pytest.mark.parametrize(
    "text",
    [
        *("#f80", "f80", "#F80C", "ff8800", "#FF8800", "#ff8800cc", "ff8800cc", "0xff8800", "0xccff8800"),
        *("rgb(255, 136, 0)", "rgb(255 136 0 / 50%)", "RGBA(255,136,0,.5)", "rgb(100% 53.4% 0%)"),
        *("hsl(32, 100%, 50%)", "hsl(32deg 100% 50%)", "hsl(0.08889turn 100 50)", "hwb(32 0% 0%)"),
        *("hsv(32, 100%, 100%)", "hsb(32, 100, 100)", "cmyk(0%, 46.7%, 100%, 0%)", "cmyk(0, .467, 1, 0)"),
        *("255, 136, 0", "(255, 136, 0)", "[255 136 0]", "1.0 0.534 0.0", "R: 255, G:136, B: 000"),
        *("'#ff8800'", '"#f80",', " #ff8800; "),
    ],
)
def test_one_colour_in_many_notations(text: str) -> None:
    assert parse_color(text) == ORANGE


@pytest.mark.parametrize(
    "text",
    [
        *(
            "",
            "#",
            "#ff880",
            "ff88001",
            "gg0000",
            "256, 0, 0",
            "1, 2",
            "1 2 3 4",
            "rgb(1, 2)",
            "rgb(a, b, c)",
        ),
        *("hsl()", "cmyk(1, 2, 3)", "no colour", "rgb(1 2 3 4 5)", "-1 0 0", "١٢٣ ١ ١"),
    ],
)
def test_what_is_no_colour(text: str) -> None:
    assert parse_color(text) is None


@pytest.mark.parametrize(
    ("text", "color"),
    [
        ("Rebecca Purple", (102, 51, 153)),
        # From the examples of CSS Color Module Level 4.
        ("lab(29.2345% 39.3825 20.0664)", (125, 35, 41)),
        ("lab(52.2345% 40.1645 59.9971)", (198, 93, 7)),
        ("lch(52.2345% 72.2 56.2)", (198, 93, 7)),
        ("oklab(40.101% 0.1147 0.0453)", (125, 35, 41)),
        ("oklch(59.69% 0.156 49.77)", (198, 93, 7)),
        ("L* 53.2 a* 80.1 b* 67.2", (255, 0, 0)),  # Bruce Lindbloom's calculator, D65
        ("#f808", (255, 136, 0)),
        ("oklab(62.8% 0.225 0.126)", (255, 0, 0)),
        ("oklch(51.975% 0.17686 142.495)", (0, 128, 0)),
        ("lab(100 0 0)", (255, 255, 255)),
        ("lab(150 0 0)", (255, 255, 255)),
    ],
)
def test_published_values(text: str, color: tuple[int, int, int]) -> None:
    found = parse_color(text)
    assert found is not None
    assert max(abs(a - b) for a, b in zip(found, color, strict=True)) <= 1


@pytest.mark.parametrize("name", CSS_COLORS)
def test_names_are_as_pillow_knows_them(name: str) -> None:
    assert parse_color(name) == CSS_COLORS[name] == ImageColor.getrgb(name)


@given(color=COLOR)
def test_functions_give_the_colour_they_were_made_of(color: tuple[int, int, int]) -> None:
    hue, saturation, value = colorsys.rgb_to_hsv(*(part / 255 for part in color))
    assert parse_color(f"hsv({hue * 360:.6f} {saturation * 100:.6f}% {value * 100:.6f}%)") == color
    hue, lightness, saturation = colorsys.rgb_to_hls(*(part / 255 for part in color))
    assert parse_color(f"hsl({hue * 360:.6f} {saturation * 100:.6f}% {lightness * 100:.6f}%)") == color
    assert parse_color("{} {} {}".format(*color)) == color


@given(text=st.text(max_size=30))
def test_any_text_is_a_colour_or_none(text: str) -> None:
    color = parse_color(text)
    assert color is None or all(0 <= part <= 255 for part in color)


RED, GREEN, WHITE = (255, 0, 0), (0, 128, 0), (255, 255, 255)


@pytest.mark.parametrize(
    ("text", "colors", "wrong"),
    [
        ("", (), []),
        (" ,; ", (), []),
        ("#fff,ff0000", (WHITE, RED), []),
        ("#ff000 red", (RED,), ["#ff000"]),
        ("#f00,#f00", (RED, RED), []),
        ("rgb(255, 0, 0), rgb(0 128 0) white", (RED, GREEN, WHITE), []),
        ("255, 136, 0", (ORANGE,), []),
        ("255 0 0; 0 128 0", (RED, GREEN), []),
        ("(255, 0, 0), [0, 128, 0]", (RED, GREEN), []),
        ("R: 255, G: 136, B: 0 red", (ORANGE, RED), []),
        ("light green, red green", ((144, 238, 144), RED, GREEN), []),
        ("red, rgb(0, 20", (RED,), ["rgb(0, 20"]),
        ("hsl(0, 100%, 50%), zorp red", (RED, RED), ["zorp"]),
    ],
)
def test_lists_of_colours(text: str, colors: tuple[object, ...], wrong: list[str]) -> None:
    assert parse_list(text) == (colors, wrong)


def test_reading_colours_brings_neither_numpy_nor_opencv() -> None:
    code = "import sys, kquant.core.color.notation; sys.exit('numpy' in sys.modules or 'cv2' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        *(("#ff880080", 128 / 255), ("ff880000", 0), ("#f80c", 0.8), ("rgb(255 136 0 / 50%)", 0.5)),
        *(("rgba(255,136,0,.5)", 0.5), ("hsl(32deg 100% 50% / 0.25)", 0.25), ("oklch(60% .2 30 / none)", 0)),
        *(("rgb(1 2 3 / 2)", 1), ("cmyk(0 0 0 0)", 1), ("#f80", 1), ("ff8800", 1), ("orange", 1)),
        *(("transparent", 0), ("Transparent", 0), ("", 1)),
    ],
)
def test_opacity(text: str, expected: float) -> None:
    assert opacity(text) == pytest.approx(expected)
