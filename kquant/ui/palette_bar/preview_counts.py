"""About how much of the picture each colour of a preview will have."""

from __future__ import annotations

import numpy as np

from kquant.core.picture import Picture
from kquant.core.preview import Preview, cube_codes
from kquant.core.types import Int64, Settings

_ENOUGH = 65_536


def preview_counts(picture: Picture, preview: Preview, settings: Settings) -> Int64:
    """(K,) int64, in proportion to the pixels of each colour, from about 65,536 of the distinct colours."""
    histogram = picture.prepared(settings).histogram
    some = slice(None, None, max(1, len(histogram) // _ENOUGH))
    labels = preview.table[cube_codes(histogram.colors[some])]
    counts = np.bincount(labels, histogram.counts[some], minlength=len(preview.palette))
    return counts.astype(np.int64)
