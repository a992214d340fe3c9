"""Single colours of other colour models as 8-bit sRGB, clipped to the gamut by channel.

For arrays there is `kquant.core.color.spaces`. This module imports neither numpy nor OpenCV, as the command
line reads colours by it. Parts that are not numbers count as 0.
"""

from __future__ import annotations

import colorsys
from collections.abc import Sequence
from math import cos, isnan, radians, sin

TYPE_CHECKING = False
if TYPE_CHECKING:
    from kquant.core.model.rgb import Rgb

# XYZ to linear sRGB, and the white point, for D65 and, adapted by Bradford, D50: Bruce Lindbloom's tables.
_D65 = (
    (3.2404542, -1.5371385, -0.4985314),
    (-0.9692660, 1.8760108, 0.0415560),
    (0.0556434, -0.2040259, 1.0572252),
)
_D65_WHITE = (0.95047, 1.0, 1.08883)
_D50 = (
    (3.1338561, -1.6168667, -0.4906146),
    (-0.9787684, 1.9161415, 0.0334540),
    (0.0719453, -0.2289914, 1.4052427),
)
_D50_WHITE = (0.96422, 1.0, 0.82521)
# Björn Ottosson, "A perceptual color space for image processing", 2020.
_OKLAB_TO_CONES = (
    (1.0, 0.3963377774, 0.2158037573),
    (1.0, -0.1055613458, -0.0638541728),
    (1.0, -0.0894841775, -1.2914855480),
)
_CONES_TO_LINEAR = (
    (4.0767416621, -3.3077115913, 0.2309699292),
    (-1.2684380046, 2.6097574011, -0.3413193965),
    (-0.0041960863, -0.7034186147, 1.7076147010),
)
# Linear Display P3 to linear sRGB: CSS Color Module Level 4, section 19.
_P3_TO_SRGB = (
    (1.2249401763, -0.2249401763, 0.0),
    (-0.0420569547, 1.0420569547, 0.0),
    (-0.0196375546, -0.0786360456, 1.0982736001),
)
_Parts = Sequence[float]


def from_unit(red: float, green: float, blue: float) -> Rgb:
    """sRGB, 0..1, rounded half up."""
    return _byte(red), _byte(green), _byte(blue)


def from_linear(red: float, green: float, blue: float) -> Rgb:
    """Linear light, 0..1 (IEC 61966-2-1)."""
    return from_unit(_encoded(red), _encoded(green), _encoded(blue))


def from_display_p3(red: float, green: float, blue: float) -> Rgb:
    """Display P3, 0..1, which has the curve of sRGB."""
    return from_linear(*_mixed(_P3_TO_SRGB, [_linear(part) for part in (red, green, blue)]))


def from_grey(lightness: float) -> Rgb:
    """An sRGB grey, 0 black .. 1 white."""
    return from_unit(lightness, lightness, lightness)


def from_hsv(hue: float, saturation: float, value: float) -> Rgb:
    """HSV, which Adobe calls HSB: hue in turns, the others 0..1."""
    return from_unit(*colorsys.hsv_to_rgb(hue % 1, _clipped(saturation), _clipped(value)))


def from_hsl(hue: float, saturation: float, lightness: float) -> Rgb:
    """HSL: hue in turns, the others 0..1."""
    return from_unit(*colorsys.hls_to_rgb(hue % 1, _clipped(lightness), _clipped(saturation)))


def from_hwb(hue: float, white: float, black: float) -> Rgb:
    """Hue in turns, whiteness and blackness 0..1: CSS Color Module Level 4, section 8."""
    if white + black >= 1:
        return from_grey(white / (white + black))
    return from_hsv(hue, 1 - white / (1 - black), 1 - black)


def from_cmyk(cyan: float, magenta: float, yellow: float, black: float) -> Rgb:
    """Inks, 0 none .. 1 full, without a profile: R = (1 - C)(1 - K) and so on."""
    paper = 1 - _clipped(black)
    return from_unit(*((1 - _clipped(ink)) * paper for ink in (cyan, magenta, yellow)))


def from_lab(lightness: float, a: float, b: float, *, d65: bool = False) -> Rgb:
    """CIELAB, L* 0..100: for D50 as in print, Adobe's files and CSS, or for D65 as in `color.spaces`."""
    fy = (lightness + 16) / 116
    matrix, white = (_D65, _D65_WHITE) if d65 else (_D50, _D50_WHITE)
    roots = (fy + a / 500, fy, fy - b / 200)
    return from_linear(*_mixed(matrix, [_cie_cube(f) * w for f, w in zip(roots, white, strict=True)]))


def from_oklab(lightness: float, a: float, b: float) -> Rgb:
    """OKLab in its own unit, L 0..1."""
    cones = [root**3 for root in _mixed(_OKLAB_TO_CONES, (lightness, a, b))]
    return from_linear(*_mixed(_CONES_TO_LINEAR, cones))


def polar(chroma: float, degrees: float) -> tuple[float, float]:
    """The a and b of a chroma and hue, as LCH and OKLCH have them."""
    return chroma * cos(radians(degrees)), chroma * sin(radians(degrees))


def _mixed(matrix: Sequence[_Parts], parts: _Parts) -> tuple[float, float, float]:
    x, y, z = (sum(by * part for by, part in zip(row, parts, strict=True)) for row in matrix)
    return x, y, z


def _cie_cube(root: float) -> float:
    return root**3 if root > 6 / 29 else 3 * (6 / 29) ** 2 * (root - 4 / 29)


def _encoded(light: float) -> float:
    light = _clipped(light)
    return light * 12.92 if light <= 0.0031308 else 1.055 * light ** (1 / 2.4) - 0.055


def _linear(part: float) -> float:
    part = _clipped(part)
    return part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4


def _clipped(part: float) -> float:
    return 0.0 if isnan(part) else min(max(part, 0.0), 1.0)


def _byte(part: float) -> int:
    return int(_clipped(part) * 255 + 0.5)
