"""The ways a colour is written down, for the clipboard."""

from __future__ import annotations

from collections.abc import Callable
from enum import StrEnum

import numpy as np

from kquant.core.color.spaces import lab
from kquant.core.model.rgb import Rgb


class ColorText(StrEnum):
    """A way to write a colour."""

    HEX = "hex"
    RGB = "rgb"
    HSL = "hsl"
    CSS = "css"
    LAB = "lab"


def color_text(color: Rgb, form: ColorText = ColorText.HEX, number: int = 1) -> str:
    """An sRGB colour in one form; `number` is its place in the palette, for the name of a CSS variable."""
    if form is ColorText.CSS:
        return f"--color-{number}: {hex_text(color)};"
    return _WRITERS[form](color)


def hex_text(color: Rgb) -> str:
    """`#RRGGBB`."""
    return "#{:02X}{:02X}{:02X}".format(*color)


def rgb_text(color: Rgb) -> str:
    """`rgb(189, 106, 54)`."""
    return "rgb({}, {}, {})".format(*color)


def hsl_text(color: Rgb) -> str:
    """`hsl(23.1, 55.6%, 47.6%)`: one decimal, with which it stands for this 8-bit colour and no other.

    CSS Color Module Level 4, section 7 (https://www.w3.org/TR/css-color-4/#rgb-to-hsl).
    """
    high, low = max(color), min(color)
    chroma, total = high - low, high + low
    saturation = 100 * chroma / min(total, 510 - total) if chroma else 0.0
    return f"hsl({_short(_hue(color, high, chroma) % 360)}, {_short(saturation)}%, {_short(total / 5.1)}%)"


def lab_text(color: Rgb) -> str:
    """`L* 52.3 a* 28.1 b* 41.9`: CIELAB for D65, where the `lab()` of CSS is for D50."""
    lightness, a, b = lab_values(color)
    return f"L* {lightness:.1f} a* {a:.1f} b* {b:.1f}"


def lab_values(color: Rgb) -> tuple[float, float, float]:
    """CIELAB coordinates rounded to a tenth, so that none is -0.0."""
    lightness, a, b = (round(float(value), 1) + 0.0 for value in lab(np.array([color], np.uint8))[0])
    return lightness, a, b


def _hue(color: Rgb, high: int, chroma: int) -> float:
    """In degrees, from -60."""
    red, green, blue = color
    if not chroma:
        return 0.0
    if high == red:
        return 60 * (green - blue) / chroma
    if high == green:
        return 60 * (blue - red) / chroma + 120
    return 60 * (red - green) / chroma + 240


def _short(value: float) -> str:
    return f"{value:.1f}".removesuffix(".0")


_WRITERS: dict[ColorText, Callable[[Rgb], str]] = {
    ColorText.HEX: hex_text,
    ColorText.RGB: rgb_text,
    ColorText.HSL: hsl_text,
    ColorText.LAB: lab_text,
}
