import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from skimage.color import deltaE_ciede2000
from skimage.metrics import peak_signal_noise_ratio

from kquant.core.color.spaces import lab
from kquant.core.metrics.measure import delta_e, measure, mse, psnr, weighted_quantile
from kquant.core.model.arrays import UInt8
from kquant.core.model.result import DeltaE, Metrics


def measured(source: UInt8, palette: UInt8, threads: int = 1) -> tuple[Metrics, UInt8]:
    """The metrics of a picture given random palette colours, and the picture of these."""
    colors, inverse, counts = np.unique(
        source.reshape(-1, 3), axis=0, return_inverse=True, return_counts=True
    )
    color_labels = np.random.default_rng(1).integers(0, len(palette), len(colors)).astype(np.uint8)
    labels = color_labels[inverse.reshape(source.shape[:2])]
    found = measure(source, None, palette, labels, colors, counts, color_labels, threads)
    return found, palette[labels]


@pytest.fixture
def source() -> UInt8:
    # Few values, so that colours repeat and their counts matter.
    return np.random.default_rng(0).choice(np.array([0, 3, 90, 255], np.uint8), (60, 80, 3))


@pytest.fixture
def palette() -> UInt8:
    return np.random.default_rng(2).integers(0, 256, (7, 3), dtype=np.uint8)


def test_over_colors_as_over_pixels(source: UInt8, palette: UInt8) -> None:
    found, result = measured(source, palette)

    difference = source.astype(float) - result
    assert found.mse == pytest.approx((difference**2).sum(axis=-1).mean(), rel=1e-12)
    assert found.psnr == pytest.approx(peak_signal_noise_ratio(source, result, data_range=255), rel=1e-12)
    per_pixel = deltaE_ciede2000(lab(source.reshape(-1, 3)), lab(result.reshape(-1, 3)))
    assert found.delta_e.mean == pytest.approx(per_pixel.mean(), rel=1e-9)
    assert found.delta_e.p95 == pytest.approx(np.quantile(per_pixel, 0.95, method="inverted_cdf"), rel=1e-9)
    assert found.delta_e.max == pytest.approx(per_pixel.max(), rel=1e-9)


def test_the_same_for_any_number_of_threads() -> None:
    rng = np.random.default_rng(3)
    source, palette = (rng.integers(0, 256, shape, dtype=np.uint8) for shape in ((300, 400, 3), (9, 3)))

    assert measured(source, palette, threads=1)[0] == measured(source, palette, threads=3)[0]


def test_equal_pictures() -> None:
    palette = np.array([[1, 2, 3], [200, 90, 40]], np.uint8)
    labels = np.array([[0, 1, 1], [1, 0, 1]], np.uint8)
    own = np.array([0, 1], np.uint8)

    found = measure(palette[labels], None, palette, labels, palette, np.array([2, 4]), own, 1)

    assert found == Metrics(mse=0, psnr=math.inf, ssim=1, delta_e=DeltaE(0, 0, 0))


def test_nothing_visible() -> None:
    found = measure(
        source=np.zeros((2, 3, 3), np.uint8),
        visible=np.zeros((2, 3), bool),
        palette=np.empty((0, 3), np.uint8),
        labels=np.zeros((2, 3), np.uint8),
        colors=np.empty((0, 3), np.uint8),
        counts=np.empty(0, np.int64),
        color_labels=np.empty(0, np.uint8),
        threads=1,
    )

    assert found == Metrics(mse=0, psnr=math.inf, ssim=1, delta_e=DeltaE(0, 0, 0))


def test_black_for_white_is_the_worst() -> None:
    found, _ = measured(np.full((1, 1, 3), 255, np.uint8), np.zeros((1, 3), np.uint8))

    assert found.mse == 195_075
    assert found.psnr == 0
    assert found.delta_e.max == pytest.approx(100)
    assert found.ssim < 0.001


def test_weights_need_not_be_whole_numbers(source: UInt8, palette: UInt8) -> None:
    colors = np.unique(source.reshape(-1, 3), axis=0)
    labels = np.zeros(len(colors), np.uint8)
    weights = np.arange(1, len(colors) + 1)

    assert mse(colors, weights / 255, palette, labels, 1) == pytest.approx(
        mse(colors, weights, palette, labels, 1)
    )
    assert delta_e(colors, weights / 255, palette, labels, 1).mean == pytest.approx(
        delta_e(colors, weights, palette, labels, 1).mean
    )


def test_a_picture_too_large_for_32_bits_is_summed_exactly() -> None:
    colors, palette = np.array([[255, 255, 255], [0, 0, 1]], np.uint8), np.zeros((1, 3), np.uint8)
    counts = np.array([500_000_000, 500_000_000])

    assert mse(colors, counts, palette, np.zeros(2, np.uint8), 1) == (195_075 + 1) / 2


def test_psnr_of_one_level_everywhere() -> None:
    assert psnr(3) == pytest.approx(20 * math.log10(255))


@given(
    pairs=st.lists(st.tuples(st.floats(0, 100, width=32), st.integers(1, 50)), min_size=1, max_size=60),
    share=st.sampled_from([0.01, 0.5, 0.95, 1.0]),
)
def test_weighted_quantile_as_numpy_has_it(pairs: list[tuple[float, int]], share: float) -> None:
    values, weights = np.array([v for v, _ in pairs]), np.array([w for _, w in pairs])

    expected = np.sort(np.repeat(values, weights))[math.ceil(share * weights.sum() - 1e-9) - 1]

    assert weighted_quantile(values, weights, share) == expected
