"""The names of choices, as a person reads them."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication

from kquant.core.model.choices import PaletteUse
from kquant.core.palette.order import Order
from kquant.session.document.color_text import ColorText
from kquant.translation import QT_TRANSLATE_NOOP

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
