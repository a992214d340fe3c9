"""What came out of a quantization: a clustering, the indexed image, and its metrics."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from kquant.core.model.arrays import Float64, Int64, Labels, UInt8
from kquant.core.model.choices import ClearPlace
from kquant.core.model.clustering import Clustering, KMeansOutput
from kquant.core.model.constraints import ClearEntry
from kquant.core.model.indexed import Indexed, Papers
from kquant.core.model.metrics import Metrics
from kquant.core.model.request import Request


@dataclass(frozen=True, slots=True, eq=False)
class Result:
    """What was asked for, what was found, how it was applied, and how good that is.

    All of `indexed` and the figures of `clustering` can be read from the result itself.

    Attributes:
        request: what ran.
        clustering: how the centres were found.
        indexed: the picture in the colours of the palette, which changes by hand may have changed.
        metrics: None unless they were asked for.
        seconds: time taken by each stage.
    """

    request: Request
    clustering: Clustering
    indexed: Indexed
    metrics: Metrics | None = None
    seconds: Mapping[str, float] = field(default_factory=dict)

    def with_indexed(self, **changes: Any) -> Result:
        """The same with other fields of `indexed`."""
        return replace(self, indexed=replace(self.indexed, **changes))

    @property
    def clear_place(self) -> int | None:
        """Number of palette colours before the clear entry.

        None if there is no such entry, or merely one behind the colours that no one has asked for.
        """
        entry, place = self.request.settings.clear_entry, self.request.settings.clear_place
        if place is ClearPlace.FOUND:
            return None if entry is None else min(self._before(entry), len(self.palette))
        if entry is None and self.transparent_index is None:
            return None
        return 0 if place is ClearPlace.FIRST else len(self.palette)

    def _before(self, entry: ClearEntry) -> int:
        """Number of colours of the given palette, of those that were chosen, before its clear entry."""
        chosen = self.clustering.chosen
        return entry.place if chosen is None else int(np.count_nonzero(chosen < entry.place))

    @property
    def palette(self) -> UInt8:
        """See `Indexed`."""
        return self.indexed.palette

    @property
    def labels(self) -> Labels:
        """See `Indexed`."""
        return self.indexed.labels

    @property
    def color_labels(self) -> NDArray[np.uint16]:
        """See `Indexed`."""
        return self.indexed.color_labels

    @property
    def transparent_index(self) -> int | None:
        """See `Indexed`."""
        return self.indexed.transparent_index

    @property
    def alpha(self) -> UInt8 | None:
        """See `Indexed`."""
        return self.indexed.alpha

    @property
    def counts(self) -> Int64:
        """See `Indexed`."""
        return self.indexed.counts

    @property
    def compactness(self) -> float:
        """See `Indexed`."""
        return self.indexed.compactness

    @property
    def cluster_compactness(self) -> Float64:
        """See `Indexed`."""
        return self.indexed.cluster_compactness

    @property
    def centers(self) -> Float64:
        """See `Indexed`."""
        return self.indexed.centers

    @property
    def colors_before(self) -> int:
        """See `Indexed`."""
        return self.indexed.colors_before

    @property
    def colors_after(self) -> int:
        """See `Indexed`."""
        return self.indexed.colors_after

    @property
    def locked(self) -> NDArray[np.bool_]:
        """See `Indexed`."""
        return self.indexed.locked

    @property
    def papers(self) -> Papers | None:
        """See `Indexed`."""
        return self.indexed.papers

    @property
    def is_paper(self) -> NDArray[np.bool_]:
        """See `Indexed`."""
        return self.indexed.is_paper

    @property
    def recolored_from(self) -> UInt8 | None:
        """See `Indexed`."""
        return self.indexed.recolored_from

    @property
    def clustered(self) -> UInt8:
        """See `Indexed`."""
        return self.indexed.clustered

    @property
    def shares(self) -> Float64:
        """See `Indexed`."""
        return self.indexed.shares

    @property
    def image(self) -> UInt8:
        """See `Indexed`."""
        return self.indexed.image

    @property
    def attempts(self) -> tuple[float, ...]:
        """See `Clustering`."""
        return self.clustering.attempts

    @property
    def iterations(self) -> int:
        """See `Clustering`."""
        return self.clustering.iterations

    @property
    def trace(self) -> tuple[float, ...]:
        """See `Clustering`."""
        return self.clustering.trace

    @property
    def reference(self) -> KMeansOutput | None:
        """See `Clustering`."""
        return self.clustering.reference
