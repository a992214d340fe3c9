"""Colours in JSON of any make: of palette sites, Sketch, Figma, Xcode and Adobe, design tokens, themes.

JSON says neither whether 1 is full red or hardly any, nor whether `"123456"` is a colour: all numbers of a
file decide the first, and what stands beside it the second.

Sources: Design Tokens Community Group, "Color Module" 2025.10; andrewfiorillo/sketch-palettes.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import islice
from typing import Any, NamedTuple, TypeGuard

from kquant.core.notation import CERTAIN, alpha_last, opacity, parse_color
from kquant.core.types import Rgb
from kquant.io.palettes.number_ranges import Convert, converter
from kquant.io.palettes.palette import PaletteError

_DEEPEST = 60
_LONGEST_KEY, _LONGEST_NAME, _LONGEST_TEXT = 80, 200, 10_000
_SAMPLE = 1000  # values that tell what a list is of

# Keys without their signs and capitals, see `_plain`.
_NAMES = ("name", "title", "label", "colorname", "colourname")
_NAMES_AT_WORST = ("key", "token", "slug", "id")  # where no key around a colour tells its name
_HEXES = ("hex", "hexa", "hexcode", "hexvalue", "hexstring", "hexcolor", "hexcolour")
_ALPHA_FIRST = ("argb", "aarrggbb", "ahex", "hexargb")
_COLORS = (*_HEXES, *_ALPHA_FIRST, "color", "colour")
_ALPHAS = ("alpha", "opacity", "a")
_MODES = ("mode", "colorspace", "model", "space", "type")
_VALUES = ("components", "values", "value", "coords", "code", "val")
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
_OF_NOTATIONS = {*_MODELS, *_HEXES, *_ALPHA_FIRST, *_VALUES}
_LISTS = ("colors", "colours", "palette", "palettes", "swatches", "hexes", "hexcodes")
# What is no part of a name: the words that such files have for "here are colours".
_STRUCTURE = {
    *(*_COLORS, *_VALUES, *_LISTS, "swatch", "theme", "extend", "default", "root", "result", "data", "items"),
    *("entries", "elements", "representations", "colordata", "variables", "valuesbymode", "paints", "fills"),
    *("fill", "settings", "shades"),
}
# What tells about a palette or a colour and is no colour itself.
_ABOUT = {
    *(*_NAMES, *_NAMES_AT_WORST, "description", "desc", "comment", "comments", "author", "url", "link"),
    *("links", "license", "version", "compatibleversion", "pluginversion", "schema", "extensions", "date"),
    *("created", "uuid", "guid", "contrast", "images", "kind", "tags"),
}
_NO_NAME = re.compile(r"[0-9a-f-]{16,}|.*:.*|\d+", re.IGNORECASE)
_LONG_HEX = re.compile(r"[0-9a-fA-F]{6}|(?=[0-9]*[a-fA-F])[0-9a-fA-F]{8}")  # eight digits may be a date


class Found(NamedTuple):
    """A colour that the search found.

    Attributes:
        color: None if it is out of range, or an entry of a list of colours that is none.
        name: its own, or made of the keys that lead to it: `blue-500`.
        opacity: 0..1.
        record: the object that the colour is or stands in.
        is_inks: it was CMYK.
    """

    color: Rgb | None
    name: str
    opacity: float
    record: Mapping[str, Any]
    is_inks: bool


@dataclass(slots=True)
class _Entry:
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


def find_colors(content: object) -> tuple[list[Found], int]:
    """Colours, and how many gradients have been left out that have colours of their own.

    Guesses, and the colours of gradients, count only where there are no others.

    Raises:
        PaletteError: it is nested more deeply than any palette.
    """
    search = _Search()
    search.enter(content, (), "", is_top=True)
    entries = search.entries
    if any(not entry.is_guess and (entry.model or entry.color) for entry in entries):
        entries = [entry for entry in entries if not entry.is_guess]
    found = _converted(entries)
    plain = [one for one, entry in zip(found, entries, strict=True) if not entry.in_gradient]
    known = {one.color for one in plain if one.color is not None}
    if not known:
        return found, 0
    foreign = (
        entry.in_gradient and one.color not in known for one, entry in zip(found, entries, strict=True)
    )
    return plain, sum(foreign)


class _Search:
    """Walk through a file. `path` holds the keys that name a colour which has no name of its own."""

    def __init__(self) -> None:
        self.entries: list[_Entry] = []
        self._depth = 0
        self._gradients = 0

    def enter(self, value: object, path: tuple[str, ...], key: str, *, is_top: bool = False) -> None:
        """Collects the colours within an object or a list, which is under a key."""
        if self._depth > _DEEPEST:
            raise PaletteError("its JSON is nested too deeply for a palette")
        is_gradient = "gradient" in key or key == "stops"
        self._depth += 1
        self._gradients += is_gradient
        if isinstance(value, dict):
            self._enter_object(value, path, is_top)
        elif isinstance(value, list):
            self._enter_list(value, path, key, is_top)
        self._gradients -= is_gradient
        self._depth -= 1

    def _enter_object(self, content: dict[str, Any], path: tuple[str, ...], is_top: bool) -> None:
        kind = content.get("$type", "color")
        if kind != "color" and isinstance(kind, str):  # tokens that are lengths, shadows, typefaces
            return
        if not content:
            return
        fields = _plain_keys(content)
        name = next((text for key in _NAMES if (text := _named(fields.get(key)))), "")
        at_worst = next((text for key in _NAMES_AT_WORST if (text := _named(fields.get(key)))), "")
        at_worst = "" if _NO_NAME.fullmatch(at_worst) else at_worst
        entry = _notation(fields)
        if entry is not None:
            self._add(entry, name or _joined(path) or at_worst, content)
            done = _ABOUT | _OF_NOTATIONS
            rest = {key: value for key, value in content.items() if isinstance(value, dict | list)}
        else:
            path = path if is_top or not name else (name,)
            done = _ABOUT
            rest = content
        likely = _are_colors(
            value for key, value in fields.items() if key not in _ABOUT and key not in _MODES
        )
        for key, value in rest.items():
            plain = _plain(key)
            if plain in done:
                continue
            inner = path if plain in _STRUCTURE or re.fullmatch(r"\d+:\d+", key) else (*path, key)
            is_value = plain in _COLORS or plain in _VALUES
            before = len(self.entries)
            for leaf in _leaves(value, sure=plain in _COLORS, likely=likely or is_value):
                leaf.is_guess = leaf.is_guess and not is_value
                self._add(leaf, _joined(inner) or at_worst, content)
            if len(self.entries) == before:
                self.enter(value, inner, plain)
            if is_value and (alpha := _alpha(fields)) != 1:
                for one in self.entries[before:]:
                    one.alpha = alpha

    def _enter_list(self, values: list[Any], path: tuple[str, ...], key: str, is_top: bool) -> None:
        sure = is_top or key in _LISTS
        likely = not sure and _are_colors(values)
        for place, value in enumerate(values):
            inner = (*path, str(place)) if path and len(values) > 1 else path
            before = len(self.entries)
            for leaf in _leaves(value, sure=sure, likely=likely):
                self._add(leaf, _joined(inner), {})
            if len(self.entries) == before:
                self.enter(value, inner, key)
            if sure and value is not None and len(self.entries) == before:  # null is an empty place
                self._add(_Entry(), "", {})

    def _add(self, entry: _Entry, name: str, record: Mapping[str, Any]) -> None:
        entry.name, entry.record = name[:_LONGEST_NAME], record
        entry.in_gradient = entry.in_gradient or self._gradients > 0
        self.entries.append(entry)


def _plain(key: str) -> str:
    """A key without what differs from file to file: `$value`, `Hex Code`, `hex_code`."""
    return _letters(key[:_LONGEST_KEY])


@lru_cache(maxsize=1000)
def _letters(key: str) -> str:
    return re.sub(r"[\W_]", "", key.lower())


def _named(value: object) -> str:
    """A name, which may be in an object of its own."""
    if isinstance(value, dict):
        value = value.get("value", value.get("en"))
    return value[:_LONGEST_NAME] if isinstance(value, str) else ""


def _joined(path: Sequence[str]) -> str:
    """`blue-500`, or with spaces where the keys have some."""
    words = [key[:_LONGEST_KEY] for key in path]
    return (" " if any(" " in word for word in words) else "-").join(words)


def _notation(fields: Mapping[str, Any]) -> _Entry | None:
    """The colour that an object is, by the most exact notation that it has, or None if it is no colour."""
    mode = ""
    alpha = _alpha(fields)
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
    for word in (_plain(value) for key in _MODES if isinstance(value := fields.get(key), str)):
        mode = _D50.get(word, word) if word in _MODELS or word in _OTHER_MODELS else mode
    if (entry := _of_object(fields, mode)) is not None:
        return entry
    for value in [fields.get(key) for key in _VALUES] if mode else ():
        if isinstance(value, list):
            return _of_numbers(mode, [*value, *([alpha] if alpha != 1 else [])])
        if isinstance(value, dict):
            return _of_object(_plain_keys(value), mode, alpha)
    for key in [key for key in _MODELS if key in fields]:
        value = fields[key]
        if isinstance(value, list) and (entry := _of_numbers(key, value)):
            return entry
        if isinstance(value, dict) and (entry := _of_object(_plain_keys(value), key, alpha)):
            return entry
        if isinstance(value, str) and (entry := _of_text(value, sure=True) or _of_text(f"{key}({value})")):
            entry.alpha = alpha
            return entry
    return None


def _of_alpha_first(value: object) -> _Entry | None:
    """The colour of `"#aarrggbb"` or of `[a, r, g, b]`."""
    if isinstance(value, list) and len(value) == 4:
        return _of_numbers("rgb", [*value[1:], value[0]])
    if not isinstance(value, str):
        return None
    digits = value[:_LONGEST_TEXT].strip().lower().removeprefix("0x").removeprefix("#")
    return _of_text(alpha_last(f"#{digits}"), sure=True)


def _of_object(fields: Mapping[str, Any], mode: str, alpha: float = 1.0) -> _Entry | None:
    """The colour of `{"r": 255, "g": 0, "b": 0}`; the model goes by the keys unless something names it."""
    for model, keys in _OBJECTS:
        if all(key in fields for key in keys):
            parts = [_number(fields[key]) for key in keys]
            own = _alpha(fields)
            if None not in parts:
                return _of_numbers(mode or model, [*parts, alpha if own == 1 else own])
            words = " ".join(str(fields[key])[:20] for key in keys)
            if re.search("%|deg|turn", words) and (entry := _of_text(f"{model}({words})")):  # as in CSS
                entry.alpha = alpha if own == 1 else own
                return entry
    return None


def _alpha(fields: Mapping[str, Any]) -> float:
    """As it stands; 1 if there is none, or it is something else, such as the a of CIELAB."""
    keys = _ALPHAS[:2] if {"l", "a", "b"} <= fields.keys() else _ALPHAS
    numbers = (_number(fields[key]) for key in keys if key in fields)
    return next((number for number in numbers if number is not None and 0 <= number <= 255), 1.0)


def _plain_keys(content: Mapping[str, Any]) -> dict[str, Any]:
    return {_plain(key): value for key, value in content.items()}


def _of_numbers(model: str, values: Sequence[object]) -> _Entry | None:
    """Numbers of a model, and the alpha if there is one more; without a colour if the model is not known."""
    if model in _OTHER_MODELS:
        return _Entry()
    model = _MODELS[model]
    wanted = 4 if model == "cmyk" else 3
    parts = [part for value in values if (part := _number(value)) is not None]
    if len(parts) < max(wanted, len(values)):
        return None
    return _Entry(
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


def _leaves(value: object, *, sure: bool, likely: bool) -> list[_Entry]:
    """Colours that a text or a list of numbers is, or that a text has in it."""
    if isinstance(value, str):
        text = value[:_LONGEST_TEXT]
        if (entry := _of_text(text, sure=sure, likely=likely)) is not None:
            return [entry]
        parts = [(match[0], parse_color(match[0])) for match in CERTAIN.finditer(text)]
        in_gradient = "gradient(" in text
        return [_Entry(color, opacity(part), in_gradient=in_gradient) for part, color in parts if color]
    if (sure or likely) and _is_triple(value):
        entry = _of_numbers("rgb", value)
        if entry is not None:
            entry.is_guess = not sure
            return [entry]
    return []


def _are_colors(values: Iterable[object]) -> bool:
    """Most texts and numbers here are colours, so that those count which elsewhere may be something else."""
    able = [value for value in islice(values, _SAMPLE) if isinstance(value, str | list)]
    fitting = sum(
        _is_triple(value) or (isinstance(value, str) and _of_text(value, likely=True) is not None)
        for value in able
    )
    return 2 * fitting >= len(able) > 0


def _of_text(text: str, *, sure: bool = False, likely: bool = False) -> _Entry | None:
    """The colour that a text is.

    Args:
        sure: it can be nothing else, so that `f80` and `255, 136, 0` are colours.
        likely: there are colours beside it, so that `ff8800` and `orange` are.
    """
    text = text[:_LONGEST_TEXT].strip()
    if text.lower() == "transparent":
        return _Entry(None, 0.0)
    word = _LONG_HEX.fullmatch(text) or not re.search(r"[\W\d]", text)
    if not (sure or CERTAIN.fullmatch(text) or (likely and word and len(text) > 3)):
        return None
    color = parse_color(text)
    return None if color is None else _Entry(color, opacity(text))


def _converted(entries: Sequence[_Entry]) -> list[Found]:
    rows: dict[str, list[tuple[float, ...]]] = {}
    for entry in entries:
        rows.setdefault(entry.model, []).append(entry.parts)
    convert: dict[str, Convert] = {model: converter(model, rows[model]) for model in rows if model}
    largest = max((entry.alpha for entry in entries), default=1.0)
    whole = 1 if largest <= 1 else 100 if largest <= 100 else 255
    return [
        Found(
            convert[entry.model](*entry.parts) if entry.model else entry.color,
            entry.name,
            entry.opacity if entry.alpha == 1 else min(entry.opacity, entry.alpha / whole),
            entry.record or {},
            entry.model == "cmyk",
        )
        for entry in entries
    ]
