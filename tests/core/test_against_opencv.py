"""The default engine is at least as good as `cv2.kmeans` on every pixel."""

from __future__ import annotations

import cv2
import numpy as np
import pytest
from hostile import gradient, squared_distances
from skimage import data as photographs

import kquant
from kquant.core.color import to_space
from kquant.core.types import Effort, Space, UInt8


def pictures() -> dict[str, UInt8]:
    shrunk = {
        name: np.ascontiguousarray(cv2.resize(getattr(photographs, name)(), (128, 128)))
        for name in ("astronaut", "coffee", "chelsea")
    }
    return {**shrunk, "ramps": gradient(120, 120)}


@pytest.mark.parametrize("name", ["astronaut", "coffee", "chelsea", "ramps"])
@pytest.mark.parametrize("space", [Space.SRGB, Space.LAB])
def test_on_every_pixel(name: str, space: Space) -> None:
    image = pictures()[name]
    data = to_space(image.reshape(-1, 3), space).astype(np.float32)
    theirs, ours = [], []
    for k in (2, 5, 16, 48):
        cv2.setRNGSeed(k)
        criteria = (cv2.TERM_CRITERIA_EPS + cv2.TERM_CRITERIA_MAX_ITER, 100, 0.1)
        compactness, _, centers = cv2.kmeans(data, k, None, criteria, 3, cv2.KMEANS_PP_CENTERS)
        result = kquant.quantize(image, k, space=space, seed=k, metrics=False)
        theirs.append(compactness)
        ours.append(result.compactness)
        assert result.compactness <= 1.01 * compactness
        # Their centres as a palette of 8-bit colours, every pixel to the nearest:
        rounded = kquant.core.color.from_space(centers.astype(np.float64), space)
        assert (
            result.compactness
            <= 1.01 * squared_distances(image.reshape(-1, 3), rounded, space).min(axis=1).sum()
        )

    assert np.mean(np.divide(ours, theirs)) < 1.0


def test_best_effort_on_every_pixel() -> None:
    for name, image in pictures().items():
        data = image.reshape(-1, 3).astype(np.float32)
        for k in (4, 24):
            cv2.setRNGSeed(1)
            criteria = (cv2.TERM_CRITERIA_EPS + cv2.TERM_CRITERIA_MAX_ITER, 100, 0.1)
            compactness = cv2.kmeans(data, k, None, criteria, 10, cv2.KMEANS_PP_CENTERS)[0]
            result = kquant.quantize(image, k, effort=Effort.BEST, metrics=False)
            assert result.compactness <= compactness * 1.0005, (name, k)  # rounding to 8 bits costs a little
