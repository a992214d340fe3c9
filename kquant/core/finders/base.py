"""What a finder is."""

from __future__ import annotations

from typing import Protocol

from kquant.core.image.source import Source
from kquant.core.model.clustering import Clustering
from kquant.core.model.specification import Specification
from kquant.core.run.run import Run


class Finder(Protocol):
    """From colours that count to the centres of a palette.

    Attributes:
        needs_pixels: the pixels of one picture in their order are needed, not only their histogram.
    """

    @property
    def needs_pixels(self) -> bool:
        """See the class."""

    def find(self, source: Source, spec: Specification, run: Run) -> Clustering:
        """Centres for a source that has more distinct colours than are asked for.

        Raises:
            Cancelled: by `run`, which is told about progress.
        """
