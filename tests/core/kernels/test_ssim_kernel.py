"""The compiled sum of similarities, beside its twin."""

import cv2
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray

from kquant.core import kernels
from kquant.core.model.arrays import Labels, UInt8
from kquant.core.twins import ssim as twin
from kquant.kernels import compiled
from tests.core.kernels.processors import avx2

needs_module = pytest.mark.skipif(compiled() is None, reason="there are no compiled kernels")

Case = tuple[UInt8, NDArray[np.bool_] | None, UInt8, Labels]


def case(
    height: int, width: int, channels: int, size: int, hidden: float | None, flat: bool, seed: int
) -> Case:
    rng = np.random.default_rng(seed)
    pixels = rng.integers(0, 256, (1, 1, channels) if flat else (height, width, channels), np.uint8)
    pixels = np.broadcast_to(pixels, (height, width, channels)).copy()
    labels = rng.integers(0, 256**size, (height, width)).astype(f"uint{8 * size}")
    if flat:
        labels[:] = labels[0, 0]
    visible = None if hidden is None else rng.random((height, width)) >= hidden
    return pixels, visible, rng.integers(0, 256, 256**size, np.uint8), labels


@st.composite
def cases(draw: st.DrawFn) -> Case:
    height, width = draw(st.sampled_from([(1, 64), (64, 1), (64, 64)]))
    return case(
        height=draw(st.integers(1, height)),
        width=draw(st.integers(1, width)),
        channels=draw(st.sampled_from([3, 4])),
        size=draw(st.sampled_from([1, 2])),
        hidden=draw(st.sampled_from([None, 0.0, 0.1, 0.9, 1.0])),
        flat=draw(st.booleans()),
        seed=draw(st.integers(0, 10_000)),
    )


LARGE = {
    "of several bands": (700, 13),
    "of several strips": (9, 700),
    "of both": (300, 200),
    "as wide as a strip": (20, 88),
    "a column wider": (20, 89),
    "as high as a band": (128, 20),
    "a row higher": (129, 20),
}


def agrees(pixels: UInt8, visible: NDArray[np.bool_] | None, table: UInt8, labels: Labels) -> None:
    found = kernels.sum_similarity(pixels, visible, table, labels, 1)

    assert abs(found - twin.sum_similarity(pixels, visible, table, labels, 1)) <= 1e-9 * labels.size
    for threads in (2, 3, 7):
        assert kernels.sum_similarity(pixels, visible, table, labels, threads) == found


@needs_module
@given(cases())
@settings(deadline=None)
def test_agrees_with_its_twin_for_any_number_of_threads(case: Case) -> None:
    agrees(*case)


@needs_module
@pytest.mark.parametrize("hidden", [None, 0.3])
@pytest.mark.parametrize("shape", LARGE.values(), ids=LARGE.keys())
def test_agrees_with_its_twin_where_blocks_meet(shape: tuple[int, int], hidden: float | None) -> None:
    agrees(*case(*shape, channels=3, size=1, hidden=hidden, flat=False, seed=1))


@needs_module
def test_processors_without_avx2_give_the_same() -> None:
    arguments = case(150, 100, channels=4, size=2, hidden=0.2, flat=False, seed=2)
    with avx2(False):
        found = kernels.sum_similarity(*arguments, 2)

    assert kernels.sum_similarity(*arguments, 2) == found


@needs_module
@pytest.mark.parametrize("part", [np.s_[10:50, ::2], np.s_[50:10:-1, 3:]])
def test_views_with_gaps_are_read_as_they_look(part: tuple[slice, slice]) -> None:
    pixels, visible, table, labels = case(60, 80, channels=4, size=1, hidden=0.2, flat=False, seed=3)
    assert visible is not None

    agrees(pixels[part][..., :3], visible[part], table, labels[part])


@pytest.mark.parametrize("threads", [1, 2])
def test_equal_pictures_are_exactly_alike(threads: int) -> None:
    pixels, _, _, _ = case(140, 190, channels=3, size=1, hidden=None, flat=False, seed=4)
    grey = np.repeat(pixels[..., :1], 3, axis=2)

    found = kernels.sum_similarity(grey, None, np.arange(256, dtype=np.uint8), pixels[..., 0].copy(), threads)

    assert found == 140 * 190


def test_the_luma_of_every_color_is_that_of_opencv() -> None:
    """The kernel has a formula of its own; where it were another one, the pictures would not be alike."""
    codes = np.arange(1 << 24, dtype=np.uint32)
    pixels = codes.astype(">u4").view(np.uint8).reshape(4096, 4096, 4)[..., 1:].copy()
    luma = np.asarray(cv2.cvtColor(pixels, cv2.COLOR_RGB2GRAY), np.uint8)

    assert kernels.sum_similarity(pixels, None, np.arange(256, dtype=np.uint8), luma, 2) == 1 << 24


@needs_module
def test_arrays_that_are_too_short_are_refused() -> None:
    module = compiled()
    assert module is not None
    pixels, table, labels = np.zeros((2, 2, 3), np.uint8), np.zeros(256, np.uint8), np.zeros((2, 2), np.uint8)

    for arguments in (
        (pixels, 3, 2, 3, None, table, labels, 1, 1, None),
        (pixels, 2, 2, 4, None, table, labels, 1, 1, None),
        (pixels, 2, 2, 3, None, table[:255], labels, 1, 1, None),
        (pixels, 2, 2, 3, None, table, labels, 2, 1, None),
        (pixels, 2, 2, 3, None, table, labels, 3, 1, None),
    ):
        with pytest.raises(ValueError):
            module.sum_similarity(*arguments)
