"""The default engine is at least as good as `cv2.kmeans` on every pixel."""

from __future__ import annotations

from typing import Any

import cv2
import numpy as np
import pytest
from skimage import data as photographs

import kquant
from kquant.core.color.spaces import to_space
from kquant.core.model.arrays import UInt8
from kquant.core.model.choices import Effort, Space
from tests.core.hostile import gradient


def pictures() -> dict[str, UInt8]:
    shrunk = {
        name: np.ascontiguousarray(cv2.resize(getattr(photographs, name)(), (128, 128)))
        for name in ("astronaut", "coffee", "chelsea")
    }
    return {**shrunk, "ramps": gradient(120, 120)}


CRITERIA = (cv2.TERM_CRITERIA_EPS + cv2.TERM_CRITERIA_MAX_ITER, 100, 0.1)


def ratio(image: UInt8, k: int, space: Space, effort: Effort, attempts: int) -> float:
    """Our compactness, of an 8-bit palette, to that of the best attempt of `cv2.kmeans` on every pixel."""
    data = to_space(image.reshape(-1, 3), space).astype(np.float32)
    cv2.setRNGSeed(k)
    no_labels: Any = None  # asks for none; the stubs do not know
    theirs = cv2.kmeans(data, k, no_labels, CRITERIA, attempts, cv2.KMEANS_PP_CENTERS)[0]
    return kquant.quantize(image, k, space=space, effort=effort, metrics=False).compactness / theirs


@pytest.mark.slow
@pytest.mark.parametrize("space", [Space.SRGB, Space.LAB])
def test_as_good_as_on_every_pixel(space: Space) -> None:
    ratios = [
        ratio(image, k, space, Effort.BALANCED, attempts=3) for image in pictures().values() for k in (3, 24)
    ]

    assert np.mean(ratios) <= 1.005
    assert max(ratios) <= 1.03


@pytest.mark.slow
def test_better_with_best_effort() -> None:
    ratios = [ratio(image, 16, Space.SRGB, Effort.BEST, attempts=3) for image in pictures().values()]

    assert np.mean(ratios) < 1
    assert max(ratios) <= 1.004
