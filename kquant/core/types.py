"""What a quantization is asked for and what it returns.

`Settings` is a person's intent; `kquant.core.resolve.resolve` turns it into a `Request`, what will
really run; `kquant.core.quantize.quantize` turns that into a `Result`. All are frozen.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from kquant.core.changes import Change
from kquant.core.rgb import Rgb as Rgb
from kquant.core.rgb import rgb
from kquant.core.steering import ClearEntry, Exclusion, PaletteUse, Rest, Selection

UInt8: TypeAlias = NDArray[np.uint8]
Labels: TypeAlias = NDArray[np.uint8] | NDArray[np.uint16]
Int64: TypeAlias = NDArray[np.int64]
Float32: TypeAlias = NDArray[np.float32]
Float64: TypeAlias = NDArray[np.float64]
Weights: TypeAlias = NDArray[np.float64] | NDArray[np.uint32]

OnProgress: TypeAlias = Callable[[float, str], None]
"""Called with the fraction done, 0..1 and never falling, and the name of the stage."""

ShouldStop: TypeAlias = Callable[[], bool]
"""Asked often; once it answers True the work ends with `Cancelled`."""

MAX_COLORS = 4096


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


_CHOICES: dict[str, type[StrEnum]] = {
    "engine": Engine,
    "init": Init,
    "effort": Effort,
    "space": Space,
    "alpha": AlphaMode,
    "palette_use": PaletteUse,
    "rest": Rest,
}


@dataclass(frozen=True, slots=True)
class Settings:
    """What a person asks for. Values out of range are put right, and said, by `resolve`.

    Attributes:
        colors: K, 1..4096.
        attempts: seeded runs of `cv2.kmeans` of which the best is kept, 1..1000.
        max_iter: the MAX_ITER criterion, 1..10000 (`cv2.kmeans` itself knows 2..100).
        epsilon: the EPS criterion, largest centre shift, 0..1000 in the units of `kquant.core.color`: sRGB
            and linear RGB 0..255, CIELAB and OKLab with L 0..100.
        seed: 0..2**31 - 1; the same seed gives the same bytes.
        init_colors: initial centres for `Init.GIVEN`; missing ones are drawn by k-means++.
        matte: what `AlphaMode.MATTE` composites on.
        locked: colours that are in the palette bit for bit and do not move.
        excluded: colours that do not vote.
        selection: where to look; everywhere if None.
        emphasis: 0 for only the selection to vote, or how many times its pixels vote while the others do
            once, 1..100.
        rest: what becomes of pixels that may not vote.
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
    rest: Rest = Rest.MAP
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


@dataclass(frozen=True, slots=True)
class Request:
    """Settings that will run as they stand, and what had to be changed to get there.

    Attributes:
        settings: every value in range, `colors` at most the image's distinct colours.
        changes: each difference from what was asked; `str()` of it is a plain sentence.
    """

    settings: Settings
    changes: tuple[Change, ...] = ()


@dataclass(frozen=True, slots=True)
class DeltaE:
    """CIEDE2000 differences between source and result over the visible pixels."""

    mean: float
    p95: float
    max: float


@dataclass(frozen=True, slots=True)
class Metrics:
    """How far the result is from its source, over the visible pixels.

    Attributes:
        mse: mean of the squared sRGB distance (three channels summed), 0..195075.
        psnr: 10 log10(255^2 / (mse / 3)) in dB, infinite for equal images.
        ssim: mean structural similarity of the luma, -1..1 (1 for equal images).
    """

    mse: float
    psnr: float
    ssim: float
    delta_e: DeltaE


@dataclass(frozen=True, slots=True, eq=False)
class KMeansOutput:
    """What `cv2.kmeans` itself returned, untouched.

    Attributes:
        compactness: as returned (of the labels returned, not of the nearest centres).
        labels: (N, 1) int32, one a voting pixel in row order.
        centers: (K, 3) float32 in the colour space of the request.
    """

    compactness: float
    labels: NDArray[np.int32]
    centers: Float32


@dataclass(frozen=True, slots=True, eq=False)
class Result:
    """A palette and, for every pixel, the nearest of its colours (unless they were changed afterwards).

    Attributes:
        request: what ran.
        palette: (K, 3) uint8 sRGB, no duplicates, most frequent first (a fixed palette in its own order).
        labels: (H, W) uint8 (uint16 for K > 255), index into `palette`; `transparent_index` where
            nothing is to be seen.
        color_labels: (M,) uint16, index into `palette` of each distinct colour of the picture, in the
            order of its histogram.
        transparent_index: K if any pixel is transparent, else None.
        alpha: (H, W) uint8 to be kept with the picture, or None for opaque or one-index transparency.
        counts: (K,) int64, pixels of each palette colour.
        compactness: sum of the squared distances of all visible pixels to their palette colour in the
            request's colour space, weighted by alpha, in float64.
        cluster_compactness: (K,) float64, the same for each palette colour.
        centers: (K, 3) float64, the centres before rounding, in the request's colour space.
        colors_before, colors_after: distinct colours of the visible pixels.
        attempts: compactness of each attempt, scaled from the sample to the image.
        iterations: Lloyd iterations of the whole refinement (of `cv2.kmeans` for `Engine.PIXELS`).
        trace: compactness after each iteration, never rising (for `Engine.PIXELS` as `cv2.kmeans` summed).
        locked: (K,) bool.
        reference: for `Engine.PIXELS`, what `cv2.kmeans` returned, if there was anything to cluster.
        metrics: None unless they were asked for.
        seconds: time taken by each stage.
        recolored_from: (K, 3) uint8, the palette before some of it was recoloured; None if nothing was.
    """

    request: Request
    palette: UInt8
    labels: Labels
    color_labels: NDArray[np.uint16]
    transparent_index: int | None
    alpha: UInt8 | None
    counts: Int64
    compactness: float
    cluster_compactness: Float64
    centers: Float64
    colors_before: int
    colors_after: int
    attempts: tuple[float, ...]
    iterations: int
    trace: tuple[float, ...]
    locked: NDArray[np.bool_]
    reference: KMeansOutput | None = None
    metrics: Metrics | None = None
    seconds: Mapping[str, float] = field(default_factory=dict)
    recolored_from: UInt8 | None = None

    @property
    def clustered(self) -> UInt8:
        """(K, 3) uint8, no duplicates: the palette before any recolouring, by which a colour is known."""
        return self.palette if self.recolored_from is None else self.recolored_from

    @property
    def clear_place(self) -> int | None:
        """Number of palette colours before the clear entry that a given palette brought, or None."""
        entry = self.request.settings.clear_entry
        return None if entry is None else min(entry.place, len(self.palette))

    @property
    def shares(self) -> Float64:
        """(K,) float64, the part of the visible pixels that each palette colour has, summing to 1."""
        return np.asarray(self.counts / max(int(self.counts.sum()), 1), dtype=np.float64)

    @property
    def image(self) -> UInt8:
        """The picture: (H, W, 3) uint8, or (H, W, 4) where there is transparency; painted anew each time."""
        if self.transparent_index is None and self.alpha is None:
            return self.palette[self.labels]
        table = np.zeros((len(self.palette) + 1, 4), np.uint8)
        table[:-1, :3] = self.palette
        table[:-1, 3] = 255
        picture = table[self.labels]
        if self.alpha is not None:
            picture[..., 3] = self.alpha
        return picture
