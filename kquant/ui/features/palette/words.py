"""Words for colours, for swatches, and for the choices of the bar."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from PySide6.QtCore import QCoreApplication, QLocale

from kquant.core.color.css_names import CSS_COLORS
from kquant.core.color.names import NameList, nearest_name
from kquant.core.color.spaces import lab
from kquant.core.model.choices import PaletteUse
from kquant.core.model.rgb import Rgb
from kquant.core.palette.order import Order
from kquant.session.document.color_text import ColorText, hex_text, lab_values
from kquant.translation import QT_TRANSLATE_NOOP
from kquant.ui.features.palette.swatch_row import swatch_lines
from kquant.ui.kit.numbers import grouped


def _tr(text: str) -> str:
    return QCoreApplication.translate("SwatchModel", text)


@dataclass(frozen=True, slots=True)
class SwatchWords:
    """Attributes:
    number: its place in the palette, from 1.
    color: as it is in the result.
    part: its share of the picture, 0..1.
    pixels: how many it has, or None where that is not known.
    locked: whether it may not change.
    paper: whether it is what an excluded colour has become.
    """

    number: int
    color: Rgb
    part: float
    pixels: int | None
    locked: bool
    paper: bool = False

    @property
    def share(self) -> str:
        """Its share of the picture, or "" where that is not known."""
        return "" if self.pixels is None else swatch_lines([self.color], [self.part])[0][1]

    @property
    def name(self) -> str:
        """The nearest name, and whether it is only near."""
        name, difference = nearest_name(self.color)
        return name if difference == 0 else _tr("close to {name}").format(name=name)

    @property
    def short(self) -> str:
        """For screen readers, which say it of every swatch that is passed."""
        locked = _tr("paper") if self.paper else _tr("locked") if self.locked else ""
        return ", ".join(filter(None, (hex_text(self.color), self.share, self.name, locked)))

    @property
    def line(self) -> str:
        """All that fits on one line."""
        known = _tr("Colour {number}: {hex}, {name}").format(
            number=self.number, hex=hex_text(self.color), name=self.name
        )
        return " · ".join(filter(None, (known, _tr("paper") if self.paper else "", self._count)))

    @property
    def full(self) -> str:
        """For a tooltip."""
        known = _tr("Colour {number}: {hex}, {name}").format(
            number=self.number, hex=hex_text(self.color), name=self.name
        )
        values = [QLocale().toString(value, "f", 1) for value in lab_values(self.color)]
        coordinates = _tr("Lab: L* {0}, a* {1}, b* {2}").format(*values)
        locked = _tr("Locked: the clustering may neither move nor drop it") if self.locked else ""
        if self.paper:
            locked = _tr("Paper: an excluded colour, one more beside the colours asked for")
        uses = _tr("Click to copy, double-click to edit, drag to merge or move")
        called = _tr("Also called: {name} (xkcd)").format(name=nearest_name(self.color, NameList.XKCD)[0])
        return "\n".join(filter(None, (known, called, self._count, coordinates, locked, uses)))

    @property
    def _count(self) -> str:
        if self.pixels is None:
            return ""
        if self.pixels == 0:
            return _tr("no pixel of the picture")
        percent = QLocale().toString(100 * self.part, "f", 2 if self.part < 0.1 else 1)
        if self.pixels == 1:
            return _tr("{percent} % of the picture, one pixel").format(percent=percent)
        pixels = grouped().toString(self.pixels)
        return _tr("{percent} % of the picture, {pixels} pixels").format(percent=percent, pixels=pixels)


_ORDERS = {
    Order.SHARE: QT_TRANSLATE_NOOP("Palette", "Share"),
    Order.HUE: QT_TRANSLATE_NOOP("Palette", "Hue"),
    Order.LIGHTNESS: QT_TRANSLATE_NOOP("Palette", "Lightness"),
    Order.PATH: QT_TRANSLATE_NOOP("Palette", "Smooth path"),
    Order.FOUND: QT_TRANSLATE_NOOP("Palette", "As found"),
    Order.HAND: QT_TRANSLATE_NOOP("Palette", "By hand"),
}
_USES = {
    PaletteUse.FIXED: QT_TRANSLATE_NOOP("Palette", "Mapped to {name}"),
    PaletteUse.START: QT_TRANSLATE_NOOP("Palette", "Started from {name}"),
    PaletteUse.RECOLOR: QT_TRANSLATE_NOOP("Palette", "Recoloured with {name}"),
    PaletteUse.LIGHTNESS: QT_TRANSLATE_NOOP("Palette", "Recoloured with {name} by lightness"),
}
_FORMS = {
    ColorText.HEX: QT_TRANSLATE_NOOP("Palette", "As hex"),
    ColorText.RGB: QT_TRANSLATE_NOOP("Palette", "As rgb()"),
    ColorText.HSL: QT_TRANSLATE_NOOP("Palette", "As hsl()"),
    ColorText.CSS: QT_TRANSLATE_NOOP("Palette", "As CSS variables"),
    ColorText.LAB: QT_TRANSLATE_NOOP("Palette", "As Lab"),
}


def order_names() -> dict[Order, str]:
    """What palettes are sorted by."""
    return {order: _translated(name) for order, name in _ORDERS.items()}


def use_names() -> dict[PaletteUse, str]:
    """Sentences on the use of a given palette, called `{name}`."""
    return {use: _translated(name) for use, name in _USES.items()}


def form_names() -> dict[ColorText, str]:
    """How colours are written down."""
    return {form: _translated(name) for form, name in _FORMS.items()}


def _translated(text: str) -> str:
    return QCoreApplication.translate("Palette", text)


# The eleven basic colour terms of English (B. Berlin, P. Kay: Basic Color Terms, 1969), each with CSS
# colours that anybody would call so.
_WORDS = {
    QT_TRANSLATE_NOOP("ColorWords", "red"): ("red", "firebrick", "crimson", "darkred", "indianred", "tomato"),
    QT_TRANSLATE_NOOP("ColorWords", "orange"): ("orange", "darkorange", "coral"),
    QT_TRANSLATE_NOOP("ColorWords", "yellow"): ("yellow", "gold", "khaki"),
    QT_TRANSLATE_NOOP("ColorWords", "green"): (
        "green",
        "lime",
        "forestgreen",
        "olivedrab",
        "lightgreen",
        "teal",
    ),
    QT_TRANSLATE_NOOP("ColorWords", "blue"): ("blue", "navy", "royalblue", "skyblue", "steelblue", "cyan"),
    QT_TRANSLATE_NOOP("ColorWords", "purple"): ("purple", "indigo", "mediumpurple", "orchid", "magenta"),
    QT_TRANSLATE_NOOP("ColorWords", "pink"): ("pink", "hotpink", "deeppink", "lightpink"),
    QT_TRANSLATE_NOOP("ColorWords", "brown"): ("saddlebrown", "sienna", "brown", "peru", "tan"),
    QT_TRANSLATE_NOOP("ColorWords", "grey"): ("grey", "dimgrey", "silver", "slategrey"),
    QT_TRANSLATE_NOOP("ColorWords", "black"): ("black",),
    QT_TRANSLATE_NOOP("ColorWords", "white"): ("white", "snow", "ivory"),
}
_OF = [word for word, names in _WORDS.items() for _ in names]


@lru_cache(maxsize=1)
def _examples() -> np.ndarray[tuple[int, ...], np.dtype[np.float64]]:
    return lab(np.array([CSS_COLORS[name] for names in _WORDS.values() for name in names], np.uint8))


def hue_word(color: Rgb) -> str:
    """The everyday word for a colour, such as "red"."""
    distances = np.linalg.norm(_examples() - lab(np.array([color], np.uint8)), axis=1)
    return QCoreApplication.translate("ColorWords", _OF[int(distances.argmin())])
