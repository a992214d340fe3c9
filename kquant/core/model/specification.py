"""The parts of a request that the steps of a quantization are given: plain data, which pickles.

`Preparation` says which pixels are seen and count, `Specification` what to find, `Remapping` how to apply it.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from kquant.core.model.choices import (
    AlphaMode,
    Effort,
    Engine,
    ExcludedAs,
    ExcludedWhere,
    Init,
    RemapMethod,
    Representative,
    Space,
    Unselected,
)
from kquant.core.model.constraints import Exclusion
from kquant.core.model.depth import Depth
from kquant.core.model.resolve import papers_of, size_of_palette
from kquant.core.model.rgb import Rgb
from kquant.core.model.settings import DEFAULT_COLORS, Settings

if TYPE_CHECKING:
    from kquant.core.model.selection import Selection

GIVEN: Final = "given"
"""The finder of a palette that a person gives."""

QUICK: Final = "quick"
"""An effort for a preview: far from exact, in some ten milliseconds."""


@dataclass(frozen=True, slots=True)
class Preparation:
    """Which pixels are visible and which of them count; the fields are those of `Settings`."""

    alpha: AlphaMode = AlphaMode.KEEP
    matte: Rgb = (255, 255, 255)
    excluded: tuple[Exclusion, ...] = ()
    selection: Selection | None = None
    emphasis: int = 0
    unselected: Unselected = Unselected.MAP
    excluded_as: ExcludedAs = ExcludedAs.OWN

    @classmethod
    def of(cls, settings: Settings) -> Preparation:
        """What settings say about pixels."""
        return cls(
            settings.alpha,
            settings.matte,
            settings.excluded,
            settings.selection,
            settings.emphasis,
            settings.unselected,
            settings.excluded_as,
        )


@dataclass(frozen=True, slots=True)
class Specification:
    """What a finder is to find; fields that have the name of one of `Settings` are that.

    Attributes:
        finder: its name in the registry.
        colors: K and the papers.
        effort: an `Effort`, or `QUICK`.
        locked: the papers first.
        candidates: the palette that a person gives, for `GIVEN`, with the locked colours.
        papers: excluded colours that are centres beside K; they are held, and stand first.
    """

    finder: str = Engine.HISTOGRAM
    colors: int = DEFAULT_COLORS
    space: Space = Space.SRGB
    init: Init = Init.PP
    init_colors: tuple[Rgb, ...] = ()
    attempts: int = 1
    max_iter: int = 100
    epsilon: float = 0.1
    seed: int = 0
    effort: str = Effort.BALANCED
    locked: tuple[Rgb, ...] = ()
    candidates: tuple[Rgb, ...] = ()
    representative: Representative = Representative.MEAN
    depth: Depth = Depth.FULL
    papers: tuple[Rgb, ...] = ()

    @classmethod
    def of(cls, settings: Settings) -> Specification:
        """What resolved settings ask a finder for."""
        given, papers = settings.is_mapped, papers_of(settings)
        colors, attempts = settings.colors, settings.attempts
        assert colors is not None  # as they are resolved
        assert attempts is not None
        if given and colors >= size_of_palette(settings):
            colors = len(settings.palette)  # all, with those that are papers as well
        return cls(
            GIVEN if given else settings.engine,
            colors + len(papers),
            settings.space,
            settings.init,
            (*papers, *settings.init_colors) if settings.init is Init.GIVEN else (),
            attempts,
            settings.max_iter,
            settings.epsilon,
            settings.seed,
            settings.effort,
            (*papers, *settings.locked),
            settings.palette if given else (),
            settings.representative,
            settings.depth,
            papers,
        )


@dataclass(frozen=True, slots=True)
class Remapping:
    """How a palette is applied to a picture.

    Attributes:
        method: the name of a remapper in the registry.
        space: where distances are measured.
        excluded: colours that are papers if the palette has papers for them.
        excluded_as, excluded_where: as in `Settings`.
        depth: to which the colours of papers are rounded.
    """

    method: str = RemapMethod.NEAREST
    space: Space = Space.SRGB
    excluded: tuple[Exclusion, ...] = ()
    excluded_as: ExcludedAs = ExcludedAs.OWN
    excluded_where: ExcludedWhere = ExcludedWhere.EVERYWHERE
    depth: Depth = Depth.FULL

    @classmethod
    def of(cls, settings: Settings) -> Remapping:
        """How resolved settings ask for it."""
        return cls(
            settings.remapper,
            settings.space,
            settings.excluded,
            settings.excluded_as,
            settings.excluded_where,
            settings.depth,
        )
