"""What is asked of a picture: the settings, the changes by hand and the order."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from kquant.core.model.edits import Edit, Recolor
from kquant.core.model.resolve import is_fixed
from kquant.core.model.settings import DEFAULT_COLORS, SETTINGS_TABLE, Settings
from kquant.core.palette.order import Arrangement, Order


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
    """

    settings: Settings
    base: Settings | None = None
    edits: tuple[Edit, ...] = ()
    arrangement: Arrangement = field(default_factory=Arrangement)
    colors_before: int | None = None

    @property
    def free_colors(self) -> int:
        """K of a palette that is found, now or once the picture is no longer mapped to a given one."""
        return DEFAULT_COLORS if self._free_colors is None else self._free_colors

    @property
    def _free_colors(self) -> int | None:
        return self.colors_before if is_fixed(self.settings) else self.settings.colors

    @property
    def clustering(self) -> Settings:
        """The settings that are clustered with."""
        return self.base or self.settings

    @property
    def shown(self) -> Shown:
        """What the result depends on."""
        return Shown(self.clustering, self.edits, self.arrangement)

    def with_settings(self, settings: Settings) -> State:
        """Clustered anew, if need be: merges, splits and deletions are gone then; recolouring stays.

        A palette that the picture is mapped to comes in its own order, whatever others were sorted by.
        """
        if settings == self.settings:
            return self
        after = {name: getattr(settings, name) for name, record in SETTINGS_TABLE.items() if not record.anew}
        if settings == replace(self.settings, **after):
            return replace(self, settings=settings, base=self.base and replace(self.base, **after))
        colors = self._free_colors if is_fixed(settings) else None
        anew = replace(self, settings=settings, colors_before=colors).clustered_anew()
        mapped = settings.palette if is_fixed(settings) else ()
        before = self.settings.palette if is_fixed(self.settings) else ()
        return anew if not mapped or mapped == before else anew.arranged(Arrangement())

    def clustered_anew(self) -> State:
        """Without merges, splits and deletions, which belong to the clustering before; K stays."""
        kept = tuple(edit for edit in self.edits if isinstance(edit, Recolor))
        return replace(self, base=None, edits=kept)

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
