import cv2
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from skimage.metrics import structural_similarity

from kquant.core.metrics.ssim import ssim
from kquant.core.model.arrays import Labels, UInt8
from kquant.core.twins.ssim import similarity_map

PALETTE = np.array([[20, 10, 30], [90, 160, 60], [200, 180, 160], [250, 250, 245]], np.uint8)


def picture(height: int, width: int, seed: int = 0) -> tuple[UInt8, Labels]:
    """A smooth picture with noise, and for each pixel the palette colour nearest in green."""
    rng = np.random.default_rng(seed)
    smooth = cv2.resize(rng.uniform(0, 255, (4, 5, 3)), (width, height), interpolation=cv2.INTER_LINEAR)
    source = np.clip(smooth + rng.normal(0, 6, (height, width, 3)), 0, 255).astype(np.uint8)
    distance = np.abs(source[..., 1, np.newaxis].astype(int) - PALETTE[:, 1].astype(int))
    return source, distance.argmin(axis=-1).astype(np.uint8)


def grey(rgb: UInt8) -> UInt8:
    return np.asarray(cv2.cvtColor(rgb, cv2.COLOR_RGB2GRAY), np.uint8)


def reference(source: UInt8, result: UInt8) -> tuple[float, np.ndarray]:
    """The mean over the pixels whose window is inside, and the similarity of every pixel."""
    mean, everywhere = structural_similarity(
        grey(source),
        grey(result),
        gaussian_weights=True,
        sigma=1.5,
        use_sample_covariance=False,
        data_range=255,
        full=True,
    )
    return float(mean), everywhere


@pytest.mark.parametrize("shape", [(11, 11), (40, 70), (333, 150)])
def test_as_scikit_image_has_it(shape: tuple[int, int]) -> None:
    source, labels = picture(*shape)

    mean_inside, everywhere = reference(source, PALETTE[labels])

    found = similarity_map(grey(source), grey(PALETTE[labels]))
    assert np.abs(found - everywhere).max() < 1e-9
    assert found[5:-5, 5:-5].mean() == pytest.approx(mean_inside, abs=1e-9)
    assert ssim(source, None, PALETTE, labels, 1) == pytest.approx(everywhere.mean(), abs=1e-9)


def test_bright_flat_areas_are_as_exact() -> None:
    source = np.random.default_rng(1).integers(248, 256, (120, 120, 3), dtype=np.uint8)
    labels = np.full((120, 120), 3, np.uint8)

    assert ssim(source, None, PALETTE, labels, 1) == pytest.approx(
        reference(source, PALETTE[labels])[1].mean(), abs=1e-9
    )


def test_where_blocks_meet_nothing_shows() -> None:
    source, labels = picture(100, 20_000)  # wide, so that there are several blocks of rows

    one, two = (ssim(source, None, PALETTE, labels, threads) for threads in (1, 2))

    assert one == two
    assert one == pytest.approx(reference(source, PALETTE[labels])[1].mean(), abs=1e-9)


@given(height=st.integers(1, 14), width=st.integers(1, 14), seed=st.integers(0, 99))
def test_pictures_smaller_than_the_window(height: int, width: int, seed: int) -> None:
    source, labels = picture(height, width, seed)

    assert -1 <= ssim(source, None, PALETTE, labels, 1) <= 1
    assert ssim(PALETTE[labels], None, PALETTE, labels, 1) == 1


def test_a_flat_pixel_by_hand() -> None:
    # No variance: only the luminance term is left, of the luma 100 and 200.
    source, palette = np.full((1, 1, 3), 100, np.uint8), np.full((1, 3), 200, np.uint8)
    c1 = (0.01 * 255) ** 2

    expected = (2 * 100 * 200 + c1) / (100**2 + 200**2 + c1)

    assert ssim(source, None, palette, np.zeros((1, 1), np.uint8), 1) == pytest.approx(expected, abs=1e-9)


def test_what_is_not_visible_does_not_count() -> None:
    source, labels = picture(60, 60)
    hidden = np.zeros((60, 60), bool)
    hidden[:, :20] = True
    elsewhere = labels.copy()
    elsewhere[hidden] = len(PALETTE)  # as the transparent index does

    assert ssim(source, ~hidden, PALETTE, elsewhere, 1) == ssim(source, ~hidden, PALETTE, labels, 1)
    _, everywhere = reference(source, np.where(hidden[..., np.newaxis], source, PALETTE[labels]))
    assert ssim(source, ~hidden, PALETTE, elsewhere, 1) == pytest.approx(everywhere[~hidden].mean(), abs=1e-9)


def test_nothing_visible_is_equal() -> None:
    source, labels = picture(20, 20)

    assert ssim(source, np.zeros((20, 20), bool), PALETTE, labels, 1) == 1


def test_labels_of_16_bits() -> None:
    source, labels = picture(30, 30)

    assert ssim(source, None, PALETTE, labels.astype(np.uint16), 1) == ssim(source, None, PALETTE, labels, 1)
