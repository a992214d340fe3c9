"""What a finder is given: a weighted histogram and, where one picture has them, the pixels behind it."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from kquant.core.image.histogram import Histogram, UInt32, pixel_codes, subset
from kquant.core.image.masks import Mask
from kquant.core.image.prepared import Prepared
from kquant.core.image.similar import similar
from kquant.core.model.choices import ExcludedAs
from kquant.core.model.constraints import Exclusion
from kquant.core.model.specification import Preparation
from kquant.core.run.run import Run


@dataclass(frozen=True, slots=True, eq=False)
class Source:
    """The colours that count.

    Attributes:
        histogram: with the weight of each; that of the picture itself where all of it counts alike.
        picture: whose pixels these are; None for a histogram alone or for several pictures.
        mask: (H, W) bool, its pixels that may count; None for all.
        unconstrained: by the constraints no pixel would count, so all of them do.
    """

    histogram: Histogram
    picture: Prepared | None = None
    mask: Mask | None = None
    unconstrained: bool = False

    def pixel_codes(self) -> UInt32:
        """(N,) 0xRRGGBB of the visible pixels that count, in row order; only for one picture."""
        assert self.picture is not None
        codes = pixel_codes(self.picture.pixels)
        masks = [mask for mask in (self.picture.visible, self.mask) if mask is not None]
        codes = codes[np.logical_and.reduce(masks)] if masks else codes.ravel()
        if len(self.histogram) == len(self.picture.histogram):
            return codes
        table = np.zeros(1 << 24, bool)
        table[self.histogram.codes] = True
        return codes[table[codes]]


def source_of(histogram: Histogram, asked: Preparation, run: Run) -> Source:
    """The colours of a histogram that count, without a picture."""
    kept = not_excluded(histogram, asked.excluded, run.threads)
    if not kept.any() and len(histogram) and asked.excluded_as is not ExcludedAs.TRANSPARENT:
        return Source(histogram, unconstrained=True)
    return Source(histogram if kept.all() else subset(histogram, kept))


def not_excluded(found: Histogram, excluded: tuple[Exclusion, ...], threads: int) -> NDArray[np.bool_]:
    """(M,) bool of the colours of a histogram that are not as near to an excluded one as is asked."""
    kept = np.ones(len(found), bool)
    for exclusion in excluded:
        kept &= ~similar(found.colors, exclusion.color, exclusion.radius, threads)
    return kept
