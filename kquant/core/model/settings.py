"""What a person asks for."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import wraps
from typing import Any, TypeVar

from kquant.core.model.constraints import ClearEntry, Exclusion, PaletteUse, Unselected
from kquant.core.model.rgb import Rgb, rgb
from kquant.core.model.selection import Selection

MAX_COLORS = 4096

FORMER_NAMES = {"rest": "unselected"}
"""What fields were once called, and what they are called now; the former names are taken too."""


class Engine(StrEnum):
    """How `cv2.kmeans` is put to work."""

    HISTOGRAM = "histogram"  # on a sample of the distinct colours, then exact weighted refinement
    PIXELS = "pixels"  # on every pixel, as OpenCV's users know it


class Init(StrEnum):
    """Where the initial centres come from."""

    RANDOM = "random"  # cv2.KMEANS_RANDOM_CENTERS
    PP = "pp"  # cv2.KMEANS_PP_CENTERS
    GIVEN = "given"  # `Settings.init_colors`, handed over as cv2.KMEANS_USE_INITIAL_LABELS


class Effort(StrEnum):
    """How long the `histogram` engine searches for a lower compactness."""

    FAST = "fast"
    BALANCED = "balanced"
    BEST = "best"


class Space(StrEnum):
    """The colour space that distances are measured in."""

    SRGB = "srgb"
    LINEAR = "linear"
    LAB = "lab"
    OKLAB = "oklab"


class AlphaMode(StrEnum):
    """What becomes of transparency."""

    KEEP = "keep"  # every pixel keeps its alpha
    THRESHOLD = "threshold"  # alpha below 128 becomes one transparent index, the rest opaque
    MATTE = "matte"  # composited on `Settings.matte` first


_T = TypeVar("_T")

_CHOICES: dict[str, type[StrEnum]] = {
    "engine": Engine,
    "init": Init,
    "effort": Effort,
    "space": Space,
    "alpha": AlphaMode,
    "palette_use": PaletteUse,
    "unselected": Unselected,
}


def _taking_former_names(cls: type[_T]) -> type[_T]:
    """The same class, made by former names of its fields too."""
    made: Any = cls.__init__

    @wraps(made)
    def make(self: _T, *values: Any, **fields: Any) -> None:
        for former, name in FORMER_NAMES.items():
            if former in fields:
                fields[name] = fields.pop(former)
        made(self, *values, **fields)

    cls.__init__ = make  # type: ignore[method-assign, assignment]
    return cls


@_taking_former_names
@dataclass(frozen=True, slots=True)
class Settings:
    """What a person asks for. Values out of range are put right, and said, by `resolve`.

    Attributes:
        colors: K, 1..4096.
        attempts: seeded runs of `cv2.kmeans` of which the best is kept, 1..1000.
        max_iter: the MAX_ITER criterion, 1..10000 (`cv2.kmeans` itself knows 2..100).
        epsilon: the EPS criterion, largest centre shift, 0..1000 in the units of `color.spaces`: sRGB and
            linear RGB 0..255, CIELAB and OKLab with L 0..100.
        seed: 0..2**31 - 1; the same seed gives the same bytes.
        init_colors: initial centres for `Init.GIVEN`; missing ones are drawn by k-means++.
        matte: what `AlphaMode.MATTE` composites on.
        locked: colours that are in the palette bit for bit and do not move.
        excluded: colours that do not vote.
        selection: where to look; everywhere if None.
        emphasis: 0 for only the selection to vote, or how many times its pixels vote while the others do
            once, 1..100.
        unselected: what becomes of pixels that may not vote.
        palette: a given palette, or () for none.
        palette_use: what it is for. `FIXED`: all of it comes out, in its order, and the locked colours after
            it; K does not count. `START`: takes the place of `init` and `init_colors`. `RECOLOR` and
            `LIGHTNESS`: K is at most its size.
        clear_entry: the entry for transparent pixels that a fixed palette brings along, kept in its place in
            what is written; None if it has none. Its fields may be given as a mapping.
    """

    colors: int = 16
    engine: Engine = Engine.HISTOGRAM
    init: Init = Init.PP
    init_colors: tuple[Rgb, ...] = ()
    attempts: int = 3
    max_iter: int = 100
    epsilon: float = 0.1
    seed: int = 0
    effort: Effort = Effort.BALANCED
    space: Space = Space.SRGB
    alpha: AlphaMode = AlphaMode.KEEP
    matte: Rgb = (255, 255, 255)
    locked: tuple[Rgb, ...] = ()
    excluded: tuple[Exclusion, ...] = ()
    selection: Selection | None = None
    emphasis: int = 0
    unselected: Unselected = Unselected.MAP
    palette: tuple[Rgb, ...] = ()
    palette_use: PaletteUse = PaletteUse.FIXED
    clear_entry: ClearEntry | None = None

    def __post_init__(self) -> None:
        """Take the plain words for the choices too, such as "lab" for `Space.LAB`.

        Raises:
            ValueError: for a word that is no choice, a colour that is not three integers 0..255, or an
                emphasis that is not 0..100.
            TypeError: for a clear entry that is none.
        """
        for name, choices in _CHOICES.items():
            object.__setattr__(self, name, choices(getattr(self, name)))
        object.__setattr__(self, "matte", rgb(self.matte))
        for name in ("init_colors", "locked", "palette"):
            object.__setattr__(self, name, tuple(rgb(color) for color in getattr(self, name)))
        object.__setattr__(self, "excluded", tuple(self.excluded))
        if isinstance(self.clear_entry, Mapping):
            object.__setattr__(self, "clear_entry", ClearEntry(**self.clear_entry))
        if not isinstance(self.clear_entry, ClearEntry | None):
            raise TypeError(f"a clear entry is a ClearEntry or None, not {self.clear_entry!r}")
        if not 0 <= self.emphasis <= 100:
            raise ValueError(f"an emphasis is 0 to 100, not {self.emphasis}")

    @property
    def rest(self) -> Unselected:
        """The former name of `unselected`."""
        return self.unselected
