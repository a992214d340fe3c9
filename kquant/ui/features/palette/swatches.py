"""The colours that the bar shows, as Qt's views read them."""

from __future__ import annotations

from collections.abc import Set
from dataclasses import dataclass, field
from typing import Any

import numpy as np
from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from kquant.core.model.arrays import Float64, Int64, UInt8
from kquant.core.model.rgb import Rgb, rgb
from kquant.session.document.color_text import hex_text
from kquant.ui.features.palette.swatch_words import SwatchWords

AnyIndex = QModelIndex | QPersistentModelIndex


@dataclass(frozen=True, slots=True, eq=False)
class Swatches:
    """A palette in the order shown.

    Attributes:
        palette: (K, 3) uint8.
        counts: (K,) int64 pixels of each colour, None where they are not known.
        keys: what each swatch is known by while colours are edited.
        papers: the rows that are papers.
    """

    palette: UInt8
    counts: Int64 | None
    keys: tuple[Rgb, ...] = field(default=())
    papers: Set[int] = frozenset()

    @property
    def shares(self) -> Float64:
        """(K,) parts summing to 1; equal ones where the counts are not known."""
        if self.counts is None or not self.counts.any():
            return np.full(len(self.palette), 1 / max(len(self.palette), 1))
        return np.asarray(self.counts / self.counts.sum(), np.float64)


def keys_of(clustered: UInt8) -> tuple[Rgb, ...]:
    """What swatches are known by: the colours as they were clustered, (K, 3) uint8."""
    return tuple(map(rgb, clustered.tolist()))


NO_SWATCHES = Swatches(np.empty((0, 3), np.uint8), None)


class SwatchModel(QAbstractListModel):
    """A row for each colour of the palette, in its order.

    Attributes:
        swatches: what is shown.
        colors: (K, 3) uint8, the colours of the rows as they are painted.
        locked: the rows with a closed padlock.
    """

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.swatches = NO_SWATCHES
        self.colors = NO_SWATCHES.palette
        self.locked: Set[int] = frozenset()
        self._shares = NO_SWATCHES.shares

    def show(self, swatches: Swatches, locked: Set[int], colors: UInt8 | None = None) -> None:
        """Replace everything; `colors` are painted instead of the palette, as someone else sees it."""
        self.beginResetModel()
        self.swatches, self.locked = swatches, locked
        self.colors = swatches.palette if colors is None else colors
        self._shares = swatches.shares
        self.endResetModel()

    def repaint(self, colors: UInt8) -> None:
        """Paint the same swatches in other colours."""
        self.colors = colors
        self._tell_changed()

    def lock(self, locked: Set[int]) -> None:
        """Close these padlocks, and open the others."""
        if locked != self.locked:
            self.locked = locked
            self._tell_changed()

    def _tell_changed(self) -> None:
        if self.rowCount():
            self.dataChanged.emit(self.index(0), self.index(self.rowCount() - 1))

    def color_of(self, row: int) -> Rgb:
        """The colour in a row."""
        red, green, blue = self.swatches.palette[row].tolist()
        return red, green, blue

    def lines(self, row: int) -> tuple[str, str]:
        """What may be written on a swatch: hex and share, the second empty where it is not known."""
        return hex_text(self.color_of(row)), self.words(row).share

    def words(self, row: int) -> SwatchWords:
        """What is said of a swatch."""
        counts = self.swatches.counts
        return SwatchWords(
            number=row + 1,
            color=self.color_of(row),
            part=float(self._shares[row]),
            pixels=None if counts is None else int(counts[row]),
            locked=row in self.locked,
            paper=row in self.swatches.papers,
        )

    def rowCount(self, parent: AnyIndex = QModelIndex()) -> int:  # noqa: N802, B008 - Qt's name and default
        """As many as there are colours."""
        return 0 if parent.isValid() else len(self.swatches.palette)

    def flags(self, index: AnyIndex) -> Qt.ItemFlag:
        """Swatches can be dragged."""
        return super().flags(index) | Qt.ItemFlag.ItemIsDragEnabled

    def data(self, index: AnyIndex, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """What is shown, said and pointed out of a colour."""
        row = index.row()
        if role == Qt.ItemDataRole.DisplayRole:
            return hex_text(self.color_of(row))
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return self.words(row).short
        if role in (Qt.ItemDataRole.ToolTipRole, Qt.ItemDataRole.AccessibleDescriptionRole):
            return self.words(row).full
        return None
