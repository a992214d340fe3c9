"""Meaning of the columns of a table of colours, told by the words above them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import Enum, auto

MODELS = ("rgb", "cmyk", "hsl", "hsv", "hsb", "lab")
"""Colour models, each called by the letters of its parts."""

_PARTS = {
    **dict.fromkeys(("red", "rot", "rouge", "rojo", "rosso", "vermelho", "rood"), "r"),
    **dict.fromkeys(("green", "grün", "gruen", "vert", "verde", "groen"), "g"),
    **dict.fromkeys(("blue", "blau", "bleu", "azul", "blu", "blauw"), "b"),
    **{"cyan": "c", "magenta": "m", "yellow": "y", "black": "k", "key": "k"},
    **{"hue": "h", "saturation": "s", "sat": "s", "lightness": "l", "luminance": "l", "brightness": "b"},
    "value": "v",
    **{letter: letter for letter in "rgbcmykhslva"},
}
_MODEL_WORDS = {"srgb": "rgb", "rgba": "rgb", "cielab": "lab", "cie": "lab", **dict.fromkeys(MODELS)}
_HEX = re.compile(r"hex.*|.*hex|html(?:code)?|web|rrggbb(?:aa)?")
_ALPHA_FIRST = ("argb", "aarrggbb", "ahex", "hexargb")
_NAME = re.compile(r".*name|names|label|title|nom|nombre|nome|naam|namn|bezeichnung|desc|description")
_CODE = ("code", "number", "no", "nr", "num", "id", "ref", "reference", "nummer", "numero", "sku", "article")
_MAKERS = ("dmc", "anchor", "floss", "pms", "pantone", "ral", "ncs", "copic", "munsell", "thread")
_COLOR = re.compile(r"colou?rs?|colores|farben?|couleurs?|cores|cor|colore|colori|kleur|swatch|shade|tint")
_FILLERS = (
    "value",
    "values",
    "val",
    "component",
    "channel",
    "code",
    "percent",
    "degrees",
    "deg",
    "bit",
    "to",
)
_RANGE = re.compile(r"\b0(?:\.0+)?\s*(?:[-–—…,;]|\.{2,3}|to)\s*([0-9]{1,5})(?:\.0+)?(?![0-9])")


class ColumnKind(Enum):
    """Meaning of the cells of a column."""

    HEX = auto()
    HEX_ALPHA_FIRST = auto()
    PART = auto()
    WHOLE = auto()
    COLOR = auto()
    NAME = auto()
    CODE = auto()
    ALPHA = auto()
    COUNT = auto()
    SHARE = auto()
    OTHER = auto()


@dataclass(frozen=True, slots=True)
class Heading:
    """A column's heading.

    Attributes:
        text: as it is written.
        kind: of the cells.
        model: one of `MODELS` if the heading names it.
        part: of the model, by its letter.
        total: what stands for all of a part, such as 255, or 0 where that is not said.
        is_d50: whether CIELAB is for that white.
    """

    text: str
    kind: ColumnKind
    model: str = ""
    part: str = ""
    total: int = 0
    is_d50: bool = False


def heading(text: str) -> Heading:
    """A heading read."""
    spaced = re.sub(r"(?<=[a-z][a-z])(?=[A-Z])", " ", text).lower()
    words = re.findall(r"[^\W\d_]+", spaced)
    range_ = _RANGE.search(spaced)
    total = int(range_[1]) if range_ else 100 if "%" in text or "percent" in words else 0
    kind, model, part = _meaning(words, "#" in text)
    return Heading(text, kind, model, part, total, "d50" in spaced)


def _meaning(words: list[str], has_number_sign: bool) -> tuple[ColumnKind, str, str]:
    """Kind, model and part."""
    named = any(map(_NAME.fullmatch, words))
    if any(word in _ALPHA_FIRST for word in words):
        return ColumnKind.HEX_ALPHA_FIRST, "", ""
    if not named and any(map(_HEX.fullmatch, words)):
        return ColumnKind.HEX, "", ""
    if words in (["count"], ["share"]):
        return ColumnKind.COUNT if words == ["count"] else ColumnKind.SHARE, "", ""
    if words in (["alpha"], ["opacity"]):
        return ColumnKind.ALPHA, "", ""
    if not named and (model_and_part := _of_model(words)):
        return ColumnKind.PART if model_and_part[1] else ColumnKind.WHOLE, *model_and_part
    if not named and (has_number_sign or any(word in _CODE for word in words)):
        return ColumnKind.CODE, "", ""
    if named:
        return ColumnKind.CODE if any(word in _CODE for word in words) else ColumnKind.NAME, "", ""
    if any(word in _MAKERS for word in words):
        return ColumnKind.CODE, "", ""
    return ColumnKind.COLOR if any(map(_COLOR.fullmatch, words)) else ColumnKind.OTHER, "", ""


def _of_model(words: list[str]) -> tuple[str, str] | None:
    """Model and part of `Red`, `rgb_r`, `L*a*b*`, `RGB` and their kind, with "" for what is not said."""
    said = [word for word in words if word not in _FILLERS and not _COLOR.fullmatch(word)] or words
    models = {_MODEL_WORDS[word] or word for word in said if word in _MODEL_WORDS}
    parts = [word for word in said if word not in _MODEL_WORDS and word != "d"]  # of D50 or D65
    letters = "".join(_PARTS.get(word, "?") for word in parts)
    letters = letters[:1] if len(set(letters)) == 1 else letters  # of "Red (R)"
    if "?" in letters or len(models) > 1:
        return None
    if not letters or letters in MODELS:
        model = letters or next(iter(models), "")
        return (model, "") if model else None
    return (next(iter(models), ""), letters) if len(letters) == 1 else None
