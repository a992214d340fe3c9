"""What came out of a quantization: a clustering, the indexed image, and its metrics."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, fields, replace
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

    # Of `indexed`, in which they are described; fields, as views read them all the time.
    palette: UInt8 = field(init=False, repr=False)
    labels: Labels = field(init=False, repr=False)
    color_labels: NDArray[np.uint16] = field(init=False, repr=False)
    transparent_index: int | None = field(init=False, repr=False)
    alpha: UInt8 | None = field(init=False, repr=False)
    counts: Int64 = field(init=False, repr=False)
    compactness: float = field(init=False, repr=False)
    cluster_compactness: Float64 = field(init=False, repr=False)
    centers: Float64 = field(init=False, repr=False)
    colors_before: int = field(init=False, repr=False)
    colors_after: int = field(init=False, repr=False)
    locked: NDArray[np.bool_] = field(init=False, repr=False)
    papers: Papers | None = field(init=False, repr=False)
    is_paper: NDArray[np.bool_] = field(init=False, repr=False)
    recolored_from: UInt8 | None = field(init=False, repr=False)
    clustered: UInt8 = field(init=False, repr=False)

    # Of `clustering`.
    attempts: tuple[float, ...] = field(init=False, repr=False)
    iterations: int = field(init=False, repr=False)
    trace: tuple[float, ...] = field(init=False, repr=False)
    reference: KMeansOutput | None = field(init=False, repr=False)

    def __post_init__(self) -> None:
        """Take what can be read from the result itself."""
        for name in _OF_INDEXED:
            object.__setattr__(self, name, getattr(self.indexed, name))
        for name in _OF_CLUSTERING:
            object.__setattr__(self, name, getattr(self.clustering, name))

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
    def shares(self) -> Float64:
        """See `Indexed`."""
        return self.indexed.shares

    @property
    def image(self) -> UInt8:
        """See `Indexed`."""
        return self.indexed.image


_OF_CLUSTERING = ("attempts", "iterations", "trace", "reference")
_OF_INDEXED = tuple(each.name for each in fields(Result) if not each.init and each.name not in _OF_CLUSTERING)
