"""The quick guess that is shown while the exact result is being found."""

from __future__ import annotations

import numpy as np
import pytest
from skimage import data

from kquant.api import quantize
from kquant.core.image.picture import Picture
from kquant.core.model.arrays import UInt8
from kquant.core.model.errors import Cancelled
from kquant.core.model.settings import Settings
from kquant.core.preview import cube_codes, preview
from kquant.core.run.run import Run


@pytest.fixture(scope="module")
def photo() -> UInt8:
    return np.asarray(data.coffee())


@pytest.mark.slow
@pytest.mark.parametrize("space", ["srgb", "lab", "oklab"])
@pytest.mark.parametrize("colors", [1, 5, 40, 256])
def test_it_looks_about_like_the_result(photo: UInt8, colors: int, space: str) -> None:
    settings = Settings(colors=colors, space=space)  # type: ignore[arg-type]
    guess = preview(Picture(photo), settings)
    assert guess is not None
    painted = guess.paint(photo)
    assert guess.palette.shape == (colors, 3)
    assert len(np.unique(painted.reshape(-1, 3), axis=0)) <= colors

    def error(picture: UInt8) -> float:
        return float(((photo.astype(float) - picture) ** 2).mean())

    exact = error(quantize(photo, settings=settings, metrics=False).image)
    assert error(painted) < 1.25 * exact + 2


def test_few_colors_need_no_guess() -> None:
    ramp = np.repeat(np.arange(256, dtype=np.uint8), 3).reshape(16, 16, 3)
    assert preview(Picture(ramp), Settings(colors=8)) is None


def test_a_guess_that_would_not_be_quick_is_left_out(photo: UInt8) -> None:
    assert preview(Picture(photo), Settings(colors=1000)) is None


def test_it_can_be_stopped(photo: UInt8) -> None:
    with pytest.raises(Cancelled):
        preview(Picture(photo), Settings(colors=8), Run(should_stop=lambda: True))


def test_cubes_are_four_values_a_side() -> None:
    pixels = np.array([[[0, 0, 0], [3, 3, 3], [4, 0, 0], [255, 255, 255]]], np.uint8)
    assert cube_codes(pixels).tolist() == [[0, 0, 1 << 12, (1 << 18) - 1]]
