"""What a remapper is."""

from __future__ import annotations

from typing import Protocol

from kquant.core.image.prepared import Prepared
from kquant.core.model.indexed import Indexed
from kquant.core.model.specification import Remapping
from kquant.core.palette.finalize import FinalPalette
from kquant.core.run.run import Run


class Remapper(Protocol):
    """From a picture and a palette to an indexed image."""

    def remap(self, image: Prepared, palette: FinalPalette, how: Remapping, run: Run) -> Indexed:
        """The picture in the colours of the palette.

        Raises:
            Cancelled: by `run`.
        """
