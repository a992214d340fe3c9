"""The colours that the bar shows, of a result or of a preview, and as Qt's views read them."""

from __future__ import annotations

from collections.abc import Sequence, Set
from dataclasses import dataclass, field
from typing import Any

import numpy as np
from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, Qt, Signal, Slot

from kquant.core.image.picture import Picture
from kquant.core.model.arrays import Float64, Int64, UInt8
from kquant.core.model.rgb import Rgb
from kquant.core.model.settings import Settings
from kquant.core.model.specification import Preparation
from kquant.core.palette.order import rows_in_order
from kquant.core.preview import Preview, cube_codes
from kquant.session.document.color_text import hex_text
from kquant.session.document.document import Document
from kquant.session.document.state import State
from kquant.session.work.job import Control, Lane
from kquant.ui.features.palette.words import SwatchWords

AnyIndex = QModelIndex | QPersistentModelIndex
_ENOUGH = 65_536


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
    return tuple(map(tuple, clustered.tolist()))


NO_SWATCHES = Swatches(np.empty((0, 3), np.uint8), None)


class SwatchModel(QAbstractListModel):
    """A row for each colour of the palette, in its order.

    Attributes:
        swatches: what is shown.
        colors: (K, 3) uint8, the colours of the rows as they are painted.
        locked: the rows with a closed padlock.
        shares: (K,) parts summing to 1; equal ones where the counts are not known.
    """

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.swatches = NO_SWATCHES
        self.colors = NO_SWATCHES.palette
        self.locked: Set[int] = frozenset()
        self.shares = NO_SWATCHES.shares

    def show(self, swatches: Swatches, locked: Set[int], colors: UInt8 | None = None) -> None:
        """Replace everything; `colors` are painted instead of the palette, as someone else sees it."""
        self.beginResetModel()
        self.swatches, self.locked = swatches, locked
        self.colors = swatches.palette if colors is None else colors
        self.shares = swatches.shares
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
        count = len(self.swatches.palette)
        if count:
            self.dataChanged.emit(self.index(0), self.index(count - 1))

    def color_of(self, row: int) -> Rgb:
        """The colour in a row."""
        red, green, blue = self.swatches.palette[row].tolist()
        return red, green, blue

    def words(self, row: int) -> SwatchWords:
        """What is said of a swatch."""
        counts = self.swatches.counts
        return SwatchWords(
            number=row + 1,
            color=self.color_of(row),
            part=float(self.shares[row]),
            pixels=None if counts is None else int(counts[row]),
            locked=row in self.locked,
            paper=row in self.swatches.papers,
        )

    def rowCount(self, parent: AnyIndex = QModelIndex()) -> int:  # noqa: B008 - Qt's name and default
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


def kept_rows(before: Sequence[Rgb], after: Sequence[Rgb], selected: Sequence[Rgb]) -> list[int]:
    """The rows of `after` that take over from those selected in `before`, ascending.

    They are what is still there of them. If nothing is but all others are, it was a change of these by hand,
    so what came of them takes over: a merged colour, both halves of one that was split, or the colour next to
    one that was deleted.
    """
    rows = {key: row for row, key in enumerate(after)}
    kept = sorted(rows[key] for key in selected if key in rows)
    chosen = set(selected)
    places = [row for row, key in enumerate(before) if key in chosen]
    if kept or not places or not after or not set(before) - chosen <= rows.keys():
        return kept
    came = sorted(row for key, row in rows.items() if key not in set(before))
    return came or [min(places[0], len(after) - 1)]


def preview_counts(picture: Picture, preview: Preview, settings: Settings) -> Int64:
    """(K,) int64, in proportion to the pixels of each colour, from about 65,536 of the distinct colours."""
    histogram = picture.prepared(Preparation.of(settings)).histogram
    some = slice(None, None, max(1, len(histogram) // _ENOUGH))
    labels = preview.table[cube_codes(histogram.colors[some])]
    counts = np.bincount(labels, histogram.counts[some], minlength=len(preview.palette))
    return counts[: len(preview.palette)].astype(np.int64)  # more are transparent


def preview_swatches(picture: Picture, preview: Preview, state: State) -> Swatches:
    """In the order of the state."""
    palette = preview.palette
    counts = preview_counts(picture, preview, state.clustering)
    rows = rows_in_order(palette, counts, state.arrangement, palette, state.clustering)
    return Swatches(palette[rows], counts[rows], keys_of(palette[rows]))


class SwatchLoader(QObject):
    """Has the swatches made of what a document has.

    Attributes (read only from outside):
        is_settled: whether the swatches handed over last are those of what the document has.

    Signals:
        loaded(object): `Swatches`.
    """

    loaded = Signal(object)

    def __init__(self, document: Document, parent: QObject) -> None:
        super().__init__(parent)
        self.is_settled = True
        self._document = document
        self._queued = self._counting = False
        self._events = document.scheduler.events
        self._counter = document.scheduler.channel(self, Lane.METRICS)
        self._counter.delivered.connect(self._hand_over)
        self._counter.failed.connect(document.broke)

    def load_later(self) -> None:
        """In a turn of its own, as in this one many others follow the document."""
        if self._counting:
            self._counting = False
            self._counter.stop()
        self.is_settled = False
        if not self._queued:
            self._queued = True
            self._events.post(self, self._load_queued)

    @Slot()
    def finish(self) -> None:
        """Load what the document has by now: before a key does something, which is done to that."""
        if not self.is_settled:
            self._load()

    def close(self) -> bool:
        """Leave no thread behind; True once it is gone."""
        return self._counter.close()

    def _load_queued(self) -> None:
        self._queued = False
        if not self.is_settled:
            self._load()

    def _load(self) -> None:
        """Those of a preview come once their shares are counted, so that nothing jumps."""
        now = self._document.now
        result, preview, picture, state = now.result, now.preview, now.picture, now.state
        if result is not None:
            papers = self._document.palette.paper_rows() if result.papers is not None else frozenset()
            self._hand_over(Swatches(result.palette, result.counts, keys_of(result.clustered), papers))
        elif preview is not None and picture is not None:

            def count(control: Control) -> None:
                control.deliver(preview_swatches(picture, preview, state))

            self._counting = True
            self._counter.start(count)
        else:
            self._hand_over(NO_SWATCHES)

    @Slot(object)
    def _hand_over(self, swatches: Swatches) -> None:
        self.is_settled, self._counting = True, False
        self.loaded.emit(swatches)
