"""Palettes without the colours that no pixel has."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from kquant.core.model.result import Result
from kquant.core.palette.order import reordered


def without_unused(result: Result) -> Result:
    """Without colours that no pixel has, but for locked ones; a clear entry stays behind those before it."""
    is_kept = (result.counts > 0) | result.locked
    request, entry = result.request, result.request.settings.clear_entry
    if entry is not None:
        entry = replace(entry, place=int(is_kept[: entry.place].sum()))
        request = replace(request, settings=replace(request.settings, clear_entry=entry))
    return reordered(replace(result, request=request), np.flatnonzero(is_kept))
