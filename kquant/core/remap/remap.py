"""Applying a palette to a picture."""

from __future__ import annotations

from kquant.core.image.prepared import Prepared
from kquant.core.model.indexed import Indexed
from kquant.core.model.specification import Remapping
from kquant.core.palette.finalize import FinalPalette
from kquant.core.remap.base import Remapper
from kquant.core.remap.registry import REMAPPERS
from kquant.core.run.run import Run


def remap(image: Prepared, palette: FinalPalette, how: Remapping, run: Run) -> Indexed:
    """The picture in the colours of the palette, by the remapper that is asked for.

    Raises:
        Cancelled: the caller of `run` wants to stop.
        KQuantError: there is no such remapper.
    """
    remapper: Remapper = REMAPPERS.load(how.method)
    return remapper.remap(image, palette, how, run)
