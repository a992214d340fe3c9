"""What is said of a swatch, in few words and in many."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QCoreApplication, QLocale

from kquant.core.color.names import NameList, nearest_name
from kquant.core.model.rgb import Rgb
from kquant.session.document.color_text import hex_text, lab_values
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
        if self.pixels is None:
            return ""
        percent = 100 * self.part
        if 0 < percent < 0.1:
            return _tr("under 0.1 %")
        digits = 1 if 0 < percent < 10 else 0
        return _tr("{percent} %").format(percent=QLocale().toString(percent, "f", digits))

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
