import numpy as np
import pytest
from skimage.color import rgb2lab

from kquant.core.color.spaces import from_space, lab, to_space
from kquant.core.model.arrays import UInt8
from kquant.core.model.choices import COLOR_SPACES, Space

PRIMARIES = np.array([[255, 0, 0], [0, 255, 0], [0, 0, 255]], np.uint8)
EXTREMES = np.array([[0, 0, 0], [255, 255, 255]], np.uint8)
GREYS = np.repeat(np.arange(256, dtype=np.uint8)[:, np.newaxis], 3, axis=1)


@pytest.fixture(scope="module")
def many() -> UInt8:
    """A million different colours."""
    codes = np.random.default_rng(0).permutation(1 << 24)[:1_000_000].astype(np.uint32)
    return np.stack([codes >> 16, codes >> 8 & 255, codes & 255], axis=1).astype(np.uint8)


@pytest.mark.slow
@pytest.mark.parametrize("space", COLOR_SPACES)
def test_there_and_back_gives_the_same_color(space: Space, many: UInt8) -> None:
    colors = np.concatenate([many, GREYS, PRIMARIES])

    assert np.array_equal(from_space(to_space(colors, space), space), colors)


@pytest.mark.slow
@pytest.mark.parametrize("space", COLOR_SPACES)
def test_no_two_colors_share_coordinates(space: Space, many: UInt8) -> None:
    coords = to_space(many, space)

    rows = np.ascontiguousarray(coords).view([("", np.float64)] * 3).ravel()
    assert len(np.unique(rows)) == len(many)


@pytest.mark.parametrize("space", COLOR_SPACES)
def test_a_color_has_the_same_coordinates_in_any_company(space: Space, many: UInt8) -> None:
    whole = to_space(many[:70_001], space)

    assert np.array_equal(to_space(many[:70_001], space, threads=3), whole)
    assert np.array_equal(np.concatenate([to_space(many[i : i + 1], space) for i in range(50)]), whole[:50])


@pytest.mark.parametrize("space", COLOR_SPACES)
def test_no_colors_at_all(space: Space) -> None:
    none = np.empty((0, 3), np.uint8)

    assert to_space(none, space).shape == (0, 3)
    assert from_space(to_space(none, space), space).shape == (0, 3)


def test_linear_light_is_that_of_the_standard() -> None:
    # 10 is below the knee of the curve, 128 above.
    coords = to_space(np.array([[0, 10, 128], [255, 255, 255]], np.uint8), Space.LINEAR)

    assert coords[0] == pytest.approx([0, 10 / 12.92, 255 * ((128 / 255 + 0.055) / 1.055) ** 2.4])
    assert coords[1] == pytest.approx([255, 255, 255])


def test_lab_is_that_of_scikit_image(many: UInt8) -> None:
    # It has a digit less in its matrix.
    assert np.abs(lab(many[:10_000]) - rgb2lab(many[np.newaxis, :10_000])[0]).max() < 0.006


def test_lab_of_the_primaries() -> None:
    # As published by Bruce Lindbloom's calculator.
    published = [[53.2408, 80.0925, 67.2032], [87.7347, -86.1827, 83.1793], [32.2970, 79.1875, -107.8602]]

    assert np.allclose(lab(PRIMARIES), published, atol=2e-3)


def test_oklab_of_the_primaries_is_the_published_with_a_and_b_doubled() -> None:
    published = [[0.62796, 0.22486, 0.12585], [0.86644, -0.23389, 0.17950], [0.45201, -0.03246, -0.31153]]

    assert np.allclose(
        to_space(PRIMARIES, Space.OKLAB), np.array([100, 200, 200]) * np.array(published), atol=1e-3
    )


@pytest.mark.parametrize(("space", "neutral"), [(Space.LAB, 1e-9), (Space.OKLAB, 1e-5)])
def test_greys_are_neutral_from_black_0_to_white_100(space: Space, neutral: float) -> None:
    coords = to_space(GREYS, space)

    assert np.abs(coords[:, 1:]).max() < neutral
    assert coords[[0, 255], 0] == pytest.approx([0, 100], abs=1e-6)
    assert (np.diff(coords[:, 0]) > 0).all()


@pytest.mark.parametrize("space", COLOR_SPACES)
def test_coordinates_beyond_the_gamut_are_clipped(space: Space) -> None:
    black, white = to_space(EXTREMES, space)
    beyond = np.array([2 * black - white, 2 * white - black])

    assert np.array_equal(from_space(beyond, space), EXTREMES)


def test_coordinates_between_two_colors_go_to_the_nearer() -> None:
    coords = np.array([[0.49, 0.5, 0.51], [254.49, 254.5, 254.51]])

    assert from_space(coords, Space.SRGB).tolist() == [[0, 1, 1], [254, 255, 255]]
    ten, eleven = to_space(GREYS[10:12], Space.LINEAR)  # the curve is straight here
    assert from_space(
        np.array([0.51 * ten + 0.49 * eleven, 0.49 * ten + 0.51 * eleven]), Space.LINEAR
    ).tolist() == [
        [10, 10, 10],
        [11, 11, 11],
    ]
