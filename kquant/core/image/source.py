"""What a finder is given: a weighted histogram and, where one picture has them, the pixels behind it."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from kquant.core.image.histogram import Histogram, UInt32, pixel_codes
from kquant.core.image.masks import Mask
from kquant.core.image.prepared import Prepared


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
