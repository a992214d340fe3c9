"""What a person does to the palette: each action is one step that can be undone."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any, TypeVar

import numpy as np
from PySide6.QtCore import QObject, Signal, Slot

from kquant.core.model.arrays import UInt8
from kquant.core.model.choices import PaletteUse, Unselected
from kquant.core.model.constraints import ClearEntry, Exclusion
from kquant.core.model.edits import Delete, Edit, Merge, Recolor, Split
from kquant.core.model.resolve import asked_colors
from kquant.core.model.result import Result
from kquant.core.model.rgb import Rgb, rgb
from kquant.core.model.selection import Selection
from kquant.core.model.settings import MAX_COLORS
from kquant.core.palette.edit import can_split
from kquant.core.palette.near_duplicates import near_duplicates
from kquant.core.palette.order import Arrangement, Order
from kquant.core.run.run import Run
from kquant.session.document.color_text import hex_text
from kquant.session.document.setting_texts import translated_setting
from kquant.session.document.state import Phase, State
from kquant.session.work.job import Control, Lane

if TYPE_CHECKING:
    from kquant.session.document.document import Document

_T = TypeVar("_T")


class PaletteCommands(QObject):
    """Asks the document for changes. Rows are those of the palette of `document.now.result`.

    Actions answer False, and do nothing, where they make no sense: without a result, for a colour that
    cannot be split, when nothing would change.

    Signals:
        merged(int): `merge_near` has found so many groups to merge; none is no step.
    """

    merged = Signal(int)

    def __init__(self, document: Document) -> None:
        super().__init__(document)
        self._document = document
        self._names: dict[tuple[Rgb, ...], str] = {}
        self._finder = document.scheduler.channel(self, Lane.METRICS)
        self._finder.delivered.connect(self._merge_groups)
        self._finder.failed.connect(document.broke)

    @property
    def name(self) -> str:
        """The name of the palette in use, or ""."""
        return self._names.get(self._document.now.state.settings.palette, "")

    @property
    def edits(self) -> tuple[Edit, ...]:
        """What was changed by hand since the clustering."""
        return self._document.now.state.edits

    @property
    def arrangement(self) -> Arrangement:
        """The order of the palette."""
        return self._document.now.state.arrangement

    @property
    def order(self) -> Order:
        """Order that the palette is in, also if no one has chosen it."""
        state = self._document.now.state
        return state.arrangement.order_for(state.clustering)

    def locked_rows(self) -> set[int]:
        """The rows that are locked in the settings, also before they are in the result, and papers."""
        locked = set(self._document.now.state.settings.locked)
        rows = {row for row, color in enumerate(self._lockable()) if color in locked} if locked else set()
        return rows | self.paper_rows()

    def paper_rows(self) -> set[int]:
        """The rows that are papers: what excluded colours have become. They are held like locked ones."""
        result = self._document.now.result
        return set() if result is None else set(np.flatnonzero(result.is_paper).tolist())

    def can_split(self, row: int) -> bool:
        """Whether a colour stands for more than one."""
        result = self._current()
        return result is not None and row < len(result.palette) and can_split(result, row)

    def paper_shares(self) -> dict[Rgb, float]:
        """The shares of the visible pixels, 0..1, that the papers of excluded colours have.

        None while there is no result of the present state.
        """
        result = self._current()
        if result is None or result.papers is None:
            return {}
        papers = result.papers
        cleared = papers.counts.sum() if not result.is_paper.any() else 0  # in no count of the palette
        visible = max(int(result.counts.sum() + cleared), 1)
        counts = dict(zip(map(rgb, papers.colors.tolist()), papers.counts.tolist(), strict=True))
        settings = result.request.settings
        colors = [each.color for each in settings.excluded]
        return {color: counts.get(settings.depth.rounded(color), 0) / visible for color in colors}

    # Settings, which cluster anew

    def lock(self, rows: Iterable[int]) -> bool:
        """Keep colours as they are."""
        colors = self._lockable(set(rows) - self.paper_rows())
        if not colors:
            return False
        text = _named(self.tr("Lock {color}"), self.tr("Lock {count} colours"), colors)
        return self._set(text, locked=_with_more(self._document.now.state.settings.locked, colors))

    def unlock(self, rows: Iterable[int]) -> bool:
        """Let colours go again."""
        colors = self._lockable(set(rows) - self.paper_rows())
        if not colors:
            return False
        text = _named(self.tr("Unlock {color}"), self.tr("Unlock {count} colours"), colors)
        return self._set(text, locked=_without(self._document.now.state.settings.locked, colors))

    def toggle_lock(self, rows: Iterable[int]) -> bool:
        """Lock colours, or unlock them if all are locked."""
        rows = list(rows)
        return self.unlock(rows) if set(rows) <= self.locked_rows() else self.lock(rows)

    def add(self, *colors: Rgb, grow: bool = True) -> bool:
        """Lock colours that are not in the palette; there are more by that, or others give way."""
        settings = self._document.now.state.settings
        new = _without(tuple(dict.fromkeys(colors)), settings.locked)
        if not new:
            return False
        fields: dict[str, Any] = {"locked": _with_more(settings.locked, new)}
        if settings.colors is not None or not settings.is_mapped:
            fields["colors"] = min(asked_colors(settings) + (len(new) if grow else 0), MAX_COLORS)
        return self._set(_named(self.tr("Add {color}"), self.tr("Add {count} colours"), new), **fields)

    def remove_lock(self, color: Rgb) -> bool:
        """Let a locked colour go, in the palette or not."""
        text = self.tr("Unlock {color}").format(color=hex_text(color))
        return self._set(text, locked=_without(self._document.now.state.settings.locked, (color,)))

    def exclude(self, color: Rgb, radius: float = 0.0) -> bool:
        """Take the vote from a colour and from those within a CIEDE2000 difference."""
        text = self.tr("Exclude {color}").format(color=hex_text(color))
        return self._set(
            text, excluded=_with_more(self._document.now.state.settings.excluded, (Exclusion(color, radius),))
        )

    def include(self, exclusion: Exclusion) -> bool:
        """Take an exclusion back."""
        text = self.tr("Include {color} again").format(color=hex_text(exclusion.color))
        return self._set(text, excluded=_without(self._document.now.state.settings.excluded, (exclusion,)))

    def change_exclusion(self, old: Exclusion, new: Exclusion) -> bool:
        """Another colour or radius; changes one after another are one step."""
        changed = tuple(new if one == old else one for one in self._document.now.state.settings.excluded)
        text = self.tr("Exclude {color}").format(color=hex_text(new.color))
        return self._set(text, f"exclusion {hex_text(new.color)}", excluded=tuple(dict.fromkeys(changed)))

    def use(
        self, colors: Sequence[Rgb], use: PaletteUse, name: str = "", clear_entry: ClearEntry | None = None
    ) -> bool:
        """Use a given palette, of colours that differ, and the clear entry that it brought along.

        To map the picture to it begins with all of its colours.
        """
        given = tuple(dict.fromkeys(rgb(color) for color in colors))
        fields: dict[str, Any] = {"palette": given, "palette_use": use, "clear_entry": clear_entry}
        if use is PaletteUse.START and given:
            fields["colors"] = min(len(given), MAX_COLORS)
        elif use is PaletteUse.FIXED and (
            not self._document.now.state.settings.is_mapped
            or given != self._document.now.state.settings.palette
        ):
            fields["colors"] = None
        elif use is not PaletteUse.FIXED:
            fields["colors"] = self._document.now.state.free_colors
        self._names[given] = name
        shown = name or self.tr("a palette")
        return self._set(self.tr("Use {palette}").format(palette=shown), **fields)

    def forget(self) -> bool:
        """Use no palette any more; K is what it was before the picture was mapped to it."""
        state = self._document.now.state
        return self._set(
            self.tr("Use no palette"),
            palette=(),
            palette_use=PaletteUse.FIXED,
            clear_entry=None,
            colors=state.free_colors,
        )

    def select(self, selection: Selection | None, merge: str = "") -> bool:
        """Look at a part of the picture, or at all of it; steps with the same `merge` become one."""
        text = self.tr("Select") if selection else self.tr("Deselect")
        return self._set(text, merge, selection=selection)

    def emphasize(self, times: int) -> bool:
        """0 to cluster only the selection, or how many times it votes, 1..100; sliding is one step."""
        if not times:
            return self._set(self.tr("Only the selection"), emphasis=0)
        merge = "emphasis" if self._document.now.state.settings.emphasis else ""
        return self._set(translated_setting("emphasis").undo.format(times), merge, emphasis=times)

    def set_unselected(self, unselected: Unselected) -> bool:
        """What becomes of the pixels outside of the selection."""
        texts = {choice.value: choice.undo for choice in translated_setting("unselected").choices}
        return self._set(texts[unselected], unselected=unselected)

    # Edits of the result

    def merge(self, rows: Iterable[int]) -> bool:
        """Make one colour of several."""
        result = self._current()
        rows, papers = set(rows), sorted(self.paper_rows() & set(rows))
        colors = self._clustered(sorted(rows - set(papers[1:])))  # a paper stays beside another one
        if result is None or len(colors) < 2:
            return False
        gone = _without(colors, self._kept(colors))
        text = self.tr("Merge {count} colours").format(count=len(colors))
        return self._edit(text, (Merge(colors),), 1 - len(colors), gone)

    def merge_near(self, delta_e: float) -> bool:
        """Merge colours that differ by less than a CIEDE2000 difference; `merged` tells how many groups."""
        result = self._current()
        if result is None:
            return False

        def work(control: Control) -> None:
            control.deliver((result, near_duplicates(result, delta_e, Run(should_stop=control.should_stop))))

        self._finder.start(work)
        return True

    def split(self, row: int) -> bool:
        """Make two colours of one by k-means."""
        if not self.can_split(row):
            return False
        (color,) = self._clustered((row,))
        text = self.tr("Split {color}").format(color=hex_text(color))
        return self._edit(text, (Split(color),), 1, ())

    def delete(self, rows: Iterable[int]) -> bool:
        """Take colours away; at least one stays, and papers do."""
        result = self._current()
        colors = self._clustered(set(rows) - self.paper_rows())
        if result is None or not 0 < len(colors) < len(result.palette):
            return False
        text = _named(self.tr("Delete {color}"), self.tr("Delete {count} colours"), colors)
        return self._edit(text, (Delete(colors),), -len(colors), colors)

    def recolor(self, colors: Mapping[int, Rgb], merge_key: str = "") -> bool:
        """Paint the clusters of rows in other colours; steps with the same key become one."""
        known = self._clustered(colors)
        if not known or len(known) < len(colors):
            return False
        state = self._document.now.state
        edits = tuple(edit for edit in state.edits if not _recolors(edit, known))
        edits += tuple(Recolor(old, new) for old, new in zip(known, colors.values(), strict=True))
        one, several = self.tr("Recolour to {color}"), self.tr("Recolour {count} colours")
        return self._enter(
            _named(one, several, tuple(colors.values())), replace(state, edits=edits), merge_key
        )

    def restore(self, rows: Iterable[int]) -> bool:
        """Give recoloured clusters their own colours back."""
        known, state = self._clustered(rows), self._document.now.state
        edits = tuple(edit for edit in state.edits if not _recolors(edit, known))
        text = _named(self.tr("Restore {color}"), self.tr("Restore {count} colours"), known)
        return self._enter(text, replace(state, edits=edits))

    def clear_edits(self) -> bool:
        """The clustering as it came out."""
        state = self._document.now.state
        back = replace(state, settings=state.clustering, base=None, edits=())
        return self._enter(self.tr("Undo all changes by hand"), back)

    # Order

    def sort(self, order: Order, descending: bool = False) -> bool:
        """Another order of the palette."""
        result = self._document.now.result
        shown = result.clustered.tolist() if result is not None and order is Order.HAND else ()
        arrangement = Arrangement(order, descending, tuple(rgb(color) for color in shown))
        return self._enter(self.tr("Sort"), self._document.now.state.arranged(arrangement))

    def begin_sorted(self, order: Order, descending: bool) -> None:
        """Sort as the last time, before there is anything to undo; but not a palette that is mapped to."""
        state = self._document.now.state
        if not state.settings.is_mapped:
            self._document.apply_state(state.arranged(Arrangement(order, descending)))

    def move(self, row: int, to: int) -> bool:
        """Put a colour in another place, by hand."""
        result = self._current()
        if result is None:
            return False
        rows = list(range(len(result.palette)))
        rows.insert(to, rows.pop(row))
        return self.arrange(rows)

    def arrange(self, rows: Sequence[int]) -> bool:
        """The rows of the present palette in a new order, by hand."""
        result = self._current()
        if result is None or sorted(rows) != list(range(len(result.palette))):
            return False
        hand = tuple(rgb(result.clustered[row].tolist()) for row in rows)
        arrangement = Arrangement(Order.HAND, False, hand)
        return self._enter(self.tr("Move"), self._document.now.state.arranged(arrangement))

    def close(self) -> bool:
        """Stop, and wait for the thread; True if it is gone."""
        return self._finder.close()

    @Slot(object)
    def _merge_groups(self, found: tuple[Result, tuple[Merge, ...]]) -> None:
        result, merges = found
        if result is self._current() and merges:
            gone = tuple(color for merge in merges for color in merge.colors)
            kept = tuple(color for merge in merges for color in self._kept(merge.colors))
            fewer = len(merges) - len(gone)
            self._edit(self.tr("Merge near-duplicates"), merges, fewer, _without(gone, kept))
        self.merged.emit(len(merges))

    def _kept(self, colors: tuple[Rgb, ...]) -> tuple[Rgb, ...]:
        """Which of some colours stays if they are merged: a paper, or the first locked one, if any."""
        papers = self._clustered(self.paper_rows())
        held = [color for color in colors if color in papers]
        held += [color for color in colors if color in self._document.now.state.settings.locked]
        return tuple(held[:1])

    def _current(self) -> Result | None:
        """The result, if it is of the present state: what is changed by hand must be what is seen."""
        now = self._document.now
        return now.result if now.phase is Phase.UP_TO_DATE else None

    def _clustered(self, rows: Iterable[int]) -> tuple[Rgb, ...]:
        """The colours by which edits know the clusters in some rows of the palette that is shown."""
        result = self._document.now.result
        return () if result is None else _at(result.clustered, rows)

    def _lockable(self, rows: Iterable[int] | None = None) -> tuple[Rgb, ...]:
        """The colours to lock for rows, or all: of the clusters, as recolouring by hand follows them."""
        result = self._document.now.result
        if result is None:
            return ()
        settings = result.request.settings
        painted = settings.palette and settings.palette_use in (PaletteUse.RECOLOR, PaletteUse.LIGHTNESS)
        colors = result.palette if painted else result.clustered
        return _at(colors, range(len(colors)) if rows is None else rows)

    def _set(self, text: str, merge: str = "", **fields: Any) -> bool:
        """Change settings."""
        return self._enter(
            text,
            self._document.now.state.with_settings(replace(self._document.now.state.settings, **fields)),
            merge,
        )

    def _edit(self, text: str, edits: tuple[Edit, ...], more: int, gone: tuple[Rgb, ...]) -> bool:
        """Change the present result by hand: so many colours more, and some that are there no longer."""
        result = self._current()
        if result is None:
            return False
        settings = replace(
            self._document.now.state.settings, locked=_without(self._document.now.state.settings.locked, gone)
        )
        if settings.colors is not None or not settings.is_mapped:
            beside = int(result.is_paper.sum())
            settings = replace(settings, colors=max(1, len(result.palette) - beside + more))
        return self._enter(text, self._document.now.state.edited(edits, settings))

    def _enter(self, text: str, state: State, merge: str = "") -> bool:
        changed = state != self._document.now.state
        self._document.enter(text, state, merge)
        return changed


def _recolors(edit: Edit, colors: tuple[Rgb, ...]) -> bool:
    return isinstance(edit, Recolor) and edit.color in colors


def _named(one: str, several: str, colors: tuple[Rgb, ...]) -> str:
    """A text with `{color}` for one colour, or one with `{count}` for several."""
    return one.format(color=hex_text(colors[0])) if len(colors) == 1 else several.format(count=len(colors))


def _with_more(items: tuple[_T, ...], more: tuple[_T, ...]) -> tuple[_T, ...]:
    """Without repetitions."""
    return tuple(dict.fromkeys((*items, *more)))


def _without(items: tuple[_T, ...], gone: tuple[_T, ...]) -> tuple[_T, ...]:
    """Those that are not gone."""
    return tuple(item for item in items if item not in gone)


def _at(colors: UInt8, rows: Iterable[int]) -> tuple[Rgb, ...]:
    return tuple(rgb(colors[row].tolist()) for row in rows if 0 <= row < len(colors))
