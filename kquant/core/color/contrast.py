"""The contrast of two colours by the Web Content Accessibility Guidelines."""

from __future__ import annotations

from kquant.core.model.rgb import Rgb

BALANCED_LUMINANCE = 0.1791
"""On what is lighter black has more contrast than white: (Y + 0.05) / 0.05 is 1.05 / (Y + 0.05) there."""

LINEAR = [v / 255 / 12.92 if v <= 10 else ((v / 255 + 0.055) / 1.055) ** 2.4 for v in range(256)]
"""Of each value of a channel in sRGB the light that it gives, 0..1."""

LUMA = 0.2126, 0.7152, 0.0722
"""The parts of red, green and blue light in the luminance."""


def relative_luminance(color: Rgb) -> float:
    """0..1: WCAG 2.2, https://www.w3.org/TR/WCAG22/#dfn-relative-luminance."""
    red, green, blue = color
    return LUMA[0] * LINEAR[red] + LUMA[1] * LINEAR[green] + LUMA[2] * LINEAR[blue]


def contrast_ratio(one: Rgb, other: Rgb) -> float:
    """1 to 21, whichever comes first: https://www.w3.org/TR/WCAG22/#dfn-contrast-ratio."""
    dark, light = sorted((relative_luminance(one), relative_luminance(other)))
    return (light + 0.05) / (dark + 0.05)


def wcag_level(ratio: float) -> str:
    """What a ratio is enough for: "AAA" and "AA" for text, "AA large" for large text and signs, or "".

    WCAG 2.2, success criteria 1.4.6 (7 to 1), 1.4.3 (4.5 and 3 to 1) and 1.4.11 (3 to 1).
    """
    levels = ((7.0, "AAA"), (4.5, "AA"), (3.0, "AA large"))
    return next((level for least, level in levels if ratio >= least), "")
