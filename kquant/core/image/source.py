"""What a finder is given: a weighted histogram and, where one picture has them, the pixels behind it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from kquant.core import kernels
from kquant.core.color.codes import pixel_codes
from kquant.core.image.histogram import Histogram, UInt32, histogram, merged, places, subset
from kquant.core.image.prepared import Prepared
from kquant.core.image.similar import similar
from kquant.core.model.choices import ExcludedAs, ExcludedWhere
from kquant.core.model.constraints import Exclusion
from kquant.core.model.specification import Preparation
from kquant.core.run.parallel import default_threads
from kquant.core.run.run import Run

if TYPE_CHECKING:
    from kquant.core.image.masks import Mask


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
        if len(self.histogram) < len(self.picture.histogram):
            pixels, counting = self.picture.pixels, self.histogram
            counts = np.ones(len(counting), np.uint8)
            found = kernels.label_map(
                pixels, None, counting.keys, counting.codes, counts, 0, default_threads()
            )
            masks.append(found.view(bool))
        return codes[np.logical_and.reduce(masks)] if masks else codes.ravel()


def source_of(whole: Histogram, asked: Preparation, run: Run) -> Source:
    """The colours of a histogram that count, without a picture."""
    kept = not_excluded(whole, asked.excluded, run.threads)
    if not kept.any() and len(whole) and asked.excluded_as is not ExcludedAs.TRANSPARENT:
        return Source(whole, unconstrained=True)
    return Source(whole if kept.all() else subset(whole, kept))


def present(
    excluded: tuple[Exclusion, ...], image: Prepared | Histogram, where: ExcludedWhere, threads: int
) -> tuple[Exclusion, ...]:
    """Those that some visible pixel is as near to as is asked, from the edge in some pixel at the edge.

    A histogram has no edge, so there any pixel will do.
    """
    found = image if isinstance(image, Histogram) else image.histogram
    if isinstance(image, Prepared) and where is ExcludedWhere.EDGE and excluded:
        found = _at_edge(image, threads)
    return tuple(
        each
        for each in excluded
        if len(places(found, np.array([each.color], np.uint8)))  # soon told, as most are picked
        or similar(found.colors, each.color, each.radius, threads).any()
    )


def _at_edge(image: Prepared, threads: int) -> Histogram:
    """The colours of the visible pixels at the edge of a picture."""

    def edge(of: NDArray[Any]) -> NDArray[Any]:
        return np.concatenate([of[0], of[-1], of[:, 0], of[:, -1]])

    pixels = edge(image.pixels)
    if image.visible is not None:
        pixels = pixels[edge(image.visible)]
    return histogram(pixels[None], None, threads) if len(pixels) else merged()


def not_excluded(found: Histogram, excluded: tuple[Exclusion, ...], threads: int) -> NDArray[np.bool_]:
    """(M,) bool of the colours of a histogram that are not as near to an excluded one as is asked."""
    kept = np.ones(len(found), bool)
    for exclusion in excluded:
        kept &= ~similar(found.colors, exclusion.color, exclusion.radius, threads)
    return kept
