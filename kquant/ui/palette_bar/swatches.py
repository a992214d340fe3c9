"""The colours that the bar shows, as Qt's views read them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from PySide6.QtCore import QAbstractListModel, QLocale, QModelIndex, QObject, QPersistentModelIndex, Qt

from kquant.core.names import nearest_name
from kquant.core.types import Float64, Int64, Rgb, UInt8
from kquant.session.color_text import hex_text, lab_values
from kquant.ui.palette_bar.order import Order, ordered

AnyIndex = QModelIndex | QPersistentModelIndex


@dataclass(frozen=True, slots=True, eq=False)
class Swatches:
    """A (K, 3) uint8 palette, and (K,) int64 pixels of each colour, None where they are not known."""

    palette: UInt8
    counts: Int64 | None

    @property
    def shares(self) -> Float64:
        """(K,) parts summing to 1; equal ones where the counts are not known."""
        if self.counts is None or not self.counts.any():
            return np.full(len(self.palette), 1 / max(len(self.palette), 1))
        return np.asarray(self.counts / self.counts.sum(), np.float64)


NO_SWATCHES = Swatches(np.empty((0, 3), np.uint8), None)


class SwatchModel(QAbstractListModel):
    """A row for each colour, in a chosen order; `index_of` a row is its place in the palette."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.swatches = NO_SWATCHES
        self.order = Order.SHARE
        self.colors = NO_SWATCHES.palette  # of the rows
        self._shares = NO_SWATCHES.shares
        self._indices: list[int] = []
        self._rows: dict[int, int] = {}

    def show(self, swatches: Swatches, order: Order) -> None:
        """Replace all colours, or their order."""
        self.beginResetModel()
        self.swatches, self.order = swatches, order
        self._indices = ordered(swatches.palette, swatches.counts, order).tolist()
        self.colors, self._shares = swatches.palette[self._indices], swatches.shares[self._indices]
        self._rows = {index: row for row, index in enumerate(self._indices)}
        self.endResetModel()

    @property
    def indices(self) -> list[int]:
        """The place in the palette of every row."""
        return self._indices

    def index_of(self, row: int) -> int:
        """The place in the palette of the colour in a row."""
        return self._indices[row]

    def row_of(self, index: int | None) -> int | None:
        """The row of a palette colour, None if there is no such colour."""
        return None if index is None else self._rows.get(index)

    def color_of(self, row: int) -> Rgb:
        """The colour in a row."""
        red, green, blue = self.colors[row].tolist()
        return red, green, blue

    def lines(self, row: int) -> tuple[str, str]:
        """What may be written on a swatch: hex and share, the second empty where it is not known."""
        return hex_text(self.color_of(row)), self._share_text(row)

    def rowCount(self, parent: AnyIndex = QModelIndex()) -> int:  # noqa: N802, B008 - Qt's name and default
        """As many as there are colours."""
        return 0 if parent.isValid() else len(self._indices)

    def data(self, index: AnyIndex, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """What is shown, said and pointed out of a colour."""
        row = index.row()
        if role == Qt.ItemDataRole.DisplayRole:
            return hex_text(self.color_of(row))
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return ", ".join(filter(None, (*self.lines(row), self._name(row))))
        if role in (Qt.ItemDataRole.ToolTipRole, Qt.ItemDataRole.AccessibleDescriptionRole):
            return self.description(row)
        return None

    def _share_text(self, row: int) -> str:
        if self.swatches.counts is None:
            return ""
        share = 100 * float(self._shares[row])
        if 0 < share < 0.1:
            return self.tr("under 0.1 %")
        return self.tr("{percent} %").format(percent=QLocale().toString(share, "f", 1 if share < 10 else 0))

    def _name(self, row: int) -> str:
        name, difference = nearest_name(self.color_of(row))
        return name if difference == 0 else self.tr("close to {name}").format(name=name)

    def description(self, row: int) -> str:
        number = self.tr("Colour {number}: {hex}, {name}").format(
            number=self._indices[row] + 1, hex=hex_text(self.color_of(row)), name=self._name(row)
        )
        values = [QLocale().toString(value, "f", 1) for value in lab_values(self.color_of(row))]
        coordinates = self.tr("Lab: L* {0}, a* {1}, b* {2}").format(*values)
        return "\n".join(filter(None, (number, self._count_text(row), coordinates, self.tr("Click to copy"))))

    def _count_text(self, row: int) -> str:
        if self.swatches.counts is None:
            return ""
        count = int(self.swatches.counts[self._indices[row]])
        share = 100 * float(self._shares[row])
        percent = QLocale().toString(share, "f", 2 if share < 10 else 1)
        if count == 1:
            return self.tr("{percent} % of the picture, one pixel").format(percent=percent)
        pixels = QLocale().toString(count)
        return self.tr("{percent} % of the picture, {pixels} pixels").format(percent=percent, pixels=pixels)
