"""A document as it is at one moment: what is asked of a picture, what came of it, and who hears of changes.

What is asked are the settings, the changes by hand and the order.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from enum import Enum, auto
from operator import attrgetter

from PySide6.QtCore import QObject
from shiboken6 import isValid

from kquant.core.image.masks import Mask
from kquant.core.image.picture import Picture
from kquant.core.model.edits import Edit, Recolor
from kquant.core.model.metrics import Metrics
from kquant.core.model.result import Result
from kquant.core.model.settings import DEFAULT_COLORS, SETTINGS_TABLE, Settings
from kquant.core.palette.accents import Accent
from kquant.core.palette.main_color import MainColor
from kquant.core.palette.order import Arrangement, Order
from kquant.core.preview import Preview
from kquant.io.source import SourceImage

_OF_CLUSTERING = attrgetter(*(name for name, record in SETTINGS_TABLE.items() if record.anew))
_OTHERS = tuple(name for name, record in SETTINGS_TABLE.items() if not record.anew)
_VALUES_OF_OTHERS = attrgetter(*_OTHERS)


@dataclass(frozen=True, slots=True)
class Shown:
    """All that a result depends on."""

    clustering: Settings
    edits: tuple[Edit, ...]
    arrangement: Arrangement


@dataclass(frozen=True, slots=True)
class State:
    """What a person wants.

    Attributes:
        settings: as the controls show them; K is what the edits have led to.
        base: the settings of the clustering that the edits were made on, or None if those are `settings`.
        edits: made on that clustering, one after another.
        arrangement: the order of the palette.
        colors_before: K before the picture was mapped to a given palette, while it is.
        clustering: the settings that are clustered with.
        shown: all that the result depends on.
    """

    settings: Settings
    base: Settings | None = None
    edits: tuple[Edit, ...] = ()
    arrangement: Arrangement = field(default_factory=Arrangement)
    colors_before: int | None = None
    clustering: Settings = field(init=False, compare=False, repr=False)
    shown: Shown = field(init=False, compare=False, repr=False)

    def __post_init__(self) -> None:
        """Keep what is read often, and made of the rest, as fields."""
        object.__setattr__(self, "clustering", self.base or self.settings)
        object.__setattr__(self, "shown", Shown(self.clustering, self.edits, self.arrangement))

    @property
    def free_colors(self) -> int:
        """K of a palette that is found, now or once the picture is no longer mapped to a given one."""
        found = self.colors_before if self.settings.is_mapped else self.settings.colors
        return DEFAULT_COLORS if found is None else found

    def with_settings(self, settings: Settings) -> State:
        """Clustered anew, if need be: merges, splits and deletions are gone then; recolouring stays.

        A palette that the picture is mapped to comes in its own order, whatever others were sorted by.
        """
        before = self.settings
        if settings == before:
            return self
        if _OF_CLUSTERING(settings) == _OF_CLUSTERING(before):
            others = dict(zip(_OTHERS, _VALUES_OF_OTHERS(settings), strict=True))
            return replace(self, settings=settings, base=self.base and replace(self.base, **others))
        colors, arrangement = None, self.arrangement
        if settings.is_mapped:
            colors = self.colors_before if before.is_mapped else before.colors
            if not before.is_mapped or settings.palette != before.palette:
                arrangement = Arrangement()
        return State(settings, None, self._recolored(), arrangement, colors)

    def clustered_anew(self) -> State:
        """Without merges, splits and deletions, which belong to the clustering before; K stays."""
        return replace(self, base=None, edits=self._recolored())

    def _recolored(self) -> tuple[Edit, ...]:
        return tuple([edit for edit in self.edits if isinstance(edit, Recolor)]) if self.edits else ()

    def edited(self, edits: tuple[Edit, ...], settings: Settings) -> State:
        """With more edits, which have led to `settings`."""
        base = None if settings == self.clustering else self.clustering
        return replace(self, settings=settings, base=base, edits=(*self.edits, *edits))

    def arranged(self, arrangement: Arrangement) -> State:
        """In another order."""
        return replace(self, arrangement=arrangement)

    def of_another_picture(self) -> State:
        """Without what belongs to a picture: locked and excluded colours, selection, edits, order by hand.

        A given palette stays: who maps pictures to one palette opens one after another.
        """
        settings = replace(self.settings, locked=(), excluded=(), selection=None)
        by_hand = self.arrangement.order is Order.HAND
        arrangement = Arrangement() if by_hand else self.arrangement
        return State(settings, arrangement=arrangement, colors_before=self.colors_before)


class Phase(Enum):
    """Exactly one of three holds while a picture is open.

    Attributes:
        UP_TO_DATE: the result is that of the present state.
        COMING: the first result of the present state is being worked on, or is kept and shown next.
        OUTDATED: neither; the state waits for `Document.run`.
    """

    EMPTY = auto()
    UP_TO_DATE = auto()
    COMING = auto()
    OUTDATED = auto()


@dataclass(frozen=True, slots=True, eq=False)
class Selected:
    """What the selection holds.

    Attributes:
        mask: (H, W) bool.
        main_color: MainColor, or None until it is found, or if nothing visible is selected.
    """

    mask: Mask
    main_color: MainColor | None


@dataclass(frozen=True, slots=True, eq=False)
class Snapshot:
    """What is open, what is asked for, and what came of it.

    Attributes:
        state: settings, edits and order.
        source: the picture as it was read.
        picture: its pixels and what is kept with them.
        preview: a quick guess while the result is not there.
        result: the exact result of the last state that was run to its end; None while there is a newer
            preview, until its result comes, or this one back if that does not.
        metrics: of `result`, once they are measured.
        result_of: what `result` was found for.
        accents: colours that `result` lacks; none once given ones are to paint with, also before they do.
        selected: of the selection, once it is found.
        phase: whether the result is that of the state.
        clustering: whether a result, or its metrics, are being worked on.
        opening: whether a file is being read.
    """

    state: State
    source: SourceImage | None = None
    picture: Picture | None = None
    preview: Preview | None = None
    result: Result | None = None
    metrics: Metrics | None = None
    result_of: Shown | None = None
    accents: tuple[Accent, ...] = ()
    selected: Selected | None = None
    phase: Phase = Phase.EMPTY
    clustering: bool = False
    opening: bool = False


class Bindings:
    """Calls what is bound to fields of a snapshot when one of these has another value.

    In one place and not by a signal for each field: what did not change costs no call.
    """

    def __init__(self) -> None:
        self._bound: list[tuple[QObject, Callable[[object], object], Callable[[], object], bool]] = []

    def bind(
        self, owner: QObject, call: Callable[[], object], *fields: str, while_visible: bool = False
    ) -> None:
        """Call whenever one of the fields changes, while `owner` lives; "state.settings.colors" is one.

        Args:
            while_visible: not while the owner, a widget, is hidden; it catches up as it is shown.
        """
        self._bound.append((owner, attrgetter(*fields), call, while_visible))

    def tell(self, old: object, new: object) -> None:
        """Make the calls for what differs, in the order of their binding.

        One that fails is reported as a slot is by Qt, and keeps no other from following.
        """
        for bound in tuple(self._bound):
            owner, read, call, while_visible = bound
            if not isValid(owner):
                self._bound.remove(bound)
            elif read(old) != read(new) and (owner.property("visible") or not while_visible):
                try:
                    call()
                except Exception as error:
                    sys.excepthook(type(error), error, error.__traceback__)
