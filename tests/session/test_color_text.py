"""Colours as text, and the names of CSS."""

from __future__ import annotations

import colorsys
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import ImageColor

from kquant.core.color.css_names import CSS_COLORS
from kquant.core.color.names import nearest_name
from kquant.core.model.rgb import Rgb
from kquant.session.document.color_text import ColorText, color_text

COLORS = st.tuples(*[st.integers(0, 255)] * 3)


@pytest.mark.parametrize(
    ("form", "text"),
    [
        (ColorText.HEX, "#BD6A36"),
        (ColorText.RGB, "rgb(189, 106, 54)"),
        (ColorText.HSL, "hsl(23.1, 55.6%, 47.6%)"),
        (ColorText.CSS, "--color-3: #BD6A36;"),
        (ColorText.LAB, "L* 53.4 a* 28.9 b* 42.6"),
    ],
)
def test_the_forms_of_a_colour(form: ColorText, text: str) -> None:
    assert color_text((189, 106, 54), form, number=3) == text


@pytest.mark.parametrize(
    ("color", "text"), [((0, 0, 0), "hsl(0, 0%, 0%)"), ((255, 0, 255), "hsl(300, 100%, 50%)")]
)
def test_whole_numbers_stay_whole(color: Rgb, text: str) -> None:
    assert color_text(color, ColorText.HSL) == text


def test_grey_has_no_minus_zero() -> None:
    assert color_text((119, 119, 119), ColorText.LAB).endswith("a* 0.0 b* 0.0")


@given(COLORS)
def test_hex_and_rgb_can_be_read_back(color: Rgb) -> None:
    assert ImageColor.getrgb(color_text(color, ColorText.HEX)) == color
    assert ImageColor.getrgb(color_text(color, ColorText.RGB)) == color


@given(COLORS)
def test_hsl_stands_for_one_colour(color: Rgb) -> None:
    hue, saturation, lightness = map(float, re.findall(r"[\d.]+", color_text(color, ColorText.HSL)))
    back = colorsys.hls_to_rgb(hue / 360, lightness / 100, saturation / 100)
    assert tuple(round(value * 255) for value in back) == color


def test_every_name_of_css_is_there() -> None:
    assert len(CSS_COLORS) == 148
    assert all(ImageColor.getrgb(name)[:3] == color for name, color in CSS_COLORS.items())


def test_a_named_colour_is_nearest_to_its_own_name() -> None:
    for name, color in CSS_COLORS.items():
        found, difference = nearest_name(color)
        assert CSS_COLORS[found] == color, name
        assert difference == 0.0


@pytest.mark.parametrize(
    ("color", "name"),
    [((189, 106, 54), "chocolate"), ((0, 255, 255), "cyan"), ((128, 128, 128), "grey"), ((250, 3, 2), "red")],
)
def test_the_nearest_name(color: Rgb, name: str) -> None:
    assert nearest_name(color)[0] == name
