"""Initial centres that are placed by hand."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
from numpy.typing import ArrayLike

from kquant.core.model.choices import Init
from kquant.core.run.kmeans import plus_plus
from kquant.lab.core.points import PointSet
from kquant.lab.core.settings import LabSettings


def placed(settings: LabSettings, centers: ArrayLike) -> LabSettings:
    """Start from these (K, 2) centres."""
    rows = np.asarray(centers, np.float64).reshape(-1, 2).tolist()
    return replace(settings, init=Init.GIVEN, k=len(rows), centers=tuple((x, y) for x, y in rows))


def with_k_centers(settings: LabSettings, points: PointSet) -> LabSettings:
    """Keep the first K of the given centres, or add points drawn as by k-means++; other starts stay."""
    if settings.init is not Init.GIVEN or len(settings.centers) == settings.k:
        return settings
    given = np.array(settings.centers, np.float64).reshape(-1, 2)
    if settings.k > len(given) and len(points):
        given = plus_plus(points.points, given, settings.k, settings.seed)
    return placed(settings, given[: settings.k])
