"""Numbers whose range a file does not tell: all of its colours together decide whether 1 is little or all."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from kquant.core.color.models import (
    from_cmyk,
    from_display_p3,
    from_hsl,
    from_hsv,
    from_hwb,
    from_lab,
    from_linear,
    from_oklab,
    from_unit,
    polar,
)
from kquant.core.model.rgb import Rgb

Convert = Callable[..., Rgb | None]
_Rows = Sequence[Sequence[float]]


def converter(model: str, rows: _Rows) -> Convert:
    """Conversion of any of the rows, which are all colours of a model in a file, to 8-bit sRGB.

    It gives None for what is out of range. CIELAB is that of D65 or, as `lab-d50` and `lch-d50`, D50.
    """
    return _CONVERTERS[model](rows)


def _most(rows: _Rows, *places: int) -> float:
    return max(row[place] for row in rows for place in places)


def _rgb(rows: _Rows) -> Convert:
    """0..1, also a little outside of sRGB, or 0..255."""
    most = _most(rows, 0, 1, 2)
    if most <= 1 or (most < 2 and any(not part.is_integer() for row in rows for part in row)):
        return from_unit
    return lambda *parts: from_unit(*(part / 255 for part in parts)) if _is_byte(*parts) else None


def _is_byte(*parts: float) -> bool:
    return all(0 <= part <= 255 for part in parts)


def _hue_first(convert: Callable[[float, float, float], Rgb]) -> Callable[[_Rows], Convert]:
    """Hue in degrees or, where all is 0..1, in turns; the others in percent or 0..1."""

    def scaled(rows: _Rows) -> Convert:
        whole = 1 if _most(rows, 1, 2) <= 1 else 100
        turn = 1 if whole == 1 and _most(rows, 0) <= 1 else 360
        return lambda hue, first, second: convert(hue / turn, first / whole, second / whole)

    return scaled


def _cmyk(rows: _Rows) -> Convert:
    most = _most(rows, 0, 1, 2, 3)
    whole = 1 if most <= 1 else 100 if most <= 100 else 255
    return lambda *inks: from_cmyk(*(ink / whole for ink in inks))


def _lab(*, d65: bool) -> Callable[[_Rows], Convert]:
    def scaled(rows: _Rows) -> Convert:
        whole = 100 if _most(rows, 0) <= 1 else 1
        return lambda lightness, a, b: from_lab(lightness * whole, a, b, d65=d65)

    return scaled


def _lch(*, d65: bool) -> Callable[[_Rows], Convert]:
    """CIE's, unless that would be black throughout: then OKLab's."""

    def scaled(rows: _Rows) -> Convert:
        if _most(rows, 0) <= 1:
            return _oklch(rows)
        return lambda lightness, chroma, hue: from_lab(lightness, *polar(chroma, hue), d65=d65)

    return scaled


def _oklab(rows: _Rows) -> Convert:
    whole = 1 if _most(rows, 0) <= 1 else 100
    return lambda lightness, a, b: from_oklab(lightness / whole, a, b)


def _oklch(rows: _Rows) -> Convert:
    convert = _oklab(rows)
    return lambda lightness, chroma, hue: convert(lightness, *polar(chroma, hue))


_CONVERTERS: dict[str, Callable[[_Rows], Convert]] = {
    "rgb": _rgb,
    "linear": lambda rows: from_linear,
    "display-p3": lambda rows: from_display_p3,
    "hsl": _hue_first(from_hsl),
    "hsv": _hue_first(from_hsv),
    "hwb": _hue_first(from_hwb),
    "cmyk": _cmyk,
    "lab": _lab(d65=True),
    "lab-d50": _lab(d65=False),
    "lch": _lch(d65=True),
    "lch-d50": _lch(d65=False),
    "oklab": _oklab,
    "oklch": _oklch,
}
