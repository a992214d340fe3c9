"""Colours in JSON of any make: of palette sites, Sketch, Figma, Xcode and Adobe, design tokens, themes.

JSON says neither whether 1 is full red or hardly any, nor whether `"123456"` is a colour: all numbers of a
file decide the first, and what stands beside it the second.

Sources: Design Tokens Community Group, "Color Module" 2025.10; andrewfiorillo/sketch-palettes.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from kquant.core.model.rgb import Rgb
from kquant.io.palettes.json_notation import (
    COLORS,
    LONGEST_KEY,
    MODES,
    OF_NOTATIONS,
    VALUES,
    JsonColor,
    alpha_of,
    are_colors,
    leaves,
    notation,
    plain_key,
    plain_keys,
)
from kquant.io.palettes.number_ranges import Convert, converter
from kquant.io.palettes.palette import PaletteError

_DEEPEST = 60
_LONGEST_NAME = 200

# Keys without their signs and capitals, see `plain_key`.
_NAMES = ("name", "title", "label", "colorname", "colourname")
_NAMES_AT_WORST = ("key", "token", "slug", "id")  # where no key around a colour tells its name
_LISTS = ("colors", "colours", "palette", "palettes", "swatches", "hexes", "hexcodes")
# What is no part of a name: the words that such files have for "here are colours".
_STRUCTURE = {
    *(*COLORS, *VALUES, *_LISTS, "swatch", "theme", "extend", "default", "root", "result", "data", "items"),
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
        self.entries: list[JsonColor] = []
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
        fields = plain_keys(content)
        name = next((text for key in _NAMES if (text := _named(fields.get(key)))), "")
        at_worst = next((text for key in _NAMES_AT_WORST if (text := _named(fields.get(key)))), "")
        at_worst = "" if _NO_NAME.fullmatch(at_worst) else at_worst
        entry = notation(fields)
        if entry is not None:
            self._add(entry, name or _joined(path) or at_worst, content)
            done = _ABOUT | OF_NOTATIONS
            rest = {key: value for key, value in content.items() if isinstance(value, dict | list)}
        else:
            path = path if is_top or not name else (name,)
            done = _ABOUT
            rest = content
        likely = are_colors(value for key, value in fields.items() if key not in _ABOUT and key not in MODES)
        for key, value in rest.items():
            plain = plain_key(key)
            if plain in done:
                continue
            inner = path if plain in _STRUCTURE or re.fullmatch(r"\d+:\d+", key) else (*path, key)
            is_value = plain in COLORS or plain in VALUES
            before = len(self.entries)
            for leaf in leaves(value, sure=plain in COLORS, likely=likely or is_value):
                leaf.is_guess = leaf.is_guess and not is_value
                self._add(leaf, _joined(inner) or at_worst, content)
            if len(self.entries) == before:
                self.enter(value, inner, plain)
            if is_value and (alpha := alpha_of(fields)) != 1:
                for one in self.entries[before:]:
                    one.alpha = alpha

    def _enter_list(self, values: list[Any], path: tuple[str, ...], key: str, is_top: bool) -> None:
        sure = is_top or key in _LISTS
        likely = not sure and are_colors(values)
        for place, value in enumerate(values):
            inner = (*path, str(place)) if path and len(values) > 1 else path
            before = len(self.entries)
            for leaf in leaves(value, sure=sure, likely=likely):
                self._add(leaf, _joined(inner), {})
            if len(self.entries) == before:
                self.enter(value, inner, key)
            if sure and value is not None and len(self.entries) == before:  # null is an empty place
                self._add(JsonColor(), "", {})

    def _add(self, entry: JsonColor, name: str, record: Mapping[str, Any]) -> None:
        entry.name, entry.record = name[:_LONGEST_NAME], record
        entry.in_gradient = entry.in_gradient or self._gradients > 0
        self.entries.append(entry)


def _named(value: object) -> str:
    """A name, which may be in an object of its own."""
    if isinstance(value, dict):
        value = value.get("value", value.get("en"))
    return value[:_LONGEST_NAME] if isinstance(value, str) else ""


def _joined(path: Sequence[str]) -> str:
    """`blue-500`, or with spaces where the keys have some."""
    words = [key[:LONGEST_KEY] for key in path]
    return (" " if any(" " in word for word in words) else "-").join(words)


def _converted(entries: Sequence[JsonColor]) -> list[Found]:
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
