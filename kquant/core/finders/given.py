"""The finder of a palette that a person gives: nothing is clustered."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from kquant.core.color.spaces import to_space
from kquant.core.image.source import Source
from kquant.core.model.clustering import Clustering
from kquant.core.model.specification import Specification
from kquant.core.run.run import Run


@dataclass(frozen=True, slots=True)
class GivenFinder:
    """Takes the candidates as they are, in their order."""

    needs_pixels: bool = False

    def find(self, source: Source, spec: Specification, run: Run) -> Clustering:
        """All candidates, whether a pixel is near them or not."""
        centers = to_space(np.array(spec.candidates, np.uint8), spec.space)
        return Clustering(centers, np.ones(len(centers), bool), in_order=True)


FINDER = GivenFinder()
