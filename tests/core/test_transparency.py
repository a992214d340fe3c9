from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import kquant
from kquant.core.color.spaces import to_space
from kquant.core.image.picture import Picture
from kquant.core.image.prepared import composite
from kquant.core.model.arrays import UInt8
from kquant.core.model.choices import AlphaMode, Engine, Space
from kquant.core.model.rgb import Rgb
from tests.core.hostile import ENGINES, SPACES, alpha_of, distinct, outcome, pictures, translucent

LAW = settings(max_examples=40, deadline=None)


@LAW
@given(translucent(), st.integers(1, 20), ENGINES, st.integers(0, 99))
def test_what_is_under_full_transparency_never_counts(
    pixels: UInt8, k: int, engine: Engine, seed: int
) -> None:
    other = pixels.copy()
    hidden = alpha_of(pixels) == 0
    other[hidden, :3] = np.random.default_rng(seed).integers(0, 256, (hidden.sum(), 3), dtype=np.uint8)

    before, after = (
        kquant.quantize(one, k, engine=engine, metrics=False, seed=seed) for one in (pixels, other)
    )

    assert outcome(before) == outcome(after)
    assert np.array_equal(before.image, after.image)


@LAW
@given(translucent(), SPACES)
def test_pixels_vote_by_alpha(pixels: UInt8, space: Space) -> None:
    seen, alpha = alpha_of(pixels) > 0, alpha_of(pixels)
    result = kquant.quantize(pixels, 1, space=space, metrics=False)

    if seen.any():
        mean = np.average(to_space(pixels[seen][:, :3], space), axis=0, weights=alpha[seen])
        assert result.centers[0] == pytest.approx(mean, rel=1e-9, abs=1e-9)
        assert result.counts.tolist() == [np.count_nonzero(seen)]


@LAW
@given(translucent(), st.integers(1, 20))
def test_kept_alpha(pixels: UInt8, k: int) -> None:
    result = kquant.quantize(pixels, k, alpha="keep")

    alpha = alpha_of(pixels)
    if (alpha == 255).all():
        assert result.alpha is None
        return
    assert np.array_equal(result.image[..., 3], alpha)
    assert result.transparent_index == (len(result.palette) if (alpha == 0).any() else None)
    assert (result.labels[alpha == 0] == len(result.palette)).all()
    assert (result.image[alpha == 0][:, :3] == 0).all()


@LAW
@given(translucent(), st.integers(1, 20))
def test_threshold(pixels: UInt8, k: int) -> None:
    result = kquant.quantize(pixels, k, alpha="threshold")

    opaque = alpha_of(pixels) >= 128
    assert result.alpha is None
    assert np.array_equal(alpha_of(result.image), np.where(opaque, 255, 0))
    assert result.colors_before == distinct(np.dstack([pixels[..., :3], opaque.astype(np.uint8)]))
    assert len(result.palette) == min(k, result.colors_before)


@LAW
@given(translucent(), st.integers(1, 20), st.tuples(*[st.integers(0, 255)] * 3))
def test_matte(pixels: UInt8, k: int, matte: Rgb) -> None:
    result = kquant.quantize(pixels, k, alpha="matte", matte=matte, metrics=False)

    share = alpha_of(pixels)[..., None] / 255
    mixed = pixels[..., :3] * share + np.array(matte) * (1 - share)
    flat = composite(pixels, matte, 1)
    assert np.abs(flat - mixed).max() <= 0.5 + 1e-9
    assert result.image.shape == (*pixels.shape[:2], 3)
    assert outcome(result) == outcome(kquant.quantize(flat, k, metrics=False))


@pytest.mark.parametrize("engine", Engine)
@pytest.mark.parametrize("mode", [AlphaMode.KEEP, AlphaMode.THRESHOLD])
@pytest.mark.parametrize("locked", [(), ((1, 2, 3), (4, 5, 6))])
def test_nothing_visible(engine: Engine, mode: AlphaMode, locked: tuple[Rgb, ...]) -> None:
    pixels = np.full((3, 5, 4), 7, np.uint8)
    pixels[..., 3] = 0

    result = kquant.quantize(pixels, 4, engine=engine, alpha=mode, locked=locked)

    assert [tuple(color) for color in result.palette.tolist()] == list(locked)
    assert result.colors_before == result.colors_after == 0
    assert (result.labels == len(locked)).all()
    assert (result.image == 0).all()
    assert result.image.shape == (3, 5, 4)
    assert result.shares.sum() == 0


@LAW
@given(pictures(most=200), st.integers(1, 20))
def test_an_opaque_alpha_changes_nothing(pixels: UInt8, k: int) -> None:
    opaque = np.dstack([pixels, np.full(pixels.shape[:2], 255, np.uint8)])

    plain = kquant.quantize(pixels, k)

    for mode in AlphaMode:
        assert outcome(kquant.quantize(opaque, k, alpha=mode)) == outcome(plain)


def test_a_picture_may_be_asked_in_different_ways() -> None:
    """What is kept with the picture belongs to one treatment of its transparency."""
    pixels = np.random.default_rng(0).integers(0, 256, (20, 20, 4), dtype=np.uint8)
    picture = Picture(pixels)
    matte: dict[str, Any] = {"alpha": "matte", "matte": (9, 9, 9)}
    asked: list[dict[str, Any]] = [{"alpha": "keep"}, {"alpha": "matte"}, matte, {"alpha": "keep"}]

    for changes in asked:
        assert outcome(kquant.quantize(picture, 5, **changes)) == outcome(
            kquant.quantize(pixels, 5, **changes)
        )


def test_256_colors_and_a_transparent_index() -> None:
    pixels = np.random.default_rng(0).integers(0, 256, (40, 40, 4), dtype=np.uint8)
    pixels[0, :, 3] = 0

    for k in (254, 255, 256):
        result = kquant.quantize(pixels, k, effort="fast", metrics=False)
        assert result.transparent_index == k
        assert (result.labels[0] == k).all()
        assert result.labels.dtype == (np.uint8 if k <= 255 else np.uint16)
