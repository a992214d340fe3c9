"""The choices that settings are made of."""

from __future__ import annotations

from enum import IntEnum, StrEnum
from typing import Final


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

    AUTO = "auto"  # what `resolve` makes of it
    SRGB = "srgb"
    LINEAR = "linear"
    LAB = "lab"
    OKLAB = "oklab"


COLOR_SPACES: Final = tuple(space for space in Space if space is not Space.AUTO)
"""Those that have coordinates."""


class Representative(StrEnum):
    """The colour that stands for a cluster in the palette."""

    MEAN = "mean"
    FREQUENT = "frequent"  # the one of its colours that most pixels have


class RemapMethod(StrEnum):
    """How a palette is applied to a picture."""

    NEAREST = "nearest"


class AlphaMode(StrEnum):
    """What becomes of transparency."""

    KEEP = "keep"  # every pixel keeps its alpha
    THRESHOLD = "threshold"  # alpha below 128 becomes one transparent index, the rest opaque
    MATTE = "matte"  # composited on `Settings.matte` first


class PaletteUse(StrEnum):
    """What a given palette is for."""

    FIXED = "fixed"  # every pixel gets its nearest colour, of all or of the best K
    START = "start"  # the clustering starts from it
    RECOLOR = "recolor"  # clusters are painted with it, each with the colour that suits all of them best
    LIGHTNESS = "lightness"  # the same, the darkest cluster with the darkest colour and so on


class Unselected(StrEnum):
    """What becomes of pixels outside of the selection."""

    MAP = "map"  # they get the nearest palette colour
    CLEAR = "clear"  # they are left out: transparent


class ExcludedAs(StrEnum):
    """What pixels of an excluded colour become. With the first two the colour is a paper.

    A paper is a centre beside K that is held and wins ties: it takes the colours within the difference, and
    those that are nearest to it. One that has no pixel within the difference (from the edge in, at the edge)
    is none in that picture: it changes nothing.
    """

    OWN = "own"  # the excluded colour itself, one more entry of the palette
    TRANSPARENT = "transparent"  # no entry
    NEAREST = "nearest"  # the nearest palette colour: there is no paper


class ExcludedWhere(StrEnum):
    """Where pixels of a paper are."""

    EVERYWHERE = "everywhere"  # labels are a matter of colour alone
    EDGE = "edge"  # in its 4-connected regions that reach the picture's edge


class ClearPlace(StrEnum):
    """Where the entry for transparent pixels stands among those that are written."""

    FOUND = "found"  # in the place that a given palette has it in, else last
    FIRST = "first"
    LAST = "last"


class Unused(StrEnum):
    """What becomes of palette colours that no pixel has."""

    KEEP = "keep"
    DROP = "drop"  # but for locked ones


class Pad(IntEnum):
    """How many entries a palette is filled up to where it is written."""

    NONE = 0
    TO_4 = 4
    TO_16 = 16
    TO_256 = 256

    @classmethod
    def _missing_(cls, value: object) -> Pad | None:
        """The number may be a word, as on the command line."""
        return cls(int(value)) if isinstance(value, str) and value.isdecimal() else None
