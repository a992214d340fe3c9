"""Notations of a colour in JSON: objects, lists and texts, as programs write them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import islice
from typing import Any, TypeGuard

from kquant.core.color.notation import CERTAIN, alpha_last, opacity, parse_color
from kquant.core.model.rgb import Rgb

LONGEST_KEY = 80
_LONGEST_TEXT = 10_000
_SAMPLE = 1000  # values that tell what a list is of

# Keys without their signs and capitals, see `plain_key`.
_HEXES = ("hex", "hexa", "hexcode", "hexvalue", "hexstring", "hexcolor", "hexcolour")
_ALPHA_FIRST = ("argb", "aarrggbb", "ahex", "hexargb")
COLORS = (*_HEXES, *_ALPHA_FIRST, "color", "colour")
_ALPHAS = ("alpha", "opacity", "a")
MODES = ("mode", "colorspace", "model", "space", "type")
VALUES = ("components", "values", "value", "coords", "code", "val")
_MODELS = {
    **dict.fromkeys(("rgb", "rgba", "srgb", "extendedsrgb"), "rgb"),
    **dict.fromkeys(("srgblinear", "extendedlinearsrgb"), "linear"),
    **dict.fromkeys(("hsl", "hsla"), "hsl"),
    **dict.fromkeys(("hsv", "hsva", "hsb", "hsba"), "hsv"),
    **dict.fromkeys(("lab", "cielab"), "lab"),
    **dict.fromkeys(("lch", "cielch"), "lch"),
    **{key: key for key in ("hwb", "cmyk", "oklab", "oklch", "lab-d50", "lch-d50")},
    "displayp3": "display-p3",
}
_D50 = {"lab": "lab-d50", "lch": "lch-d50"}  # where they are named as in CSS, tokens and Adobe's files
_OTHER_MODELS = ("a98rgb", "prophotorgb", "rec2020", "xyz", "xyzd50", "xyzd65", "gray", "grayscale")
_OBJECTS = (
    *(("rgb", ("r", "g", "b")), ("rgb", ("red", "green", "blue"))),
    *(("hsl", ("h", "s", "l")), ("hsl", ("hue", "saturation", "lightness"))),
    *(("hsl", ("hue", "saturation", "luminosity")), ("hsl", ("hue", "saturation", "luminance"))),
    *(("hsv", ("h", "s", "v")), ("hsv", ("hue", "saturation", "value"))),
    *(("hsv", ("h", "s", "b")), ("hsv", ("hue", "saturation", "brightness"))),
    *(("cmyk", ("c", "m", "y", "k")), ("cmyk", ("cyan", "magenta", "yellow", "black"))),
    *(("hwb", ("h", "w", "b")), ("lab", ("l", "a", "b")), ("lch", ("l", "c", "h"))),
)
OF_NOTATIONS = {*_MODELS, *_HEXES, *_ALPHA_FIRST, *VALUES}
_LONG_HEX = re.compile(r"[0-9a-fA-F]{6}|(?=[0-9]*[a-fA-F])[0-9a-fA-F]{8}")  # eight digits may be a date


@dataclass(slots=True)
class JsonColor:
    """A colour of a text, or numbers of a model that wait for the others of the file."""

    color: Rgb | None = None
    opacity: float = 1.0
    model: str = ""
    parts: tuple[float, ...] = ()
    alpha: float = 1.0
    name: str = ""
    record: Mapping[str, Any] | None = None
    is_guess: bool = False  # three numbers which may be anything
    in_gradient: bool = False


def plain_key(key: str) -> str:
    """A key without what differs from file to file: `$value`, `Hex Code`, `hex_code`."""
    return _letters(key[:LONGEST_KEY])


@lru_cache(maxsize=1000)
def _letters(key: str) -> str:
    return re.sub(r"[\W_]", "", key.lower())


def notation(fields: Mapping[str, Any]) -> JsonColor | None:
    """The colour that an object is, by the most exact notation that it has, or None if it is no colour."""
    mode = ""
    alpha = alpha_of(fields)
    for key in _HEXES:
        if key not in fields:
            continue
        value = fields[key]
        value = value.get("value") if isinstance(value, dict) else value
        if isinstance(value, str) and (entry := _of_text(value, sure=True)):
            entry.alpha = alpha
            return entry
    for value in [fields[key] for key in _ALPHA_FIRST if key in fields]:
        if (entry := _of_alpha_first(value)) is not None:
            return entry
    for word in (plain_key(value) for key in MODES if isinstance(value := fields.get(key), str)):
        mode = _D50.get(word, word) if word in _MODELS or word in _OTHER_MODELS else mode
    if (entry := _of_object(fields, mode)) is not None:
        return entry
    for value in [fields.get(key) for key in VALUES] if mode else ():
        if isinstance(value, list):
            return _of_numbers(mode, [*value, *([alpha] if alpha != 1 else [])])
        if isinstance(value, dict):
            return _of_object(plain_keys(value), mode, alpha)
    for key in [key for key in _MODELS if key in fields]:
        value = fields[key]
        if isinstance(value, list) and (entry := _of_numbers(key, value)):
            return entry
        if isinstance(value, dict) and (entry := _of_object(plain_keys(value), key, alpha)):
            return entry
        if isinstance(value, str) and (entry := _of_text(value, sure=True) or _of_text(f"{key}({value})")):
            entry.alpha = alpha
            return entry
    return None


def _of_alpha_first(value: object) -> JsonColor | None:
    """The colour of `"#aarrggbb"` or of `[a, r, g, b]`."""
    if isinstance(value, list) and len(value) == 4:
        return _of_numbers("rgb", [*value[1:], value[0]])
    if not isinstance(value, str):
        return None
    digits = value[:_LONGEST_TEXT].strip().lower().removeprefix("0x").removeprefix("#")
    return _of_text(alpha_last(f"#{digits}"), sure=True)


def _of_object(fields: Mapping[str, Any], mode: str, alpha: float = 1.0) -> JsonColor | None:
    """The colour of `{"r": 255, "g": 0, "b": 0}`; the model goes by the keys unless something names it."""
    for model, keys in _OBJECTS:
        if all(key in fields for key in keys):
            parts = [_number(fields[key]) for key in keys]
            own = alpha_of(fields)
            if None not in parts:
                return _of_numbers(mode or model, [*parts, alpha if own == 1 else own])
            words = " ".join(str(fields[key])[:20] for key in keys)
            if re.search("%|deg|turn", words) and (entry := _of_text(f"{model}({words})")):  # as in CSS
                entry.alpha = alpha if own == 1 else own
                return entry
    return None


def alpha_of(fields: Mapping[str, Any]) -> float:
    """As it stands; 1 if there is none, or it is something else, such as the a of CIELAB."""
    keys = _ALPHAS[:2] if {"l", "a", "b"} <= fields.keys() else _ALPHAS
    numbers = (_number(fields[key]) for key in keys if key in fields)
    return next((number for number in numbers if number is not None and 0 <= number <= 255), 1.0)


def plain_keys(content: Mapping[str, Any]) -> dict[str, Any]:
    return {plain_key(key): value for key, value in content.items()}


def _of_numbers(model: str, values: Sequence[object]) -> JsonColor | None:
    """Numbers of a model, and the alpha if there is one more; without a colour if the model is not known."""
    if model in _OTHER_MODELS:
        return JsonColor()
    model = _MODELS[model]
    wanted = 4 if model == "cmyk" else 3
    parts = [part for value in values if (part := _number(value)) is not None]
    if len(parts) < max(wanted, len(values)):
        return None
    return JsonColor(
        model=model, parts=tuple(parts[:wanted]), alpha=parts[wanted] if len(parts) > wanted else 1.0
    )


def _number(value: object) -> float | None:
    """A number, in quotes too, Xcode's `0x80`, and CSS's `none`."""
    if isinstance(value, str) and len(value) < 30 and not _LONG_HEX.fullmatch(value):
        try:
            value = int(value, 16) if value.startswith("0x") else 0 if value == "none" else float(value)
        except ValueError:
            return None
    if isinstance(value, bool) or not isinstance(value, int | float):
        return None
    return float(value) if abs(value) < 1e6 else None  # which NaN is not either


def _is_triple(value: object) -> TypeGuard[list[Any]]:
    """Three numbers, or four with an alpha, which can be a colour."""
    if not isinstance(value, list) or not 3 <= len(value) <= 4:
        return False
    return all(
        isinstance(part, int | float) and type(part) is not bool and 0 <= part <= 255 for part in value
    )


def leaves(value: object, *, sure: bool, likely: bool) -> list[JsonColor]:
    """Colours that a text or a list of numbers is, or that a text has in it."""
    if isinstance(value, str):
        text = value[:_LONGEST_TEXT]
        if (entry := _of_text(text, sure=sure, likely=likely)) is not None:
            return [entry]
        parts = [(match[0], parse_color(match[0])) for match in CERTAIN.finditer(text)]
        in_gradient = "gradient(" in text
        return [JsonColor(color, opacity(part), in_gradient=in_gradient) for part, color in parts if color]
    if (sure or likely) and _is_triple(value):
        entry = _of_numbers("rgb", value)
        if entry is not None:
            entry.is_guess = not sure
            return [entry]
    return []


def are_colors(values: Iterable[object]) -> bool:
    """Most texts and numbers here are colours, so that those count which elsewhere may be something else."""
    able = [value for value in islice(values, _SAMPLE) if isinstance(value, str | list)]
    fitting = sum(
        _is_triple(value) or (isinstance(value, str) and _of_text(value, likely=True) is not None)
        for value in able
    )
    return 2 * fitting >= len(able) > 0


def _of_text(text: str, *, sure: bool = False, likely: bool = False) -> JsonColor | None:
    """The colour that a text is.

    Args:
        sure: it can be nothing else, so that `f80` and `255, 136, 0` are colours.
        likely: there are colours beside it, so that `ff8800` and `orange` are.
    """
    text = text[:_LONGEST_TEXT].strip()
    if text.lower() == "transparent":
        return JsonColor(None, 0.0)
    word = _LONG_HEX.fullmatch(text) or not re.search(r"[\W\d]", text)
    if not (sure or CERTAIN.fullmatch(text) or (likely and word and len(text) > 3)):
        return None
    color = parse_color(text)
    return None if color is None else JsonColor(color, opacity(text))
