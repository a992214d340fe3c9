"""The swatches of a preview, with about the shares that its colours will have."""

from __future__ import annotations

import numpy as np

from kquant.core.image.picture import Picture
from kquant.core.model.arrays import Int64
from kquant.core.model.settings import Settings
from kquant.core.model.specification import Preparation
from kquant.core.palette.order import rows_in_order
from kquant.core.preview import Preview, cube_codes
from kquant.session.document.state import State
from kquant.ui.features.palette.swatches import Swatches, keys_of

_ENOUGH = 65_536


def preview_counts(picture: Picture, preview: Preview, settings: Settings) -> Int64:
    """(K,) int64, in proportion to the pixels of each colour, from about 65,536 of the distinct colours."""
    histogram = picture.prepared(Preparation.of(settings)).histogram
    some = slice(None, None, max(1, len(histogram) // _ENOUGH))
    labels = preview.table[cube_codes(histogram.colors[some])]
    counts = np.bincount(labels, histogram.counts[some], minlength=len(preview.palette))
    return counts[: len(preview.palette)].astype(np.int64)  # more are transparent


def preview_swatches(picture: Picture, preview: Preview, state: State) -> Swatches:
    """In the order of the state."""
    palette = preview.palette
    counts = preview_counts(picture, preview, state.clustering)
    rows = rows_in_order(palette, counts, state.arrangement, palette, state.clustering)
    return Swatches(palette[rows], counts[rows], keys_of(palette[rows]))
