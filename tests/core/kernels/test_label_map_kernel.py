"""The compiled label map against its twin, and both against a look at every pixel."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kquant.core import kernels
from kquant.core.twins import label_map as twin
from kquant.kernels import compiled
from tests.core.kernels.processors import avx2

COMPILED = pytest.mark.skipif(compiled() is None, reason="the kernels are not compiled here")
BOTH = pytest.mark.parametrize(
    "where", [pytest.param(kernels, marks=COMPILED, id="kernel"), pytest.param(twin, id="twin")]
)


@st.composite
def cases(draw: st.DrawFn) -> tuple[Any, ...]:
    """Pixels, which are visible, the labels of colours that are to be in the list, and how many threads."""
    random = np.random.default_rng(draw(st.integers(0, 9999)))
    height, width = draw(st.tuples(st.integers(1, 30), st.integers(1, 40)))
    values = draw(st.sampled_from([1, 3, 40, 256]))
    pixels = random.integers(0, values, (height, width, 4), dtype=np.uint8)
    visible = draw(st.sampled_from([None, 0.0, 0.5, 1.0]))
    kinds: list[type[np.uint8] | type[np.uint16]] = [np.uint8, np.uint16]
    dtype = draw(st.sampled_from(kinds))
    listed = draw(st.sampled_from([0.0, 0.5, 1.0]))
    return (
        pixels,
        None if visible is None else random.random((height, width)) < visible,
        lambda n: (random.random(n) < listed, random.integers(0, np.iinfo(dtype).max, n, dtype=dtype)),
        int(np.iinfo(dtype).max),
        draw(st.integers(1, 4)),
    )


@COMPILED
@pytest.mark.parametrize("with_avx2", [True, False])
@settings(max_examples=150, deadline=None)
@given(case=cases(), with_alpha=st.booleans())
def test_as_the_twin(with_avx2: bool, case: tuple[Any, ...], with_alpha: bool) -> None:
    pixels, visible, labels_of, invisible, threads = case
    shown = pixels if with_alpha else np.ascontiguousarray(pixels[..., :3])
    keys, codes, _, _ = kernels.histogram(shown, None, None, 1)
    listed, labels = labels_of(len(keys))
    colors = keys[listed], codes[listed], labels[listed]

    with avx2(with_avx2):
        found = kernels.label_map(shown, visible, *colors, invisible, threads)

    expected = twin.label_map(shown, visible, *colors, invisible, threads)
    assert found.dtype == expected.dtype
    assert np.array_equal(found, expected)


@COMPILED
@settings(max_examples=150, deadline=None)
@given(cases())
def test_rgba_as_the_twin(case: tuple[Any, ...]) -> None:
    pixels, visible, labels_of, invisible, threads = case
    _, codes, _ = kernels.histogram_rgba(pixels, None, 1)
    listed, labels = labels_of(len(codes))
    colors = codes[listed], labels[listed]

    found = kernels.label_map_rgba(pixels, visible, *colors, invisible, threads)

    expected = twin.label_map_rgba(pixels, visible, *colors, invisible, threads)
    assert found.dtype == expected.dtype
    assert np.array_equal(found, expected)


@BOTH
@settings(max_examples=60, deadline=None)
@given(case=cases())
def test_every_pixel_has_the_label_of_its_color(where: Any, case: tuple[Any, ...]) -> None:
    pixels, visible, labels_of, invisible, threads = case
    colors = np.unique(pixels.reshape(-1, 4), axis=0)
    listed, labels = labels_of(len(colors))
    codes = (colors.astype(np.uint32) << np.array([16, 8, 0, 24], np.uint32)).sum(axis=1, dtype=np.uint32)
    label_of = {
        tuple(color): label
        for color, label, is_listed in zip(colors, labels, listed, strict=True)
        if is_listed
    }

    found = where.label_map_rgba(pixels, visible, codes[listed], labels[listed], invisible, threads)

    for place in np.ndindex(found.shape):
        is_visible = visible is None or visible[place]
        assert found[place] == (label_of.get(tuple(pixels[place]), 0) if is_visible else invisible)


@BOTH
@pytest.mark.parametrize(("height", "threads"), [(700, 1), (700, 2), (3600, 2)])
@pytest.mark.parametrize(("dtype", "most"), [(np.uint8, 251), (np.uint16, 65521)])
def test_more_pixels_and_colors_than_a_block_has(
    where: Any, height: int, threads: int, dtype: Any, most: int
) -> None:
    pixels = np.random.default_rng(0).integers(0, 256, (700, 600, 4), dtype=np.uint8)
    pixels = np.resize(pixels, (height, 600, 4))
    keys, codes, _, _ = kernels.histogram(pixels, None, None, 1)
    rgba = kernels.histogram_rgba(pixels, None, 1)[1]

    labels = where.label_map(pixels, None, keys, codes, (codes % most).astype(dtype), 0, threads)
    with_alpha = where.label_map_rgba(pixels, None, rgba, (rgba % most).astype(dtype), 0, threads)

    r, g, b, a = np.moveaxis(pixels.astype(np.uint32), -1, 0)
    assert np.array_equal(labels, (r << 16 | g << 8 | b) % most)
    assert np.array_equal(with_alpha, (a << 24 | r << 16 | g << 8 | b) % most)


@COMPILED
@pytest.mark.parametrize("dtype", [np.uint8, np.uint16])
def test_many_pixels_of_which_some_are_known(dtype: Any) -> None:
    pixels = np.random.default_rng(1).integers(0, 30, (1500, 1501, 3), dtype=np.uint8)
    visible = pixels[..., 0] > 3
    keys, codes, _, _ = kernels.histogram(pixels, None, None, 2)
    listed = codes % 5 > 0
    colors = keys[listed], codes[listed], (codes[listed] % 200).astype(dtype)

    labels = kernels.label_map(pixels, visible, *colors, 250, 2)

    assert np.array_equal(labels, twin.label_map(pixels, visible, *colors, 250, 2))
