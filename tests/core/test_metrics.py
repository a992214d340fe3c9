import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import NDArray
from skimage.color import deltaE_ciede2000
from skimage.metrics import peak_signal_noise_ratio

from kquant.core.color.spaces import lab
from kquant.core.image.histogram import Histogram, codes_of
from kquant.core.image.prepared import Prepared
from kquant.core.metrics.ciede2000 import delta_e, weighted_quantile
from kquant.core.metrics.measure import measure
from kquant.core.metrics.mse import mse, psnr
from kquant.core.model.arrays import Int64, UInt8
from kquant.core.model.indexed import Indexed
from kquant.core.model.metrics import DeltaE, Metric, Metrics
from kquant.core.run.run import Run


def measured(source: UInt8, palette: UInt8, threads: int = 1) -> tuple[Metrics, UInt8]:
    """The metrics of a picture given random palette colours, and the picture of these."""
    colors, inverse, counts = np.unique(
        source.reshape(-1, 3), axis=0, return_inverse=True, return_counts=True
    )
    color_labels = np.random.default_rng(1).integers(0, len(palette), len(colors)).astype(np.uint8)
    labels = color_labels[inverse.reshape(source.shape[:2])]
    found = measure(
        prepared(source, colors, counts), indexed(palette, labels, color_labels), run=Run(threads)
    )
    return found, palette[labels]


def prepared(
    source: UInt8, colors: UInt8, counts: Int64, visible: NDArray[np.bool_] | None = None
) -> Prepared:
    code = codes_of(colors)
    return Prepared(source, visible, None, None, Histogram(code, code, counts))


def indexed(palette: UInt8, labels: UInt8, color_labels: UInt8, compactness: float = 1.0) -> Indexed:
    """With no more than metrics ask for."""
    counts, none = np.zeros(len(palette), np.int64), np.zeros(len(palette))
    locked = np.zeros(len(palette), bool)
    by_color = color_labels.astype(np.uint16)
    return Indexed(palette, labels, by_color, None, None, counts, compactness, none, none, 0, locked)


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
    assert found.delta_e is not None
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

    found = measure(prepared(palette[labels], palette, np.array([2, 4])), indexed(palette, labels, own))

    assert found == Metrics(mse=0, psnr=math.inf, ssim=1, delta_e=DeltaE(0, 0, 0))


def test_nothing_visible() -> None:
    nothing = np.empty((0, 3), np.uint8)
    image = prepared(np.zeros((2, 3, 3), np.uint8), nothing, np.empty(0, np.int64), np.zeros((2, 3), bool))

    found = measure(image, indexed(nothing, np.zeros((2, 3), np.uint8), np.empty(0, np.uint8)))

    assert found == Metrics(mse=0, psnr=math.inf, ssim=1, delta_e=DeltaE(0, 0, 0))


def test_black_for_white_is_the_worst() -> None:
    found, _ = measured(np.full((1, 1, 3), 255, np.uint8), np.zeros((1, 3), np.uint8))

    assert found.mse == 195_075
    assert found.psnr == 0
    assert found.delta_e is not None
    assert found.delta_e.max == pytest.approx(100)
    assert found.ssim is not None
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


@pytest.mark.parametrize("which", [(), (Metric.MSE,), (Metric.SSIM,), (Metric.DELTA_E, Metric.MSE)])
def test_only_what_is_asked_for_is_measured(
    which: tuple[Metric, ...], source: UInt8, palette: UInt8, monkeypatch: pytest.MonkeyPatch
) -> None:
    names = {Metric.MSE: "mse", Metric.SSIM: "ssim", Metric.DELTA_E: "delta_e"}
    for metric in set(Metric) - set(which):
        monkeypatch.setattr(f"kquant.core.metrics.measure.{names[metric]}", None)
    if not {Metric.MSE, Metric.DELTA_E} & set(which):
        monkeypatch.setattr("kquant.core.metrics.measure.members", None)
    colors, counts = np.unique(source.reshape(-1, 3), axis=0, return_counts=True)
    labels = np.zeros(source.shape[:2], np.uint8)

    found = measure(
        prepared(source, colors, counts), indexed(palette, labels, np.zeros(len(colors), np.uint8)), which
    )

    assert (found.mse is not None, found.psnr is not None) == (Metric.MSE in which,) * 2
    assert (found.ssim is not None) == (Metric.SSIM in which)
    assert (found.delta_e is not None) == (Metric.DELTA_E in which)
