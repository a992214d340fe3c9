"""What is asked of a picture: the settings, the changes by hand and the order."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from operator import attrgetter

from kquant.core.model.edits import Edit, Recolor
from kquant.core.model.settings import DEFAULT_COLORS, SETTINGS_TABLE, Settings
from kquant.core.palette.order import Arrangement, Order

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
